public import ChangeModel

extension HistoryIndex {
  /// What the upgrades before `old` brought, each over as many releases of its stable series as lie between `old` and
  /// `new`; the latest first.
  ///
  /// - Parameter limit: how many are looked at. There are fewer where the series, or the clone, does not go back so far.
  /// - Returns: for each of the newer kernels; `nil` for one that is not a later release of the series.
  /// - Complexity: trees are compared the first time a commit is asked for, about 30 µs each, and kept.
  public func upgrades(
    before old: KernelVersion, asLongAsTo new: [KernelVersion?], limit: Int
  ) throws(HistoryError) -> [UpgradeHistory?] {
    let lengths = new.map { new -> Int? in
      guard let new, old.isStable, old.series == new.series, old < new else { return nil }
      return releases(from: old, to: new).count - 1
    }
    let (most, overflows) = (lengths.compactMap(\.self).max() ?? 0)
      .multipliedReportingOverflow(by: limit)
    var line = [old]
    // The clone, not the limit, says how far back there is something to look at.
    while overflows || line.count <= most, let earlier = line.last?.predecessorInSeries,
      has(earlier)
    {
      line.append(earlier)
    }
    // Of each release, the latest first: how many commits each directory got.
    var steps: [[String: Int]] = []
    for (release, earlier) in zip(line, line.dropFirst()) where most > 0 {
      let range = try range(from: "\(earlier)", to: "\(release)")
      steps.append(
        Dictionary(try mainDirectories(of: changes(in: range)).map { ($0, 1) }, uniquingKeysWith: +)
      )
    }
    return lengths.map { length in
      length.map { length in
        let starts = stride(from: 0, through: steps.count - length, by: length).prefix(limit)
        var commits: [String: [Int]] = [:]
        for (place, start) in starts.enumerated() {
          for (directory, count) in steps[start..<(start + length)].joined() {
            commits[directory, default: starts.map { _ in 0 }][place] += count
          }
        }
        return UpgradeHistory(
          ranges: starts.map { "\(line[$0 + length].tagName)..\(line[$0].tagName)" },
          commits: commits)
      }
    }
  }

  /// The directory that each commit touches most, without those whose trees the clone lacks.
  func mainDirectories(of commits: [CommitID]) throws(HistoryError) -> [String] {
    var subsystems = SubsystemMap(maintainers: nil)
    return try touchedPaths(of: commits) { _ in }.compactMap { paths in
      paths.flatMap { subsystems.subsystems(of: $0).first?.directory }
    }
  }
}
