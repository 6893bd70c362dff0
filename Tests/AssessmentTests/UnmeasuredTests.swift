import ChangeModel
import Testing

@testable import Assessment

/// Every measure, with everything that can be missing for it: a gate that asks for it is closed.
@Suite("A criterion that was not measured") struct UnmeasuredTests {
  /// What an update may lack.
  enum Missing: String, CaseIterable, Sendable {
    case clone, readable, additions, later, cveData, symptom, watchList, paths, day,
      order
    case ends, commits
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let measure: Criterion.Measure
    let missing: Missing
    var testDescription: String { "\(measure.rawValue) without \(missing.rawValue)" }
  }

  static let rows = Criterion.Measure.allCases.flatMap { measure in
    Missing.allCases.map { Row(measure: measure, missing: $0) }
  }

  /// The needs that are not met where something is missing.
  private static func needs(_ missing: Missing) -> Set<Need> {
    switch missing {
    case .clone:
      Set(Need.allCases).subtracting([.order, .additions, .cveData, .symptom, .watchList])
    case .readable: [.readable]
    case .additions: [.additions]
    case .later: [.later]
    case .cveData: [.cveData]
    case .symptom: [.symptom]
    case .watchList: [.watchList]
    case .paths: [.paths]
    case .day: [.day]
    case .order: [.order]
    case .ends: [.ends]
    case .commits: [.commits]
    }
  }

  private static func upgrade(without missing: Missing?, _ failOn: [FailCondition]) -> Upgrade {
    let change = GateSamples.change(
      10, "mm: change it", missing == .paths ? nil : ["mm/page_alloc.c"])
    var clone: CloneSummary? = GateSamples.clone
    if missing == .clone { clone = nil }
    if missing == .readable {
      clone = CloneSummary(
        path: "linux", newestCommit: GateSamples.id(99), newestTime: 1_577_836_800, commitCount: 9,
        isShallow: false, hasFileContents: true,
        unreadable: [UnreadablePart(reference: "refs/heads/x", id: nil, reason: .broken)])
    }
    var terms = Upgrade.Terms()
    terms.now = missing == .day ? nil : 1_577_836_800
    terms.watchList = missing == .watchList ? nil : [GateSamples.watch("fs/overlayfs")]
    terms.hasCVEData = missing != .cveData
    terms.failOn = failOn
    let hasChanges = missing != .additions && missing != .clone
    let ranking = Ranking(
      suspects: [Suspect(change: change, probability: 0.1, evidence: [])], caveat: nil)
    let entry = ChangelogEntry(
      kind: .versionBump, text: "4.14.122", subject: "4.14.122",
      position: SourcePosition(file: "new", line: 1))
    func side(_ version: String) -> ChangelogDifference.Side {
      ChangelogDifference.Side(
        Changelog(source: version, dialect: .plain, packageName: "kernel", releases: []),
        takenFor: "changelog")
    }
    let added = missing == .additions ? [] : [entry]
    let operands = Upgrade.Operands.packages(
      ChangelogDifference(
        old: side("1"), new: side("2"), releasesAdded: [], added: added, removed: [],
        reworded: [], unchangedCount: 0),
      resolved: missing == .clone
        ? []
        : added.map {
          .init(
            entry: $0,
            resolution: missing == .commits
              ? .notFound(.noSuchSubject())
              : .expanded(
                ReleaseRange(
                  oldName: "1", old: GateSamples.id(1), newName: "2", new: GateSamples.id(2)),
                [change.commit.id]))
        })
    return Upgrade(
      operands, order: missing == .order ? .unrelated : .forward,
      oldCommit: missing == .ends || missing == .clone ? nil : GateSamples.id(1),
      newCommit: missing == .clone ? nil : GateSamples.id(2), clone: clone,
      later: clone == nil
        ? nil : LaterHistory(isKnown: missing != .later, mainline: .goesOn),
      changes: hasChanges ? [change] : [],
      ranking: missing == .symptom || !hasChanges ? nil : ranking,
      cveStandings: missing == .cveData || missing == .clone || missing == .ends ? nil : [],
      terms: terms)
  }

  @Test("closes the gate that asks for it, and no other one", arguments: rows)
  func closes(_ row: Row) {
    let condition = FailCondition.criterion(Criterion(row.measure, above: 1))
    // What is measured in full and is little lets the update pass.
    let whole = UpgradeAssessment(Self.upgrade(without: nil, [condition]))
    #expect(whole.verdict != .notJudged, "\(whole.decidingGaps)")
    #expect(whole.exitCode == 0)

    let upgrade = Self.upgrade(without: row.missing, [condition])
    let assessment = UpgradeAssessment(upgrade)
    let isNeeded = !Self.needs(row.missing).isDisjoint(with: upgrade.needs(of: row.measure))
    if isNeeded {
      #expect(assessment.meets(Criterion(row.measure, above: 1)) == nil)
      #expect(assessment.exitCode == 4)
      #expect(assessment.unmeasured == [row.measure])
    } else {
      #expect(assessment.meets(Criterion(row.measure, above: 1)) == false)
    }
    // A rule of one's own asks as well, with nothing beside it.
    var terms = upgrade.terms
    terms.failOn = [.verdict(.hold)]
    terms.rules = VerdictRules(hold: [Criterion(row.measure, above: 1)], conditions: [])
    let ruled = UpgradeAssessment(
      Upgrade(
        upgrade.operands, order: upgrade.order, oldCommit: upgrade.oldCommit,
        newCommit: upgrade.newCommit, clone: upgrade.clone, later: upgrade.later,
        changes: upgrade.changes, ranking: upgrade.ranking, risks: upgrade.risks,
        cveStandings: upgrade.cveStandings, terms: terms))
    #expect((ruled.verdict == .notJudged) == isNeeded, "\(ruled.verdict) \(ruled.decidingGaps)")
    #expect((ruled.exitCode == 4) == isNeeded)
  }

  @Test("CVE data that say nothing of this update leave it without a verdict")
  func unusableCVEData() {
    let assessment = UpgradeAssessment(Self.upgrade(without: .ends, [.verdict(.hold)]))
    #expect(assessment.verdict == .notJudged)
    #expect(assessment.decidingGaps.map(\.need) == [.ends])
  }

  struct Hours: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Seconds since 1970.
    let newest, now: Int64
    let days: Int
  }

  @Test(
    "ages are days of the calendar, whatever the hour",
    arguments: [
      Hours(
        testDescription: "a given day, from midnight on", newest: 1_729_180_800,
        now: 1_729_382_400, days: 3),
      Hours(
        testDescription: "the same day by the clock, late", newest: 1_729_180_800,
        now: 1_729_468_799, days: 3),
      Hours(
        testDescription: "an hour over midnight", newest: 1_729_382_399, now: 1_729_382_400,
        days: 1),
      Hours(
        testDescription: "later on the same day", newest: 1_729_468_799, now: 1_729_382_400,
        days: 0),
      Hours(
        testDescription: "younger than the report", newest: 1_729_468_800, now: 1_729_382_400,
        days: -1),
      Hours(testDescription: "before 1970", newest: -1, now: 0, days: 1),
    ])
  func countsDays(_ hours: Hours) {
    let clone = CloneSummary(
      path: "linux", newestCommit: GateSamples.id(99), newestTime: hours.newest, commitCount: 9,
      isShallow: false, hasFileContents: true)
    let upgrade = GateSamples.upgrade([], clone: clone) { $0.now = hours.now }
    #expect(upgrade.cloneAge == hours.days)
    #expect(upgrade.days(since: hours.newest) == max(0, hours.days))
  }

  @Test("a clone that is too old fails, by days")
  func stale() {
    func code(_ days: Double) -> Int32 {
      UpgradeAssessment(
        GateSamples.upgrade([GateSamples.change(10, "mm: it", ["mm/a.c"])]) {
          $0.failOn = [.criterion(Criterion(.stale, above: days))]
        }
      ).exitCode
    }
    #expect(code(30) == 3)
    #expect(code(31) == 0)
    // A clone that is younger than the day of the report is not stale.
    let younger = UpgradeAssessment(
      GateSamples.upgrade([GateSamples.change(10, "mm: it", ["mm/a.c"])]) {
        $0.now = 1_500_000_000
        $0.failOn = [.criterion(Criterion(.stale))]
      })
    #expect(younger.exitCode == 0)
    #expect(younger.values[.stale] == 0)
  }
}
