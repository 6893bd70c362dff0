import ChangeModel
import Git
import Text

/// The ways to read one entry, each with its odds against "none of them".
struct Readings {
  struct Reading {
    /// Several where one author has several commits with one subject.
    fileprivate(set) var candidates: [Candidate]
    fileprivate(set) var odds: Double
    let rule: MatchRule
    /// It has the very subject, and nothing speaks against it.
    fileprivate(set) var isExact: Bool
  }

  enum Answer {
    case one(Reading, probability: Double)
    case several([Reading])
    case none
  }

  private var all: [Reading] = []
  private let subject: SubjectWords

  /// Answers below this are not given: of the few between it and 0.8, nine in ten were right on the development cases.
  private static let leastProbability = 0.6
  /// Less probable readings are not worth listing.
  private static let leastListed = 0.1

  init(of subject: SubjectWords) { self.subject = subject }

  /// - Parameter isGrouped: takes commits of one author with one subject for one reading.
  mutating func add(
    _ candidate: Candidate, logOdds: Double, isPossible: Bool = true, isGrouped: Bool = false
  ) {
    let words = candidate.words
    let rule: MatchRule =
      words.wholeKey == subject.wholeKey
      ? .subject : words.coreKey == subject.coreKey ? .subjectWithoutPrefix : .similarSubject
    let isExact = rule == .subject && isPossible
    let same = all.firstIndex { reading in
      isGrouped && reading.candidates[0].words.wholeKey == words.wholeKey
        && reading.candidates[0].commit.author.name == candidate.commit.author.name
    }
    guard let same else {
      return all.append(
        Reading(candidates: [candidate], odds: exp(logOdds), rule: rule, isExact: isExact))
    }
    all[same].candidates.append(candidate)
    all[same].odds = max(all[same].odds, exp(logOdds))
    all[same].isExact = all[same].isExact || isExact
  }

  /// One reading if it is probable enough; the likeliest if one of them is probable enough to be right.
  var answer: Answer {
    // Beside the very subject, those that are only like it are other patches of its series.
    let left = all.contains(where: \.isExact) ? all.filter(\.isExact) : all
    let total = 1 + left.reduce(0) { $0 + $1.odds }
    let listed = left.filter { $0.odds / total >= Self.leastListed }
      .sorted { ($1.odds, $0.candidates[0].position) < ($0.odds, $1.candidates[0].position) }
    guard let best = listed.first else { return .none }
    if best.odds / total >= Self.leastProbability {
      return .one(best, probability: best.odds / total)
    }
    return listed.count > 1 && 1 - 1 / total >= Self.leastProbability ? .several(listed) : .none
  }
}
