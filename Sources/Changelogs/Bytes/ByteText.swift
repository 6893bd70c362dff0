import Text

/// A stretch of bytes read as text: compared and cut without decoding.
///
/// A changelog of 111,750 entries is cut some million times, so cutting costs two integers.
/// Decoding happens once, at the end, in ``string``.
struct ByteText {
  let bytes: [UInt8]
  private(set) var start: Int
  private(set) var end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    (self.bytes, start, end) = (bytes, range.lowerBound, range.upperBound)
  }

  init(_ bytes: [UInt8]) { self.init(bytes, 0..<bytes.count) }

  init(_ text: String) { self.init(Array(text.utf8)) }

  var isEmpty: Bool { start >= end }
  var count: Int { end - start }
  var first: UInt8? { start < end ? bytes[start] : nil }
  var last: UInt8? { start < end ? bytes[end - 1] : nil }
  var slice: ArraySlice<UInt8> { bytes[start..<end] }

  /// The byte `offset` places after the first; `nil` past the end.
  func byte(at offset: Int) -> UInt8? {
    start + offset < end ? bytes[start + offset] : nil
  }

  /// As UTF-8, or, where it is none, as Latin-1, in which every byte is a character.
  var string: String {
    String(utf8OrLatin1: slice)
  }

  func dropFirst(_ count: Int) -> ByteText { ByteText(bytes, min(start + count, end)..<end) }
  func dropLast(_ count: Int) -> ByteText { ByteText(bytes, start..<max(end - count, start)) }
  func prefix(_ count: Int) -> ByteText { ByteText(bytes, start..<min(start + count, end)) }

  /// The text between two offsets from the first byte.
  subscript(offsets: Range<Int>) -> ByteText {
    ByteText(bytes, (start + offsets.lowerBound)..<(start + offsets.upperBound))
  }

  var trimmed: ByteText {
    var text = self
    while let byte = text.first, byte.isBlank { text.start += 1 }
    return text.trimmedRight
  }

  var trimmedRight: ByteText {
    var text = self
    while let byte = text.last, byte.isBlank { text.end -= 1 }
    return text
  }

  func starts(with word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard count >= length else { return false }
    return word.withUTF8Buffer { buffer in
      for offset in 0..<length where bytes[start + offset] != buffer[offset] { return false }
      return true
    }
  }

  /// The offset of the first `byte`, if any, not before `offset`.
  func offset(of byte: UInt8, from offset: Int = 0) -> Int? {
    var index = start + offset
    while index < end {
      if bytes[index] == byte { return index - start }
      index += 1
    }
    return nil
  }

  /// The offset of the first byte that is such.
  func offset(where isSuch: (UInt8) -> Bool) -> Int? {
    slice.firstIndex(where: isSuch).map { $0 - start }
  }

  func lastOffset(of byte: UInt8) -> Int? {
    var index = end - 1
    while index >= start {
      if bytes[index] == byte { return index - start }
      index -= 1
    }
    return nil
  }

  /// The offset of the first place where `word` stands, not before `offset`.
  func offset(of word: StaticString, from offset: Int = 0) -> Int? {
    let initial = word.utf8Start.pointee  // a literal is never empty here
    let last = count - word.utf8CodeUnitCount
    var index = offset
    while index <= last, let found = self.offset(of: initial, from: index), found <= last {
      if dropFirst(found).starts(with: word) { return found }
      index = found + 1
    }
    return nil
  }

  func contains(_ word: StaticString) -> Bool { offset(of: word) != nil }

  /// Whether a hyphen broke a word at the end of this line, which `next` goes on with: `mem-`,
  /// `hotplug: fix it`.
  ///
  /// The hyphen stays. Most programs that wrap lines break a word only where it has one, and those that compare
  /// subjects look at letters and digits alone.
  func isBroken(before next: ByteText) -> Bool {
    guard last == UInt8(ascii: "-"), count > 1, bytes[end - 2].isLetter || bytes[end - 2].isDigit,
      let first = next.first, first.isLetter || first.isDigit
    else { return false }
    // "pre- and post-", "32- to 64-bit"
    return !(next.starts(with: "and ") || next.starts(with: "or ") || next.starts(with: "to "))
  }

  /// Whether a commit begins here as `git log` prints it, `commit <40 digits>`, and nothing but its decorations or its
  /// parents follows: messages have "commit <40 digits> upstream."
  var isCommitHeading: Bool {
    guard starts(with: "commit "), count >= 47, self[7..<47].slice.allSatisfy(\.isHexDigit) else {
      return false
    }
    let tail = dropFirst(47)
    guard let first = tail.first else { return true }
    let rest = tail.trimmed
    return first.isBlank
      && (rest.isEmpty || rest.first == UInt8(ascii: "(") && rest.last == UInt8(ascii: ")")
        || rest.words.allSatisfy { $0.count == 40 && $0.slice.allSatisfy(\.isHexDigit) })
  }

  /// The words between blanks and commas.
  var words: [ByteText] {
    var result: [ByteText] = []
    var wordStart = start
    var index = start
    while index <= end {
      if index == end || bytes[index].isBlank || bytes[index] == UInt8(ascii: ",") {
        if index > wordStart { result.append(ByteText(bytes, wordStart..<index)) }
        wordStart = index + 1
      }
      index += 1
    }
    return result
  }

  /// The offset of the bracket that the last byte closes; brackets inside it are balanced.
  func offsetOfOpening(_ opening: UInt8, for closing: UInt8) -> Int? {
    var depth = 0
    var index = end - 1
    while index >= start {
      if bytes[index] == closing { depth += 1 }
      if bytes[index] == opening {
        depth -= 1
        if depth == 0 { return index - start }
      }
      index -= 1
    }
    return nil
  }
}
