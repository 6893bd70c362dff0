import ChangeModel
import Culprits
import Testing

@Suite("Ranking") struct CulpritRankerTests {
  let ranker = CulpritRanker()

  /// The case that the project began with, told in our own words.
  static let story = """
    java.nio.file.AccessDeniedException: /usr/share/elasticsearch/plugins/x
        at java.nio.file.Files.createDirectory(Files.java:674)
    mkdir -p plugins in the container, over a directory that a lower layer has
    the new directory is owned by 0:0 instead of 1000:1000
    mkdir("plugins/x", 0777) = -1 EACCES (Permission denied)
    overlay on / type overlay (rw,relatime,lowerdir=/var/lib/a,upperdir=/b,workdir=/c)
    """

  static func storyCandidates() throws -> [EnrichedChange] {
    try Candidates.ordinary(120) + [
      Candidates.change(
        1_000, "ovl: override creds with the ones from the superblock mounter",
        """
        commit 0123456789012345678901234567890123456789 upstream.

        Making a whiteout fails in a user namespace, because the task lacks the capability. Keep
        the credentials of whoever mounted the file system, and use them.

        Signed-off-by: Somebody <mkdir@overlay.example>
        """, paths: ["fs/overlayfs/dir.c", "fs/overlayfs/overlayfs.h", "fs/overlayfs/super.c"]),
      Candidates.change(
        1_001, "ovl: ignore lower entries when checking purity", paths: ["fs/overlayfs/super.c"]),
      Candidates.change(
        1_002, "ovl: verify upper dentry before unlink and rename", paths: ["fs/overlayfs/dir.c"]),
      Candidates.change(
        1_003, "vfs: take the umask once when a directory is made", paths: ["fs/namei.c"]),
    ]
  }

  @Test("finds the change behind a wrong owner on an overlay mount")
  func findsStory() throws {
    let ranking = ranker.rank(Symptom(parsing: Self.story), among: try Self.storyCandidates())
    let first = try #require(ranking.suspects.first)
    #expect(first.candidate.subject.hasPrefix("ovl: override creds"))
    #expect(first.probability > 0.3)
    #expect(ranking.caveat == nil)
    #expect(
      first.evidence.contains(
        .inPart(.mount("overlay"), directory: "fs/overlayfs", touching: 3, candidates: 124)))
    #expect(first.evidence.contains { if case .aboutTopic = $0 { true } else { false } })
  }

  @Test("a trace leads to the change of its function and file")
  func findsTrace() throws {
    let trace = """
      Call Trace:
       dump_stack+0x1/0x2
       foo_reset_ring+0x10/0x20 drivers/net/foo/foo_main.c:12
       dev_hard_start_xmit+0x1/0x2 net/core/dev.c:99
      """
    let culprit = try Candidates.change(
      2_000, "foo: reset rings in one place",
      "Move the loop over the rings into foo_reset_ring().", paths: ["drivers/net/foo/foo_main.c"])
    let ranking = ranker.rank(
      Symptom(parsing: trace), among: try Candidates.ordinary(100) + [culprit])
    let first = try #require(ranking.suspects.first)
    #expect(first.change == culprit)
    #expect(
      first.evidence.contains(
        .namesTraceFunctions(["foo_reset_ring"], naming: 1, candidates: 101)))
    #expect(
      first.evidence.contains(
        .touchesNamedFile("drivers/net/foo/foo_main.c", touching: 1, candidates: 101)))
  }

  @Test("an alias of a file system is learned from the candidates")
  func learnsAlias() throws {
    let elsewhere = try Candidates.change(3_000, "ovl: tell the VFS", paths: ["fs/dcache.c"])
    let changes =
      try Candidates.ordinary(100) + [
        Candidates.change(3_001, "ovl: one", paths: ["fs/overlayfs/dir.c"]),
        Candidates.change(3_002, "ovl: two", paths: ["fs/overlayfs/inode.c"]), elsewhere,
      ]
    let ranking = ranker.rank(Symptom(parsing: "mount -t overlay fails"), among: changes)
    let suspect = try #require(ranking.suspects.first { $0.change == elsewhere })
    #expect(
      suspect.evidence.contains {
        if case .inPart(.mount("overlay"), _, touching: 3, _) = $0 { true } else { false }
      })
  }

  static let symptoms = [
    "", " \n", story, "it hangs", "tcp tcp tcp", String(repeating: "x y_z ", count: 2_000),
    "\u{1B}[31m\u{202E}<script>", "ovl_permission+0x1/0x2 [overlay]", "0123456 deadbeef 0x12",
  ]

  @Test("probabilities are in order and sum to 1", arguments: symptoms)
  func sumsToOne(_ text: String) throws {
    let changes = try Self.storyCandidates()
    let ranking = ranker.rank(Symptom(parsing: text), among: changes)
    let suspects = ranking.suspects
    #expect(suspects.count == changes.count)
    #expect(abs(suspects.reduce(ranking.outside) { $0 + $1.probability } - 1) < 1e-9)
    #expect(suspects.allSatisfy { $0.probability > 0 && $0.probability <= 0.96 })
    for (left, right) in zip(suspects, suspects.dropFirst()) {
      #expect(left.probability >= right.probability)
      if left.probability == right.probability {
        #expect(left.candidate.id < right.candidate.id)
      }
    }
  }

  @Test("the order in which candidates come does not matter, to the byte", arguments: symptoms)
  func isIndependentOfOrder(_ text: String) throws {
    let changes = try Self.storyCandidates()
    let symptom = Symptom(parsing: text)
    let ranking = ranker.rank(symptom, among: changes)
    #expect(ranker.rank(symptom, among: changes.reversed()) == ranking)
    let half = changes.count / 2
    #expect(ranker.rank(symptom, among: Array(changes[half...] + changes[..<half])) == ranking)
  }

  @Test("what later commits say of a change does not count")
  func ignoresLaterCommits() throws {
    var changes = try Candidates.ordinary(20)
    let symptom = Symptom(parsing: "the quick brown zebra crashes")
    let before = ranker.rank(symptom, among: changes).suspects.map(\.probability)
    let fix = try Candidates.change(9_000, "fix the zebra crash").commit
    changes[3] = try Candidates.change(
      4, changes[3].commit.subject, changes[3].commit.body,
      paths: changes[3].touchedPaths,
      followUps: [
        FollowUp(
          kind: .fix, commit: fix, standing: .missing(of: []), in: "v4.4.157", landings: [], of: [])
      ])
    #expect(ranker.rank(symptom, among: changes).suspects.map(\.probability) == before)
  }

  @Test("trailers and upstream references do not count")
  func ignoresTrailers() throws {
    let plain = try Candidates.change(500, "foo: bar", "Text.")
    let signed = try Candidates.change(
      500, "foo: bar",
      """
      commit 0123456789012345678901234567890123456789 upstream.

      Text.
      [ Upstream commit 0123456789012345678901234567890123456789 ]
      Fixes: 0123456789ab ("zebra: stripes")
      Reported-by: Zebra <zebra@example.org>
      Link: https://example.org/zebra
      """)
    let others = try Candidates.ordinary(20)
    let symptom = Symptom(parsing: "zebra at example.org with stripes")
    let probabilities = [plain, signed].map { change in
      ranker.rank(symptom, among: others + [change]).suspects.map(\.probability)
    }
    #expect(probabilities[0] == probabilities[1])
  }

  @Test("says so when nothing distinguishes the candidates", arguments: ["", "It broke.", "zebra"])
  func hasCaveat(_ text: String) throws {
    let ranking = ranker.rank(Symptom(parsing: text), among: try Candidates.ordinary(40))
    #expect(
      ranking.caveat == .nothingTelling(candidates: 40, missing: Ranking.Clue.allCases))
    #expect(ranking.suspects.allSatisfy { $0.probability < 0.1 })
  }

  @Test("no candidates, and one")
  func ranksFew() throws {
    let symptom = Symptom(parsing: Self.story)
    let none = ranker.rank(symptom, among: [])
    #expect(none.suspects.isEmpty)
    #expect(none.caveat == .noCandidates)
    let one = ranker.rank(symptom, among: [try Candidates.change(1, "x")])
    #expect(one.suspects.map(\.probability) == [1 - one.outside])
  }

  @Test("paths may be unknown, and messages odd")
  func takesAnything() throws {
    let changes = try [
      Candidates.change(1, "", paths: nil), Candidates.change(2, ":", "::\n:", paths: []),
      Candidates.change(3, String(repeating: "a_", count: 50_000), paths: ["", "/", "a//b"]),
      Candidates.change(4, "\u{1B}]0;\u{202E}", "commit \ncommit", paths: ["\u{0}"]),
    ]
    for text in Self.symptoms {
      #expect(ranker.rank(Symptom(parsing: text), among: changes).suspects.count == 4)
    }
  }
}
