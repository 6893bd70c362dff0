import ChangeModel
import Investigation
import Risk

/// A backport of a release, what could be measured of it on that day, and what became of it.
struct RiskSample: Sendable {
  let vector: RiskVector
  /// Added and removed.
  let lines: Int
  /// A commit of a later release names it in a `Fixes:` tag or reverts it.
  let isRepaired: Bool
  /// The first such commit had been written, be it upstream, before the release of this one.
  let wasRepairWritten: Bool

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
      let repairs = change.followUps.filter { repair in
        (repair.kind == .fix || repair.kind == .revert)
          && repair.landings.contains { $0.release != nil && $0.release != change.release }
      }
      let day = change.release.flatMap { measured.releaseTimes[$0] }
      return RiskSample(
        vector: vector, lines: change.patch.map { $0.size.added + $0.size.removed } ?? 0,
        isRepaired: !repairs.isEmpty,
        wasRepairWritten: repairs.contains { repair in
          day.map { repair.commit.authorTime < $0 } ?? false
        })
    }
  }
}
