import Assessment
import ChangeModel
import Testing

@testable import Reports

/// What is said first of a range that the clone half knows.
@Suite("Wording of what the clone does not show") struct UnseenPartWordingTests {
  @Test(
    "says how much it is",
    arguments: [
      (
        UnseenPart(entries: 3_538, of: 4_225),
        "84 % of what NEW adds is not in this clone: 3,538 of 4,225 entries led to no certain commit, so what fixes or follows them is unknown."
      ),
      (
        UnseenPart(entries: 1, of: 1),
        "100 % of what NEW adds is not in this clone: 1 of 1 entry led to no certain commit, so what fixes or follows them is unknown."
      ),
    ])
  func says(_ part: UnseenPart, _ text: String) { #expect(part.sentence == text) }

  static let advices: [(UnseenPart, String?)] = [
    (UnseenPart(entries: 1, of: 2), nil),
    (
      UnseenPart(
        entries: 1, of: 2, source: .tree(vendor: "SUSE", address: "https://example.org/kernel")),
      "SUSE publishes its commits at https://example.org/kernel: a clone of that has more of them."
    ),
    (
      UnseenPart(
        entries: 9, of: 9, later: 1, newestTime: 1_537_315_200,
        source: .unpublished(vendor: "Red Hat")),
      "Red Hat does not publish the commits of this kernel. 1 of these entries is dated after 2018-09-19, the day of this clone's newest commit: a newer clone may have more of them."
    ),
    (
      UnseenPart(entries: 9, of: 9, later: 2_000, newestTime: 1_537_315_200),
      "2,000 of these entries are dated after 2018-09-19, the day of this clone's newest commit: a newer clone may have more of them."
    ),
    (
      UnseenPart(
        entries: 9, of: 9,
        source: .releases(.unknownRelease(KernelVersion("4.4.2")!, clone: "linux", newest: nil))),
      "v4.4.2 is not in this clone (linux); `git -C linux fetch https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git tag v4.4.2` brings it."
    ),
  ]

  @Test("says which clone would have more of it", arguments: advices)
  func advises(_ part: UnseenPart, _ text: String?) { #expect(part.advice == text) }

  @Test(
    "of a range that is mostly unknown, or of an entry, nothing is called the most likely cause")
  func leadsModestly() throws {
    var report = SampleReport.halfKnown(.report)
    let text = report.rendered(as: .terminal)
    #expect(
      text.contains(
        "First suspect (40 %), by what little is known of this update: “ovl: change” (new.changelog:1004)"
      ))
    #expect(!text.contains("Most likely cause"))
    report.ranking = Ranking(suspects: [
      Suspect(change: SampleHistory.culprit, probability: 0.9, evidence: [])
    ])
    #expect(report.rendered(as: .terminal).contains("First suspect (90 %), by what little"))
  }
}
