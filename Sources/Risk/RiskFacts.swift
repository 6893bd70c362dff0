internal import ChangeModel

/// The measurements of one change as facts, each with its values.
struct RiskFacts {
  let vector: RiskVector
  let release: String?

  func fact(of family: RiskFamily) -> ChangeRisk.Fact {
    switch family {
    case .size: size
    case .code: topics
    case .place: .areas(held(Self.areas))
    case .tags: .tags(stable: holds(.hasStableTag), fixes: holds(.hasFixesTag))
    case .message: .message(lines: count(.messageLines), traits: held(Self.messageTraits))
    case .soak: .soak(days: count(.soak), release: release)
    case .crowding: crowding
    }
  }

  private var size: ChangeRisk.Fact {
    let files = count(.files)
    guard vector[.codeAdded] != nil else { return .files(files) }
    guard !holds(.withoutCode) else { return .noCode(files: files) }
    return .code(
      added: count(.codeAdded), removed: count(.codeRemoved), functions: count(.functions),
      files: files)
  }

  private var topics: ChangeRisk.Fact {
    let counts = Self.topics.map { ($0.value, count($0.key)) }.filter { $0.1 > 0 }
    return .topics(Dictionary(uniqueKeysWithValues: counts))
  }

  private var crowding: ChangeRisk.Fact {
    guard vector[.laterInFile] != nil else {
      return .sameAuthor(changes: count(.sameAuthor), release: release)
    }
    return .laterChanges(
      count(.laterInFile), withFixesTag: count(.laterFixesInFile),
      inFunction: count(.laterInFunction), release: release)
  }

  private static let topics: [RiskFeature: ChangeRisk.Topic] = [
    .exits: .exits, .errors: .errors, .locking: .locking, .references: .references,
    .waiting: .waiting,
  ]
  private static let areas: [RiskFeature: ChangeRisk.Area] = [
    .core: .core, .sharedHeaders: .sharedHeaders, .interface: .interface,
    .driversOnly: .driversOnly, .aside: .aside,
  ]
  private static let messageTraits: [RiskFeature: ChangeRisk.MessageTrait] = [
    .isReported: .report, .hasTrace: .trace, .isAdapted: .adaptation, .isDependency: .dependency,
    .repairsLeak: .leak,
  ]

  private func holds(_ feature: RiskFeature) -> Bool { vector[feature] == 1 }
  private func count(_ feature: RiskFeature) -> Int { vector.count(feature) ?? 0 }
  private func held<Trait: Hashable>(_ traits: [RiskFeature: Trait]) -> Set<Trait> {
    Set(traits.filter { holds($0.key) }.values)
  }
}
