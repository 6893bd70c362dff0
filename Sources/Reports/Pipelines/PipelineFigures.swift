internal import Assessment
internal import ChangeModel

/// The numbers of a report that a pipeline shows or compares, each with the name that it has in every format.
struct PipelineFigures: Hashable, Sendable {
  struct Figure: Hashable, Sendable {
    /// `missing-fix`
    let name: String
    /// What people call it.
    let label: String
    /// `nil` where it was not measured.
    let value: Value?
  }

  enum Value: Hashable, Sendable {
    case text(String)
    case count(Int)
    /// Not all could be seen.
    case atLeast(Int)
    case probability(Double, of: Commit?)
  }

  let all: [Figure]

  init(_ assessment: UpgradeAssessment, among candidates: CandidateComparison? = nil) {
    let upgrade = assessment.upgrade
    var figures = [
      Figure(name: "verdict", label: "Verdict", value: .text(assessment.verdict.rawValue)),
      Figure(
        name: "commits", label: "Commits",
        value: Self.areCommitsKnown(assessment) ? .count(upgrade.changes.count) : nil),
    ]
    if let candidates {
      let names = candidates.candidates.map {
        UpgradeSentences($0.upgrade, command: .report).target
      }
      figures += [
        Figure(
          name: "candidates", label: "Candidates", value: .text(names.joined(separator: ", "))),
        Figure(
          name: "chosen-candidate", label: "Chosen of them",
          value: .text(names[candidates.choice])),
      ]
    }
    let measured = Dictionary(
      uniqueKeysWithValues: assessment.reasons.map { ($0.measure, $0.measurement) })
    for measure in Criterion.Measure.allCases where upgrade.isWanted(measure) {
      figures.append(
        Figure(
          name: measure.rawValue, label: PipelineRule(measure).title,
          value: measured[measure].map { Self.value(of: $0) }))
      if measure == .missingFix {
        figures.append(
          Figure(
            name: "applying-fix", label: "Missing fixes that apply",
            value: assessment.owedFixes.flatMap { owed in
              owed.applying.map { owed.isAtLeast ? .atLeast($0) : .count($0) }
            }))
      }
      if measure == .openCVE {
        figures.append(
          Figure(
            name: "closed-cve", label: "CVEs closed, by the data on CVEs",
            value: assessment.cves.map { .count($0.count(where: \.isClosed)) }))
        figures.append(
          Figure(
            name: "named-cve", label: "Other CVEs named as closed",
            value: assessment.staying.map { .count($0.namedAlone.count) }))
      }
    }
    all = figures
  }

  /// Whether the commits of the clone are those of the update, and not only what little of it the clone has.
  private static func areCommitsKnown(_ assessment: UpgradeAssessment) -> Bool {
    let upgrade = assessment.upgrade
    return upgrade.clone != nil
      && !assessment.findings.gaps.contains { gap in
        switch gap.lack {
        case .commits, .commitsBehind: true
        case .ends: upgrade.changes.isEmpty
        default: false
        }
      }
  }

  private static func value(of measurement: Measurement) -> Value {
    switch measurement {
    case .suspect(let suspect): .probability(suspect.probability, of: suspect.change?.commit)
    case .unresolved(let count, _): .count(count)
    case .missingFixes(let owed) where owed.isAtLeast: .atLeast(owed.count)
    case .missingReverts(let count, _, isAtLeast: true): .atLeast(count)
    default:
      Int(exactly: measurement.value).map { .count($0) } ?? .probability(measurement.value, of: nil)
    }
  }
}

extension PipelineFigures.Value {
  /// For people: `61 %`.
  var words: Phrase {
    switch self {
    case .text(let text): Phrase(text)
    case .count(let count): Phrase(count.grouped)
    case .atLeast(let count): Phrase("at least \(count.grouped)")
    case .probability(let probability, let commit):
      Phrase(probability.percent)
        + (commit.map { ": " + .code($0.id.short) + Phrase(" \($0.subject.clipped(to: 100))") }
          ?? "")
    }
  }

  /// For programs.
  var json: JSONTree {
    switch self {
    case .text(let text): .string(text)
    case .count(let count): .int(count)
    case .atLeast(let count): .string("at least \(count)")
    case .probability(let probability, _): .double(probability)
    }
  }

  /// The commit that it is the value of.
  var commit: CommitID? {
    if case .probability(_, let commit) = self { commit?.id } else { nil }
  }
}

extension String {
  /// At most so many characters, with an ellipsis in place of what is left out.
  func clipped(to limit: Int) -> String {
    count > limit ? prefix(limit - 1) + "…" : self
  }
}
