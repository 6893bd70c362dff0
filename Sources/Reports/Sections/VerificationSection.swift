internal import ChangeModel

extension Document.Section {
  /// What `ktrail index --verify` found.
  init(_ verification: IndexVerification) {
    let rows = verification.checks.map { check in
      [
        Phrase(check.subject.title), Phrase(check.checked.grouped),
        check.differing == 0 ? "0" : .strong(check.differing.grouped),
        check.first.map { Phrase($0) } ?? "",
      ]
    }
    let result: Phrase =
      verification.isSound
      ? "The index says what git says."
      : "The index does not say what git says, so it is rebuilt when it is next used."
    self.init(
      anchor: "verification", title: "The index against git",
      blocks: [
        .table(
          Block.Table(
            columns: ["What", "Checked", "Differ", "The first"], rows: rows, numeric: [1, 2])),
        .callout(verification.isSound ? .good : .bad, result),
      ])
  }
}

extension IndexVerification.Subject {
  fileprivate var title: String {
    switch self {
    case .pages: "checksums of pages"
    case .commits: "commits behind the refs"
    case .parents: "parents"
    case .dates: "commit dates"
    case .subjects: "subjects"
    case .paths: "touched paths"
    case .releases: "first releases with a commit"
    }
  }
}
