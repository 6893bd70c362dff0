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
  @LeftOut var machine: MachineView?

  init(_ search: SymptomSearch) {
    let symptom = search.symptom
    frames = symptom.frames.map {
      Frame(function: $0.function, module: $0.module, file: $0.file, isNoise: $0.isNoise)
    }
    (functions, files, modules) = (symptom.functions, symptom.files, symptom.modules)
    (filesystems, syscalls) = (symptom.filesystems, symptom.syscalls)
    errorNumbers = symptom.errorNumbers
    machine = MachineView(symptom.machine, assuming: search.assumedArchitecture)
  }
}

/// What a symptom says of the machine.
struct MachineView: Codable {
  struct Taint: Codable {
    let flag, meaning: String
  }

  let architectures, releases, distributions, modules, drivers, filesystems, programs: [String]
  let taints: [Taint]
  let assumedArchitecture: String?

  init(_ machine: Symptom.Machine, assuming architecture: String?) {
    (architectures, releases) = (machine.architectures, machine.releases)
    (distributions, modules) = (machine.distributions, machine.modules)
    (drivers, filesystems, programs) = (machine.drivers, machine.filesystems, machine.programs)
    taints = machine.taints.map {
      Taint(flag: String($0), meaning: Symptom.Machine.reason($0))
    }
    assumedArchitecture = architecture
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
  @LeftOut var leftOut: [LeftOutLines]?

  struct LeftOutLines: Codable {
    let reason: String
    let lines: [[Int]]
  }

  init(_ source: SymptomSource) {
    (name, lines, bytes) = (source.name, source.lineCount, source.byteCount)
    (isWhole, isCut, usedBytes) = (source.isWhole, source.isCut, source.usedByteCount)
    usedLines = source.usedLines.map { [$0.lowerBound, $0.upperBound] }
    leftOut = source.leftOut.map { left in
      LeftOutLines(
        reason: left.reason.rawValue, lines: left.lines.map { [$0.lowerBound, $0.upperBound] })
    }
  }
}

struct SuspectView: Codable {
  let rank: Int
  let id: CommitID
  let subject: String
  let probability: Double?
  let evidence: [String]
  @LeftOut var evidenceFacts: [EvidenceView]?

  init(_ suspect: Suspect, of change: EnrichedChange, rank: Int) {
    self.rank = rank
    (id, subject) = (change.commit.id, change.commit.subject)
    (probability, evidence) = (suspect.probability, suspect.sentences)
    evidenceFacts = suspect.evidence.map { [id] in EvidenceView($0, on: id) }
  }
}

/// A suspect that only the changelog tells of.
struct SuspectEntryView: Codable {
  let rank: Int
  let position: PositionView
  let kind, subject: String
  let area: String?
  let bugs, cves: [String]
  /// Of all entries that say it, in order.
  let positions: [PositionView]
  let probability: Double?
  let evidence: [String]
  let evidenceFacts: [EvidenceView]

  init(_ suspect: Suspect, of change: UnseenChange, rank: Int) {
    self.rank = rank
    (position, kind) = (PositionView(change.position), change.kind.rawValue)
    (subject, area, bugs, cves) = (change.subject, change.area, change.bugs, change.cves)
    positions = change.entries.map { PositionView($0.position) }
    (probability, evidence) = (suspect.probability, suspect.sentences)
    evidenceFacts = suspect.evidence.map { EvidenceView($0, on: nil) }
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

  init(_ explanation: Ranking.Explanation, of id: CommitID) {
    (self.id, reasons) = (id, explanation.reasons.map(Reason.init))
  }
}

/// The same of an entry.
struct EntryExplanationView: Codable {
  let position: PositionView
  let reasons: [ExplanationView.Reason]

  init(_ explanation: Ranking.Explanation, of position: SourcePosition) {
    (self.position, reasons) = (
      PositionView(position), explanation.reasons.map(ExplanationView.Reason.init)
    )
  }
}

struct BisectionEstimateView: Codable {
  let weighted: Double?
  let plain: Int

  init(_ estimate: BisectionEstimate) { (weighted, plain) = (estimate.weighted, estimate.plain) }
}
