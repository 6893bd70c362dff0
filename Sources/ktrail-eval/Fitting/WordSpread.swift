import ChangeModel
import Culprits
import Foundation
import Text

/// How evenly the words of a history are spread over the areas of its tree.
///
/// Two changes that share `ovl` are mostly in one place; two that share `nevertheless` are so no more often than any two.
/// What a word says of the place is the ratio of both.
struct WordSpread {
  private struct Count {
    var surface: String
    var changes = 0
    /// Sum over the changes of the squared shares of their areas: what a change has in common with itself.
    var own = 0.0
    var areas: [Int: Double] = [:]
  }

  private var counts: [UInt64: Count] = [:]
  private var areaNumbers: [String: Int] = [:]
  private var all = Count(surface: "")

  /// Words of fewer changes are names of something, or chance.
  private static let fewestChanges = 20
  private static let mostPaths = 60

  mutating func add(_ change: EnrichedChange) {
    var areas: Set<Int> = []
    for path in (change.touchedPaths ?? []).prefix(Self.mostPaths) {
      if let area = Area.path(of: path) { areas.insert(number(of: area)) }
    }
    guard !areas.isEmpty else { return }
    let share = 1 / Double(areas.count)
    var seen: Set<UInt64> = []
    func count(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) {
      guard token.kind == .word, seen.insert(token.hash).inserted else { return }
      let surface = String(decoding: text[token.range], as: UTF8.self).lowercased()
      Self.add(areas, share, to: &counts[token.hash, default: Count(surface: surface)])
      if surface.utf8.count < counts[token.hash]?.surface.utf8.count ?? 0 {
        counts[token.hash]?.surface = surface
      }
    }
    change.commit.subject.withBytes { text in
      Tokenizer.forEachToken(in: text) { count($0, text) }
    }
    change.commit.body.withBytes { text in
      MessageText.forEachLine(of: text) { line in
        Tokenizer.forEachToken(in: text, range: line) { count($0, text) }
      }
    }
    Self.add(areas, share, to: &all)
  }

  private static func add(_ areas: Set<Int>, _ share: Double, to count: inout Count) {
    count.changes += 1
    count.own += share
    for area in areas { count.areas[area, default: 0] += share }
  }

  private mutating func number(of area: String) -> Int {
    if let number = areaNumbers[area] { return number }
    areaNumbers[area] = areaNumbers.count
    return areaNumbers.count - 1
  }

  /// How many changes were counted.
  var changes: Int { all.changes }

  /// Each word with how much likelier two of its changes are to be in one place than any two, in alphabetical order.
  var words: [(word: String, ratio: Double)] {
    let base = Self.likeness(of: all)
    return counts.values.filter { $0.changes >= Self.fewestChanges }
      .map { (word: $0.surface, ratio: Self.likeness(of: $0) / base) }
      .sorted { $0.word < $1.word }
  }

  private static func likeness(of count: Count) -> Double {
    let squares = count.areas.values.reduce(0) { $0 + $1 * $1 }
    let pairs = Double(count.changes) * Double(count.changes - 1)
    return max(0, squares - count.own) / max(1, pairs)
  }
}
