internal import Assessment
internal import ChangeModel

extension Document.Section {
  /// What was not looked at, and what would mend it; last in every document.
  static func limits(of report: Report) -> Self? {
    let limits = report.limits
    guard !limits.isEmpty else { return nil }
    return Self(
      anchor: "not-looked-at", title: "Not looked at",
      blocks: [.list(limits.map { Block.Item(Phrase(sentence: $0)) })])
  }
}

extension Report {
  /// Only entries were compared.
  var lacksClone: Bool { upgrade.map { $0.clone == nil } ?? false }

  /// Sentences on what was not looked at, ours first.
  var limits: [String] {
    var limits: [String] = []
    if lacksClone {
      limits.append(
        """
        No clone was given, so these are changelog entries only: with \(KtrailOption.linux.spelled) DIR each would come with its \
        commits, their subsystems, CVEs and known fixes.
        """)
    }
    return limits + remarks.map(\.sentence)
  }
}
