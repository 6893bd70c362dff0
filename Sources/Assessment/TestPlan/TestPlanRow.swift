internal import ChangeModel

/// What to test for the parts of the kernel that the same advice is about.
public struct TestPlanRow: Hashable, Sendable {
  public let advice: TestAdvice
  /// Most changed first.
  public let directories: [String]
  public let commits: Int

  /// For what this update changes and the configuration may build, the parts with most commits first.
  static func all(of upgrade: Upgrade) -> [TestPlanRow] {
    let built = upgrade.changes.filter { upgrade.isBuilt($0.commit.id) }
    var rows: [TestAdvice: (directories: [String], commits: Int)] = [:]
    for row in SubsystemCounts(built).rows {
      guard let advice = TestAdvice.advice(on: row.subsystem.directory) else { continue }
      rows[advice, default: ([], 0)].directories.append(row.subsystem.directory)
      rows[advice]?.commits += row.count
    }
    return rows.map { TestPlanRow(advice: $0, directories: $1.directories, commits: $1.commits) }
      .sorted { ($1.commits, $0.directories[0]) < ($0.commits, $1.directories[0]) }
  }
}
