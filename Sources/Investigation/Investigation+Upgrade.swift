import Assessment
import ChangeModel
import Changelogs
import Foundation
import History
import Logging
import Reports
import Text

/// The two ends of an update, as far as the clone has them.
struct UpgradeEnds {
  let index: HistoryIndex
  let old, new: CommitID?
  let oldVersion, newVersion: KernelVersion?
  /// Commits that NEW has besides those behind its release.
  let picked: [CommitID]
}

extension Investigation {
  /// Adds what only the one who decides on an upgrade asks for.
  func addOutlook(
    _ question: UpgradeQuestion, _ ends: UpgradeEnds?, to report: inout Report
  ) throws(InvestigationError) {
    report.terms = question.terms
    if let path = question.waivers { report.terms.waivers = try Self.waivers(in: path) }
    if let path = question.previous { report.terms.previous = try Self.earlierReport(in: path) }
    guard let ends else {
      if question.cveData != nil { throw .cloneNeeded(for: .cves) }
      return
    }
    let search = FixSearch(in: ends.index)
    try addLosses(ends, search, to: &report)
    let fixes = report.missingFixes
    let group = try history { () throws(HistoryError) in try search.group(of: ends.picked) }
    let new = FixSearch.Target(name: "NEW", revision: ends.new, picked: group)
    progress(.tryingFixes(fixes.count))
    let picks = try history { () throws(HistoryError) in try search.picks(of: fixes, into: new) }
    logger.debug("\(picks.count) fixes tried on NEW")
    report.cherryPicks = Dictionary(
      uniqueKeysWithValues: zip(fixes.map(\.commit.id), picks))
    if let old = ends.oldVersion, let version = ends.newVersion {
      report.upgradeHistory = try history { () throws(HistoryError) in
        try ends.index.upgrades(
          before: old, asLongAsTo: version, limit: question.earlierUpgrades)
      }
      logger.debug("\(report.upgradeHistory?.ranges.count ?? 0) earlier upgrades looked at")
    }
    if let path = question.cveData {
      guard let revision = ends.old, ends.new != nil else {
        report.remarks.append(.openCVEsUnknown(list: path))
        return
      }
      let list = try CVEList(reading: path)
      let old = FixSearch.Target(name: "OLD", revision: revision)
      report.cveStandings = try history { () throws(HistoryError) in
        try search.standings(of: list.cves, from: old, to: new)
      }
      logger.debug("\(list.cves.count) CVEs looked at")
    }
  }

  private static let mostRead = 256 << 20

  private static func contents(of path: String) throws(InvestigationError) -> Data {
    do throws(ReadFailure) {
      return Data(try OpenFile(path).readAll(limit: mostRead))
    } catch {
      throw .unusableFile(path: path, .unreadable("\(error)"))
    }
  }

  /// What NEW lacks of OLD: everything where NEW is the older kernel, something where both went ways of their own.
  private func addLosses(
    _ ends: UpgradeEnds, _ search: FixSearch, to report: inout Report
  ) throws(InvestigationError) {
    switch report.order {
    case .diverged: break
    case .backward where report.terms.isDowngrade: break
    case .forward where report.terms.isDowngrade, nil where report.terms.isDowngrade:
      throw .notDowngrade(
        report.difference?.old.source ?? "OLD", report.difference?.new.source ?? "NEW")
    case .forward, .backward, .same, .unrelated, nil: return
    }
    guard let old = ends.old, let new = ends.new, old != new else { return }
    progress(.findingLosses)
    let fixes = try history { () throws(HistoryError) in
      try search.missing(
        in: .init(name: "NEW", revision: new),
        within: FixScope(since: .commit(new), until: .commit(old)))
    }
    report.losses = Losses(
      fixes: fixes.filter { $0.status == .missing },
      unknownCount: fixes.count { $0.status == .unknown })
  }

  static func waivers(in path: String) throws(InvestigationError) -> [Waiver] {
    struct Entry: Decodable { let id, owner, reason, expiry: String }
    let entries: [Entry]
    let data = try contents(of: path)
    do {
      entries = try JSONDecoder().decode([Entry].self, from: data)
    } catch {
      throw .unusableFile(path: path, .notWaivers)
    }
    for entry in entries where WrittenTime(entry.expiry) == nil || entry.expiry.count != 10 {
      throw .unusableFile(path: path, .expiry(ofWaiver: entry.id))
    }
    return entries.map {
      Waiver(id: $0.id, owner: $0.owner, reason: $0.reason, expiry: $0.expiry)
    }
  }

  private static func earlierReport(in path: String) throws(InvestigationError) -> EarlierReport {
    let json = try contents(of: path)
    do {
      return try EarlierReport(name: path, json: json)
    } catch {
      throw .unusableFile(path: path, .notAReport(error))
    }
  }
}
