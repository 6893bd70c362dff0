import Text

/// Goes through a text line by line, as `Lines` does, and counts; a line end is LF, or CR LF.
struct LineReader {
  let bytes: [UInt8]
  private var next: Int
  private let end: Int
  /// The number of the line read last, counted from 1.
  private(set) var line: Int

  /// Reads `range` of `bytes`, whose first line has the number `firstLine`.
  init(_ bytes: [UInt8], range: Range<Int>? = nil, firstLine: Int = 1) {
    let range = range ?? 0..<bytes.count
    self.bytes = bytes
    next = range.lowerBound
    end = range.upperBound
    line = firstLine - 1
  }

  /// The next line without its end, or `nil` after the last.
  mutating func nextLine() -> Range<Int>? {
    guard next < end else { return nil }
    let start = next
    line += 1
    return bytes.withUnsafeBytes { bytes in
      let lineEnd = bytes.firstOffset(of: .newline, in: start..<end) ?? end
      next = lineEnd + 1
      return bytes.withoutReturn(start..<lineEnd)
    }
  }
}
