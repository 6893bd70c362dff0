import Assessment
import ChangeModel
import Testing

@Suite("The choice among candidates") struct CandidateComparisonTests {
  /// A release of the series, as the range that leads to it: which of the changes 1, 2, 3 … it has, and what it lacks of them.
  struct Release: Sendable {
    /// Each adds one change.
    var changes: Int
    /// Changes that a missing commit reverts, or repairs.
    var reverted: Set<Int> = []
    var unrepaired: Set<Int> = []
    /// Changes that repair what OLD has.
    var repairs: Set<Int> = []
    var openCVEs: [Int]?
    var order = KernelOrder.forward
    /// What the clone has after it.
    var isNewest = false

    fileprivate var upgrade: Upgrade {
      func commit(_ number: Int) -> Commit {
        Commit(
          id: FindingsTests.id(number), parents: [], author: Person(name: "A", email: "a@b.c"),
          authorTime: 0, commitTime: 0, subject: "change \(number)", body: "")
      }
      let all = (1...changes).reversed().map { number in
        var followUps: [FollowUp] = []
        for (kind, those, base) in [
          (FollowUp.Kind.revert, reverted, 0x1000), (.fix, unrepaired, 0x2000),
        ] where those.contains(number) {
          followUps.append(
            FollowUp(
              kind: kind, commit: commit(base + number), standing: .missing(of: []), in: "NEW",
              landings: [], of: [commit(number)]))
        }
        return EnrichedChange(
          commit: commit(number),
          fixes: repairs.contains(number)
            ? [CommitReference(kind: .fixes, id: AbbreviatedCommitID("abcdef123456")!)] : [],
          followUps: followUps)
      }
      func end(_ number: Int) -> RevisionRange.End {
        .init(
          name: "v4.4.\(number)", commit: FindingsTests.id(0x100 + number),
          release: KernelVersion("4.4.\(number)"))
      }
      let range = RevisionRange(
        old: end(0), new: end(changes), order: order,
        steps: [
          .init(
            range: ReleaseRange(from: end(0), to: end(changes)),
            release: KernelVersion("4.4.\(changes)"), commits: all.map(\.commit.id))
        ])
      return Upgrade(
        .range(range), order: order, oldCommit: end(0).commit, newCommit: end(changes).commit,
        clone: CloneSummary(
          path: "linux", newestCommit: nil, newestTime: 0, commitCount: 9, isShallow: false,
          hasFileContents: true),
        later: LaterHistory(isKnown: !isNewest, mainline: .goesOn), changes: all,
        risks: all.map {
          ChangeRisk(commit: $0.commit.id, score: 0, weight: .ordinary, parts: [], knowsDiff: true)
        },
        cveStandings: openCVEs.map { numbers in
          numbers.map { number in
            CVEStanding(open: KnownCVE(id: "CVE-2018-\(number)", culprits: [], fixes: []))
          }
        })
    }
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let releases: [Release]
    let choice: Int
    let isRecommended: Bool
    let reasons: [CandidateComparison.Reason]
  }

  static let examples = [
    Example(
      testDescription:
        "the first without a known revert comes before an earlier one with less to repair",
      releases: [
        Release(changes: 2, reverted: [1]), Release(changes: 3, unrepaired: [2, 3]),
      ], choice: 1, isRecommended: true,
      reasons: [
        .bestVerdict, .withoutReverts(isFirst: true), .missingFixes(2, applying: nil),
      ]),
    Example(
      testDescription: "what is left unfixed of OLD counts like what is missing",
      releases: [
        Release(changes: 2, unrepaired: [1], repairs: [2]),
        Release(changes: 4, unrepaired: [1, 3], repairs: [2, 3, 4]),
      ], choice: 1, isRecommended: true,
      reasons: [.missingFixes(2, applying: nil), .fewerKnownBugs(1, than: 0)]),
    Example(
      testDescription: "where all are to be held, the known bugs decide, not the reverts alone",
      releases: [
        Release(changes: 2, reverted: [1]),
        Release(changes: 5, reverted: [1, 2], repairs: [3, 4, 5]),
      ], choice: 1, isRecommended: false,
      reasons: [.missingFixes(2, applying: nil), .fewerKnownBugs(2, than: 0)]),
    Example(
      testDescription: "open CVEs come before known bugs",
      releases: [
        Release(changes: 2, unrepaired: [1], openCVEs: [1, 2, 3]),
        Release(changes: 4, unrepaired: [1, 3], openCVEs: [1]),
      ], choice: 1, isRecommended: true,
      reasons: [.fewerOpenCVEs(2, than: 0), .missingFixes(2, applying: nil)]),
    Example(
      testDescription: "of equals the one with the most changes",
      releases: [Release(changes: 2), Release(changes: 3)], choice: 1, isRecommended: true,
      reasons: [.missingFixes(0, applying: nil), .moreChanges(than: 0)]),
    Example(
      testDescription: "what could not be judged is not recommended before what could",
      releases: [
        Release(changes: 2, unrepaired: [1]), Release(changes: 3, isNewest: true),
      ], choice: 0, isRecommended: true,
      reasons: [.bestVerdict, .missingFixes(1, applying: nil)]),
    Example(
      testDescription: "what could not be judged does not come before what is to be held",
      releases: [
        Release(changes: 2, reverted: [1]), Release(changes: 3, isNewest: true),
      ], choice: 0, isRecommended: false, reasons: [.missingFixes(1, applying: nil)]),
    Example(
      testDescription: "where nothing could be judged nothing is recommended",
      releases: [
        Release(changes: 2, isNewest: true), Release(changes: 3, isNewest: true),
      ], choice: 1, isRecommended: false, reasons: [.moreChanges(than: 0)]),
  ]

  @Test("chooses and says why", arguments: examples)
  func chooses(_ example: Example) throws {
    let comparison = try #require(CandidateComparison(example.releases.map(\.upgrade)))
    #expect(comparison.choice == example.choice)
    #expect(comparison.isRecommended == example.isRecommended)
    #expect(comparison.reasons == example.reasons)
  }

  @Test("one kernel is not compared")
  func needsTwo() { #expect(CandidateComparison([Release(changes: 1).upgrade]) == nil) }

  @Test("each is judged as it would be alone")
  func judgesAlike() throws {
    let upgrades = Self.examples.flatMap(\.releases).map(\.upgrade)
    let comparison = try #require(CandidateComparison(upgrades))
    #expect(comparison.candidates.map(\.assessment) == upgrades.map { UpgradeAssessment($0) })
  }
}
