internal import ChangeModel

extension Findings {
  struct Heat: Hashable {
    let subsystem: Subsystem
    let commits, files, repaired: Int
    /// Added and removed; `nil` if no diff of them was read.
    let lines: Int?
    /// Commits of the earlier upgrades; empty if none is known.
    let before: [Int]

    /// More than any of the earlier upgrades had.
    var isHot: Bool { before.max().map { commits > $0 } ?? false }

    /// `0–1`
    var usual: String {
      guard let low = before.min(), let high = before.max() else { return "–" }
      return low == high ? low.grouped : "\(low.grouped)–\(high.grouped)"
    }
  }

  /// By how much more they got than usual, then by commits.
  var heat: [Heat] {
    let history = report.upgradeHistory
    let changes = Dictionary(grouping: report.changes) { $0.subsystems.first?.directory }
    return SubsystemCounts(report.changes).rows.map { row in
      let those = changes[row.subsystem.directory] ?? []
      return Heat(
        subsystem: row.subsystem, commits: row.count,
        files: Set(those.flatMap { $0.touchedPaths ?? [] }).count,
        repaired: those.count { change in
          change.followUps.contains(where: \.kind.isRepair)
        },
        lines: those.compactMap(\.patch).isEmpty
          ? nil
          : those.reduce(0) { $0 + ($1.patch.map { $0.size.added + $0.size.removed } ?? 0) },
        before: history.map { $0.commits[row.subsystem.directory] ?? $0.ranges.map { _ in 0 } }
          ?? [])
    }.enumerated().sorted {
      ($1.element.excess, $0.offset) < ($0.element.excess, $1.offset)
    }.map(\.element)
  }

  /// Oldest first.
  var commitsByRelease: [(name: String, count: Int)] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for release in report.changes.reversed().compactMap(\.release) {
      if counts[release] == nil { order.append(release) }
      counts[release, default: 0] += 1
    }
    return order.map { ($0.releaseName, counts[$0] ?? 0) }
  }
}

extension Findings.Heat {
  fileprivate var excess: Int { before.max().map { max(0, commits - $0) } ?? 0 }
}
