import Assessment
import ChangeModel
import Changelogs
import FoundationEssentials
import History
import Logging
import Reports
import Text

/// What only the one who decides on an upgrade asks for.
struct Outlook {
  var losses: Losses?
  var cherryPicks: [CommitID: CherryPick] = [:]
  var cveStandings: [CVEStanding]?
  var carrierRelevances: [CommitID: Relevance] = [:]
  var incomplete: IncompleteBackports?
  var history: UpgradeHistory?
  var releaseTimes: [String: Int64] = [:]
  /// What the messages of missing fixes call the commits that these are backports of.
  var originals: [CommitID: [AbbreviatedCommitID]] = [:]
  var remarks: [Remark] = []
}

extension Investigation {
  /// For each of several updates of one kernel, in their order; what came incomplete is looked for apart.
  func outlooks(
    _ question: UpgradeQuestion, _ terms: Upgrade.Terms, _ updates: [Update]
  ) throws(InvestigationError) -> [Outlook] {
    var outlooks = updates.map { _ in Outlook() }
    guard let first = updates.first?.ends else {
      if question.cveData != nil { throw .cloneNeeded(for: .cves) }
      return outlooks
    }
    let (search, ends) = (FixSearch(in: first.index), updates.compactMap(\.ends))
    var fixes: [[FollowUp]] = []
    var kernels: [FixSearch.Target] = []
    for (place, update) in updates.enumerated() {
      let losses = try losses(of: update, ends[place], search, terms)
      outlooks[place].losses = losses
      fixes.append(MissingFix.all(of: update.changes, losses: losses).map(\.fix))
      let group = try history { () throws(HistoryError) in
        try search.group(of: ends[place].picked)
      }
      kernels.append(.init(name: "NEW", revision: ends[place].new, picked: group))
    }
    let picks = try history { () throws(HistoryError) in
      try search.picks(of: fixes, into: kernels, progress: progress)
    }
    logger.debug("\(picks.map(\.count)) fixes tried on NEW")
    let earlier = try first.oldVersion.map { old throws(InvestigationError) in
      try history { () throws(HistoryError) in
        try first.index.upgrades(
          before: old, asLongAsTo: ends.map(\.newVersion), limit: question.earlierUpgrades)
      }
    }
    let releases = Set(fixes.joined().flatMap(\.landings).compactMap(\.release))
    let times = try history { () throws(HistoryError) in
      try first.index.releaseTimes(of: releases)
    }
    var originals: [CommitID: [AbbreviatedCommitID]] = [:]
    for commit in Set(fixes.joined().map(\.commit)) {
      let message = "\(commit.subject)\n\n\(commit.body)"
      let named = MessageReferences(reading: ArraySlice(message.utf8)).upstreamIDs
      if !named.isEmpty { originals[commit.id] = named }
    }
    for place in outlooks.indices {
      outlooks[place].releaseTimes = times
      outlooks[place].originals = originals
      outlooks[place].cherryPicks = Dictionary(
        uniqueKeysWithValues: zip(fixes[place].map(\.commit.id), picks[place]))
      outlooks[place].history = earlier?[place]
    }
    guard let path = question.cveData else { return outlooks }
    // What packages are made from is looked up for each pair of them, with the same answer for OLD.
    guard let old = first.old, ends.allSatisfy({ $0.old == old }) else {
      for place in outlooks.indices { outlooks[place].remarks = [.openCVEsUnknown(list: path)] }
      return outlooks
    }
    let list = try CVEList(reading: path)
    let standings = try history { () throws(HistoryError) in
      try search.standings(of: list.cves, from: .init(name: "OLD", revision: old), to: kernels)
    }
    for (place, end) in ends.enumerated() {
      if end.new == nil {
        outlooks[place].remarks = [.openCVEsUnknown(list: path)]
      } else {
        outlooks[place].cveStandings = standings[place]
      }
    }
    logger.debug("\(list.cves.count) CVEs looked at")
    return outlooks
  }

  /// What NEW lacks of OLD: everything where NEW is the older kernel, something where both went ways of their own.
  private func losses(
    of update: Update, _ ends: UpgradeEnds, _ search: FixSearch, _ terms: Upgrade.Terms
  ) throws(InvestigationError) -> Losses? {
    switch update.order {
    case .diverged: break
    case .backward where terms.isDowngrade: break
    case .forward where terms.isDowngrade, nil where terms.isDowngrade:
      let (old, new) = update.operands.names
      throw .notDowngrade(old, new)
    case .forward, .backward, .same, .unrelated, nil: return nil
    }
    guard let old = ends.old, let new = ends.new, old != new else { return nil }
    progress(.findingLosses)
    let fixes = try history { () throws(HistoryError) in
      try search.missing(
        in: .init(name: "NEW", revision: new),
        within: FixScope(since: .commit(new), until: .commit(old)))
    }
    return Losses(
      fixes: fixes.filter { $0.status == .missing },
      unknownCount: fixes.count { $0.status == .unknown })
  }
}

extension Upgrade.Operands {
  /// As they were given.
  fileprivate var names: (old: String, new: String) {
    switch self {
    case .packages(let difference, _): (difference.old.source, difference.new.source)
    case .range(let range): (range.old.name, range.new.name)
    }
  }
}

extension UpgradeQuestion {
  /// The terms with what the named files hold, and a watch list whose places are not looked up yet.
  func readTerms() throws(InvestigationError) -> (terms: Upgrade.Terms, watchList: WatchListFile?) {
    var terms = terms
    terms.hasCVEData = cveData != nil
    if let path = waivers {
      // Nobody named it, so nobody is there to write into a pipe.
      if areWaiversOfProject, !Self.isFile(path) {
        throw .unusableFile(path: path, .unreadable("\(ReadFailure.notRegular)"))
      }
      terms.waivers = try Self.waivers(in: path)
    }
    if let path = previous { terms.previous = try Self.earlierReport(in: path) }
    return (
      terms,
      try watchList.map { path throws(InvestigationError) in
        try WatchListFile(try Self.contents(of: path), source: path)
      }
    )
  }

  /// What to say of the files.
  func remarks(on terms: Upgrade.Terms) -> [Remark] {
    guard areWaiversOfProject, let waivers else { return [] }
    return [.projectWaivers(waivers, count: terms.waivers.count)]
  }

  private static let mostRead = 256 << 20

  private static func contents(of path: String) throws(InvestigationError) -> [UInt8] {
    do throws(ReadFailure) {
      let bytes = try OpenFile(path).readAll(limit: mostRead)
      return bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(byteOrderMark.count)) : bytes
    } catch {
      throw .unusableFile(path: path, .unreadable("\(error)"))
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func isFile(_ path: String) -> Bool {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let kind = try? FileManager.default.attributesOfItem(atPath: target)[.type]
    return kind as? FileAttributeType == .typeRegular
  }

  static func waivers(in path: String) throws(InvestigationError) -> [Waiver] {
    try WaiverFile(try contents(of: path), source: path).waivers
  }

  private static func earlierReport(in path: String) throws(InvestigationError) -> EarlierReport {
    let json = Data(try contents(of: path))
    do {
      return try EarlierReport(name: path, json: json)
    } catch {
      throw .unusableFile(path: path, .notAReport(error))
    }
  }
}
