internal import ChangeModel

/// Where a bisection stands, as `Schemas/` describes it; `state` decides which of the last keys there is.
struct BisectionView: Codable {
  struct Kernel: Codable {
    let id: CommitID
    let subject: String
    let release, package: String?
    let isInstalled: Bool
  }

  struct Answer: Codable {
    let verdict: String
    let note: String?
    let commit: Kernel
  }

  struct Suspicion: Codable {
    let commit: Kernel
    let probability: Double?
  }

  struct Test: Codable {
    let commit: Kernel
    let badProbability, information: Double?
    let directory: String?
  }

  struct Found: Codable {
    let commit: Kernel
    let probability: Double?
    let evidence: [String]
    @LeftOut var evidenceFacts: [EvidenceView]?
    let knownFixes: [Kernel]
    let revertConflicts: [String]?
    let maintainers: [String]
  }

  let schemaVersion: SchemaVersion
  let command, name, clone, good, bad: String
  let findsFix: Bool
  let candidates, remaining: Int
  let expectedTests: Double?
  let plainTests: Int
  let packagesOnly: Bool
  let offer: Kernel?
  let remarks: [String]
  @LeftOut var remarkFacts: [BisectionRemarkView]?
  let answers: [Answer]
  let suspects: [Suspicion]
  let state: String
  @LeftOut var test: Test?
  @LeftOut var found: Found?
  @LeftOut var undecided: [Kernel]?
  @LeftOut var impossible: [Kernel]?

  init(_ status: BisectionStatus) {
    (schemaVersion, command) = (SchemaVersion(), "bisect")
    (name, clone) = (status.name, status.clone)
    (good, bad, findsFix) = (status.good, status.bad, status.findsFix)
    (candidates, remaining) = (status.candidates, status.remaining)
    (expectedTests, plainTests) = (status.expectedTests, status.plainTests)
    (packagesOnly, remarks) = (status.packagesOnly, status.remarks.map(status.sentence))
    remarkFacts = status.remarks.map(BisectionRemarkView.init)
    offer = status.offer.map(Kernel.init)
    answers = status.answers.map {
      Answer(verdict: $0.verdict, note: $0.note, commit: Kernel($0.kernel))
    }
    suspects = status.suspects.map {
      Suspicion(commit: Kernel($0.kernel), probability: $0.probability)
    }
    switch status.step {
    case .test(let kernel, let probability, let information, let directory):
      state = "test"
      test = Test(
        commit: Kernel(kernel), badProbability: probability, information: information,
        directory: directory)
    case .found(let kernel, let probability, let finding):
      state = "found"
      found = Found(
        commit: Kernel(kernel), probability: probability,
        evidence: finding.evidence.map(\.sentence),
        evidenceFacts: LeftOut(
          wrappedValue: finding.evidence.map { EvidenceView($0, on: kernel.id) }),
        knownFixes: finding.knownFixes.map(Kernel.init),
        revertConflicts: finding.revertConflicts, maintainers: finding.maintainers)
    case .undecided(let kernels): (state, undecided) = ("undecided", kernels.map(Kernel.init))
    case .impossible(let kernels): (state, impossible) = ("impossible", kernels.map(Kernel.init))
    case .contradiction: state = "contradiction"
    }
  }
}

extension BisectionView.Kernel {
  init(_ kernel: BisectionStatus.Kernel) {
    self.init(
      id: kernel.id, subject: kernel.subject, release: kernel.release, package: kernel.package,
      isInstalled: kernel.isInstalled)
  }
}
