import Assessment
import ChangeModel
import Reports

/// A report in which every text that comes from outside tries to be more than text.
enum HostileReport {
  static let text = """
    \u{1B}[31mred\u{1B}]0;title\u{07}\u{9B}2J\r
    # <script>alert(1)</script><img src=x onerror=alert(2)> | a | `code` ``` **b** _i_ ~~s~~ \
    [link](javascript:alert(3)) <https://evil.example> https://evil.example www.evil.example \
    ![i](x) @octocat #123 &lt;b&gt; $x$ \u{202E}txt.exe\u{202C} \u{200B}\u{FEFF} "q" 'q' \\ {{{x}}} 漢字 \
    <\u{338}b>
    """

  static var report: Draft {
    let entry = ChangelogEntry(
      kind: .change, text: text, subject: text, area: text, person: person, bugs: [text],
      cves: [text], position: SourcePosition(file: text, line: 1))
    let listLike = ChangelogEntry(
      kind: .change, text: "1. - a list", subject: "1. - a list",
      position: SourcePosition(file: text, line: 2))
    let release = ChangelogRelease(
      heading: text, date: text, packager: person, version: text, position: entry.position,
      entries: [entry, listLike])
    let headingOnly = ChangelogRelease(
      heading: text, date: nil, packager: nil, version: nil, position: entry.position, entries: [])
    func side() -> ChangelogDifference.Side {
      ChangelogDifference.Side(
        Changelog(source: text, dialect: .plain, packageName: text, releases: [release]),
        takenFor: text)
    }
    var report = Draft(command: .report)
    report.target = text
    report.difference = ChangelogDifference(
      old: side(), new: side(), releasesAdded: [release, headingOnly], added: release.entries,
      removed: [entry], reworded: [.init(old: entry, new: listLike, reason: .sameBug(text))],
      unchangedCount: 0, remarks: [.oneReleaseEach(old: text, new: text)])
    report.clone = CloneSummary(
      path: text, newestCommit: nil, newestTime: .min, commitCount: 1, isShallow: true,
      hasFileContents: false)
    report.order = .backward
    (report.oldCommit, report.newCommit) = (SampleHistory.id(5), SampleHistory.id(6))
    report.changes = [change]
    report.resolved = [
      ResolvedEntry(
        entry: entry, resolution: .ambiguous([change.commit.id], by: .similarSubject)),
      ResolvedEntry(
        entry: listLike,
        resolution: .notFound(.unknownRelease(KernelVersion("4.4.2")!, clone: text, newest: nil))),
    ]
    report.symptom = Symptom(
      text: text, functions: [text], files: [text], modules: [text],
      machine: Symptom.Machine(
        architectures: [text], releases: [text], distributions: [text], modules: [text],
        drivers: [text], filesystems: [text], programs: [text], taints: ["\u{202E}"]))
    report.symptomSources = [
      SymptomSource(
        name: text, lineCount: .max, byteCount: .max - 1023, usedLines: [], usedByteCount: 0,
        isCut: true)
    ]
    report.ranking = Ranking(
      suspects: [
        Suspect(
          change: change, probability: .nan,
          evidence: [.sharedWords([text], candidatesWithRarest: 1, candidates: 1)])
      ], caveat: nil,
      areas: [
        Area(path: text, title: text, prefixes: [text], share: .nan, candidates: .max),
        Area(path: "mm", share: 0, candidates: 0),
      ])
    report.shell = ShellCommand("ktrail", arguments: ["report", text])
    let position = SourcePosition(file: text, line: 1)
    report.remarks = [
      .emptyRange(text), .badHosts(1, first: .repeated(text), at: position),
      .badHosts(1, first: .notAModule(text), at: position), .projectWaivers(text, count: 1),
    ]
    report.terms.waivers = [
      Waiver(id: text, owner: text, reason: text, expiry: "2999-12-31", position: position)
    ]
    report.terms.watchList = [
      WatchEntry(
        place: nil, alternatives: [[text]], reason: text, owner: text, position: position),
      WatchEntry(
        place: Place(name: text, reading: .path, paths: change.touchedPaths ?? []), reason: text,
        owner: text, position: position),
    ]
    report.terms.fleet = Fleet(
      hosts: [.init(name: text, group: 0, kernel: 0), .init(name: text, hasModules: false)],
      groups: [text], kernels: [text], loading: [text: [0]], isInventory: true)
    return report
  }

  private static let person = Person(name: text, email: text)

  private static func commit(_ number: Int) -> Commit {
    Commit(
      id: SampleHistory.id(number), parents: [], author: person, authorTime: .max,
      commitTime: .min, subject: text, body: text)
  }

  private static let change = EnrichedChange(
    commit: commit(1), release: text, touchedPaths: [text],
    subsystems: [Subsystem(directory: text, maintainersSection: text)],
    upstream: [UpstreamCommit(id: AbbreviatedCommitID(SampleHistory.id(3)), release: text)],
    fixes: [
      CommitReference(
        kind: .fixes, id: AbbreviatedCommitID(SampleHistory.id(4)), quotedSubject: text)
    ],
    followUps: [
      FollowUp(
        kind: .fix, commit: commit(2),
        standing: .missing(of: [NamedCommit(id: SampleHistory.id(1), by: .subject)]), in: text,
        landings: [Landing(branch: text, commit: SampleHistory.id(2), release: text)],
        of: [commit(1)])
    ],
    cves: [text])
}
