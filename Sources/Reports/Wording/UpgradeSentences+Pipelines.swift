internal import Assessment
internal import ChangeModel

extension UpgradeSentences {
  /// What NEW lacks, of what, and whether it can be had.
  func message(on bad: KnownBad) -> String {
    let fix = words.commit(bad.fix.commit).text
    let repaired = bad.of.map { words.commit($0.commit).text }.joined(separator: "; ")
    let what =
      bad.fix.kind == .revert
      ? "\(target) still has \(repaired), which was reverted later by \(fix)."
      : "\(target) has \(repaired), and lacks its fix \(fix)."
    return "\(what) Known for \(bad.daysKnown.of("day")).\(pick(bad.pick))"
  }

  /// What is on the watch list, as what, and who wants to look at it.
  func message(on watched: WatchedChanges.Change) -> String {
    "\(words.commit(watched.change.commit).text) is on the watch list: \(Self.why(watched.entries))"
  }

  func message(on watched: WatchedChanges.Entry) -> String {
    """
    \(watched.entry.text.clipped(to: 200)) (\(watched.entry.position)) led to no certain commit, and is on the watch list: \
    \(Self.why(watched.entries))
    """
  }

  /// `fs/overlayfs, refcount leak: an outage in May (Jane Doe).`
  private static func why(_ entries: [WatchEntry]) -> String {
    entries.map { "\($0.placeName)\($0.wordsClause): \($0.reason) (\($0.owner))" }
      .joined(separator: "; ") + "."
  }

  private func pick(_ pick: CherryPick?) -> String {
    guard let conflicts = pick?.conflicts else { return "" }
    return conflicts.isEmpty
      ? " It applies cleanly."
      : " It conflicts in \(conflicts[0])\(conflicts.count > 1 ? " and \((conflicts.count - 1).grouped) more" : "")."
  }

  /// Since when NEW is open to a CVE, what that is about, and what closes it.
  func message(on judged: JudgedCVE) -> String {
    let standing = judged.standing
    let score = standing.cve.score.map { " (CVSS \($0.oneDecimal))" } ?? ""
    let since = standing.isNew ? ", and \(old.kernelVersion ?? old.name) is not" : ""
    let title = standing.cve.title.nonEmpty.map { ": \($0)" } ?? ""
    let fixes = standing.fixes.prefix(2).map { String($0.digits.prefix(12)) }
    let fix = fixes.isEmpty ? "" : " Fixed by \(fixes.joined(separator: ", "))."
    let unbuilt = judged.isBuilt != false ? "" : " The configuration does not build it."
    return "\(target) is open to \(standing.id)\(score)\(since)\(title).\(fix)\(unbuilt)"
  }
}
