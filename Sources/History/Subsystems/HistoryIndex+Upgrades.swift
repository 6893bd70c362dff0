public import ChangeModel

extension HistoryIndex {
  /// What the upgrades before `old` brought, each over as many releases of its stable series as lie between `old` and
  /// `new`; the latest first.
  ///
  /// - Parameter limit: how many are looked at. There are fewer where the series, or the clone, does not go back so far.
  /// - Complexity: trees are compared the first time a commit is asked for, about 30 µs each, and kept.
  public func upgrades(
    before old: KernelVersion, asLongAsTo new: KernelVersion, limit: Int
  ) throws(HistoryError) -> UpgradeHistory? {
    guard old.isStable, old.series == new.series, old < new else { return nil }
    let length = releases(from: old, to: new).count - 1
    var line = [old]
    // The clone, not the limit, says how far back there is something to look at.
    while (line.count - 1) / length < limit, let earlier = line.last?.predecessorInSeries,
      has(earlier)
    {
      line.append(earlier)
    }
    var names: [String] = []
    var commits: [String: [Int]] = [:]
    for place in stride(from: 0, to: line.count - length, by: length) {
      let range = try range(from: "\(line[place + length])", to: "\(line[place])")
      for directory in try mainDirectories(of: changes(in: range)) {
        commits[directory, default: []].grow(to: names.count + 1)
        commits[directory]?[names.count] += 1
      }
      names.append("\(range)")
    }
    return UpgradeHistory(
      ranges: names,
      commits: commits.mapValues {
        var counts = $0
        counts.grow(to: names.count)
        return counts
      })
  }

  /// The directory that each commit touches most, without those whose trees the clone lacks.
  func mainDirectories(of commits: [CommitID]) throws(HistoryError) -> [String] {
    var subsystems = SubsystemMap(maintainers: nil)
    return try touchedPaths(of: commits) { _ in }.compactMap { paths in
      paths.flatMap { subsystems.subsystems(of: $0).first?.directory }
    }
  }
}

extension [Int] {
  fileprivate mutating func grow(to count: Int) {
    append(contentsOf: repeatElement(0, count: Swift.max(0, count - self.count)))
  }
}
