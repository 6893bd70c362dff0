internal import ChangeModel

extension FixCriteria {
  /// `matching “uid”, touching fs/overlayfs, since v4.8`
  var participles: String {
    clauses("matching", "touching", "naming").joined(separator: ", ")
  }

  /// `matches “uid”, touches fs/overlayfs, since v4.8`: what a commit does that meets them.
  var verbs: String {
    let isPeriodAlone = matching == nil && touching.isEmpty && cves.isEmpty
    return
      ((isPeriodAlone ? ["repairs or reverts another"] : [])
      + clauses("matches", "touches", "names")).joined(separator: ", ")
  }

  private func clauses(_ matches: String, _ touches: String, _ names: String) -> [String] {
    [
      matching.map { "\(matches) “\($0)”" },
      touching.isEmpty ? nil : "\(touches) \(touching.joined(separator: " or "))",
      cves.isEmpty ? nil : "\(names) \(cves.joined(separator: " or "))",
      since.map { "since \($0)" }, until.map { "until \($0)" },
    ].compactMap(\.self)
  }
}
