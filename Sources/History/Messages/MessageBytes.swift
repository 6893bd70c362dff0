internal import ChangeModel
internal import Text

/// Lines and words of a message by offset: nothing is copied, and every access is checked, byte by byte or for a range
/// at once.
///
/// Offsets count from the start of the span; a line's range leaves out its end.
extension Span<UInt8> {
  /// The first offset at which a byte does not pass the test; `end` if there is none.
  @inline(__always)
  func skip(from offset: Int, to end: Int, while passes: (UInt8) -> Bool) -> Int {
    precondition(offset >= 0 && end <= count)
    var next = offset
    while next < end, passes(self[unchecked: next]) { next += 1 }
    return next
  }

  /// A range without the bytes at both ends that pass the test.
  @inline(__always)
  func trimming(_ range: Range<Int>, where passes: (UInt8) -> Bool) -> Range<Int> {
    let start = skip(from: range.lowerBound, to: range.upperBound, while: passes)
    var end = range.upperBound
    while end > start, passes(self[unchecked: end - 1]) { end -= 1 }
    return start..<end
  }

  /// Whether these letters stand at `offset`, in either case.
  ///
  /// - Parameter letters: in lower case.
  @inline(__always)
  func has(_ letters: StaticString, at offset: Int) -> Bool {
    let length = letters.utf8CodeUnitCount
    guard offset >= 0, offset + length <= count else { return false }
    let wanted = letters.utf8Start
    for place in 0..<length
    where self[unchecked: offset + place].lowercased != wanted[place] { return false }
    return true
  }

  /// The first eight letters of a word, in lower case, as a number.
  @inline(__always)
  func key(of word: Range<Int>) -> UInt64 {
    if word.count >= 8 || word.lowerBound + 8 <= count {
      let eight = bytes.unsafeLoadUnaligned(fromByteOffset: word.lowerBound, as: UInt64.self)
      let letters = UInt64(littleEndian: eight) | 0x2020_2020_2020_2020
      return word.count >= 8 ? letters : letters & (1 << UInt64(word.count * 8) - 1)
    }
    var key: UInt64 = 0
    for place in word.reversed() { key = key << 8 | UInt64(self[place] | 0x20) }
    return key
  }

  /// Whether the range is nothing but these letters, in either case.
  func equals(_ letters: StaticString, _ range: Range<Int>) -> Bool {
    range.count == letters.utf8CodeUnitCount && has(letters, at: range.lowerBound)
  }

  /// Where these letters first stand in the range, in either case.
  func firstOffset(of letters: StaticString, in range: Range<Int>) -> Int? {
    var start = range.lowerBound
    while start + letters.utf8CodeUnitCount <= range.upperBound {
      if has(letters, at: start) { return start }
      start += 1
    }
    return nil
  }

  /// The next word without the punctuation around it; `range` then begins after it.
  @inline(__always)
  func takeWord(from range: inout Range<Int>) -> Range<Int>? {
    let start = skip(from: range.lowerBound, to: range.upperBound) { $0.isWhite || $0.isMark }
    guard start < range.upperBound else { return nil }
    let end = skip(from: start, to: range.upperBound) { !$0.isWhite && !$0.endsID }
    let word = trimming(start..<end, where: \.isMark)
    range = word.upperBound..<range.upperBound
    return word
  }

  /// Text as git keeps it: UTF-8 or Latin-1.
  func text(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { bytes in
      String(utf8OrLatin1: bytes)
    }
  }

  /// Text as git keeps it, on one line: a line's end and the blanks around it stand for one blank.
  func unwrapped(_ range: Range<Int>) -> String {
    let text = text(range)
    guard range.contains(where: { self[$0] == .newline }) else { return text }
    return text.utf8.split(whereSeparator: \.isWhite).map { String(Substring($0)) }
      .joined(separator: " ")
  }

  func commitID(_ range: Range<Int>) -> AbbreviatedCommitID? {
    extracting(range).withUnsafeBufferPointer { AbbreviatedCommitID(utf8: $0) }
  }

  /// Whether this range may be a commit id: nothing but `least` to 40 hexadecimal digits.
  func isCommitID(_ range: Range<Int>, atLeast least: Int) -> Bool {
    (least...40).contains(range.count)
      && skip(from: range.lowerBound, to: range.upperBound, while: \.isHexDigit)
        == range.upperBound
  }

  /// Whether two ranges begin alike, as far as the shorter one goes, in either case.
  func beginAlike(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    for (place, otherPlace) in zip(one, other)
    where self[place].lowercased != self[otherPlace].lowercased {
      return false
    }
    return true
  }
}

extension UInt8 {
  /// Punctuation that may stand around a word or an id.
  @inline(__always)
  var isMark: Bool { Self.marks.contains(self) }

  /// Punctuation that follows an id without a blank: `1a2b3c4d5e6f("subject")`.
  @inline(__always)
  var endsID: Bool {
    self == UInt8(ascii: "(") || self == UInt8(ascii: ",") || self == UInt8(ascii: "\"")
  }

  private static let marks = ASCIISet("()[]{}<>\"'`^.,:;=*#")
}

/// Some of the 128 characters, a bit each.
private struct ASCIISet {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ characters: StaticString) {
    characters.withUTF8Buffer { bytes in
      for byte in bytes {
        if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
      }
    }
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let bits = byte < 64 ? low : byte < 128 ? high : 0
    return bits >> UInt64(byte & 63) & 1 != 0
  }
}
