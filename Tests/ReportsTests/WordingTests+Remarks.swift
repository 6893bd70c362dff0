import ChangeModel
import Testing

@testable import Reports

extension WordingTests {
  static let id = CommitID("5f0e3a91c2b4d6e8f0a1b2c3d4e5f60718293a4b")!
  static let changed = ConfigurationChange(symbol: "OVERLAY_FS", old: "y", new: nil)

  private static func waiver(_ number: Int) -> Waiver {
    Waiver(
      id: "123456\(number)", owner: "a", reason: "b", expiry: "2026-12-31",
      position: SourcePosition(file: "w", line: number))
  }

  static let remarks: [(remark: Remark, text: String)] = [
    (
      .unreadable(
        .init(reference: "refs/tags/v4.8", id: id, reason: .missing), others: 0, clone: "/srv"),
      "refs/tags/v4.8 leads to \(id), which is missing in /srv: what only that leads to is unknown"
    ),
    (
      .unreadable(.init(id: id, reason: .damaged), others: 2, clone: "/srv"),
      "object \(id) is damaged in /srv (and 2 more of its refs and objects cannot be read): what only that leads to is unknown"
    ),
    (
      .noFileContents(clone: "/srv"),
      "/srv has no file contents, so subsystems are named by directory, without MAINTAINERS"
    ),
    (
      .replacements(clone: "/a b"),
      "/a b replaces commits (refs/replace or info/grafts), and git shows what stands for them; here the history is read as it was made"
    ),
    (
      .shallow(clone: "/a b"),
      "this clone is shallow: commits before its cut-off are unknown; `git -C '/a b' fetch --unshallow` brings them"
    ),
    (
      .noMainline(clone: "/a b"),
      "this clone is without mainline, so fixes that only mainline has are unknown; `git -C '/a b' remote add -f --tags mainline https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git` brings it"
    ),
    (
      .noTrees(2, of: 1_234),
      "the clone lacks the trees of 2 of 1,234 commits: their touched paths are unknown"
    ),
    (
      .unknownPattern(line: 7),
      "MAINTAINERS:7: the pattern is not one that can be followed, so it claims nothing"
    ),
    (.moreUnknownPatterns(9), "MAINTAINERS: 9 more patterns like these"),
    (
      .changelog(.init(position: .init(file: "a.txt", line: 3), problem: .emptyEntry)),
      "a.txt:3: an entry without text is left out"
    ),
    (.moreWarnings(12, source: "a.txt"), "a.txt: 12 more lines like these"),
    (
      .comparison(.newIsTrimmed(1)),
      "NEW's changelog does not reach as far back as OLD's: 1 entry at OLD's end was trimmed, not taken back"
    ),
    (
      .answeredByBackport(of: "1234567890ab", id),
      "1234567890ab is not in this clone; 5f0e3a91c2b4 is a backport of it, and answers for it"
    ),
    (
      .badHosts(1, first: .unnamed, at: .init(file: "inv", line: 3)),
      "inv:3: it has no \"host\", so it counts for no host"
    ),
    (
      .badHosts(2_000, first: .repeated("web1"), at: .init(file: "inv", line: 3)),
      "inv:3: the host web1 was there before; 2,000 lines or files like this count for no host"
    ),
    (
      .projectWaivers(".ktrail/waivers", count: 1),
      ".ktrail/waivers is used, with 1 waiver, since it lies in the current directory; --no-waivers leaves it out"
    ),
    (
      .idleWaivers(.expired, [waiver(1)]),
      "the waiver 1234561 (w:1) has expired, and counts no more"
    ),
    (
      .idleWaivers(.unmatched, (1...7).map(waiver)),
      "the waivers 1234561 (w:1), 1234562 (w:2), 1234563 (w:3), 1234564 (w:4), 1234565 (w:5) and 2 more match nothing that was found of this update"
    ),
    (
      .idleWaivers(.withoutCVEData, [waiver(1)]),
      "the waiver 1234561 (w:1) is about a CVE, and no fix that NEW lacks is known to close it; whether NEW is open to it takes --cve-data"
    ),
    (
      .idleWaivers(.ambiguous, [waiver(1)]),
      "the waiver 1234561 (w:1) fits several commits, so nothing is waived until it has more digits"
    ),
    (
      .idleWaivers(.repeated, [waiver(1), waiver(2)]),
      "the waivers 1234561 (w:1), 1234562 (w:2) repeat earlier ones, which count"
    ),
    (
      .severalKernels(["v4.4.2", "v4.9.1"]),
      "missing or present is said of the newest release of each commit's line of development: v4.4.2, v4.9.1; --in REV asks about one"
    ),
    (
      .nothingLater(than: "v4.8"),
      "the clone has no commit that was made after v4.8, so fixes and reverts that came later are not known"
    ),
    (
      .emptyRange("v4.8..v4.7"),
      "v4.8..v4.7 contains no commit, so there is nothing to repair: is the older kernel named first?"
    ),
    (
      .notInClone(2, of: 30, list: "list", first: AbbreviatedCommitID(id)),
      "2 of the 30 commits of list are not in this clone, the first of them 5f0e3a91c2b4: their fixes are not looked for"
    ),
    (
      .takenFor(
        TakenName(
          "4.4.2-1.el7.x86_64", for: KernelVersion("4.4.2")!, .release(KernelVersion("4.4.2")!))),
      "4.4.2-1.el7.x86_64 was taken for v4.4.2"
    ),
    (
      .takenFor(
        TakenName("4.4.y", for: KernelVersion("4.4.9")!, .newest(ofSeries: KernelVersion("4.4")!))),
      "4.4.y was taken for v4.4.9, the newest of the series in this clone"
    ),
    (
      .takenFor(
        TakenName("6.1.0-37-amd64", for: KernelVersion("6.1")!, .base(KernelVersion("6.1")!))),
      "6.1.0-37-amd64 was taken for v6.1, which it is based on: what else it has is unknown, unless its package or changelog says it"
    ),
    (
      .runningKernel("6.1.0-37-amd64"),
      "only one kernel was given, so it is compared with the one that runs here, 6.1.0-37-amd64"
    ),
    (
      .openCVEsUnknown(list: "cves"),
      "cves: the clone lacks OLD or NEW, so whether a CVE is open or closed is unknown"
    ),
    (
      .otherKernel(
        "4.4.280-1.el7.x86_64", old: KernelVersion("4.4.269")!, new: KernelVersion("4.4.272")!),
      "the symptom comes from 4.4.280-1.el7.x86_64, which is neither OLD (4.4.269) nor NEW (4.4.272): check that it is the right log"
    ),
    (
      .missedHints(["fs/overlayfs", "mm"]),
      "nothing that NEW adds is known to be in fs/overlayfs, mm, so saying that the cause is likely or unlikely there changes nothing"
    ),
    (
      .configurationsDiffer([changed]),
      "the configurations differ in 1 symbol: CONFIG_OVERLAY_FS: y, now not set"
    ),
    (
      .configurationsDiffer((10...22).map { .init(symbol: "S\($0)", old: nil, new: "m") }),
      "the configurations differ in 13 symbols: "
        + (10...19).map { "CONFIG_S\($0): not set, now m" }.joined(separator: "; ") + "; and 3 more"
    ),
    (
      .relevancesUnknown(.noCommit),
      "no commit of the clone stands for the newer operand, so what the configuration leaves out is not known"
    ),
    (
      .relevancesUnknown(.noFileContents),
      "the clone has no file contents, so what the configuration leaves out is not known; pass a clone that was made without --filter"
    ),
    (
      .unusedArchitecture,
      "--arch says what a symptom and a configuration are about, and neither was given"
    ),
  ]

  @Test("says what was not looked at, and why", arguments: remarks)
  func saysRemark(_ example: (remark: Remark, text: String)) {
    #expect(example.remark.sentence == example.text)
  }

  static let comparisons: [(remark: ChangelogDifference.Remark, text: String)] = [
    (
      .oneReleaseEach(old: "kernel 1", new: "kernel 2"),
      "each changelog holds one release only, so what lies between kernel 1 and kernel 2 is unknown"
    ),
    (
      .differentPackages(old: "kernel", new: "kernel-lt", shared: 0, smaller: 20),
      "OLD is kernel, NEW is kernel-lt: different packages, which share no entry, so the added entries are not those of an update"
    ),
    (
      .differentPackages(old: "kernel", new: "kernel-ml", shared: 9, smaller: 20),
      "OLD is kernel, NEW is kernel-ml: different packages, which share only 9 of 20 entries, so the added entries are not those of an update"
    ),
    (
      .differentPackages(
        old: "linux-image-amd64", new: "linux-image-cloud-amd64", shared: 10, smaller: 20),
      "OLD is linux-image-amd64, NEW is linux-image-cloud-amd64: different packages with one history; where they are configured differently, the changelogs do not say so"
    ),
    (
      .littleShared(0, smaller: 20, old: "a", new: "b"),
      "a and b share no entry: they look like changelogs of unrelated packages, or were cut off before they meet"
    ),
    (
      .littleShared(1, smaller: 40, old: "a", new: "b"),
      "a and b share only 1 of 40 entries: they look like changelogs of unrelated packages, or were cut off before they meet"
    ),
    (
      .swapped(old: "kernel 2", new: "kernel 1", onlyInOld: 2),
      "OLD (kernel 2) is newer than NEW (kernel 1): the operands look swapped; 2 entries only OLD has would be the additions"
    ),
    (
      .newIsTrimmed(2),
      "NEW's changelog does not reach as far back as OLD's: 2 entries at OLD's end were trimmed, not taken back"
    ),
    (
      .oldIsTrimmed(2),
      "OLD's changelog does not reach as far back as NEW's: 2 added entries are older than its end and not new"
    ),
    (
      .oldIsTrimmed(1),
      "OLD's changelog does not reach as far back as NEW's: 1 added entry is older than its end and not new"
    ),
  ]

  @Test("says what to know before trusting a comparison", arguments: comparisons)
  func saysComparison(_ example: (remark: ChangelogDifference.Remark, text: String)) {
    #expect(example.remark.sentence == example.text)
  }

  static let rewordings: [(reason: ChangelogDifference.Reworded.Reason, text: String)] = [
    (.samePunctuationApart, "same words, other punctuation"),
    (.sameSubject(other: [.bugs]), "same subject, other bug list"),
    (
      .sameSubject(other: [.area, .person, .cves]),
      "same subject, other area tag and person and CVE list"
    ),
    (.sameBug("900003"), "same bug 900003, other wording"),
    (.sameCVE("CVE-2014-90001"), "same CVE-2014-90001, other wording"),
    (.alike(0.889), "88 % of the words are the same"),
  ]

  @Test("says why two entries are one", arguments: rewordings)
  func saysRewording(_ example: (reason: ChangelogDifference.Reworded.Reason, text: String)) {
    #expect(example.reason.clause == example.text)
  }

  static let warnings: [(problem: ChangelogWarning.Problem, text: String)] = [
    (
      .noLineEnd,
      "the last line has no line end, so the text may be cut off here; save it again if it is"
    ),
    (
      .severalPackages,
      "the headings repeat from here, as when \"rpm -q --changelog\" prints several installed versions; give the full name of one package"
    ),
    (
      .severalKernels(["5.15", "6.1"]),
      "the notes speak of several kernels (5.15, 6.1), so each series is followed by itself, and they stand for no one version"
    ),
    (.emptyEntry, "an entry without text is left out"),
    (
      .foreignDate(heading: "mer. sept. 19 2018 A"),
      "the date of \"mer. sept. 19 2018 A\" is not in English, so it stays unknown; run rpm with LC_ALL=C"
    ),
    (
      .mistypedDate(heading: "Wed Spe 19 2018 A"),
      "the date of \"Wed Spe 19 2018 A\" is mistyped, so it stays unknown"
    ),
    (.foreignLines(1), "the line is not part of the changelog and is left out"),
    (
      .foreignLines(1_200),
      "1,200 lines from here on are not part of the changelog and are left out"
    ),
    (
      .leftToBuild("%include NEWS"),
      "what \"%include NEWS\" does shows only when the package is built, so entries may be missing or too many here; give the built package to be sure"
    ),
    (
      .beforeFirstHeading, "text before the first \"* date name version\" heading is left out"
    ),
    (.outsideRelease, "text outside of a release is left out"),
    (
      .notAHeading(.rpm),
      "expected \"* Day Mon dd yyyy name version\"; without a date it continues the entry above"
    ),
    (
      .notAHeading(.suseChanges),
      "expected \"Day Mon dd hh:mm:ss zone yyyy - mail\"; the line is left out"
    ),
    (
      .notAHeading(.debian),
      "expected \"package (version) distribution; …\"; the line is left out"
    ),
  ]

  @Test("says what is odd in a changelog", arguments: warnings)
  func saysWarning(_ example: (problem: ChangelogWarning.Problem, text: String)) {
    #expect(example.problem.sentence == example.text)
  }

  static let bisectionRemarks: [(remark: BisectionRemark, findsFix: Bool, text: String)] = [
    (
      .endNeverSeen("v4.4.157", as: "bad"), false,
      "no kernel was seen to be bad, and v4.4.157, which was given as bad, could not be tested: the result rests on that"
    ),
    (
      .notAncestor(good: "v4.8", bad: "v4.4.2"), false,
      "v4.8 is not an ancestor of v4.4.2; their common ancestor is assumed good, so test that first"
    ),
    (
      .notAncestor(good: "v4.8", bad: "v4.4.2"), true,
      "v4.8 is not an ancestor of v4.4.2; their common ancestor is assumed broken, so test that first"
    ),
    (
      .takenFor("5.10.0-9-amd64", release: "v5.10", isOnlyBase: true), false,
      "5.10.0-9-amd64 was taken for v5.10, which it is based on: what else it has is unknown, unless its package or changelog says it"
    ),
    (
      .takenFor("linux-4.4.2", release: "v4.4.2", isOnlyBase: false), true,
      "linux-4.4.2 was taken for v4.4.2"
    ),
    (
      .relevancesUnknown, false,
      "the clone has no file contents, so what the configuration leaves out is not known"
    ),
    (
      .configurationsDiffer([changed], good: "v1", bad: "v2"), false,
      "the configurations differ in 1 symbol: CONFIG_OVERLAY_FS: y, now not set; build every kernel to test with one of them, and check that v1 is good and v2 is bad with it, or the cause may be the configuration"
    ),
    (
      .place("ovl", .subjectPrefix("ovl"), paths: ["fs/overlayfs"], count: 1), false,
      "“ovl” is taken for commits with the subject “ovl: …”, and for fs/overlayfs, where most of them are"
    ),
    (
      .place("inode.c", .fileName, paths: ["a", "b", "c", "d"], count: 70), false,
      "“inode.c” stands for the files of that name: a, b, c and 67 more"
    ),
    (
      .untestable(entries: 24, suspicion: 0.38), false,
      "no test finds what has no commit in this clone: 24 entries of the changelog, which no kernel between the two tells apart, and which have 38 % of the suspicion"
    ),
    (
      .untestable(entries: 1, suspicion: nil), false,
      "no test finds what has no commit in this clone: 1 entry of the changelog, which no kernel between the two tells apart"
    ),
    (
      .answered(QuestionWordingTests.all[0]), false,
      "you said that it is in fs/overlayfs: ten times the odds for its 3 changes"
    ),
    (
      .onlyTested(commits: 12, changes: 11), false,
      "of the 12 commits, 11 changes can be suspected, as `ktrail culprits` counts them; the rest, 1 merge or release commit, can only be tested"
    ),
    (
      .lowerProbabilities, false,
      "the probabilities are lower than those of `ktrail culprits`: a later fix that mentions the symptom raises nothing here, and a twentieth is spread evenly over all commits, so that a wrong suspicion costs little"
    ),
    (
      .bootBothEnds(good: "v1", bad: "v2"), false,
      "first boot both ends with the configuration you will use: v1 must work, v2 must fail"
    ),
    (
      .bootBothEnds(good: "v1", bad: "v2"), true,
      "first boot both ends with the configuration you will use: v1 must fail, v2 must work"
    ),
    (
      .newestIsRepaired(id, answer: "good"), false,
      "5f0e3a91c2b4, the newest commit of the clone, is good: the bug is already repaired; `ktrail bisect start --find-fix --linux /srv --name it-fix v2 5f0e3a91c2b4` finds the commit that repaired it"
    ),
    (
      .newestIsBroken(id, answer: "slow"), false,
      "5f0e3a91c2b4, the newest commit of the clone, is slow too: the bug is not repaired yet"
    ),
  ]

  @Test("says what to know before relying on a bisection", arguments: bisectionRemarks)
  func saysBisectionRemark(_ example: (remark: BisectionRemark, findsFix: Bool, text: String)) {
    let status = BisectionStatus(
      name: "it", clone: "/srv", good: "v1", bad: "v2", findsFix: example.findsFix, candidates: 8,
      remaining: 1, expectedTests: 0, plainTests: 3, answers: [], step: .contradiction,
      suspects: [], remarks: [])
    #expect(status.sentence(example.remark) == example.text)
  }

  static let activities: [(activity: Activity, text: String)] = [
    (.counting(.indexing, done: 12_000, total: nil), "indexing 12,000 commits"),
    (
      .counting(.indexing, done: 84_000, total: 201_462),
      "indexing 84,000 of about 201,000 commits (42 %)"
    ),
    // It was estimated too low.
    (.counting(.indexing, done: 84_000, total: 201), "indexing 84,000 commits"),
    (.indexed(commits: 1), "indexed 1 commit"),
    (
      .counting(.comparingTrees, done: 1_000, total: 2_000),
      "comparing trees: 1,000 of 2,000 commits (50 %)"
    ),
    (.counting(.readingPatches, done: 0, total: 1), "reading diffs: 0 of 1 commit (0 %)"),
    (
      .counting(.followingReferences, done: 64, total: 256),
      "following references: 64 of 256 commits (25 %)"
    ),
    (
      .counting(.lookingForFixes, done: 64, total: 256),
      "looking for fixes: 64 of 256 commits (25 %)"
    ),
    (.readingMakefiles(of: id), "reading the makefiles of 5f0e3a91c2b4"),
    (.readingChanges, "reading what changed"),
    (.counting(.tryingFixes, done: 1, total: 81), "trying on NEW: 1 of 81 fixes (1 %)"),
    (.findingLosses, "looking for fixes that NEW loses"),
    (.checkingOut(id), "checking out 5f0e3a91c2b4"),
    (.checkingPages, "checking pages"),
    (.comparingCommits, "comparing commits"),
    (
      .counting(.comparingSubjects, done: 1, total: 500),
      "comparing subjects: 1 of 500 commits (<1 %)"
    ),
    (
      .counting(.comparingPaths, done: 500, total: 500),
      "comparing paths: 500 of 500 commits (100 %)"
    ),
    (
      .counting(.comparingReleases, done: 3, total: 40),
      "comparing releases: 3 of 40 commits (8 %)"
    ),
  ]

  @Test("says what is being done", arguments: activities)
  func saysActivity(_ example: (activity: Activity, text: String)) {
    #expect(example.activity.words() == example.text)
  }

  struct Going: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// How many were done after so many seconds.
    let steps: [(after: Double, done: Int)]
    let total: Int?
    let text: String
  }

  static let goings = [
    Going(
      testDescription: "all there is", steps: [(0, 1_024), (3, 84_000)], total: 201_462,
      text: "indexing 84,000 of about 201,000 commits (42 %), 28,000/s, 5 s left"),
    Going(
      testDescription: "a total that nobody knows", steps: [(0, 0), (2, 84_000)], total: nil,
      text: "indexing 84,000 commits, 42,000/s"),
    Going(
      testDescription: "too early for a rate", steps: [(0, 0), (0.2, 84_000)], total: 201_462,
      text: "indexing 84,000 of about 201,000 commits (42 %)"),
    Going(
      testDescription: "minutes", steps: [(0, 0), (10, 30)], total: 3_000,
      text: "indexing 30 of about 3,000 commits (1 %), 3/s, 17 min left"),
    Going(
      testDescription: "hours, at less than one a second", steps: [(0, 0), (40, 20)], total: 4_000,
      text: "indexing 20 of about 4,000 commits (1 %), 2 h 13 min left"),
    Going(
      testDescription: "done", steps: [(0, 0), (2, 300)], total: 300,
      text: "indexing 300 of about 300 commits (100 %), 150/s"),
    Going(
      testDescription: "counted anew", steps: [(0, 0), (2, 300), (3, 0), (4, 10)], total: 300,
      text: "indexing 10 of about 300 commits (3 %), 10/s, 29 s left"),
  ]

  @Test("says how fast it goes, and how long it will take", arguments: goings)
  func saysPace(_ example: Going) {
    var pace = Pace()
    var words = ""
    for (time, done) in example.steps {
      let activity = Activity.counting(.indexing, done: done, total: example.total)
      pace.note(activity, at: .milliseconds(Int(time * 1_000)))
      words = activity.words(pace)
    }
    #expect(words == example.text)
  }
}
