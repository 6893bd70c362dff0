import Assessment
import ChangeModel

@testable import Reports

/// Puts a stranger's texts, in turn, in every place of a report that takes text.
struct HostileTexts {
  private let texts: [String]
  private var next = 0

  init(_ texts: [String]) { self.texts = texts }

  private var text: String {
    mutating get {
      next += 1
      return texts[next % texts.count]
    }
  }

  private static func id(_ number: Int) -> CommitID {
    let digits = String(number, radix: 16)
    return CommitID(String(repeating: "a", count: 40 - digits.count) + digits)!
  }

  private mutating func person() -> Person { Person(name: text, email: text) }

  private mutating func commit(_ number: Int) -> Commit {
    Commit(
      id: Self.id(number), parents: [], author: person(), authorTime: .max, commitTime: .min,
      subject: text, body: text)
  }

  private mutating func landing(_ number: Int) -> Landing {
    Landing(branch: text, commit: Self.id(number), release: text)
  }

  private mutating func followUp(_ kind: FollowUp.Kind) -> FollowUp {
    FollowUp(
      kind: kind, commit: commit(next), standing: .missing(of: []), in: text,
      landings: [landing(next)],
      of: [commit(1)])
  }

  private mutating func entry(_ line: Int) -> ChangelogEntry {
    ChangelogEntry(
      kind: .change, text: text, subject: text, area: text, person: person(), bugs: [text],
      cves: [text], position: SourcePosition(file: text, line: line))
  }

  private mutating func change(_ number: Int) -> EnrichedChange {
    EnrichedChange(
      commit: commit(number), release: text, touchedPaths: [text, text],
      subsystems: [Subsystem(directory: text, maintainersSection: text)],
      upstream: [UpstreamCommit(id: AbbreviatedCommitID(Self.id(3)), release: text)],
      fixes: [
        CommitReference(kind: .fixes, id: AbbreviatedCommitID(Self.id(4)), quotedSubject: text)
      ],
      followUps: [followUp(.fix), followUp(.revert)], cves: [text])
  }

  /// Of an upgrade, and of fixes.
  var reports: [Report] {
    mutating get {
      let clone = CloneSummary(
        path: text, newestCommit: nil, newestTime: 1_500_000_000, commitCount: 1, isShallow: true,
        hasFileContents: false)
      let changes = [change(1), change(2)]
      var terms = Upgrade.Terms()
      terms.waivers = [Waiver(id: text, owner: text, reason: text, expiry: "2999-12-31")]
      let upgrade = Upgrade(
        operands, clone: clone, changes: changes,
        relevances: [
          Self.id(1): Relevance(
            .module([text]), reason: .symbol(text, value: text, makefile: text)),
          Self.id(2): Relevance(.unknown, reason: .included(path: text, by: text)),
        ], ranking: ranking(of: changes),
        risks: changes.map {
          ChangeRisk(
            commit: $0.commit.id, score: 0.3, weight: .considerable,
            parts: [.init(.soak(days: 1, release: text), logOdds: 1)])
        },
        cherryPicks: [Self.id(1): CherryPick(commit: Self.id(2), conflicts: [text])],
        cveStandings: [
          CVEStanding(
            open: KnownCVE(id: text, culprits: [], fixes: [], title: text, score: 7),
            broughtBy: [Self.id(1)])
        ], history: UpgradeHistory(ranges: [text], commits: [text: [1]]), terms: terms)
      let search = SymptomSearch(
        Symptom(
          text: text, functions: [text], files: [text], modules: [text],
          machine: Symptom.Machine(
            architectures: [text], releases: [text], distributions: [text], drivers: [text],
            filesystems: [text], programs: [text])),
        from: [
          SymptomSource(
            name: text, lineCount: 9, byteCount: 99, usedLines: [1...2], usedByteCount: 9)
        ],
        places: [Place(name: text, reading: .sections([text]), paths: [text])], bisection: nil)
      let fixes = FixesReport(
        .missing(
          MissingFixes(
            target: text, culprits: text, criteria: FixCriteria(matching: text, touching: [text]),
            followUps: [followUp(.fix)],
            headings: [Self.id(1): .init(person: text, path: text)], listsAll: true)),
        in: clone, target: text, remarks: [.emptyRange(text)])
      return [
        .upgrade(
          UpgradeReport(
            upgrade, search: search,
            configurationChanges: [ConfigurationChange(symbol: text, old: text, new: text)],
            remarks: [.emptyRange(text)])),
        .fixes(fixes),
      ]
    }
  }

  private var operands: Upgrade.Operands {
    mutating get {
      let entries = [entry(1), entry(2)]
      let release = ChangelogRelease(
        heading: text, date: text, packager: person(), version: text,
        position: SourcePosition(file: text, line: 1), entries: entries)
      let changelog = Changelog(
        source: text, dialect: .plain, packageName: text, releases: [release])
      let difference = ChangelogDifference(
        old: .init(changelog, takenFor: text), new: .init(changelog, takenFor: text),
        releasesAdded: [release], added: entries, removed: [entries[0]],
        reworded: [.init(old: entries[0], new: entries[1], reason: .sameBug(text))],
        unchangedCount: 0, remarks: [.oneReleaseEach(old: text, new: text)])
      return .packages(
        difference,
        resolved: [
          ResolvedEntry(
            entry: entries[0], resolution: .ambiguous([Self.id(1)], by: .similarSubject)),
          ResolvedEntry(
            entry: entries[1],
            resolution: .notFound(
              .unknownRelease(KernelVersion("4.4.2")!, clone: text, newest: nil))),
        ])
    }
  }

  private mutating func ranking(of changes: [EnrichedChange]) -> Ranking {
    Ranking(
      suspects: changes.map {
        Suspect(
          change: $0, probability: 0.5,
          evidence: [
            .sharedWords([text], candidatesWithRarest: 1, candidates: 2),
            .inPart(.module(text), directory: text, touching: 1, candidates: 2),
            .touchesNamedFile(text, touching: 1, candidates: 2),
          ])
      })
  }

  private mutating func kernel(_ number: Int) -> BisectionStatus.Kernel {
    .init(id: Self.id(number), subject: text, release: text, package: text, isInstalled: true)
  }

  /// - Parameter step: a number for each kind of step, from 0 to 4.
  mutating func bisection(_ step: Int) -> BisectionStatus {
    let kernels = [kernel(1), kernel(2)]
    var finding = BisectionStatus.Finding()
    finding.evidence = [.touchesNamedFile(text, touching: 1, candidates: 2)]
    finding.knownFixes = [kernel(3)]
    finding.revertConflicts = [text]
    finding.maintainers = [text, text]
    let steps: [BisectionStatus.Step] = [
      .test(kernels[0], badProbability: 0.5, information: 1, directory: text),
      .found(kernels[0], probability: 0.9, finding), .undecided(kernels), .impossible(kernels),
      .contradiction,
    ]
    return BisectionStatus(
      name: "x", clone: text, good: text, bad: text, findsFix: false, candidates: 9, remaining: 3,
      expectedTests: 2, plainTests: 4,
      answers: [.init(verdict: text, kernel: kernels[0], note: text)], step: steps[step],
      suspects: kernels.map { .init(kernel: $0, probability: 0.5) }, offer: kernel(4),
      remarks: [.bootBothEnds(good: text, bad: text)])
  }
}
