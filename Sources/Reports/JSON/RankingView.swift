internal import ChangeModel

/// What was read out of a symptom.
struct SymptomView: Codable {
  struct Frame: Codable {
    let function: String
    let module, file: String?
    let isNoise: Bool
  }

  let frames: [Frame]
  let functions, files, modules, filesystems, syscalls, errorNumbers: [String]

  init(_ symptom: Symptom) {
    frames = symptom.frames.map {
      Frame(function: $0.function, module: $0.module, file: $0.file, isNoise: $0.isNoise)
    }
    (functions, files, modules) = (symptom.functions, symptom.files, symptom.modules)
    (filesystems, syscalls) = (symptom.filesystems, symptom.syscalls)
    errorNumbers = symptom.errorNumbers
  }
}

/// Where a symptom comes from, and how much of it was used.
struct SymptomSourceView: Codable {
  let name: String
  let lines, bytes: Int
  let isWhole, isCut: Bool
  let usedBytes: Int
  /// Pairs of first and last line.
  let usedLines: [[Int]]

  init(_ source: SymptomSource) {
    (name, lines, bytes) = (source.name, source.lineCount, source.byteCount)
    (isWhole, isCut, usedBytes) = (source.isWhole, source.isCut, source.usedByteCount)
    usedLines = source.usedLines.map { [$0.lowerBound, $0.upperBound] }
  }
}

struct SuspectView: Codable {
  let rank: Int
  let id: CommitID
  let subject: String
  let probability: Double?
  let evidence: [String]
  @LeftOut var evidenceFacts: [EvidenceView]?

  init(_ suspect: Suspect, rank: Int) {
    self.rank = rank
    (id, subject) = (suspect.change.commit.id, suspect.change.commit.subject)
    (probability, evidence) = (suspect.probability, suspect.evidence.map(\.sentence))
    evidenceFacts = suspect.evidence.map { [id] in EvidenceView($0, on: id) }
  }
}

/// What makes the probability of one suspect.
struct ExplanationView: Codable {
  struct Reason: Codable {
    let measurement: String
    @LeftOut var measure: String?
    @LeftOut var holds: Bool?
    let factor: Double?

    init(_ reason: Ranking.Explanation.Reason) {
      (measurement, factor) = (reason.measurement, reason.factor)
      (measure, holds) = ("\(reason.measure)", reason.holds)
    }
  }

  let id: CommitID
  let reasons: [Reason]

  init(_ explanation: Ranking.Explanation) {
    id = explanation.suspect
    reasons = explanation.reasons.map(Reason.init)
  }
}

struct BisectionEstimateView: Codable {
  let weighted: Double?
  let plain: Int

  init(_ estimate: BisectionEstimate) { (weighted, plain) = (estimate.weighted, estimate.plain) }
}
