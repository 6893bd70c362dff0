import Culprits
import ToolSupport

/// One query with its measured candidates, as the fit sees it.
struct Sample: Sendable {
  /// Of the case: all its queries are in one fold.
  let id: String
  let set: String
  let query: CulpritCase.Query
  /// Each candidate's measurements, one candidate after another.
  private let values: [Float]
  let isRight: [Bool]
  /// How much the symptom says of a place.
  let said: Double

  var count: Int { isRight.count }

  init(
    id: String, set: String, query: CulpritCase.Query, _ measurement: Measurement, isRight: [Bool]
  ) {
    (self.id, self.set, self.query, self.isRight) = (id, set, query, isRight)
    said = measurement.said
    values = measurement.vectors.flatMap { $0.values.map(Float.init) }
  }

  /// The measurements of one candidate, in the order of `Feature`.
  func vector(_ candidate: Int) -> ArraySlice<Float> {
    let width = Feature.allCases.count
    return values[(candidate * width)..<((candidate + 1) * width)]
  }

  func value(_ feature: Feature, of candidate: Int) -> Double {
    Double(values[candidate * Feature.allCases.count + feature.rawValue])
  }

  /// The logarithm of each candidate's odds, up to a constant.
  func scores(_ weights: [Double]) -> [Double] {
    (0..<count).map { candidate in
      zip(vector(candidate), weights).reduce(0) { $0 + Double($1.0) * $1.1 }
    }
  }
}

/// The candidates of a sample that the fit looks at: all right ones, the hardest, and some others
/// that stand for the rest.
struct Choice {
  let candidates: [Int]
  /// Added to a candidate's score: the logarithm of how many it stands for.
  let offsets: [Double]

  private static let hardest = 150
  private static let others = 150

  init(from sample: Sample, _ generator: inout SplitMix64) {
    let order = (0..<sample.count).sorted {
      let (left, right) = (
        sample.value(.text, of: $0) + sample.value(.diff, of: $0),
        sample.value(.text, of: $1) + sample.value(.diff, of: $1)
      )
      return (left, $1) > (right, $0)
    }
    var kept = order.prefix(Self.hardest).map { $0 }
    var rest: [Int] = []
    for candidate in order.dropFirst(Self.hardest) {
      if sample.isRight[candidate] { kept.append(candidate) } else { rest.append(candidate) }
    }
    let drawn = rest.shuffled(using: &generator).prefix(Self.others)
    let each = drawn.isEmpty ? 0 : (Double(rest.count) / Double(drawn.count)).logarithm
    candidates = kept + drawn
    offsets =
      Array(repeating: 0, count: kept.count) + Array(repeating: each, count: drawn.count)
  }
}
