internal import ChangeModel

extension Ranking.Caveat {
  /// Below this probability the first suspect is no better than a guess among many.
  private static let leastToName = 0.05

  /// - Parameter highest: the probability of the first suspect.
  init?(_ symptom: Symptom, _ measurement: Measurement, highest: Double, isScopeMissed: Bool) {
    let candidates = measurement.range.changes.count
    if isScopeMissed {
      self = .noneInScope(candidates: candidates)
    } else if !measurement.tellsCandidatesApart {
      self = .nothingTelling(candidates: candidates, missing: symptom.missingClues)
    } else if highest < Self.leastToName, candidates > 1 {
      self = .nothingStandsOut(
        highest: highest, candidates: candidates, missing: symptom.missingClues)
    } else {
      return nil
    }
  }
}

extension Ranking.Caveat {
  /// That of a range of which some is known by its text alone.
  init?(
    _ symptom: Symptom, known: Self?, byText: Self?, highest: Double, candidates: Int
  ) {
    let missing = symptom.missingClues
    switch (known, byText) {
    case (.noneInScope, _): self = .noneInScope(candidates: candidates)
    case (.nothingTelling, .nothingTelling), (.noCandidates, .nothingTelling):
      self = .nothingTelling(candidates: candidates, missing: missing)
    default:
      guard highest < Self.leastToName else { return nil }
      self = .nothingStandsOut(highest: highest, candidates: candidates, missing: missing)
    }
  }
}

extension Measurement {
  /// Whether something in the symptom fits some candidates and not others.
  fileprivate var tellsCandidatesApart: Bool {
    range.changes.indices.contains { candidate in
      !distinctive(of: candidate).isEmpty || parts.mounted[candidate] != nil
        || parts.named[candidate] != nil || parts.byFunction[candidate] != nil
        || vectors[candidate][.namedFile] > 0 || vectors[candidate][.traceFunctions] > 0
    }
  }
}

extension Symptom {
  fileprivate var missingClues: [Ranking.Clue] {
    Ranking.Clue.allCases.filter { clue in
      switch clue {
      case .kernelLog: frames.isEmpty
      case .systemCall: syscalls.isEmpty
      case .mounts: mounts.isEmpty && machine.filesystems.isEmpty
      case .driver: modules.isEmpty
      }
    }
  }
}
