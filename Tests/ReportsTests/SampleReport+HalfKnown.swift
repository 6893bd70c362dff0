import ChangeModel
import Reports

extension SampleReport {
  /// What only the changelog tells of, of every kind.
  static let unseen: [UnseenChange] = UnseenChange.Kind.allCases.enumerated().map { place, kind in
    func entry(_ line: Int) -> ChangelogEntry {
      ChangelogEntry(
        kind: kind == .change ? .change : .note, text: "[fs] ovl: \(kind) (Jo Porter) [1213331]",
        subject: "ovl: \(kind)", area: "fs", person: Person(name: "Jo Porter"),
        bugs: ["1213331"], cves: kind == .change ? ["CVE-2018-999"] : [],
        position: SourcePosition(file: "/srv/new.changelog", line: line))
    }
    return UnseenChange(kind, entry(1_004 + place), kind == .change ? [entry(1_009)] : [])
  }

  /// A ranking in which most is known by its text alone, the first suspect among it.
  static func halfKnown(_ command: Report.Command) -> Draft {
    var report = patches(command)
    if let difference = report.difference {
      let entries = unseen.flatMap(\.entries)
      report.difference = ChangelogDifference(
        old: difference.old, new: difference.new, releasesAdded: difference.releasesAdded,
        added: difference.added + entries, removed: [], reworded: [], unchangedCount: 1)
      report.resolved += entries.map {
        ResolvedEntry(
          entry: $0,
          resolution: $0.kind == .note ? .notACommit : .notFound(.noSuchSubject()))
      }
    }
    let words = Evidence.sharedWords(["overlay"], candidatesWithRarest: 3, candidates: 6)
    report.symptom = Symptom(text: "overlay mounts fail", filesystems: ["overlay"])
    report.symptomSources = [
      SymptomSource(
        name: "story.txt", lineCount: 1, byteCount: 19, usedLines: [1...1], usedByteCount: 19)
    ]
    report.bisection = BisectionEstimate(weighted: 1.5, plain: 2)
    report.ranking = Ranking(
      suspects: [
        Suspect(.entry(unseen[0]), probability: 0.4, evidence: [words]),
        Suspect(change: SampleHistory.culprit, probability: 0.3, evidence: [words]),
      ]
        + unseen.dropFirst().map { Suspect(.entry($0), probability: 0.1, evidence: []) },
      explanation: .init(
        of: .entry(unseen[0].position),
        reasons: [.init(.words, factor: 12), .init(.isRevert, holds: false, factor: 0.8)]))
    return report
  }
}
