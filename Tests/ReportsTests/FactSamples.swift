import Assessment
import ChangeModel
import TestSupport

@testable import Reports

/// Every value that JSON has beside a text, in every kind, by the schema that it follows.
enum FactSamples {
  static var documents: [SchemaCheck.Document] {
    documents(FollowUpWordingTests.standings.map(\.standing), "common-1#/$defs/standing") {
      StandingView($0)
    }
      + documents(FollowUpWordingTests.landings.map(\.landing), "common-1#/$defs/landing") {
        LandingView($0)
      }
      + documents([inferredFix], "common-1#/$defs/followUp") { FollowUpView($0) }
      + documents(FollowUpWordingTests.names.map(\.by), "common-1#/$defs/namedBy") {
        NamedByView($0)
      }
      + documents(WordingTests.notFound.map(\.reason), "common-1#/$defs/notFoundReason") {
        NotFoundReasonView($0)
      }
      + documents(WordingTests.rewordings.map(\.reason), "common-1#/$defs/rewording") {
        RewordingView($0)
      }
      + documents(remarks, "common-1#/$defs/remark") { RemarkView($0) }
      + documents(["no clone"], "common-1#/$defs/remark") { _ in RemarkView.noClone }
      + documents(WordingTests.bisectionRemarks.map(\.remark), "bisect-1#/$defs/remark") {
        BisectionRemarkView($0)
      }
      + documents(lacks, "report-1#/$defs/lack") { LackView($0) }
      + documents(measurements, "report-1#/$defs/measurement") { MeasurementView($0) }
      + documents(evidence, "common-1#/$defs/evidence") { EvidenceView($0, on: commit.id) }
      + documents(caveats, "common-1#/$defs/caveat") { CaveatView($0) }
      + documents(relevances, "common-1#/$defs/relevanceReason") { RelevanceReasonView($0) }
      + documents(IncompleteWordingTests.parts.map(\.part), "common-1#/$defs/missingPart") {
        MissingPartView($0)
      }
      + documents(risks, "report-1#/$defs/riskFact") { RiskFactView($0) }
  }

  private static func documents<Value, View: Encodable>(
    _ values: [Value], _ schema: String, _ view: (Value) -> View
  ) -> [SchemaCheck.Document] {
    values.map {
      SchemaCheck.Document("\($0)", schema: schema, json: JSONWriter.text(view($0)))
    }
  }

  private static let commit = SampleHistory.fix
  private static let inferredFix = FollowUp(
    kind: .inferredFix, commit: commit, standing: .present(as: commit.id), in: "v4.4.157",
    landings: [], of: [SampleHistory.culprit.commit])
  private static let part = UnreadablePart(reference: "HEAD", id: nil, reason: .broken)

  private static var remarks: [Remark] {
    WordingTests.remarks.map(\.remark)
      + WordingTests.comparisons.map { Remark.comparison($0.remark) }
      + WordingTests.warnings.map {
        Remark.changelog(
          ChangelogWarning(
            position: SourcePosition(file: "a", line: 1, column: 2), problem: $0.problem))
      }
  }

  private static let notices: [OrderNotice] = [
    .cutOff, .same, .backward(isOfCommits: true), .downgrade,
    .diverged(from: commit.id, release: "v4.4"), .unrelated,
  ]

  private static let lacks: [Lack] =
    notices.map { Lack.order($0) } + [
      .additions, .commitsBehind(entries: 3), .clone, .readable(first: part, others: 2),
      .ends(old: true, new: false), .commits(undecided: 1, of: 3), .later(isBounded: true),
      .later(isBounded: false, hasNew: false),
      .losses, .needOfLosses(unknown: 1, of: 4), .cveData,
      .cveOrigins(unknown: 3, unnamed: 1), .symptom, .telling,
      .mainline, .newerMainline(after: "v4.8", time: 1_475_366_400), .earlierHistory, .contents,
      .configuration, .paths(unknown: 1, of: 2), .watchList, .day,
    ]

  private static let measurements: [Measurement] = [
    .suspect(Suspect(change: SampleHistory.culprit, probability: 0.61, evidence: [])),
    .suspect(Suspect(.entry(SampleReport.unseen[0]), probability: 0.4, evidence: [])),
    .missingFixes(.init(count: 3, origin: .old, applying: 1)),
    .missingFixes(.init(count: 3, origin: .both)), .missingFixes(.init(count: 3)),
    .missingReverts(1, of: [commit]), .missingReverts(1, of: [commit], isAtLeast: true),
    .newCVEs([CVEStanding(open: KnownCVE(id: "CVE-2018-99999", culprits: [], fixes: []))]),
    .openCVEs(3, closed: 1),
    .unresolved(1, of: 12), .watched(changes: 2, entries: 1, of: 12),
    .stale(days: 3, newest: 1_475_366_400),
  ]

  private static let parts: [Evidence.Part] = [
    .mount("overlay"), .filesystem("xfs"), .module("e1000e"), .functions(prefix: "ovl"),
  ]

  private static let evidence: [Evidence] =
    parts.map { Evidence.inPart($0, directory: "fs/overlayfs", touching: 6, candidates: 251) }
    + Discount.allCases.map { Evidence.discounted($0) }
    + Evidence.Aside.allCases.map { Evidence.touchesOnly($0) }
    + [
      .namesTraceFunctions(["a_b"], naming: 1, candidates: 9),
      .changesFunctions(["a_b"], changing: 2, candidates: 9),
      .sharedIdentifiers(["OVL_X"], naming: 1, candidates: 9),
      .touchesNamedFile("fs/overlayfs/dir.c", touching: 1, candidates: 9),
      .namesSystemCall("mkdir", naming: 2, candidates: 9),
      .namesError("EACCES", naming: 1, candidates: 9),
      .aboutTopic("who owns a file", words: ["creds"], candidatesWithRarest: 1, candidates: 9),
      .sharedWords(["mounter"], candidatesWithRarest: 2, candidates: 9),
      .wordsInPaths(["wwan"], candidatesWithRarest: 2, candidates: 9),
      .wordsInDiff(["stat"], candidatesWithRarest: 3, candidates: 9),
      .alreadyFixed(by: commit, words: ["creds"]),
      .hinted("mm", isLikely: false, touching: 1, candidates: 9),
      .inScope("fs", touching: 1, candidates: 9),
      .repairedInRange(by: commit.id), .outgrowsVersionCode(KernelVersion("4.4.256")!),
      .relevance(
        Relevance(.module(["overlay"]), reason: .documentation, hosts: .init(loading: 1, of: 2))),
    ]

  private static let caveats: [Ranking.Caveat] = [
    .noCandidates, .noneInScope(candidates: 61),
    .nothingTelling(candidates: 40, missing: Ranking.Clue.allCases),
    .nothingStandsOut(highest: 0.004, candidates: 4_000, missing: []),
  ]

  private static let relevances: [Relevance.Reason] = [
    .symbol("A", value: "m", makefile: "fs/Makefile"),
    .symbol("A", value: nil, makefile: "fs/Makefile"),
    .branch(condition: "ifdef CONFIG_A", makefile: "fs/Makefile"), .listed(makefile: "fs/Makefile"),
    .program(makefile: "fs/Makefile"), .unlinked(makefile: "fs/Makefile"),
    .included(path: "fs/x.h", by: "fs/x.c"), .documentation, .sample,
    .tool(directory: "tools/perf"), .otherArchitecture("arm", configured: "x86"),
    .configures(path: "fs/Kconfig"), .buildsDirectory(path: "fs/Makefile"),
    .usedByBuild(path: "scripts/x"), .notIncluded(path: "fs/x.h"), .notListed(path: "fs/x.c"),
    .pathsUnknown, .noFile,
  ]

  private static let risks: [ChangeRisk.Fact] = [
    .files(3), .noCode(files: 1), .code(added: 2, removed: 1, functions: 1, files: 1),
    .topics(Dictionary(uniqueKeysWithValues: ChangeRisk.Topic.allCases.map { ($0, 2) })),
    .areas(Set(ChangeRisk.Area.allCases)), .tags(stable: true, fixes: false),
    .message(lines: 3, traits: Set(ChangeRisk.MessageTrait.allCases)),
    .soak(days: 3, release: "v4.14.121"), .soak(days: 3, release: nil),
    .sameAuthor(changes: 2, release: nil),
    .laterChanges(4, withFixesTag: 1, inFunction: 2, release: "v4.14.121"),
  ]
}
