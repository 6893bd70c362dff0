import Assessment
import ChangeModel
import Foundation

@testable import Reports

/// Answers with what the golden ones lack, so that every key of the schemas is in one or the other.
enum RareReport {
  static let reports: [(String, Draft)] = [
    ("index", index), ("places", places), ("explanation", explanation), ("since", since),
    ("half known", SampleReport.halfKnown(.report)),
    ("asked", asked), ("in a tree", TreeStandingSamples.report), ("incomplete", incomplete),
    ("kernels", kernels), ("kernel", kernel), ("candidates", candidates),
    ("gate", SampleReport.withGate),
    ("fleet without OLD", SampleReport.withUnknownKernels),
  ]

  private static var index: Draft {
    var report = Draft(command: .index)
    var check = IndexVerification.Check(.commits)
    check.note(false, at: "\(SampleHistory.id(1))")
    report.verification = IndexVerification(
      checks: [check, .init(.paths)], isSample: true)
    report.clone = CloneSummary(
      path: "linux", newestCommit: nil, newestTime: nil, commitCount: 2, isShallow: false,
      hasFileContents: true, indexPath: "index.sqlite", indexSize: 4096, indexVersion: 5,
      unreadable: [
        UnreadablePart(reference: "refs/tags/v4.8", id: SampleHistory.id(2), reason: .missing),
        UnreadablePart(reference: "refs/heads/x", id: nil, reason: .broken, detail: "empty"),
        UnreadablePart(id: SampleHistory.id(3), reason: .damaged),
      ])
    return report
  }

  private static var incomplete: Draft {
    var report = SampleReport.fixesMissing.report
    report.fixes = .incomplete(IncompleteWordingTests.sample, since: "v4.4.121")
    return report
  }

  /// Two kernels and more about them, what was asked for in every way, and what was not found.
  private static var kernels: Draft {
    let standing = SampleReport.lonelyFinding.standings[0]
    let gaps: [KernelStanding] = [
      .init(
        kernel: "v4.4.999",
        unknown: .noRelease(KernelVersion("4.4.999")!, newest: KernelVersion("4.4.302"))),
      .init(kernel: "v4.9", unknown: .before(1_537_000_000)),
      .init(kernel: "4.4.0-210-generic", unknown: .onlyBase(KernelVersion("4.4")!)),
      KernelStanding(
        kernel: "v4.4.150", presence: .reverted(by: SampleHistory.id(7)), branch: "4.4.y",
        landing: nil,
        since: "v4.4.140", revertedIn: "v4.4.149"),
      KernelStanding(
        kernel: "v4.4.151", presence: .inferred(as: SampleHistory.id(7), probability: 0.98),
        branch: "4.4.y", landing: nil),
      KernelStanding(
        kernel: "v4.4.161", presence: .present(as: SampleHistory.id(43)), branch: "4.4.y",
        landing: standing.landing, since: "v4.4.160",
        backportOf: [AbbreviatedCommitID(SampleHistory.id(42))]),
    ]
    let rules: [FixMatch.Rule] =
      [.id, .backport, .named]
      + MatchRule.allCases.map { .entry($0, probability: 0.9) }
    var report = SampleReport.fixes(
      .ofCommits(
        rules.enumerated().map { place, rule in
          FixFinding(
            commit: SampleHistory.commit(42 + place, "crypto: use the right key"), subsystems: [],
            landings: [], fixes: [], followUps: [], standings: [standing] + gaps,
            asked: FixMatch("crypto", by: rule))
        }))
    let commit = SampleHistory.commit(42, "crypto: use the right key")
    let id = AbbreviatedCommitID(commit.id)
    report.kernels = ["v4.4.157"] + gaps.map(\.kernel)
    report.unknown = [
      UnknownFix("x", as: .commit(id, subject: nil), namedBy: [commit]),
      UnknownFix(
        "x y",
        as: .subject(
          ChangelogEntry(
            kind: .change, text: "x y", subject: "x y", position: SourcePosition(file: "x", line: 1)
          )),
        nearest: [commit]),
      UnknownFix("x", as: .cve("CVE-2018-1234")), UnknownFix("x", as: .messageID("a1@b.c")),
      UnknownFix("x", as: .bug(.init(.launchpad, "12"))),
      UnknownFix("x", as: .address("example.org/x")), UnknownFix("x", as: .revision("x")),
    ]
    return report
  }

  private static var kernel: Draft {
    var report = SampleReport.fixes(.ofCommits([SampleReport.lonelyFinding]))
    report.kernels = ["v4.4.157"]
    return report
  }

  private static var places: Draft {
    var report = SampleReport.culprits.report
    let readings: [Place.Reading] = [
      .path, .pattern, .lastDirectories, .fileName, .sections(["OVERLAY FILESYSTEM"]),
      .subjectPrefix("ovl"), .asWritten,
    ]
    report.places = readings.map { Place(name: "a name", reading: $0, paths: ["fs/overlayfs"]) }
    let entry = ChangelogEntry(
      kind: .change, text: "ovl: x", subject: "ovl: x",
      commits: [
        .init(id: AbbreviatedCommitID("6d0f67e")!, owner: .vendor),
        .init(id: AbbreviatedCommitID("d42f7708e27c")!, owner: .upstream),
      ], position: SourcePosition(file: "new.changelog", line: 1, column: 3))
    report.difference = report.difference.map {
      ChangelogDifference(
        old: $0.old, new: $0.new, releasesAdded: [], added: [entry], removed: [], reworded: [],
        unchangedCount: 0)
    }
    report.resolved = []
    report.order = .diverged(from: SampleHistory.id(4), release: "v4.4.1")
    return report
  }

  private static var explanation: Draft {
    var report = SampleReport.culprits.report
    report.symptom = Symptom(
      text: "ovl_permission+0x1a/0x2b [overlay]",
      frames: [.init(function: "ovl_permission", module: "overlay")])
    report.ranking = report.ranking.map {
      Ranking(
        suspects: $0.suspects, discounts: [.documentation: 3, .notBuilt: 1],
        explanation: .init(
          of: .commit(SampleHistory.culprit.commit.id),
          reasons: Ranking.Measure.allCases.map { .init($0, holds: false, factor: 3.5) }))
    }
    return report
  }

  private static var asked: Draft {
    var report = SampleReport.culpritsWithCaveat.report
    report.answered = QuestionWordingTests.all
    return report
  }

  private static var candidates: Draft {
    var report = SampleReport.withOutlook
    report.others = [report.upgrade]
    report.changes[74] = SampleReport.bumps(.report, withClone: true).changes[74]
    report.cveStandings = report.cveStandings.map { Array($0.prefix(1)) }
    return report
  }

  private static var since: Draft {
    var report = SampleReport.withOutlook
    report.terms.waivers = [
      Waiver(
        id: "\(SampleHistory.fix.id)", owner: "Jane Doe", reason: "not our hardware",
        expiry: "2019-01-01")
    ]
    report.terms.previous = EarlierReport(
      name: "last.json", verdict: "go", missingFixes: [], openCVEs: [], changes: [])
    return report
  }

  /// A bisection at every step.
  static let bisections: [BisectionStatus] = {
    let kernel = BisectionStatus.Kernel(
      id: SampleHistory.id(5), subject: "ovl: x", release: "v4.4.156", package: "kernel-lt-4.4.156",
      isInstalled: true)
    var finding = BisectionStatus.Finding()
    finding.knownFixes = [kernel]
    finding.revertConflicts = ["fs/overlayfs/dir.c"]
    finding.maintainers = ["Jo Porter <jo@example.org>"]
    let steps: [BisectionStatus.Step] = [
      .test(kernel, badProbability: 0.4, information: 0.9, directory: "/tmp/x"),
      .found(kernel, probability: 0.98, finding), .undecided([kernel]), .impossible([kernel]),
      .contradiction,
      .confirm(
        kernel, isNew: true, suspect: kernel, probability: 0.99, directory: "/tmp/x"),
      .endDiffers(kernel, isNew: false),
    ]
    let boot = BootRecord(
      finding: .fails(code: 1, boot: 2), seconds: ["obtain": 85.25, "boot": 2.5],
      wasBuiltAhead: true)
    finding.entries = ["net: cap tx_queue_len"]
    let package = BisectionStatus.Kernel(
      id: nil, subject: "linux-image-6.1.0-54-cloud-amd64 6.1.190-1", release: "6.1.190-1",
      package: "linux-image-6.1.0-54-cloud-amd64")
    let ofPackages = BisectionStatus(
      name: "default", clone: "", good: "a", bad: "b", findsFix: false, candidates: 8,
      remaining: 1, expectedTests: 0, plainTests: 3,
      answers: [.init(verdict: "slow", kernel: package, note: nil, boot: boot)],
      step: .found(package, probability: 1, finding),
      suspects: [.init(kernel: package, probability: 1)], remarks: [],
      words: .init(old: "fast", new: "slow", areOwn: true),
      boots: .init(
        recipe: "apt-qemu", host: "lab", trial: .init(kernel: package, step: "boot", boot: 2),
        revert: "fast", isOfPackages: true))
    return steps.map {
      BisectionStatus(
        name: "default", clone: "linux", good: "v4.4.121", bad: "v4.4.157", findsFix: false,
        candidates: 8, remaining: 3, expectedTests: 1.5, plainTests: 3,
        answers: [.init(verdict: "good", kernel: kernel, note: "boot 1")], step: $0,
        suspects: [.init(kernel: kernel, probability: 0.4)], offer: kernel,
        remarks: [.lowerProbabilities])
    } + [ofPackages]
  }()
}
