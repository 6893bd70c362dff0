internal import Assessment
internal import ChangeModel

/// Kernels that may take OLD's place, side by side; what else the report has is about the chosen one.
struct CandidatesView: Codable {
  struct Candidate: Codable {
    struct CVEs: Codable { let closed, opened, left: Int }

    struct Concerned: Codable {
      let built, unknown: Int
      let loaded: Int?
      let hot: [String]
    }

    struct Suspect: Codable {
      let id: CommitID?
      let probability: Double
    }

    let name, verdict: String
    let new: SideView
    let commits: Int
    /// By measure, as ``AssessmentView`` has them.
    let values: [String: Double?]
    let notJudged: [GapView]
    let missingFixes, missingReverts: [CommitID]
    let applying: Int?
    let leftUnfixed: Int?
    let cves: CVEs?
    let concerned: Concerned?
    let suspect: Suspect?
  }

  struct Reason: Codable {
    let kind, sentence: String
    @LeftOut var count: Int?
    @LeftOut var applying: Int??
    @LeftOut var than: String?
    @LeftOut var isFirst: Bool?
  }

  let choice: String
  let isRecommended: Bool
  let reasons: [Reason]
  let candidates: [Candidate]

  init(_ comparison: CandidateComparison) {
    let all = comparison.candidates.map(Candidate.init)
    let names = all.map(\.name)
    (candidates, choice) = (all, names[comparison.choice])
    isRecommended = comparison.isRecommended
    reasons = comparison.reasons.map { Reason($0, names) }
  }
}

extension CandidatesView.Candidate {
  init(_ candidate: UpgradeCandidate) {
    let assessment = candidate.assessment
    let sentences = UpgradeSentences(candidate.upgrade, command: .report)
    let owed = assessment.findings.knownBad.filter(\.counts)
    self.init(
      name: sentences.target, verdict: assessment.verdict.rawValue, new: SideView(sentences.new),
      commits: candidate.commits,
      values: Dictionary(uniqueKeysWithValues: assessment.values.map { ($0.rawValue, $1) }),
      notJudged: assessment.decidingGaps.map { GapView($0, sentences) },
      missingFixes: owed.map(\.fix.commit.id),
      missingReverts: owed.filter { $0.fix.kind == .revert }.map(\.fix.commit.id),
      applying: candidate.missingFixes?.applying, leftUnfixed: candidate.leftUnfixed,
      cves: candidate.cves.map { CVEs(closed: $0.closed, opened: $0.opened, left: $0.left) },
      concerned: candidate.concerned.map {
        Concerned(
          built: $0.built, unknown: $0.unknown, loaded: $0.loaded, hot: $0.hot.map(\.directory))
      },
      suspect: candidate.suspect.map {
        Suspect(id: $0.change?.commit.id, probability: $0.probability)
      })
  }
}

extension CandidatesView.Reason {
  init(_ reason: CandidateComparison.Reason, _ names: [String]) {
    sentence = reason.clause(names)
    switch reason {
    case .bestVerdict: kind = "bestVerdict"
    case .withoutSuspect(let other): (kind, than) = ("withoutSuspect", names[other])
    case .withoutReverts(let isFirst): (kind, self.isFirst) = ("withoutReverts", isFirst)
    case .fewestReverts(let count): (kind, self.count) = ("fewestReverts", count)
    case .fewerOpenCVEs(let count, let other):
      (kind, self.count, than) = ("fewerOpenCVEs", count, names[other])
    case .missingFixes(let count, let applying):
      (kind, self.count, self.applying) = ("missingFixes", count, .some(applying))
    case .fewerKnownBugs(let count, let other):
      (kind, self.count, than) = ("fewerKnownBugs", count, names[other])
    case .moreChanges(let other): (kind, than) = ("moreChanges", names[other])
    }
  }
}
