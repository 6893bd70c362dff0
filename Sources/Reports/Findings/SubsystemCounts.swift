internal import ChangeModel

/// How many commits belong to each subsystem.
struct SubsystemCounts {
  struct Row: Hashable {
    let subsystem: Subsystem
    let count: Int
  }

  /// By the subsystem that each commit touches most, so the counts add up to the commits; largest first.
  let rows: [Row]
  /// Commits whose subsystem the clone could not tell.
  let unknown: Int

  init(_ changes: some Sequence<EnrichedChange>) {
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

  /// `net/ipv4 9, fs/overlayfs 3 and 34 more subsystems`
  func phrase(limit: Int) -> Phrase {
    let shown = rows.prefix(limit).map { Phrase("\($0.subsystem.directory) \($0.count.grouped)") }
    let more = rows.count - shown.count
    let phrase = shown.joined(by: ", ")
    return more > 0
      ? phrase + Phrase(" and \(more.of("more subsystem", "more subsystems"))") : phrase
  }
}
