import Text

/// Finds the line that git puts after a hunk's line numbers: the nearest one before it that begins with a letter, `_` or
/// `$` ("Defining a custom hunk-header" in gitattributes(5)). It names a function, a type or a table.
struct HunkHeading {
  private let text: UnsafeRawBufferPointer
  /// Where the last search began, and what it found.
  private var last = 0
  private var found: Range<Int>?

  /// Bytes, as in git.
  private static let longest = 80

  init(in text: UnsafeRawBufferPointer) { self.text = text }

  /// The heading of a hunk whose first line starts at `place`; places must ascend.
  mutating func heading(before place: Int) -> UnsafeRawBufferPointer? {
    var end = place
    while end > last {
      var start = end - 1
      while start > last, text[start - 1] != UInt8(ascii: "\n") { start -= 1 }
      if Self.opens(text[start]) {
        found = start..<min(end, start + Self.longest)
        break
      }
      end = start
    }
    last = place
    return found.map { UnsafeRawBufferPointer(rebasing: text[$0]) }
  }

  private static func opens(_ byte: UInt8) -> Bool {
    byte.isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
  }
}
