import Foundation

/// A question whose answers are known.
struct SearchCase: Codable {
  let id, clone, split, kind, question, grep: String
  /// Full ids; each list is one change, which a clone may have several times.
  let right, related: [[String]]

  static func read(_ path: String) throws -> [SearchCase] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return try text.split(separator: "\n").map {
      try JSONDecoder().decode(SearchCase.self, from: Data($0.utf8))
    }
  }
}

/// How well a list of commits answers a question.
struct SearchScore {
  /// Place of the first right commit, from 1.
  let rank: Int?
  /// nDCG@10: a right commit gains 3, a related one 1, halved by the logarithm of its place; as a share of the best
  /// order (Järvelin and Kekäläinen, 2002).
  let gain: Double

  private static let depth = 10

  init(_ question: SearchCase, found: [String]) {
    var changes: [String: (number: Int, gain: Double)] = [:]
    for (number, change) in (question.right + question.related).enumerated() {
      for id in change { changes[id] = (number, number < question.right.count ? 3 : 1) }
    }
    rank = found.firstIndex { changes[$0]?.gain == 3 }.map { $0 + 1 }
    var seen: Set<Int> = []
    var sum = 0.0
    for (place, id) in found.prefix(Self.depth).enumerated() {
      guard let change = changes[id], seen.insert(change.number).inserted else { continue }
      sum += change.gain / log2(Double(place + 2))
    }
    let best = question.right.map { _ in 3.0 } + question.related.map { _ in 1.0 }
    let ideal = best.prefix(Self.depth).enumerated().reduce(0) {
      $0 + $1.element / log2(Double($1.offset + 2))
    }
    gain = ideal > 0 ? sum / ideal : 0
  }
}
