import ChangeModel
import Investigation
import Text
import ToolSupport

/// A user who knows where the culprit is, and says it as well as people do.
struct SimulatedUser: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// Picks the right answer, and "none" where it is not shown.
    case right
    /// Is wrong as often as was assumed when the questions were weighed: of areas, 15 % of the time when the right one is
    /// shown, 30 % when it is not.
    case erring
  }

  let kind: Kind
  let seed: UInt64

  /// The same answers to the same questions of a case, whatever else is evaluated.
  func interviewee(
    thinkingOf culprit: EnrichedChange, in name: String, _ mostQuestions: Int
  ) -> Interviewee {
    Interviewee(mostQuestions: mostQuestions) { question, _ in
      answer(to: question, thinkingOf: culprit, in: name)
    }
  }

  func answer(
    to question: Question, thinkingOf culprit: EnrichedChange, in name: String
  ) -> Question.Answer {
    let words = [name, question.topic.rawValue] + question.options.map(\.path)
    var random = SplitMix64(seed: words.joined(separator: "\n").utf8.fnv1a ^ seed)
    let right = question.options.first { $0.isRight(about: culprit, question.topic) }
    let errors: (shown: Double, unshown: Double) =
      switch question.topic {
      case .area: (0.15, 0.3)
      case .filesystem, .driver: (0.05, 0.1)
      case .architecture: (0.02, 0.02)
      }
    let luck = Double.random(in: 0..<1, using: &random)
    let other = question.options.filter { $0 != right }.randomElement(using: &random)
    switch (kind, right) {
    case (.right, let right?): return .pick(right, isSure: false)
    case (.erring, let right?):
      guard luck < errors.shown else { return .pick(right, isSure: false) }
    // A culprit for all architectures leaves the question open; most kernels are for x86.
    case (_, nil) where question.topic == .architecture:
      return question.options.first { $0.name == "x86" }.map { .pick($0, isSure: false) } ?? .none
    case (.right, nil): return .none
    case (.erring, nil): guard luck < errors.unshown else { return .none }
    }
    return other.map { .pick($0, isSure: false) } ?? .none
  }
}

extension Area {
  /// Whether a change is in it; an area that is less deep than most has only the files that no deeper one has.
  fileprivate func isRight(about change: EnrichedChange, _ topic: Question.Topic) -> Bool {
    let paths = change.touchedPaths ?? []
    switch topic {
    case .area:
      let parent = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }
      return Area.paths(of: paths).contains(path)
        || parent.map { Area.paths(of: paths, in: $0).contains(path) } ?? false
    case .filesystem, .driver: return paths.contains { $0.hasPrefix(path + "/") }
    case .architecture:
      let names = Set(paths.map { Area.path(of: $0, in: "arch") })
      return names == [path]
    }
  }
}
