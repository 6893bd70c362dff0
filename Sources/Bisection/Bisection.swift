public import ChangeModel
import Text

/// What is known of the first bad commit, and which kernel to test next.
///
/// Each test says whether the first bad commit is in a kernel. What is known is a probability
/// of each commit; the next test is the one whose answer is expected to give the most information.
public struct Bisection: Sendable {
  public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
    case good, bad
    /// It did not build, or not boot: nothing is known of it.
    case skip

    public var opposite: Verdict {
      switch self {
      case .good: .bad
      case .bad: .good
      case .skip: .skip
      }
    }
  }

  public struct Test: Hashable, Sendable {
    public let commit: CommitID
    public let verdict: Verdict

    public init(_ commit: CommitID, _ verdict: Verdict) {
      (self.commit, self.verdict) = (commit, verdict)
    }
  }

  /// How far a test can be trusted.
  public struct Trust: Hashable, Sendable {
    /// The chance that a broken kernel passes. At 0 every answer is taken for the truth.
    public let passOfBroken: Double
    /// The probability of one commit at which the search ends; at 1 all others have to be ruled out.
    public let confidence: Double
    /// The kernels without the commit are the broken ones: it is a repair that is looked for.
    public let brokenIsGood: Bool

    public init(
      passOfBroken: Double = 0, confidence: Double? = nil, brokenIsGood: Bool = false
    ) {
      self.passOfBroken = passOfBroken
      // Where broken kernels may pass, nothing is ever ruled out by a pass.
      self.confidence = confidence ?? (passOfBroken > 0 ? 0.95 : 1)
      self.brokenIsGood = brokenIsGood
    }

    public static let truthful = Trust()
  }

  public let graph: BisectionGraph
  public let trust: Trust
  public private(set) var tests: [Test] = []
  /// By place: steering weights before any test; they sum to 1.
  private let prior: [Double]
  /// By place: what the tests leave; they sum to 1, or are all 0 if the answers contradict each other.
  public private(set) var probabilities: [Double]
  private var isSuspect: [Bool]
  private var isSkipped: [Bool]
  /// By place: whether the commit can change the built kernel.
  private let isPossible: [Bool]
  /// By place: how many tests passed on kernels that are broken if it is this commit.
  private var passes: [Int]
  private var failures = 0

  /// Part of the weight that is spread evenly, so that a wrong ranking costs little.
  private static let evenPart = 0.05
  /// A commit that cannot change the kernel has this part of the typical weight.
  private static let impossibleShare = 1e-6
  /// How many tests the belief in the pass rate is worth, where tests are not to be trusted.
  private static let beliefInRate = 10.0

  /// - Parameters:
  ///   - weights: of the commits, as they are suspected; those without one get an even share only.
  ///     Need not sum to 1. What is negative or not finite counts as 0.
  ///   - cannotBreak: commits that cannot change the built kernel, such as those of documentation;
  ///     they can be tested, but not be the result.
  public init(
    _ graph: BisectionGraph, weights: [CommitID: Double] = [:],
    cannotBreak: Set<CommitID> = [], trust: Trust = .truthful
  ) {
    (self.graph, self.trust) = (graph, trust)
    let count = graph.count
    let even = 1 / Double(max(1, count))
    let given = graph.commits.map { id in
      weights[id].flatMap { $0.isFinite && $0 > 0 ? $0 : nil } ?? 0
    }
    let largest = given.max() ?? 0
    let total = largest > 0 ? given.reduce(0) { $0 + $1 / largest } : 0
    let mixed = zip(graph.commits, given).map { id, weight -> Double in
      let share = total > 0 ? weight / largest / total : even
      let mixed = (1 - Self.evenPart) * share + Self.evenPart * even
      return cannotBreak.contains(id) ? mixed * Self.impossibleShare : mixed
    }
    let sum = mixed.reduce(0, +)
    prior = mixed.map { sum > 0 ? $0 / sum : 0 }
    probabilities = prior
    isPossible = graph.commits.map { !cannotBreak.contains($0) }
    isSuspect = Array(repeating: true, count: count)
    isSkipped = Array(repeating: false, count: count)
    passes = Array(repeating: 0, count: count)
  }

  /// Takes a test into account. Of a commit outside the range nothing is learned, and it costs nothing of the bound.
  public mutating func add(_ test: Test) {
    guard let place = graph.place(of: test.commit) else { return }
    tests.append(test)
    guard test.verdict != .skip else {
      isSkipped[place] = true
      return
    }
    let isBehind = graph.isBehind(place)
    let passed = (test.verdict == .good) != trust.brokenIsGood
    if !passed { failures += 1 }
    for other in isBehind.indices {
      let isBroken = isBehind[other] != trust.brokenIsGood
      if !passed {
        // That a sound kernel fails is left out of account: a crash is seldom a mistake.
        if !isBroken { isSuspect[other] = false }
      } else if isBroken {
        passes[other] += 1
        if trust.passOfBroken <= 0 { isSuspect[other] = false }
      }
    }
    update()
  }

  private mutating func update() {
    // Beta–Bernoulli: the pass rate of a broken kernel is believed to be about `passOfBroken`, and
    // learned from the tests; only those of kernels that have the commit bear on it.
    let (passed, failed) = (
      Self.beliefInRate * trust.passOfBroken, Self.beliefInRate * (1 - trust.passOfBroken)
    )
    let logs = prior.indices.map { place -> Double in
      guard isSuspect[place], prior[place] > 0 else { return -.infinity }
      guard trust.passOfBroken > 0 else { return log(prior[place]) }
      return log(prior[place])
        + Self.logBeta(passed + Double(passes[place]), failed + Double(failures))
    }
    let highest = logs.max() ?? -.infinity
    guard highest.isFinite else {
      probabilities = probabilities.map { _ in 0 }
      return
    }
    let shares = logs.map { exp($0 - highest) }
    let total = shares.reduce(0, +)
    probabilities = shares.map { $0 / total }
  }

  private static func logBeta(_ first: Double, _ second: Double) -> Double {
    lgamma(first) + lgamma(second) - lgamma(first + second)
  }
}

// MARK: - Where it stands

extension Bisection {
  /// The commits that the tests have not ruled out, most probable first.
  public var suspects: [(commit: CommitID, probability: Double)] {
    graph.commits.indices.filter { isSuspect[$0] }
      .sorted { (probabilities[$0], $1) > (probabilities[$1], $0) }
      .map { (graph.commits[$0], probabilities[$0]) }
  }

  /// The most tests that are needed if every answer is true: two more than halving needs.
  public var mostTests: Int { Self.halvings(isPossible.count(where: \.self)) + 2 }

  static func halvings(_ count: Int) -> Int {
    count < 2 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount
  }
}

// MARK: - What to test next

extension Bisection {
  public enum Step: Hashable, Sendable {
    /// Test this commit; `badProbability` is how likely it is to fail, `information` what the answer
    /// is expected to give, in bits.
    case test(CommitID, badProbability: Double, information: Double)
    /// The first bad commit, with its probability.
    case found(CommitID, probability: Double)
    /// No test tells the rest apart, because the kernels between them were skipped.
    case undecided([CommitID])
    /// Only commits that cannot change the kernel agree with all answers, so some answer was wrong.
    case impossible([CommitID])
    /// No commit agrees with all answers.
    case contradiction
  }

  /// - Parameter supply: kernels that cost less to test than the rest.
  public func next(from supply: KernelSupply = .none) -> Step {
    let remaining = graph.commits.indices.filter { isSuspect[$0] }
    let possible = remaining.filter { isPossible[$0] }
    guard let first = possible.max(by: { (probabilities[$0], $1) < (probabilities[$1], $0) })
    else {
      return remaining.isEmpty ? .contradiction : .impossible(remaining.map { graph.commits[$0] })
    }
    if possible.count == 1 || (trust.confidence < 1 && probabilities[first] >= trust.confidence) {
      return .found(graph.commits[first], probability: probabilities[first])
    }
    let (sums, counts) = graph.sums(of: probabilities, among: isSuspect, counting: isPossible)
    let left = mostTests - tests.count { $0.verdict != .skip } - 1
    let most = left >= 0 && left < Int.bitWidth - 2 ? 1 << left : (left < 0 ? 1 : Int.max)
    var (best, package, installed): (Choice?, Choice?, Choice?)
    for place in remaining where !isSkipped[place] {
      let (inside, outside) = (counts[place], possible.count - counts[place])
      // Some answers are known if every answer is true.
      guard inside > 0, outside > 0 || trust.passOfBroken > 0 else { continue }
      let larger = max(inside, outside)
      let choice = Choice(
        place: place,
        overBound: trust.passOfBroken > 0 || larger <= most ? 0 : larger - most,
        information: information(min(1, sums[place]))
          * distance(fromSkipped: place, remaining.count))
      choice.replace(&best)
      if supply.packages.contains(graph.commits[place]) { choice.replace(&package) }
      if supply.installed.contains(graph.commits[place]) { choice.replace(&installed) }
    }
    guard let best, let chosen = choice(best, package, installed, supply) else {
      return .undecided(possible.map { graph.commits[$0] })
    }
    let probability = min(1, sums[chosen.place])
    return .test(
      graph.commits[chosen.place], badProbability: probability,
      information: information(probability))
  }

  private func choice(
    _ best: Choice, _ package: Choice?, _ installed: Choice?, _ supply: KernelSupply
  ) -> Choice? {
    if let package {
      let isEnough =
        if supply.use == .only {
          // A kernel that is this surely bad need not be tested.
          trust.passOfBroken <= 0 || package.information >= information(trust.confidence)
        } else {
          package.isNearly(best, supply.enough)
        }
      if isEnough {
        return installed.flatMap { $0.isNearly(package, Self.nearlyAsMuch) ? $0 : nil } ?? package
      }
    }
    return supply.use == .only ? nil : best
  }

  private static let nearlyAsMuch = 0.95

  /// What a test is worth: first that the bound holds, then what it is expected to show.
  private struct Choice {
    let place: Int
    /// How many more commits its worse answer leaves than the tests left can tell apart.
    let overBound: Int
    /// In bits.
    let information: Double

    func replace(_ best: inout Choice?) {
      guard
        best.map({ (-$0.overBound, $0.information) < (-overBound, information) }) ?? true
      else { return }
      best = self
    }

    func isNearly(_ best: Choice, _ part: Double) -> Bool {
      overBound <= best.overBound && information >= part * best.information
    }
  }

  /// Bits that a test is expected to give about whether the first bad commit is in the kernel, which
  /// is so with `probability`.
  private func information(_ probability: Double) -> Double {
    let broken = trust.brokenIsGood ? 1 - probability : probability
    return max(
      0,
      Self.entropy(broken * (1 - trust.passOfBroken))
        - broken * Self.entropy(trust.passOfBroken))
  }

  private static func entropy(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else { return 0 }
    return -probability * log2(probability) - (1 - probability) * log2(1 - probability)
  }

  /// What is next to a kernel that does not build will hardly build either: 0 beside a skipped one,
  /// near 1 from an eighth of what is left.
  private func distance(fromSkipped place: Int, _ remaining: Int) -> Double {
    let reach = max(1, Double(remaining) / 16)
    var factor = 1.0
    for other in isSkipped.indices where isSkipped[other] {
      factor *= 1 - 0.9 * exp(-Double(abs(other - place)) / reach)
    }
    return factor
  }
}
