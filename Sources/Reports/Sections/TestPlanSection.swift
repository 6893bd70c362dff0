internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  private static let directoriesNamed = 6

  func testPlan(_ assessment: UpgradeAssessment) -> Document.Section? {
    let rows = assessment.testPlan.map { row in
      [
        Phrase(
          row.directories.prefix(Self.directoriesNamed).joined(separator: ", ")
            + (row.directories.count > Self.directoriesNamed
              ? " and \(row.directories.count - Self.directoriesNamed) more" : "")),
        Phrase(row.commits.grouped),
        Phrase(row.advice.suites), Phrase(row.advice.watch),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return Document.Section(
      anchor: "tests", title: "What to test",
      blocks: [
        .table(
          Block.Table(
            columns: ["Subsystems", "Commits", "Suites", "Watch on canaries"], rows: rows,
            numeric: [1], paperLimit: 12))
      ])
  }
}
