import Assessment
import ChangeModel
import Foundation

@testable import Reports

/// Answers with what the golden ones lack, so that every key of the schemas is in one or the other.
enum RareReport {
  static let reports: [(String, Draft)] = [
    ("index", index), ("places", places), ("explanation", explanation), ("since", since),
    ("half known", SampleReport.halfKnown(.report)),
    ("asked", asked), ("in a tree", TreeStandingSamples.report),
    ("incomplete", incomplete),
  ]

  private static var index: Draft {
    var report = Draft(command: .index)
    var check = IndexVerification.Check(.commits)
    check.note(false, at: "\(SampleHistory.id(1))")
    report.verification = IndexVerification(
      checks: [check, .init(.paths)], isSample: true)
    report.clone = CloneSummary(
      path: "linux", newestCommit: nil, newestTime: nil, commitCount: 2, isShallow: false,
      hasFileContents: true, indexPath: "index.sqlite", indexSize: 4096,
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
    ]
    return steps.map {
      BisectionStatus(
        name: "default", clone: "linux", good: "v4.4.121", bad: "v4.4.157", findsFix: false,
        candidates: 8, remaining: 3, expectedTests: 1.5, plainTests: 3,
        answers: [.init(verdict: "good", kernel: kernel, note: "boot 1")], step: $0,
        suspects: [.init(kernel: kernel, probability: 0.4)], offer: kernel,
        remarks: [.lowerProbabilities])
    }
  }()
}
