public import ChangeModel

/// A waiver that changes nothing.
public struct IdleWaiver: Hashable, Sendable {
  public let waiver: Waiver
  public let why: Waiver.Idleness
}

/// What a finding is called by those who waive it.
struct FindingNames {
  /// The same change in all branches that have it.
  private(set) var commits: Set<CommitID> = []
  /// What messages call them, where the clone may not have them.
  private(set) var digits: Set<AbbreviatedCommitID> = []
  /// In upper case.
  private(set) var cves: Set<String> = []

  /// A fix that is missing: itself, the commits that it repairs, and the CVEs that it closes.
  init(_ missing: MissingFix, in upgrade: Upgrade) {
    commits = [missing.fix.commit.id]
    commits.formUnion(missing.fix.landings.map(\.commit))
    digits.formUnion(upgrade.originals[missing.fix.commit.id] ?? [])
    for change in missing.of { add(change) }
    cves.formUnion(
      (upgrade.cveStandings ?? []).filter { standing in
        standing.state == .open
          && standing.fixes.contains { id in commits.contains { id.matches($0) } }
      }.map { $0.id.uppercased() })
  }

  /// A CVE: itself, and the commits that repair it.
  init(_ standing: CVEStanding) {
    cves = [standing.id.uppercased()]
    for id in standing.fixes {
      if let full = id.full { commits.insert(full) } else { digits.insert(id) }
    }
  }

  init(_ change: EnrichedChange) {
    add(change)
    cves.formUnion(change.cves)
  }

  private mutating func add(_ change: EnrichedChange) {
    commits.insert(change.commit.id)
    commits.formUnion(change.backports.map(\.commit))
    for original in change.upstream {
      if let full = original.id.full { commits.insert(full) } else { digits.insert(original.id) }
    }
  }
}

/// The waivers that hold, by what they name, and those that change nothing.
///
/// One that names several commits by too few digits waives none of them: nobody said which.
struct WaiverTable {
  private var all: [Waiver]
  private var idleness: [Int: Waiver.Idleness] = [:]
  /// The places of those that hold, by their first digits, or by their CVE.
  private var byDigits: [Substring: [Int]] = [:]
  private var byCVE: [String: Int] = [:]
  private var isUsed: Set<Int> = []
  /// Those that came after another one for the same commit.
  private var isLater: Set<Int> = []
  private let hasCVEData: Bool

  init(_ upgrade: Upgrade) {
    all = upgrade.terms.waivers
    hasCVEData = upgrade.cveStandings != nil
    let today = UTCTime(seconds: upgrade.now).day
    for (place, waiver) in all.enumerated() {
      guard waiver.expiry >= today else {
        idleness[place] = .expired
        continue
      }
      if let digits = waiver.commit?.digits {
        let key = digits.prefix(Waiver.fewestDigits)
        let others = byDigits[key, default: []]
        if others.contains(where: { digits == all[$0].commit?.digits }) {
          idleness[place] = .repeated
        } else {
          byDigits[key, default: []].append(place)
        }
      } else if let cve = waiver.cve {
        if byCVE[cve] == nil { byCVE[cve] = place } else { idleness[place] = .repeated }
      }
    }
  }

  /// Finds out which waivers name several commits: those of one finding are one change.
  mutating func learn(_ findings: [FindingNames]) {
    guard !byDigits.isEmpty else { return }
    var named: [Int: Set<CommitID>] = [:]
    for id in findings.reduce(into: Set<CommitID>(), { $0.formUnion($1.commits) }) {
      let digits = "\(id)"
      for place in byDigits[digits.prefix(Waiver.fewestDigits)] ?? []
      where digits.hasPrefix(all[place].id.lowercased()) {
        named[place, default: []].insert(id)
      }
    }
    for (place, ids) in named where ids.count > 1 { idleness[place] = .ambiguous }
  }

  /// The first waiver that names the finding and holds.
  mutating func waiver(for names: FindingNames) -> Waiver? {
    var found: [Int] = names.cves.compactMap { byCVE[$0] }
    for digits in names.commits.map({ "\($0)" }) {
      found += (byDigits[digits.prefix(Waiver.fewestDigits)] ?? []).filter {
        digits.hasPrefix(all[$0].id.lowercased())
      }
    }
    for digits in names.digits.map(\.digits) {
      found += (byDigits[digits.prefix(Waiver.fewestDigits)] ?? []).filter { place in
        let id = all[place].id.lowercased()
        return digits.hasPrefix(id) || id.hasPrefix(digits)
      }
    }
    let holding = found.filter { idleness[$0] != .ambiguous }
    guard let first = holding.min() else { return nil }
    for place in holding {
      let isRepeat =
        place != first && all[place].commit != nil && all[first].commit != nil
        && (all[place].isBegun(by: all[first]) || all[first].isBegun(by: all[place]))
      if isRepeat { isLater.insert(place) } else { isUsed.insert(place) }
    }
    return all[first]
  }

  /// Asked for after all findings.
  var idle: [IdleWaiver] {
    all.enumerated().compactMap { place, waiver in
      let why: Waiver.Idleness? =
        idleness[place]
        ?? (isUsed.contains(place)
          ? nil
          : isLater.contains(place)
            ? .repeated : waiver.cve != nil && !hasCVEData ? .withoutCVEData : .unmatched)
      return why.map { IdleWaiver(waiver: waiver, why: $0) }
    }
  }
}

extension Waiver {
  fileprivate func isBegun(by other: Waiver) -> Bool {
    id.lowercased().hasPrefix(other.id.lowercased())
  }
}
