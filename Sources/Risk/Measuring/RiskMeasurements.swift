package import ChangeModel
import Text

/// The measurements of the changes of a range.
///
/// Of ``ChangeModel/EnrichedChange/followUps``, which a clone may know from after the range, nothing is used.
package struct RiskMeasurements: Sendable {
  /// In the order of the changes.
  package let vectors: [RiskVector]
  /// When the releases were made, as far as that can be believed; in seconds since 1970.
  package let releaseTimes: [String: Int64]

  /// - Parameters:
  ///   - changes: newest first.
  ///   - releaseTimes: by name, in seconds since 1970; a release that is not there is taken to be as old as the change's commit.
  package init(_ changes: [EnrichedChange], releaseTimes: [String: Int64]) {
    let times = Self.credible(releaseTimes, of: changes)
    self.releaseTimes = times
    vectors = zip(changes, ReleaseCrowd(changes).neighbours).map { change, neighbours in
      let release = change.release.flatMap { times[$0] }
      return RiskVector(change, neighbours, releaseTime: release ?? change.commit.commitTime)
    }
  }

  /// A release comes some days after the last of its backports was written. Where a vendor's tree gives it a much later day, that is
  /// the day of the vendor's merge, and the author date of its youngest backport is taken instead.
  private static func credible(
    _ releaseTimes: [String: Int64], of changes: [EnrichedChange]
  ) -> [String: Int64] {
    var youngest: [String: Int64] = [:]
    for change in changes where !change.upstream.isEmpty {
      guard let release = change.release else { continue }
      youngest[release] = max(youngest[release] ?? .min, change.commit.authorTime)
    }
    return releaseTimes.reduce(into: releaseTimes) { times, release in
      guard let last = youngest[release.key] else { return }
      let (wait, isBeyond) = release.value.subtractingReportingOverflow(last)
      if isBeyond || wait > longestWait { times[release.key] = last }
    }
  }

  /// Seconds. In the three branches that were fitted to, the longest wait is one of 54 days, and vendors' merges are 150 and more.
  private static let longestWait: Int64 = 90 * 86_400
}

extension RiskVector {
  init(_ change: EnrichedChange, _ neighbours: ReleaseCrowd.Neighbours, releaseTime: Int64) {
    self.init()
    func set(_ feature: RiskFeature, count: Int?) {
      self[feature] = count.map { log1p(Double($0)) }
    }
    func set(_ feature: RiskFeature, _ holds: Bool) { self[feature] = holds ? 1 : 0 }

    if let patch = change.patch {
      set(.codeAdded, count: patch.size.codeAdded)
      set(.codeRemoved, count: patch.size.codeRemoved)
      set(.lines, count: patch.size.added + patch.size.removed)
      set(.hunks, count: patch.size.hunks)
      set(.functions, count: patch.functions.count)
      set(.withoutCode, patch.size.codeAdded + patch.size.codeRemoved == 0)
      for (feature, count) in DiffWords.known.counts(in: patch) { set(feature, count: count) }
    }
    if let paths = change.touchedPaths {
      let place = PlaceTraits(paths)
      set(.files, count: paths.count)
      set(.core, place.isCore)
      set(.sharedHeaders, place.touchesSharedHeaders)
      set(.interface, place.touchesInterface)
      set(.driversOnly, place.isInDriversOnly)
      set(.aside, place.isAside)
    }
    let message = MessageTraits(change.commit)
    set(.hasFixesTag, !change.fixes.isEmpty)
    set(.hasStableTag, message.hasStableTag)
    set(.hasNeitherTag, change.fixes.isEmpty && !message.hasStableTag)
    set(.isReported, message.isReported)
    set(.hasTrace, message.hasTrace)
    set(.isAdapted, message.isAdapted)
    set(.isDependency, message.isDependency)
    set(.repairsLeak, message.repairsLeak)
    set(.messageLines, count: message.lineCount)
    let (soak, isBeyond) = releaseTime.subtractingReportingOverflow(change.commit.authorTime)
    // What its author dates after its release has a wrong date, and says nothing of how long it was known.
    self[.soak] = isBeyond || soak < 0 ? nil : log1p(Double(soak) / Self.day)
    set(.laterInFile, count: neighbours.laterInFile)
    set(.laterFixesInFile, count: neighbours.laterFixesInFile)
    set(.laterInFunction, count: neighbours.laterInFunction)
    set(.laterFixesInFunction, count: neighbours.laterFixesInFunction)
    set(.earlierInFile, count: neighbours.earlierInFile)
    set(.sameAuthor, count: neighbours.sameAuthor)
  }

  private static let day = 86_400.0

  /// The count in ln(1 + count).
  func count(_ feature: RiskFeature) -> Int? { self[feature].map { Int(expm1($0).rounded()) } }
}
