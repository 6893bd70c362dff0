internal import ChangeModel

/// What follows from an update's facts whatever is asked about it: what NEW lacks, and what could not be seen.
public struct Findings: Hashable, Sendable {
  public let upgrade: Upgrade
  /// `nil` if NEW comes after OLD, or nothing says that it does not.
  public let orderNotice: OrderNotice?
  public let resolutions: ResolutionCounts
  /// What of the update the clone does not show; `nil` if that is next to nothing, or there is no clone.
  public let unseen: UnseenPart?
  public let missingFixes: [MissingFix]
  /// Repairs that NEW owes, those that count first, in the order of the changes.
  public let knownBad: [KnownBad]
  /// New ones first, then the most severe; `nil` without data on CVEs.
  public let cves: [JudgedCVE]?
  /// What is on the watch list; `nil` without one.
  public let watched: WatchedChanges?
  /// Waivers that change nothing, with the reason, in their order.
  public let idleWaivers: [IdleWaiver]
  /// By what is missing.
  let lacks: [Need: Gap]

  public init(_ upgrade: Upgrade) {
    self.upgrade = upgrade
    orderNotice = OrderNotice(upgrade)
    resolutions = ResolutionCounts(upgrade.operands)
    unseen = UnseenPart(upgrade, resolutions)
    missingFixes = MissingFix.all(of: upgrade.changes, losses: upgrade.losses)
    var waivers = WaiverTable(upgrade)
    let names = missingFixes.map { FindingNames($0, in: upgrade) }
    let namesOfCVEs = (upgrade.cveStandings ?? []).map(FindingNames.init)
    let onList = upgrade.terms.watchList.map { WatchedChanges.Match.all(on: $0, in: upgrade) }
    let namesOfWatched = (onList ?? []).map { FindingNames($0.change) }
    waivers.learn(names + namesOfCVEs + namesOfWatched)
    let found = zip(missingFixes, names).map {
      KnownBad($0, in: upgrade, waiver: waivers.waiver(for: $1))
    }
    knownBad = found.filter(\.counts) + found.filter { !$0.counts }
    cves = upgrade.cveStandings.map { standings in
      JudgedCVE.sorted(
        zip(standings, namesOfCVEs).map {
          JudgedCVE($0, in: upgrade, waiver: waivers.waiver(for: $1))
        })
    }
    watched = onList.map { onList in
      WatchedChanges(
        zip(onList, namesOfWatched).map { ($0, waivers.waiver(for: $1)) }, in: upgrade)
    }
    idleWaivers = waivers.idle
    lacks = GapFinder(upgrade, orderNotice, resolutions, unseen).gaps
  }

  /// The needs that are not met, in the order of ``Need``.
  public var gaps: [Gap] { Need.allCases.compactMap { lacks[$0] } }

  /// Whether all that a measure needs is there.
  public func isMeasured(_ measure: Criterion.Measure) -> Bool {
    upgrade.needs(of: measure).allSatisfy { lacks[$0] == nil }
  }

  /// Whether every added entry led to its commits, or is known to have none, and all that the clone names could be read.
  public var isComplete: Bool {
    resolutions.undecided == 0 && upgrade.clone?.unreadable.isEmpty ?? true
  }

  /// Whether nothing is changed but the configuration, as far as the commits' paths are known.
  public var onlyConfigures: Bool {
    unseen == nil && !upgrade.changes.isEmpty
      && upgrade.changes.allSatisfy { change in
        guard let paths = change.touchedPaths, !paths.isEmpty else { return false }
        return paths.allSatisfy(KernelPath.isConfiguration)
      }
  }

  /// Whether nothing is changed but the version: all commits of the update make a release.
  public var onlyMakesReleases: Bool {
    !upgrade.changes.isEmpty
      && upgrade.changes.allSatisfy { change in
        KernelVersion(settingSubject: change.commit.subject) != nil
      }
  }
}
