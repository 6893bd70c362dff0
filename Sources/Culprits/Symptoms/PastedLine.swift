internal import Text

/// A line of a paste, with those that a mail or a screen broke off it.
struct PastedLine {
  /// Without what a logger put before it, see ``LogPrefix``; with line breaks inside where it was broken.
  var content: Range<Int>
  /// Counted from 1.
  var numbers: ClosedRange<Int>
  /// Whether blanks stand before it.
  let isIndented: Bool
  /// Its beginning, which says what it is.
  private(set) var text: String
  private(set) var words: [Substring]
  private(set) var marks: LineMarks

  /// As much as is looked at.
  private static let longestLook = 1024

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ content: Range<Int>, whole: Range<Int>, number: Int) {
    self.content = content
    numbers = number...number
    let first = whole.isEmpty ? nil : bytes[whole.lowerBound]
    isIndented =
      first == 0x09 || first == 0x20
      || (content.lowerBound - whole.lowerBound >= 2
        && bytes[content.lowerBound - 2].isSpaceOrTab)
    text = Self.look(bytes, content)
    words = text.split(whereSeparator: Self.isBlank)
    let rebased = UnsafeBufferPointer(rebasing: bytes[content])
    marks = MarkTable.shared.marks(in: UnsafeRawBufferPointer(rebased)).marks
  }

  /// The line, and the one after it that was broken off.
  mutating func join(_ next: PastedLine, _ bytes: UnsafeBufferPointer<UInt8>) {
    content = content.lowerBound..<next.content.upperBound
    numbers = numbers.lowerBound...next.numbers.upperBound
    text = Self.look(bytes, content)
    // Marks of quotes stand between the two.
    words = text.split(whereSeparator: Self.isBlank).filter { !$0.allSatisfy { $0 == ">" } }
    marks.formUnion(next.marks)
  }

  private static func look(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: bytes[range].prefix(longestLook), as: UTF8.self)
  }

  private static func isBlank(_ character: Character) -> Bool {
    character == " " || character == "\t" || character.isNewline
  }

  var isBlank: Bool { words.isEmpty }

  /// A frame of the kernel, or what heads its reports.
  var isOfKernel: Bool { marks.isOfReport || words.contains { Self.isFrame($0) } }

  private static func isFrame(_ word: Substring) -> Bool {
    word.contains("+0x") && Word(String(word)).functionWithOffset != nil
  }

  /// `RIP` of `RIP: 0010:foo`, the first word without punctuation after it.
  var first: Substring { words.first ?? "" }

  /// What stands before the first colon and after it: `Server Version`, `19.03.15`. Marks of lists and of emphasis are left
  /// out.
  var keyAndValue: (key: String, value: Substring)? {
    var rest = Substring(text)
    while let mark = rest.first, " \t-*#>+_`•|".contains(mark) { rest.removeFirst() }
    guard let colon = rest.utf8.prefix(60).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let key = rest[..<colon].filter { !"*_`".contains($0) }
    var value = rest[rest.utf8.index(after: colon)...]
    while let mark = value.first, " \t*_`".contains(mark) { value.removeFirst() }
    while let mark = value.last, " \t\r*_`|".contains(mark) { value.removeLast() }
    let name = key.split(separator: " ").joined(separator: " ").lowercased()
    return name.isEmpty ? nil : (name, value)
  }
}

extension String {
  /// Whether the bytes of another stand in it.
  func has(_ other: String) -> Bool {
    var (text, wanted) = (self, other)
    return text.withUTF8 { text in
      wanted.withUTF8 { wanted in
        guard let first = wanted.first, wanted.count <= text.count else { return false }
        let bytes = UnsafeRawBufferPointer(text)
        let last = text.count - wanted.count
        var start = 0
        while start <= last, let place = bytes.firstOffset(of: first, in: start..<(last + 1)) {
          if wanted.indices.allSatisfy({ text[place + $0] == wanted[$0] }) { return true }
          start = place + 1
        }
        return false
      }
    }
  }
}
