public import ChangeModel

/// A repair that NEW lacks, with all changes that it repairs.
public struct MissingFix: Hashable, Sendable {
  public let fix: FollowUp
  public let of: [EnrichedChange]

  /// Each once, in the order of the changes. Those that are one are told once, see
  /// ``ChangeModel/FollowUp/distinct(_:of:)``.
  ///
  /// - Parameter losses: what OLD has of them counts as well.
  public static func all(of changes: [EnrichedChange], losses: Losses?) -> [MissingFix] {
    let changesByID = Dictionary(
      changes.map { ($0.commit.id, $0) }, uniquingKeysWith: { first, _ in first })
    let lost = (losses?.fixes ?? []).flatMap { fix in
      fix.of.map { (fix, changesByID[$0.id] ?? EnrichedChange(commit: $0)) }
    }
    let known = changes.flatMap { change in
      change.followUps.filter { $0.status == .missing }.map { ($0, change) }
    }
    // OLD may have a fix as another commit than the one that a change is said to lack.
    let named = Set(known.flatMap { fix, _ in [fix.commit.id] + fix.landings.map(\.commit) })
    var order: [CommitID] = []
    var found: [CommitID: (fix: FollowUp, of: [EnrichedChange])] = [:]
    for (fix, change) in known + lost.filter({ fix, _ in !named.contains(fix.commit.id) }) {
      if found[fix.commit.id] == nil { order.append(fix.commit.id) }
      if found[fix.commit.id]?.of.contains(where: { $0.commit.id == change.commit.id }) != true {
        found[fix.commit.id, default: (fix, [])].of.append(change)
      }
    }
    let all = order.compactMap { found[$0] }.map { MissingFix(fix: $0.fix, of: $0.of) }
    let kept = FollowUp.distinct(all.map(\.fix), of: all.map { Set($0.of.map(\.commit.id)) })
    return all.indices.filter(kept.contains).map { all[$0] }
  }
}

/// A repair that NEW owes, with all that a decision on it asks.
public struct KnownBad: Hashable, Sendable {
  public let fix: FollowUp
  /// The changes of this update that it repairs.
  public let of: [EnrichedChange]
  /// From when on it could be had.
  public let known: Known
  /// From then to the day of the report.
  public let daysKnown: Int
  /// `nil` if it was not looked for.
  public let pick: CherryPick?
  /// One that holds on the day of the report.
  public let waiver: Waiver?
  /// Whether the configuration builds what it repairs; `nil` where that is unknown.
  public let isBuilt: Bool?

  init(_ missing: MissingFix, in upgrade: Upgrade, waiver: Waiver?) {
    (fix, of) = (missing.fix, missing.of)
    known = Known(fix, releaseTimes: upgrade.releaseTimes, upTo: upgrade.terms.now)
    daysKnown = upgrade.days(since: known.time)
    pick = upgrade.cherryPicks[fix.commit.id]
    self.waiver = waiver
    isBuilt = upgrade.builds(of.map(\.commit.id))
  }

  /// Since when a repair could be had: a commit date says nothing of that, since whoever applies a branch again makes new ones.
  public enum Known: Hashable, Sendable {
    /// The first release of any line that has it, in seconds since 1970.
    case released(String, time: Int64)
    /// In no release yet, or none whose day is known; the author's date.
    case written(time: Int64)

    public var time: Int64 {
      switch self {
      case .released(_, let time), .written(let time): time
      }
    }

    public var release: String? { if case .released(let name, _) = self { name } else { nil } }

    /// - Parameter now: releases after it are not yet there.
    init(_ fix: FollowUp, releaseTimes: [String: Int64], upTo now: Int64?) {
      let releases = fix.landings.compactMap(\.release).compactMap { name in
        releaseTimes[name].map { (name: name, time: $0) }
      }.filter { release in now.map { release.time <= $0 } ?? true }
      self =
        releases.min { ($0.time, $0.name) < ($1.time, $1.name) }.map {
          .released($0.name, time: $0.time)
        }
        ?? .written(time: fix.commit.authorTime)
    }
  }

  /// Whether the verdict reckons with it.
  public var counts: Bool { waiver == nil && isBuilt != false }

  public var mainline: Landing? { fix.landings.first { $0.branch == "mainline" } }
  /// The first release of any stable branch, oldest branch first.
  public var stable: Landing? {
    fix.landings.first { $0.branch != "mainline" && $0.release != nil }
  }
}

extension [KnownBad] {
  /// What these repair, each once: two branches may have taken the same change back.
  var changes: [Commit] {
    var seen: Set<CommitID> = []
    return flatMap(\.of).map(\.commit).filter { seen.insert($0.id).inserted }
  }

  /// What would make NEW acceptable: the repairs that apply, with what each needs before it, oldest first, each once.
  var picks: [CommitID] {
    var seen: Set<CommitID> = []
    return filter { $0.counts && $0.pick?.conflicts == [] }
      .sorted { $0.fix.commit < $1.fix.commit }
      .flatMap { bad in (bad.pick?.needs.map(\.id) ?? []) + [bad.pick?.commit ?? bad.fix.commit.id]
      }
      .filter { seen.insert($0).inserted }
  }
}
