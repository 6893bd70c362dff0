internal import ChangeModel

extension FixCriteria {
  /// `matching “uid”, touching fs/overlayfs, since v4.8`
  var participles: String {
    clauses("matching", "touching", "naming").joined(separator: ", ")
  }

  /// `matches “uid”, touches fs/overlayfs, since v4.8`: what a commit does that meets them.
  var verbs: String {
    let isPeriodAlone =
      matching == nil && symptoms.isEmpty && people.isEmpty && touching.isEmpty && cves.isEmpty
    return
      ((isPeriodAlone ? ["repairs or reverts another"] : [])
      + clauses("matches", "touches", "names", isVerb: true)).joined(separator: ", ")
  }

  private func clauses(
    _ matches: String, _ touches: String, _ names: String, isVerb: Bool = false
  ) -> [String] {
    let files = symptoms.map { $0 == "-" ? "standard input" : $0 }
    let isPersonFirst = isVerb && matching == nil && symptoms.isEmpty
    return [
      matching.map { "\(matches) “\($0)”" },
      symptoms.isEmpty
        ? nil
        : "\(matches) what \(files.joined(separator: " and ")) \(files.count == 1 ? "shows" : "show")",
      people.isEmpty
        ? nil : (isPersonFirst ? "is " : "") + people.map(\.clause).joined(separator: ", "),
      touching.isEmpty ? nil : "\(touches) \(touching.joined(separator: " or "))",
      cves.isEmpty ? nil : "\(names) \(cves.joined(separator: " or "))",
      since.map { "since \($0)" }, until.map { "until \($0)" },
    ].compactMap(\.self)
  }
}

extension SearchQuestion.Person {
  fileprivate var clause: String {
    switch role {
    case .author: "by \(name)"
    case .reporter: "reported by \(name)"
    case .reviewer: "reviewed by \(name)"
    }
  }
}
