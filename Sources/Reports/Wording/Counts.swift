internal import Assessment
internal import ChangeModel

extension ResolutionCounts {
  /// Outcome and count, without the outcomes that did not occur.
  var rows: [(outcome: String, count: Int)] {
    let rules = MatchRule.allCases.map { ("found by \($0.rawValue)", found[$0] ?? 0) }
    let others = [
      ("version bumps expanded to their commits", expanded),
      ("ambiguous: several commits fit", ambiguous),
      ("unresolved: no commit found", unresolved),
      ("notes of the packager, no commit behind them", notes),
    ]
    return (rules + others).filter { $0.1 > 0 }.map { (outcome: $0.0, count: $0.1) }
  }
}

extension SubsystemCounts {
  /// `net/ipv4 9, fs/overlayfs 3 and 34 more subsystems`
  func phrase(limit: Int) -> Phrase {
    let shown = rows.prefix(limit).map { Phrase("\($0.subsystem.directory) \($0.count.grouped)") }
    let more = rows.count - shown.count
    let phrase = shown.joined(by: ", ")
    return more > 0
      ? phrase + Phrase(" and \(more.of("more subsystem", "more subsystems"))") : phrase
  }
}

extension SubsystemHeat {
  /// How many commits the earlier upgrades had: `0–1`.
  var usual: String {
    guard let low = before.min(), let high = before.max() else { return "–" }
    return low == high ? low.grouped : "\(low.grouped)–\(high.grouped)"
  }
}
