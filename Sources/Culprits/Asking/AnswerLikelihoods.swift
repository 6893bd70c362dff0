#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How likely each answer to a question is, by which of the options are right: one of so many, or none of them.
struct AnswerLikelihoods {
  let options: Int
  /// How often another answer is given where one is right.
  let error: Double
  /// How often each option is picked where none is right.
  let otherwise: [Double]

  /// By answer, the last of which is "none".
  ///
  /// - Parameter right: those that are right; of several each is as good.
  func row(_ right: [Int]) -> [Double] {
    guard !right.isEmpty else { return otherwise + [1 - otherwise.reduce(0, +)] }
    var row = [Double](repeating: 0, count: options + 1)
    // A wrong answer is another option, or "none" if there is no other.
    let others = max(1, options - 1)
    for option in right {
      for answer in 0..<(options > 1 ? options : 2) {
        row[answer] +=
          (answer == option ? 1 - error : error / Double(others)) / Double(right.count)
      }
    }
    return row
  }

  /// The bits by which the answer is expected to lower the entropy of the suspects: what the answers differ by on the whole,
  /// less what they differ by for one suspect.
  ///
  /// - Parameter suspects: each with its probability, and the options that are right if it is the cause.
  func gain(_ suspects: [(probability: Double, right: [Int])]) -> Double {
    var masses: [[Int]: Double] = [:]
    for suspect in suspects { masses[suspect.right, default: 0] += suspect.probability }
    let total = masses.values.reduce(0, +)
    guard total > 0 else { return 0 }
    var answers = [Double](repeating: 0, count: options + 1)
    var certain = 0.0
    // In an order of their own, so that equal input gives equal bytes.
    for (right, mass) in masses.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let row = row(right)
      for answer in row.indices { answers[answer] += mass / total * row[answer] }
      certain += mass / total * Self.entropy(row)
    }
    return max(0, Self.entropy(answers) - certain)
  }

  private static func entropy(_ shares: [Double]) -> Double {
    shares.reduce(0) { $1 > 0 ? $0 - $1 * log2($1) : $0 }
  }
}
