internal import ChangeModel

/// Finds what is missing for the measures of an update.
struct GapFinder {
  private let upgrade: Upgrade
  private let notice: OrderNotice?
  private let counts: ResolutionCounts
  private let unseen: UnseenPart?

  init(
    _ upgrade: Upgrade, _ notice: OrderNotice?, _ counts: ResolutionCounts, _ unseen: UnseenPart?
  ) {
    (self.upgrade, self.notice, self.counts) = (upgrade, notice, counts)
    self.unseen = unseen
  }

  /// The needs of measures that apply, as far as they are not met.
  var gaps: [Need: Gap] {
    let applicable = Criterion.Measure.allCases.filter(upgrade.isApplicable)
    let wanted = applicable.map { ($0, upgrade.needs(of: $0) + upgrade.extras(of: $0)) }
    var gaps: [Need: Gap] = [:]
    for need in Need.allCases {
      let measures = wanted.filter { $0.1.contains(need) }.map(\.0)
      guard !measures.isEmpty, let lack = lack(of: need) else { continue }
      gaps[need] = Gap(lack: lack, measures: measures, remedy: remedy(for: lack))
    }
    return gaps
  }

  private func lack(of need: Need) -> Lack? {
    if let lack = orderLack { return need == .order ? lack : nil }
    switch need {
    // Where the question is the wrong way round, nothing else is worth saying.
    case .order: return nil
    case .additions: return additionsLack
    case .configuration: return upgrade.relevances.isEmpty ? .configuration : nil
    // Where a list was given and says nothing, it is an end of the update that is missing.
    case .cveData:
      return upgrade.cveStandings == nil && !upgrade.terms.hasCVEData ? .cveData : nil
    case .cveOrigins:
      let unknown = upgrade.unknownCVEs
      return unknown.isEmpty
        ? nil : .cveOrigins(unknown: unknown.count, unnamed: unknown.count(where: \.mayBeNew))
    case .watchList: return upgrade.terms.watchList == nil ? .watchList : nil
    case .symptom:
      guard let ranking = upgrade.ranking else { return .symptom }
      return ranking.caveat == nil ? nil : .telling
    default: break
    }
    guard let clone = upgrade.clone else { return need == .clone ? .clone : nil }
    switch need {
    case .readable:
      return clone.unreadable.first.map {
        .readable(first: $0, others: clone.unreadable.count - 1)
      }
    case .ends:
      let (old, new) = (upgrade.oldCommit == nil, upgrade.newCommit == nil)
      return old || new ? .ends(old: old, new: new) : nil
    case .commits: return commitsLack
    case .later:
      guard upgrade.later?.isKnown != true else { return nil }
      return .later(
        isBounded: upgrade.later?.isBounded ?? false, hasNew: upgrade.newCommit != nil)
    case .losses: return lossesLack
    case .mainline:
      switch upgrade.later?.mainline {
      case .goesOn, nil: return nil
      case .absent: return .mainline
      case .ends(let release, let time): return .newerMainline(after: release, time: time)
      }
    case .earlierHistory: return clone.isShallow ? .earlierHistory : nil
    case .contents: return clone.hasFileContents ? nil : .contents
    case .paths:
      let unknown = upgrade.changes.count { $0.touchedPaths == nil }
      return unknown > 0 ? .paths(unknown: unknown, of: upgrade.changes.count) : nil
    case .day: return clone.newestTime == nil || upgrade.terms.now == nil ? .day : nil
    case .order, .additions, .clone, .cveData, .cveOrigins, .symptom, .configuration, .watchList:
      return nil
    }
  }

  private func remedy(for lack: Lack) -> Remedy? {
    switch lack {
    case .order(let notice): notice.remedy
    case .clone: .clone
    case .readable: .check
    case .later(isBounded: true, _): .withoutBound
    // What a vendor keeps to himself, or in a tree of his own, comes with no fetch; where it is, the notice on it says.
    case .ends where isOfVendor, .commits where isOfVendor: nil
    case .later(_, hasNew: false) where isOfVendor: nil
    case .ends, .commits, .later, .losses, .needOfLosses, .newerMainline, .earlierHistory:
      .fetch(isShallow: upgrade.clone?.isShallow ?? false)
    case .mainline: .mainline
    case .contents: .contents
    case .configuration: .configuration
    case .cveData: .cveData
    case .symptom: .symptom
    case .watchList: .watchList
    case .paths: .contents
    case .additions, .commitsBehind, .cveOrigins, .telling, .day: nil
    }
  }

  private var isOfVendor: Bool { unseen?.isOfVendor ?? false }

  private var orderLack: Lack? {
    guard let notice, !upgrade.isDowngrade else { return nil }
    // What diverged is judged like any other, unless it only looks so.
    if case .diverged = notice { return nil }
    return .order(notice)
  }

  private var additionsLack: Lack? {
    let added = upgrade.addedCount
    if added == 0 { return .additions }
    guard counts.total > 0, upgrade.changes.isEmpty, counts.undecided == 0 else { return nil }
    return .commitsBehind(entries: added)
  }

  /// Above this share of entries without a commit, what is known of the others says little.
  private static let mostUndecided = 0.25

  private var commitsLack: Lack? {
    let standing = counts.standing
    guard case .packages(_, let resolved) = upgrade.operands else { return nil }
    let bumps = resolved.contains { resolved in
      if case .notFound = resolved.resolution { resolved.entry.kind == .versionBump } else { false }
    }
    // A release may stand for hundreds of commits.
    guard bumps || Double(counts.undecided) > Self.mostUndecided * Double(standing) else {
      return nil
    }
    return .commits(undecided: counts.undecided, of: standing)
  }

  private var lossesLack: Lack? {
    guard let losses = upgrade.losses else { return .losses }
    let all = losses.fixes.count + losses.unknownCount
    guard Double(losses.unknownCount) > Self.mostUndecided * Double(all) else { return nil }
    return .needOfLosses(unknown: losses.unknownCount, of: all)
  }
}
