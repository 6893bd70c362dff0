import TestSupport
import Testing

@testable import Git

@Suite("Comparing lines") struct LineDifferenceTests {
  private struct Found {
    var text: [UInt8] = []
    var lineCount = 0
    var areCountsRight = true
  }

  /// Makes the new text from the old one and the changes.
  private func follow(_ old: [UInt8], _ new: [UInt8], _ lines: inout LineDifference) -> Found {
    var found = Found()
    var last = 0
    old.withUnsafeBytes { before in
      new.withUnsafeBytes { after in
        lines.forEachChange(from: before, to: after) { change in
          found.text += old[last..<change.old.lowerBound] + new[change.new]
          last = change.old.upperBound
          found.lineCount += change.oldCount + change.newCount
          if LineDifference.lineCount(before, change.old) != change.oldCount
            || LineDifference.lineCount(after, change.new) != change.newCount
          {
            found.areCountsRight = false
          }
        }
      }
    }
    found.text += old[last...]
    return found
  }

  /// The length of the longest common subsequence, by the textbook's table.
  private func commonCount(_ a: [ArraySlice<UInt8>], _ b: [ArraySlice<UInt8>]) -> Int {
    var row = Array(repeating: 0, count: b.count + 1)
    for x in a {
      var diagonal = 0
      for (place, y) in b.enumerated() {
        let above = row[place + 1]
        row[place + 1] = x == y ? diagonal + 1 : max(above, row[place])
        diagonal = above
      }
    }
    return row[b.count]
  }

  private func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    var found: [ArraySlice<UInt8>] = []
    var start = 0
    for (place, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
      found.append(text[start...place])
      start = place + 1
    }
    return start < text.count ? found + [text[start...]] : found
  }

  private func text(
    _ count: ClosedRange<Int>, words: Int, _ random: inout SeededGenerator
  ) -> [UInt8] {
    let lines = (0..<Int.random(in: count, using: &random)).map { _ in
      "\(Int.random(in: 0..<words, using: &random))"
    }
    return Array((lines.joined(separator: "\n") + (Bool.random(using: &random) ? "\n" : "")).utf8)
  }

  @Test("small texts: the changes lead from one to the other, and none could be spared")
  func shortest() {
    var random = SeededGenerator(seed: 7)
    var difference = LineDifference()
    for round in 0..<1500 {
      let words = [2, 3, 5, 20, 100][round % 5]
      let old = text(0...30, words: words, &random)
      let new = text(0...30, words: words, &random)
      let found = follow(old, new, &difference)
      #expect(found.text == new)
      #expect(found.areCountsRight)
      let (a, b) = (lines(of: old), lines(of: new))
      #expect(found.lineCount == a.count + b.count - 2 * commonCount(a, b))
    }
  }

  @Test("large texts without likeness: the search ends, and the changes lead from one to the other")
  func bounded() {
    var random = SeededGenerator(seed: 8)
    var difference = LineDifference()
    for words in [2, 300, 4000] {
      let old = text(5000...6000, words: words, &random)
      let new = text(5000...6000, words: words, &random)
      let found = follow(old, new, &difference)
      #expect(found.text == new)
      #expect(found.areCountsRight)
    }
  }
}
