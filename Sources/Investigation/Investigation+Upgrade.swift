import Assessment
import ChangeModel
import Changelogs
import Foundation
import History
import Logging
import Reports
import Text

/// What only the one who decides on an upgrade asks for.
struct Outlook {
  var losses: Losses?
  var cherryPicks: [CommitID: CherryPick] = [:]
  var cveStandings: [CVEStanding]?
  var incomplete: IncompleteBackports?
  var history: UpgradeHistory?
  /// What the messages of missing fixes call the commits that these are backports of.
  var originals: [CommitID: [AbbreviatedCommitID]] = [:]
  var remarks: [Remark] = []
}

extension Investigation {
  func outlook(
    _ question: UpgradeQuestion, _ terms: Upgrade.Terms, _ update: Update
  ) throws(InvestigationError) -> Outlook {
    var outlook = Outlook()
    guard let ends = update.ends else {
      if question.cveData != nil { throw .cloneNeeded(for: .cves) }
      return outlook
    }
    let search = FixSearch(in: ends.index)
    outlook.losses = try losses(of: update, ends, search, terms)
    let fixes = MissingFix.all(of: update.changes, losses: outlook.losses).map(\.fix)
    for fix in fixes {
      let message = "\(fix.commit.subject)\n\n\(fix.commit.body)"
      let named = MessageReferences(reading: ArraySlice(message.utf8)).upstreamIDs
      if !named.isEmpty { outlook.originals[fix.commit.id] = named }
    }
    let group = try history { () throws(HistoryError) in try search.group(of: ends.picked) }
    let new = FixSearch.Target(name: "NEW", revision: ends.new, picked: group)
    progress(.tryingFixes(fixes.count))
    let picks = try history { () throws(HistoryError) in try search.picks(of: fixes, into: new) }
    logger.debug("\(picks.count) fixes tried on NEW")
    outlook.incomplete = try incomplete(among: update.changes, ends)
    outlook.cherryPicks = Dictionary(uniqueKeysWithValues: zip(fixes.map(\.commit.id), picks))
    if let old = ends.oldVersion, let version = ends.newVersion {
      outlook.history = try history { () throws(HistoryError) in
        try ends.index.upgrades(
          before: old, asLongAsTo: version, limit: question.earlierUpgrades)
      }
      logger.debug("\(outlook.history?.ranges.count ?? 0) earlier upgrades looked at")
    }
    if let path = question.cveData {
      guard let revision = ends.old, ends.new != nil else {
        outlook.remarks = [.openCVEsUnknown(list: path)]
        return outlook
      }
      let list = try CVEList(reading: path)
      let old = FixSearch.Target(name: "OLD", revision: revision)
      outlook.cveStandings = try history { () throws(HistoryError) in
        try search.standings(of: list.cves, from: old, to: new)
      }
      logger.debug("\(list.cves.count) CVEs looked at")
    }
    return outlook
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
    if let path = waivers { terms.waivers = try Self.waivers(in: path) }
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
      return try OpenFile(path).readAll(limit: mostRead)
    } catch {
      throw .unusableFile(path: path, .unreadable("\(error)"))
    }
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
