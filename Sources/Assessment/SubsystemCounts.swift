public import ChangeModel

/// How many commits belong to each subsystem.
public struct SubsystemCounts: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let subsystem: Subsystem
    public let count: Int
  }

  /// By the subsystem that each commit touches most, so the counts add up to the commits; largest first.
  public let rows: [Row]
  /// Commits whose subsystem the clone does not know.
  public let unknown: Int

  public init(_ changes: some Sequence<EnrichedChange>) {
    var counts: [String: (subsystem: Subsystem, count: Int)] = [:]
    var unknown = 0
    for change in changes {
      guard let main = change.subsystems.first else {
        unknown += 1
        continue
      }
      let known = counts[main.directory]
      // A directory with several sections, as `kernel` is, goes by its name alone.
      let isOne = known.map { $0.subsystem == main } ?? true
      counts[main.directory] = (
        isOne ? main : Subsystem(directory: main.directory), (known?.count ?? 0) + 1
      )
    }
    rows = counts.values.map { Row(subsystem: $0.subsystem, count: $0.count) }
      .sorted { ($1.count, $0.subsystem) < ($0.count, $1.subsystem) }
    self.unknown = unknown
  }
}
