public import ChangeModel

/// What to ask the user, if it pays: questions that suspects answer by what they touch.
///
/// Which part of the kernel, which file system, which driver, which architecture. Nothing that the history does not say of
/// each suspect (whether it came with suspend, with load, at boot) is asked.
public struct Inquiry: Sendable {
  public static let mostQuestions = 3
  /// The least bits that are worth a question: on the development cases less changes nothing, and twice as much costs a point
  /// (DocC note "Decisions").
  static let leastGain = 0.3
  /// What would read as 0 % is not offered.
  private static let leastShare = 0.005
  /// A file system, an architecture or a driver is asked about where so much of the suspicion is at stake.
  private static let leastAtStake = 0.1

  private let ranking: Ranking
  private let scope: SuspectScope
  private let answered: [AnsweredQuestion]

  public init(_ ranking: Ranking, _ scope: SuspectScope, after answered: [AnsweredQuestion] = []) {
    (self.ranking, self.scope, self.answered) = (ranking, scope, answered)
  }

  /// The question that is expected to tell most; `nil` where none pays.
  ///
  /// - Parameter always: whether the first question is asked even if it tells little, or one suspect stands out.
  public func question(always: Bool = false) -> Question? {
    guard let first = ranking.suspects.first, answered.count < Self.mostQuestions else {
      return nil
    }
    let isForced = always && answered.isEmpty
    guard isForced || first.probability < Ranking.enough else { return nil }
    let best = [area, filesystem, architecture, driver].compactMap(\.self)
      .max { $0.gain < $1.gain }
    guard let best, isForced || best.gain >= Self.leastGain else { return nil }
    return best
  }

  // MARK: - Questions

  /// Where it is: first in the whole tree, then in what was picked, or beside what was not.
  private var area: Question? {
    var parent: String?
    var shown: Set<String> = []
    for past in answered where past.question.topic == .area {
      switch past.answer {
      case .unknown: return nil
      case .pick(let area, _): (parent, shown) = (area.path, [])
      case .none: shown.formUnion(past.question.options.map(\.path))
      }
    }
    return question(
      .area, AreaMap(ranking.suspects, in: parent), errors: (shown: 0.15, unshown: 0.3)
    ) { !shown.contains($0.path) && $0.share >= Self.leastShare }
  }

  /// Which of several file systems; what several of them use is none.
  private var filesystem: Question? {
    guard !wasAsked(.filesystem) else { return nil }
    let question = question(
      .filesystem, AreaMap(ranking.suspects), errors: (shown: 0.05, unshown: 0.1)
    ) {
      $0.path.hasPrefix("fs/") && $0.share >= Self.leastAtStake
        && !Self.sharedByFilesystems.contains($0.name)
    }
    return question.flatMap { $0.options.count > 1 ? $0 : nil }
  }

  private static let sharedByFilesystems: Set = [
    "cachefiles", "configfs", "crypto", "debugfs", "devpts", "dlm", "exportfs", "fscache", "iomap",
    "jbd2", "kernfs", "lockd", "netfs", "nfs_common", "nls", "notify", "quota", "unicode", "verity",
  ]

  /// Which architecture, where suspects are for one only.
  private var architecture: Question? {
    guard scope.architecture == nil, !wasAsked(.architecture) else { return nil }
    let map = AreaMap(ranking.suspects) { change in
      let paths = change.touchedPaths ?? []
      let names = Set(paths.map { Area.path(of: $0, in: "arch") })
      guard names.count == 1, let name = names.first ?? nil else { return [] }
      return [name]
    }
    guard map.areas.reduce(0, { $0 + $1.share }) >= Self.leastAtStake else { return nil }
    return question(
      .architecture, map, errors: (shown: 0.02, unshown: 0.02),
      otherwise: { Self.machines[$0.name] ?? 0.02 }, where: { $0.share >= Self.leastShare })
  }

  /// What runs a kernel somebody asks about, where nothing else says it; the rest are rare. An estimate.
  private static let machines = ["x86": 0.7, "arm64": 0.15]

  /// Whether the machine uses a driver, of those that a directory of their own shows.
  private var driver: Question? {
    // Who gave the loaded modules has answered already.
    let isKnown = ranking.suspects.first?.evidence.contains {
      if case .relevance(let relevance) = $0 { relevance.hosts != nil } else { false }
    }
    guard isKnown != true else { return nil }
    let asked = Set(
      answered.filter { $0.question.topic == .driver }.flatMap(\.question.options).map(\.path))
    let map = AreaMap(ranking.suspects) { change in
      Set(
        change.subsystems.map(\.directory).filter {
          $0.hasPrefix("drivers/") && $0.utf8.count(where: { $0 == UInt8(ascii: "/") }) >= 3
        })
    }
    let most = map.areas.first { !asked.contains($0.path) && $0.share >= Self.leastAtStake }
    // A machine uses few of the drivers that a kernel has: one in ten of those that a range changes. An estimate.
    return question(.driver, map, errors: (shown: 0.05, unshown: 0.1)) { $0.path == most?.path }
  }

  private func wasAsked(_ topic: Question.Topic) -> Bool {
    answered.contains { $0.question.topic == topic }
  }

  // MARK: - What an answer tells

  /// A question with the options of `map` that are wanted, and what it is expected to tell.
  ///
  /// - Parameters:
  ///   - errors: how often the answer is wrong, when the right one is among those shown and when it is not. That of areas is
  ///     the study's; the others, of what can be looked up, are estimates.
  ///   - otherwise: how often an option is picked when no option is right; by default all alike.
  private func question(
    _ topic: Question.Topic, _ map: AreaMap, errors: (shown: Double, unshown: Double),
    otherwise: ((Area) -> Double)? = nil, where isWanted: (Area) -> Bool
  ) -> Question? {
    let wanted = map.areas.indices.filter { isWanted(map.areas[$0]) }.prefix(Question.mostOptions)
    guard !wanted.isEmpty else { return nil }
    let options = wanted.map { map.areas[$0] }
    let numbers = Dictionary(uniqueKeysWithValues: zip(wanted, options.indices))
    let even = options.map { _ in errors.unshown / Double(options.count) }
    let likelihoods = AnswerLikelihoods(
      options: options.count, error: errors.shown,
      otherwise: otherwise.map { options.map($0) } ?? even)
    let gain = likelihoods.gain(
      zip(ranking.suspects, map.places).map { suspect, places in
        (suspect.probability, places.compactMap { numbers[$0] })
      })
    return Question(topic, options: options, gain: gain)
  }
}
