import ChangeModel
import Testing

@testable import Assessment

@Suite("Known bad") struct KnownBadTests {
  private static let day: Int64 = 86_400
  /// A vendor applied everything again on day 900.
  private static let rebase = 900 * day

  static func commit(_ number: Int, writtenOn day: Int64 = 0, _ subject: String = "fs: fix")
    -> Commit
  {
    Commit(
      id: FindingsTests.id(number), parents: [], author: Person(name: "A. Author"),
      authorTime: day * Self.day, commitTime: rebase, subject: "\(subject) \(number)", body: "")
  }

  static func fix(
    _ commit: Commit, kind: FollowUp.Kind = .fix, of culprit: Commit, in releases: [String?] = []
  ) -> FollowUp {
    FollowUp(
      kind: kind, commit: commit, standing: .missing(of: []), in: "v4.14.157",
      landings: releases.enumerated().map {
        Landing(branch: "branch \($0.offset)", commit: commit.id, release: $0.element)
      }, of: [culprit])
  }

  private static func upgrade(_ changes: [EnrichedChange], releaseTimes: [String: Int64] = [:])
    -> Upgrade
  {
    var terms = Upgrade.Terms()
    terms.now = 1_000 * day
    return Upgrade(
      .packages(
        ChangelogDifference(
          old: FindingsTests.side("1"), new: FindingsTests.side("2"), releasesAdded: [], added: [],
          removed: [],
          reworded: [], unchangedCount: 0)), order: .forward,
      clone: FindingsTests.clone(), changes: changes, releaseTimes: releaseTimes, terms: terms)
  }

  struct Age: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let releases: [String?]
    let known: KnownBad.Known
    let days: Int
  }

  static let ages = [
    Age(
      testDescription: "since the first release of any line", releases: ["v5.5", "v4.14.163"],
      known: .released("v4.14.163", time: 769 * day), days: 231),
    Age(
      testDescription: "a release of unknown day does not count", releases: ["v9.9", "v5.5"],
      known: .released("v5.5", time: 800 * day), days: 200),
    Age(
      testDescription: "not since a release that is still to come", releases: ["v6.1"],
      known: .written(time: 700 * day), days: 300),
    Age(
      testDescription: "in no release: since it was written", releases: [nil],
      known: .written(time: 700 * day), days: 300),
    Age(
      testDescription: "nowhere: since it was written", releases: [],
      known: .written(time: 700 * day), days: 300),
  ]

  @Test("is as old as what the public could have, not as the commit of a rebase", arguments: ages)
  func knownSince(_ age: Age) throws {
    let culprit = Self.commit(1)
    let fix = Self.fix(Self.commit(2, writtenOn: 700), of: culprit, in: age.releases)
    let findings = Findings(
      Self.upgrade(
        [EnrichedChange(commit: culprit, followUps: [fix])],
        releaseTimes: [
          "v5.5": 800 * Self.day, "v4.14.163": 769 * Self.day, "v6.1": 1_100 * Self.day,
        ]))
    let bad = try #require(findings.knownBad.first)
    #expect(bad.known == age.known)
    #expect(bad.daysKnown == age.days)
  }

  @Test("a change that two branches took back is reverted once")
  func revertedTwice() {
    let culprit = Self.commit(1)
    let reverts = [2, 3].map {
      Self.fix(Self.commit($0, "Revert \"\($0)\""), kind: .revert, of: culprit)
    }
    let findings = Findings(
      Self.upgrade([EnrichedChange(commit: culprit, followUps: reverts + reverts)]))
    #expect(findings.knownBad.count == 2)
    #expect(findings.knownBad.allSatisfy { $0.of.count == 1 })
    let told = findings.measurements(nil).compactMap { measurement in
      if case .missingReverts(_, let changes, _) = measurement { changes } else { nil }
    }
    #expect(told == [[culprit]])
  }

  struct Vendor: CustomTestStringConvertible, Sendable {
    let dialect: ChangelogDialect
    let remedy: Remedy?
    var testDescription: String { "\(dialect)" }
  }

  @Test(
    "what a vendor does not publish, or keeps in a tree of its own, no fetch brings",
    arguments: [
      Vendor(dialect: .redHatEnterprise, remedy: nil), Vendor(dialect: .oracle, remedy: nil),
      Vendor(dialect: .elrepo, remedy: .fetch(isShallow: false)),
    ])
  func vendors(_ vendor: Vendor) {
    func entry(_ number: Int, _ kind: ChangelogEntry.Kind) -> ChangelogEntry {
      ChangelogEntry(
        kind: kind, text: "fs: fix \(number)", subject: "fs: fix \(number)",
        position: SourcePosition(file: "new", line: number))
    }
    let entries = (1...10).map { entry($0, .change) } + [entry(11, .note)]
    let resolved = entries.map { entry in
      ResolvedEntry(
        entry: entry, resolution: entry.kind == .note ? .notACommit : .notFound(.noSuchSubject()))
    }
    let side = FindingsTests.side("2", vendor.dialect)
    let findings = Findings(
      Upgrade(
        .packages(
          ChangelogDifference(
            old: side, new: side, releasesAdded: [], added: entries, removed: [], reworded: [],
            unchangedCount: 0), resolved: resolved), order: .forward, clone: FindingsTests.clone()))
    let gap = findings.gaps.first { $0.need == .commits }
    #expect(gap?.lack == .commits(undecided: 10, of: 10))
    #expect(gap?.remedy == vendor.remedy)
    // One figure, whoever tells it.
    #expect(findings.unseen?.all == 10)
    #expect(findings.measurements(nil).contains(.unresolved(10, of: 10)))
  }
}
