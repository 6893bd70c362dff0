public import ChangeModel

/// What an update does to a subsystem, beside what its predecessors did.
public struct SubsystemHeat: Hashable, Sendable {
  public let subsystem: Subsystem
  public let commits, files, repaired: Int
  /// Added and removed; `nil` if no diff of them was read.
  public let lines: Int?
  /// Commits of the earlier upgrades; empty if none is known.
  public let before: [Int]

  /// More than any of the earlier upgrades had.
  public var isHot: Bool { before.max().map { commits > $0 } ?? false }

  private var excess: Int { before.max().map { max(0, commits - $0) } ?? 0 }

  /// By how much more they got than usual, then by commits.
  static func all(of upgrade: Upgrade) -> [SubsystemHeat] {
    let changes = Dictionary(grouping: upgrade.changes) { $0.subsystems.first?.directory }
    return SubsystemCounts(upgrade.changes).rows.map { row in
      let those = changes[row.subsystem.directory] ?? []
      let sizes = those.compactMap(\.patch?.size)
      return SubsystemHeat(
        subsystem: row.subsystem, commits: row.count,
        files: Set(those.flatMap { $0.touchedPaths ?? [] }).count,
        repaired: those.count { $0.followUps.contains(where: \.kind.isRepair) },
        lines: sizes.isEmpty ? nil : sizes.reduce(0) { $0 + $1.added + $1.removed },
        before: upgrade.history.map { history in
          history.commits[row.subsystem.directory] ?? history.ranges.map { _ in 0 }
        } ?? [])
    }.enumerated().sorted {
      ($1.element.excess, $0.offset) < ($0.element.excess, $1.offset)
    }.map(\.element)
  }
}
