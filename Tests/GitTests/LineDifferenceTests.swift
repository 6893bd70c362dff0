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

  @Test("different lines stay different, whatever their hashes are")
  func differentLines() {
    // Found against the hash that was used before, which told nothing but itself.
    let old = Array("int f(void)\n{\n  uid = old_uid;\n}\n".utf8)
    let new = Array("int f(void)\n{\nE>1N:x&qFxJ=.qcv\n}\n".utf8)
    var difference = LineDifference()
    let found = follow(old, new, &difference)
    #expect(found.text == new)
    #expect(found.lineCount == 2)
  }

  @Test("very many lines that were made to have one hash are told apart")
  func manyAlike() {
    // Each pair of words was one and the same to the hash before: both with and without the topmost bits.
    func text(_ last: String) -> [UInt8] {
      (0..<(1 << 11)).flatMap { number -> [UInt8] in
        (0..<11).flatMap { bit -> [UInt8] in
          let isSet = number >> bit & 1 == 1
          var pair = Array("aaaaaaabbbbcbbbb".utf8)
          if isSet {
            pair[7] ^= 0x80
            pair[15] ^= 0x80
            pair[12] ^= 0x04
          }
          return pair
        } + Array("\n".utf8)
      } + Array(last.utf8)
    }
    let (old, new) = (text("x\n"), text("y\n"))
    var difference = LineDifference()
    #expect(follow(old, new, &difference).text == new)
    #expect(follow(text(""), old, &difference).lineCount == 1)
  }
}
