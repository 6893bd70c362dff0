import Bisection
import ChangeModel
import Testing

@Suite("Expected number of tests") struct BisectionEstimateTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let probabilities: [Double]
    let weighted: ClosedRange<Double>
    let plain: Int
  }

  static let examples = [
    Example(testDescription: "no candidate", probabilities: [], weighted: 0...0, plain: 0),
    Example(testDescription: "one candidate", probabilities: [1], weighted: 0...0, plain: 0),
    Example(testDescription: "two", probabilities: [0.9, 0.1], weighted: 0.999...1.001, plain: 1),
    Example(
      testDescription: "a power of two, all equal", probabilities: Array(repeating: 1, count: 8),
      weighted: 2.999...3.001, plain: 3),
    Example(
      testDescription: "five, all equal: three leaves at depth 2 and two at depth 3",
      probabilities: Array(repeating: 0.2, count: 5), weighted: 2.399...2.401, plain: 3),
    Example(
      testDescription: "halves: the mean depth is 1 + 1/2 + 1/4",
      probabilities: [0.5, 0.25, 0.125, 0.125], weighted: 1.749...1.751, plain: 2),
    Example(
      testDescription: "all zero counts as all equal", probabilities: [0, 0, 0, 0],
      weighted: 1.999...2.001, plain: 2),
    Example(
      testDescription: "what is not a probability counts as zero",
      probabilities: [.nan, -1, .infinity, 0], weighted: 1.999...2.001, plain: 2),
    Example(
      testDescription: "a sum beyond the largest number",
      probabilities: [.greatestFiniteMagnitude, .greatestFiniteMagnitude], weighted: 0.999...1.001,
      plain: 1),
  ]

  @Test("is the mean depth of the candidates in the tree of tests", arguments: examples)
  func expects(_ example: Example) {
    let estimate = BisectionEstimate.expected(probabilities: example.probabilities)
    #expect(example.weighted.contains(estimate.weighted))
    #expect(estimate.plain == example.plain)
  }

  @Test(
    "a sure suspect takes two tests among thousands, wherever it stands",
    arguments: [0, 1, 2_048, 4_095])
  func sureSuspect(at position: Int) {
    var probabilities = Array(repeating: 0.01 / 4_095, count: 4_096)
    probabilities[position] = 0.99
    let estimate = BisectionEstimate.expected(probabilities: probabilities)
    #expect(estimate.plain == 12)
    #expect(estimate.weighted < 2.2)
  }

  @Test("costs hardly more than halving when the ranking says little")
  func isBounded() {
    var state: UInt64 = 7
    for count in [3, 17, 100, 1_000] {
      let values = (0..<count).map { _ -> Double in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) + 1
      }
      let total = values.reduce(0, +)
      let estimate = BisectionEstimate.expected(probabilities: values.map { $0 / total })
      #expect(estimate.weighted <= Double(estimate.plain) + 0.5)
      #expect(estimate.weighted >= 1)
    }
  }

  @Test("a line of ever smaller halves does not overflow the stack")
  func isDeep() {
    let probabilities = (0..<50_000).map { 1 / Double(1 << min($0, 60)) }
    #expect(BisectionEstimate.expected(probabilities: probabilities).weighted < 4)
  }
}
