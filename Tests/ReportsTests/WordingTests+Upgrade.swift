import Assessment
import ChangeModel
import Testing

@testable import Reports

/// Every sentence on an upgrade, and the value that it is made from.
@Suite("Wording of an upgrade") struct UpgradeWordingTests {
  static let sentences = UpgradeSentences(
    SampleReport.withOutlook.upgrade, command: .report,
    symptoms: SampleReport.withOutlook.symptomSources)
  static let commit = SampleHistory.fix

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let said: @Sendable () -> String?

    init(_ said: @autoclosure @escaping @Sendable () -> String?, _ sentence: String) {
      (testDescription, self.said) = (sentence, said)
    }
  }

  private static func say(_ lack: Lack) -> String { sentences.sentence(on: lack) }
  private static func state(_ lack: Lack) -> String { sentences.statement(on: lack) }
  private static func say(_ measurement: Measurement) -> String {
    sentences.sentence(on: measurement).text
  }
  private static func say(_ remedy: Remedy) -> String? { sentences.spoken(remedy)?.text }
  private static func owed(
    _ count: Int, _ origin: Measurement.OwedFixes.Origin = .changes, applying: Int? = nil
  ) -> String {
    say(.missingFixes(.init(count: count, origin: origin, applying: applying)))
  }

  static let rows = [
    Row(
      say(.order(.cutOff)),
      "OLD (kernel-lt 4.4.152-1) is not an ancestor of NEW (kernel-lt 4.4.157-1) as far as this shallow clone goes, which is cut off"
    ),
    Row(
      say(.order(.same)), "OLD (kernel-lt 4.4.152-1) and NEW (kernel-lt 4.4.157-1) are the same"),
    Row(
      say(.order(.backward(isOfCommits: false))),
      "NEW (kernel-lt 4.4.157-1) is older than OLD (kernel-lt 4.4.152-1)"),
    Row(
      say(.order(.backward(isOfCommits: true))),
      "OLD (kernel-lt 4.4.152-1) is not an ancestor of NEW (kernel-lt 4.4.157-1): NEW is older"),
    Row(
      say(.order(.downgrade)),
      "NEW (kernel-lt 4.4.157-1) is older than OLD (kernel-lt 4.4.152-1): what it loses is judged"),
    Row(
      say(.order(.diverged(from: SampleHistory.id(1), release: "v4.4"))),
      "OLD (kernel-lt 4.4.152-1) is not an ancestor of NEW (kernel-lt 4.4.157-1): they diverged at v4.4, \(SampleHistory.id(1).short)"
    ),
    Row(
      say(.order(.unrelated)),
      "OLD (kernel-lt 4.4.152-1) and NEW (kernel-lt 4.4.157-1) have no commit in common in this clone"
    ),
    Row(say(Lack.additions), "NEW adds nothing to OLD"),
    Row(say(.commitsBehind(entries: 1)), "no commit stands behind the one added entry"),
    Row(say(.commitsBehind(entries: 2)), "no commit stands behind any of the 2 added entries"),
    Row(say(Lack.clone), "the commits behind the entries are unknown without a clone"),
    Row(
      say(.readable(first: .init(reference: "refs/tags/v1", id: nil, reason: .broken), others: 2)),
      "the clone cannot be read whole: refs/tags/v1 is broken, and 2 more"),
    Row(say(.ends(old: true, new: false)), "the clone has no commit for kernel-lt 4.4.152-1"),
    Row(
      say(.ends(old: true, new: true)),
      "the clone has no commit for kernel-lt 4.4.152-1 and kernel-lt 4.4.157-1"),
    Row(
      say(.commits(undecided: 3, of: 10)),
      "3 of 10 added entries that stand for commits led to none for certain"),
    Row(
      say(.later(isBounded: false)),
      "the clone ends at NEW: it has no commit that was made after 4.4.157, so there may be later fixes and reverts that are not known"
    ),
    Row(
      say(.later(isBounded: true)),
      "the clone ends at NEW: nothing is seen that was made after 4.4.157, so there may be later fixes and reverts that are not known"
    ),
    Row(
      say(.later(isBounded: false, hasNew: false)),
      "the clone has no commit for kernel-lt 4.4.157-1, so which fixes and reverts came after it is unknown"
    ),
    Row(
      say(.later(isBounded: true, hasNew: false)),
      "the clone has no commit for kernel-lt 4.4.157-1 that is seen, so which fixes and reverts came after it is unknown"
    ),
    Row(
      say(Lack.losses), "what NEW lacks of OLD is unknown: the clone does not tell the two apart"),
    Row(
      say(.needOfLosses(unknown: 3, of: 4)),
      "of 3 of the 4 fixes that OLD has and NEW lacks the clone cannot tell whether NEW needs them, since it does not have what they repair"
    ),
    Row(say(Lack.cveData), "CVEs that no commit names"),
    Row(
      say(.cveOrigins(unknown: 1, unnamed: 1)),
      "whether 4.4.157 is open to 1 CVE of the list: the list does not say what brought it"),
    Row(
      say(.cveOrigins(unknown: 2, unnamed: 0)),
      "whether 4.4.157 is open to 2 CVEs of the list: the clone does not have what brought them"),
    Row(
      say(.cveOrigins(unknown: 3, unnamed: 1)),
      "whether 4.4.157 is open to 3 CVEs of the list: what brought them is not in the clone, or of 1 the list does not say it"
    ),
    Row(say(Lack.symptom), "the cause of a symptom"),
    Row(say(.telling), "the cause of the symptom, since nothing in it points to one change"),
    Row(say(Lack.mainline), "fixes that only mainline has: the clone is without mainline"),
    Row(
      say(.newerMainline(after: "v4.8", time: 1_475_366_400)),
      "fixes that only mainline has: the clone has it up to v4.8 of 2016-10-02"),
    Row(say(.earlierHistory), "commits before the cut-off of a shallow clone"),
    Row(
      say(Lack.contents), "diffs and whether fixes apply: the clone is without contents of files"),
    Row(say(Lack.configuration), "what your machines build and load"),
    Row(
      say(.paths(unknown: 1, of: 2)),
      "the clone lacks the trees of 1 of 2 commits, so which files they touch is unknown"),
    Row(say(Lack.watchList), "what is on a watch list"),
    Row(
      say(Lack.day),
      "how old the clone is: its newest commit or the day of the report is unknown"),

    Row(
      state(.cveData), "no data on CVEs were given, so those that no commit names are unknown"),
    Row(state(.symptom), "no symptom was given, so no change was looked for as its cause"),
    Row(
      state(.telling),
      "the cause of the symptom is unknown, since nothing in the symptom points to one change"),
    Row(
      state(.mainline),
      "the clone is without mainline, so fixes that only mainline has are unknown"),
    Row(
      state(.newerMainline(after: "v4.8", time: 1_475_366_400)),
      "the clone has mainline up to v4.8 of 2016-10-02, so later fixes that only mainline has are unknown"
    ),
    Row(
      state(.earlierHistory), "the clone is shallow, so commits before its cut-off are unknown"),
    Row(
      state(.contents),
      "the clone is without contents of files, so diffs, and whether fixes apply, are unknown"),
    Row(
      state(.configuration),
      "no configuration was given, so what your machines build and load is unknown"),
    Row(state(.watchList), "no watch list was given"),
    Row(
      state(.day),
      "the clone's newest commit or the day of the report is unknown, and so is its age"),
    Row(state(.ends(old: true, new: false)), "the clone has no commit for kernel-lt 4.4.152-1"),

    Row(say(Remedy.clone), "--linux DIR"),
    Row(say(Remedy.configuration), "--config"),
    Row(say(Remedy.cveData), "--cve-data"),
    Row(say(Remedy.symptom), "--symptom"),
    Row(say(Remedy.watchList), "--watch FILE"),
    Row(say(.withoutBound), "without --as-of"),
    Row(
      say(.otherWayRound),
      "ktrail report --linux '~/linux' --symptom story.txt --symptom dmesg.txt kernel-lt-4.4.157.changelog kernel-lt-4.4.152.changelog"
    ),
    Row(say(.fetch(isShallow: false)), "git -C '~/linux' fetch --tags"),
    Row(say(.fetch(isShallow: true)), "git -C '~/linux' fetch --unshallow --tags"),
    Row(say(.fullHistory), "git -C '~/linux' fetch --unshallow"),
    Row(
      say(Remedy.mainline),
      "git -C '~/linux' remote add -f --tags mainline https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git"
    ),
    Row(
      say(Remedy.contents),
      "git -C '~/linux' fetch --refetch --no-filter --tags origin '+refs/heads/*:refs/remotes/origin/*'"
    ),
    Row(say(.check), "git -C '~/linux' fsck"),

    Row(
      say(.suspect(Suspect(change: SampleHistory.culprit, probability: 0.24, evidence: [])))
        .components(before: ") is "), "No change stands out; the first suspect (24 %"),
    Row(
      say(.suspect(Suspect(change: SampleHistory.culprit, probability: 0.25, evidence: [])))
        .components(before: "): "), "Most likely cause of the symptom (25 %"),
    Row(owed(0), "As far as the clone knows, 4.4.157 lacks no fix of these changes."),
    Row(owed(1), "1 known fix of these changes is missing from 4.4.157."),
    Row(
      owed(2, .both, applying: 1),
      "2 known fixes of these changes, or that OLD has, are missing from 4.4.157; 1 of them applies cleanly."
    ),
    Row(
      owed(2, .old, applying: 0),
      "2 known fixes that OLD has are missing from 4.4.157; 0 of them apply cleanly."),
    Row(
      owed(1, applying: 1),
      "1 known fix of these changes is missing from 4.4.157; it applies cleanly."),
    Row(
      owed(1, applying: 0),
      "1 known fix of these changes is missing from 4.4.157; it does not apply cleanly."),
    Row(
      say(.missingFixes(.init(count: 2, isAtLeast: true))),
      "At least 2 known fixes of these changes are missing from 4.4.157."),
    Row(
      say(.missingReverts(1, of: [commit], isAtLeast: true)),
      "At least 1 change was reverted later, and 4.4.157 still has it: \(commit.id.short) \(commit.subject)"
    ),
    Row(
      say(.missingReverts(0, of: [])),
      "As far as the clone knows, none of these changes was reverted later."),
    Row(
      say(.missingReverts(1, of: [commit])),
      "1 change was reverted later, and 4.4.157 still has it: \(commit.id.short) \(commit.subject)"),
    Row(say(.newCVEs([])), "As far as the data on CVEs goes, this update opens none."),
    Row(
      say(.openCVEs(3, closed: 1)),
      "By the data on CVEs, this update closes 1 CVE and leaves 3 open for which a fix is known."),
    Row(
      RepairRecord(first: "v4.14.2", last: "v4.14.12", changes: 1832, repaired: 41, within: 10)
        .sentence,
      "How often changes of this branch are repaired: of 1,832 backports in 4.14.2 to 4.14.12, one of the 10 releases after their own repaired or reverted 41, about 2 in 100."
    ),
    Row(
      RepairRecord(first: "v4.14.2", last: "v4.14.2", changes: 300, repaired: 1, within: 10)
        .sentence,
      "How often changes of this branch are repaired: of 300 backports in 4.14.2, one of the 10 releases after their own repaired or reverted 1, fewer than 1 in 100."
    ),
    Row(
      say(.watched(changes: 0, entries: 0, of: 20)),
      "Nothing that 4.4.157 brings and that counts is on the watch list."),
    Row(
      say(.watched(changes: 1, entries: 0, of: 20)), "1 of 20 commits is on the watch list."),
    Row(
      say(.watched(changes: 2, entries: 1, of: 20)),
      "2 of 20 commits, and 1 entry without a commit, are on the watch list."),
    Row(
      say(.watched(changes: 0, entries: 2, of: 20)),
      "2 entries without a commit are on the watch list."),
    Row(
      say(.stale(days: 15, newest: 1_475_366_400)),
      "The newest commit of the clone is from 2016-10-02, 15 days before this report."),
    Row(
      sentences.upgrade.sentence(onUnmeasured: [.watched, .openCVE]),
      "watched, open-cve were not measured"),
    Row(say(.unresolved(0, of: 20)), "Every added entry that stands for commits led to them (20)."),
    Row(
      say(.unresolved(2, of: 20)),
      "2 of 20 added entries that stand for commits led to no certain commit; what fixes or follows them is unknown."
    ),
  ]

  @Test("is as it reads", arguments: rows)
  func says(_ row: Row) { #expect(row.said() == row.testDescription) }
}

extension String {
  fileprivate func components(before end: String) -> String? {
    firstRange(of: end).map { String(self[..<$0.lowerBound]) }
  }
}
