internal import ChangeModel

extension NamedBy {
  /// How a commit was found, as a clause on it; `nil` where the message gives its very id.
  func clause(on commit: CommitID) -> String? {
    switch self {
    case .id(let id): id.matches(commit) ? nil : "the same change as the \(id.short) it names"
    case .absentID(let id): "a backport of the \(id.short) it names, which this clone lacks"
    case .subjectForUnknownID(let id):
      "it names \(id.short), which is not a commit here, but quotes this one's subject"
    case .subjectForAmbiguousID(let id):
      "it names \(id.short), which may be several commits, but quotes this one's subject"
    case .subject: "it quotes this one's subject, without an id"
    }
  }
}

extension NamedCommit {
  /// `20124d04330d (the same change as the 3b5a39979daf it names)`
  var words: String { id.short + (by.clause(on: id).map { " (\($0))" } ?? "") }
}

extension RepairedCommit {
  /// How it was found where its id alone did not do; empty otherwise.
  var why: String { namedBy.clause(on: commit.id) ?? "" }
}
