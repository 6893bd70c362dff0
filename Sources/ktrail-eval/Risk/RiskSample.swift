import ChangeModel
import Investigation
import Risk

/// A backport of a release, what could be measured of it on that day, and what became of it.
struct RiskSample: Sendable {
  let vector: RiskVector
  /// Added and removed.
  let lines: Int
  /// A commit of the history names it in a `Fixes:` tag or reverts it.
  let isBad: Bool
  /// So does one of a later release, which a user of its own release could not have yet.
  let isBadLater: Bool

  /// The backports of a range, newest first. What names no upstream commit is a vendor's own.
  ///
  /// - Parameter horizon: the revision up to which repairs are looked for.
  static func samples(
    of history: Investigation, from: String, to: String, upTo horizon: String
  ) throws(InvestigationError) -> [RiskSample] {
    let (changes, times) = try history.outcomes(from: from, to: to, upTo: horizon)
    let measured = RiskMeasurements(changes, releaseTimes: times)
    return zip(changes, measured.vectors).compactMap { change, vector in
      guard !change.upstream.isEmpty else { return nil }
      let repairs = change.followUps.filter { $0.kind == .fix || $0.kind == .revert }
      return RiskSample(
        vector: vector, lines: change.patch.map { $0.size.added + $0.size.removed } ?? 0,
        isBad: !repairs.isEmpty,
        isBadLater: repairs.contains { repair in
          repair.landings.contains { $0.release != change.release }
        })
    }
  }
}
