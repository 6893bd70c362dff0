import ChangeModel
import Testing

@testable import Reports

@Suite("Wording of fixes") struct FollowUpWordingTests {
  static let commit = CommitID("a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2")!
  static let other = CommitID("0c72e623ef0b0c72e623ef0b0c72e623ef0b0c72")!
  static let written = AbbreviatedCommitID("123456789012345")!

  static let standings: [(kind: FollowUp.Kind, standing: FollowUp.Standing, why: String)] = [
    (.fix, .missing(of: []), "4.4.157 contains what it repairs, but not this commit"),
    (
      .fix, .missing(of: [NamedCommit(id: other, by: .id(AbbreviatedCommitID(other)))]),
      "4.4.157 contains 0c72e623ef0b, but not this commit"
    ),
    (
      .revert,
      .missing(of: [
        NamedCommit(id: other, by: .id(written)), NamedCommit(id: commit, by: .subject),
      ]),
      """
      4.4.157 contains 0c72e623ef0b (the same change as the 123456789012 it names) and a1b2c3d4e5f6 \
      (it quotes this one's subject, without an id), but not this commit
      """
    ),
    (
      .inferredFix,
      .missingInferred(
        from: .prose(of: [NamedCommit(id: other, by: .id(AbbreviatedCommitID(other)))]),
        probability: 0.97),
      """
      its message says that it repairs 0c72e623ef0b (97 %), which 4.4.157 contains, but not this commit
      """
    ),
    (
      .fix, .missingInferred(from: .contents(names: [written]), probability: 0.95),
      """
      it names 123456789012, which this clone lacks; but its branch took it later, and 4.4.157 has the \
      lines that it changes (95 %)
      """
    ),
    (
      .fix, .broughtAgain(reverted: other),
      "4.4.157 contained it until 0c72e623ef0b reverted it, and it was applied again later"
    ),
    (.dependency, .needed, "the missing repair needs it, and 4.4.157 lacks it"),
    (.fix, .present(as: commit), "4.4.157 contains it"),
    (.fix, .present(as: other), "4.4.157 contains it as 0c72e623ef0b"),
    (
      .fix, .inferred(as: other, probability: 0.98),
      """
      4.4.157 contains 0c72e623ef0b, which looks like the same change (98 %) but does not say so
      """
    ),
    (.fix, .takenBack(by: other), "4.4.157 contained it until 0c72e623ef0b reverted it"),
    (.fix, .reverted(by: other), "it was itself reverted by 0c72e623ef0b"),
    (
      .fix, .culpritReverted(by: other),
      "what it repairs was reverted in 4.4.157 by 0c72e623ef0b"
    ),
    (.fix, .notNeeded, "4.4.157 lacks what it repairs"),
    (.fix, .elsewhere, "it was made only in a stable branch other than that of 4.4.157"),
    (
      .fix, .cutOff,
      "this clone lacks part of the history of 4.4.157, so whether 4.4.157 contains it is unknown"
    ),
    (
      .fix, .unknown(names: [written]),
      """
      it names 123456789012, which this clone lacks, so whether 4.4.157 contains that is unknown
      """
    ),
    (
      .fix, .unknown(names: []),
      "it names a subject, which this clone lacks, so whether 4.4.157 contains that is unknown"
    ),
    (
      .dependency, .absent,
      "a stable branch took it because the other commit needs it; 4.4.157 lacks it"
    ),
    (
      .mention, .present(as: commit),
      "its message mentions the commit; only reading it shows whether it repairs it"
    ),
  ]

  @Test("says what a status rests on", arguments: standings)
  func saysWhy(_ row: (kind: FollowUp.Kind, standing: FollowUp.Standing, why: String)) {
    let followUp = FollowUp(
      kind: row.kind, commit: Self.named(Self.commit), standing: row.standing, in: "v4.4.157",
      landings: [], of: [])
    #expect(followUp.why == row.why)
  }

  static let names: [(by: NamedBy, why: String)] = [
    (.id(AbbreviatedCommitID(commit)), ""),
    (.id(written), "the same change as the 123456789012 it names"),
    (.absentID(written), "a backport of the 123456789012 it names, which this clone lacks"),
    (
      .subjectForUnknownID(written),
      "it names 123456789012, which is not a commit here, but quotes this one's subject"
    ),
    (
      .subjectForAmbiguousID(written),
      "it names 123456789012, which may be several commits, but quotes this one's subject"
    ),
    (.subject, "it quotes this one's subject, without an id"),
  ]

  @Test("says how a commit was found where its id alone did not do", arguments: names)
  func saysHowNamed(_ row: (by: NamedBy, why: String)) {
    let repaired = RepairedCommit(
      kind: .fix, commit: Self.named(Self.commit), namedBy: row.by, release: nil)
    #expect(repaired.why == row.why)
  }

  static let landings: [(landing: Landing, text: String)] = [
    (Landing(branch: "4.4.y", commit: commit, release: "v4.4.157"), "in 4.4.y since 4.4.157"),
    (Landing(branch: "4.4.y", commit: commit, release: nil), "in 4.4.y (not released yet)"),
    (
      Landing(branch: "main", commit: commit, release: nil, isOfVendor: true),
      "vendor commit, in main (not released yet)"
    ),
    (
      Landing(
        branch: "4.4.y", commit: commit, release: "v4.4.157",
        absences: [
          .init(since: "v4.4.120", from: "v4.4.130", until: "v4.4.140", by: other),
          .init(since: "v4.4.140", from: "v4.4.156", until: "v4.4.157", by: other),
        ]),
      "in 4.4.y since 4.4.120, but not from 4.4.130 until 4.4.140 and from 4.4.156 until 4.4.157"
    ),
    (
      Landing(
        branch: "4.4.y", commit: commit, release: nil,
        absences: [.init(since: "v4.4.120", from: "v4.4.130", until: nil, by: other)]),
      "in 4.4.y since 4.4.120, but not from 4.4.130 until the next release"
    ),
  ]

  @Test("says since when a branch has a change, and when it did not", arguments: landings)
  func saysLandings(_ row: (landing: Landing, text: String)) {
    #expect(Words(target: nil).landings([row.landing]).text == row.text)
  }

  static let kernels: [(presence: KernelStanding.Presence, landing: Landing?, text: String)] = [
    (
      .present(as: commit), landings[3].landing,
      """
      in 4.4.157 since 4.4.120, but not from 4.4.130 until 4.4.140 and from 4.4.156 until 4.4.157 \
      (a1b2c3d4e5f6)
      """
    ),
    (
      .reverted(by: other), nil, "not in 4.4.157, which had it and reverted it by 0c72e623ef0b"
    ),
    (
      .reverted(by: other), landings[3].landing,
      """
      not in 4.4.157, which had it and reverted it by 0c72e623ef0b; 4.4.y has it again since 4.4.157, \
      as a1b2c3d4e5f6
      """
    ),
  ]

  @Test("says whether a kernel has a change that was taken back", arguments: kernels)
  func saysKernels(_ row: (presence: KernelStanding.Presence, landing: Landing?, text: String)) {
    let isThere = if case .present = row.presence { true } else { false }
    let standing = KernelStanding(
      kernel: "v4.4.157", presence: row.presence, branch: "4.4.y", landing: row.landing,
      since: isThere ? row.landing?.release : nil)
    let finding = FixFinding(
      commit: Self.named(Self.commit), subsystems: [], landings: [], fixes: [], followUps: [])
    #expect(Words(target: nil).standing(standing, of: finding).text == row.text)
  }

  static let searches: [(criteria: FixCriteria, title: String, verbs: String)] = [
    (
      FixCriteria(matching: "uid", touching: ["fs/a", "fs/b"], since: "v4.8"),
      "matching “uid”, touching fs/a or fs/b, since v4.8",
      "matches “uid”, touches fs/a or fs/b, since v4.8"
    ),
    (FixCriteria(cves: ["CVE-2018-999"]), "naming CVE-2018-999", "names CVE-2018-999"),
    (FixCriteria(until: "v4.9"), "until v4.9", "repairs or reverts another, until v4.9"),
    (
      FixCriteria(symptoms: ["a.txt", "-"], people: [.init(.reporter, "Jane")]),
      "matching what a.txt and standard input show, reported by Jane",
      "matches what a.txt and standard input show, reported by Jane"
    ),
    (
      FixCriteria(people: [.init(.author, "Jane"), .init(.reviewer, "Jo")]),
      "by Jane, reviewed by Jo", "is by Jane, reviewed by Jo"
    ),
  ]

  @Test("says what was searched for, and what no commit does", arguments: searches)
  func saysSearches(_ row: (criteria: FixCriteria, title: String, verbs: String)) {
    #expect(row.criteria.participles == row.title)
    #expect(row.criteria.verbs == row.verbs)
  }

  private static func named(_ id: CommitID) -> Commit {
    let person = Person(name: "Jo Porter", email: nil)
    return Commit(
      id: id, parents: [], author: person, authorTime: 0, commitTime: 0, subject: "s", body: "")
  }
}
