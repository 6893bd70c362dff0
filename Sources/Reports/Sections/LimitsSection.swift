internal import ChangeModel

extension Report {
  /// What was not looked at, and what would mend it; last in every document.
  var limitsSection: Document.Section? {
    let limits = limits
    guard !limits.isEmpty else { return nil }
    return Document.Section(
      anchor: "not-looked-at", title: "Not looked at",
      blocks: [.list(limits.map { Block.Item(Phrase(sentence: $0)) })])
  }

  var lacksClone: Bool { clone == nil && difference != nil }

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
