internal import ChangeModel

/// Where a bisection stands, as `Schemas/` describes it; `state` decides which of the last keys there is.
struct BisectionView: Codable {
  struct Kernel: Codable {
    let id: CommitID?
    let subject: String
    let release, package: String?
    let isInstalled: Bool
  }

  struct Answer: Codable {
    let verdict: String
    let note: String?
    let commit: Kernel
    @LeftOut var boot: Boot?
  }

  /// What ktrail found itself.
  struct Boot: Codable {
    let finding: String
    let seconds: [String: Double]
    let wasBuiltAhead: Bool
  }

  struct Words: Codable { let old, new: String }

  struct Boots: Codable {
    struct Trial: Codable {
      let commit: Kernel
      let step: String
      let boot: Int
    }

    let recipe: String
    let host: String?
    let trial: Trial?
    let revert: String?
    let isOfPackages: Bool
  }

  struct Confirmed: Codable {
    let commit: Kernel
    let isNew: Bool
    let suspect: Kernel
    let probability: Double?
    let directory: String?
  }

  struct EndDiffers: Codable {
    let commit: Kernel
    let isNew: Bool
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
    @LeftOut var entries: [String]?
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
  @LeftOut var confirm: Confirmed?
  @LeftOut var endDiffers: EndDiffers?
  let words: Words
  @LeftOut var boots: Boots?

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
      Answer(
        verdict: $0.verdict, note: $0.note, commit: Kernel($0.kernel),
        boot: LeftOut(
          wrappedValue: $0.boot.map {
            Boot(
              finding: $0.finding.reason, seconds: $0.seconds, wasBuiltAhead: $0.wasBuiltAhead)
          }))
    }
    words = Words(old: status.words.old, new: status.words.new)
    boots = status.boots.map { boots in
      Boots(
        recipe: boots.recipe, host: boots.host,
        trial: boots.trial.map {
          .init(commit: Kernel($0.kernel), step: $0.step, boot: $0.boot)
        }, revert: boots.revert, isOfPackages: boots.isOfPackages)
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
        revertConflicts: finding.revertConflicts, maintainers: finding.maintainers,
        entries: LeftOut(wrappedValue: finding.entries.isEmpty ? nil : finding.entries))
    case .undecided(let kernels): (state, undecided) = ("undecided", kernels.map(Kernel.init))
    case .impossible(let kernels): (state, impossible) = ("impossible", kernels.map(Kernel.init))
    case .contradiction: state = "contradiction"
    case .confirm(let kernel, let isNew, let suspect, let probability, let directory):
      state = "confirm"
      confirm = Confirmed(
        commit: Kernel(kernel), isNew: isNew, suspect: Kernel(suspect), probability: probability,
        directory: directory)
    case .endDiffers(let kernel, let isNew):
      state = "endDiffers"
      endDiffers = EndDiffers(commit: Kernel(kernel), isNew: isNew)
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
