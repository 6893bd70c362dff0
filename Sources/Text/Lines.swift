/// Where the lines of a text are, first to last.
///
/// A line ends with LF, or with the text if that has something after its last LF. So an empty text has no line, and two LF
/// in a row have an empty one between them. The ranges leave out the LF; a CR before it is left in, see
/// ``UnsafeRawBufferPointer/withoutReturn(_:)``.
@usableFromInline
package struct Lines: Sequence, IteratorProtocol {
  @usableFromInline let text: UnsafeRawBufferPointer
  @usableFromInline var start: Int
  @usableFromInline let end: Int

  @inlinable package init(of text: UnsafeRawBufferPointer, in range: Range<Int>) {
    (self.text, start, end) = (text, range.lowerBound, range.upperBound)
  }

  @inlinable package mutating func next() -> Range<Int>? {
    guard start < end else { return nil }
    let line = start..<(text.firstOffset(of: .newline, in: start..<end) ?? end)
    start = line.upperBound + 1
    return line
  }
}

extension UnsafeRawBufferPointer {
  @inlinable package var lines: Lines { Lines(of: self, in: 0..<count) }

  @inlinable package func lines(in range: Range<Int>) -> Lines { Lines(of: self, in: range) }

  /// A line without the CR at its end.
  @inlinable package func withoutReturn(_ line: Range<Int>) -> Range<Int> {
    guard let last = line.last, self[last] == 0x0D else { return line }
    return line.dropLast()
  }

  /// Where a byte first stands in a range.
  @usableFromInline package func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    guard let baseAddress, !range.isEmpty,
      let found = memchr(baseAddress + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - baseAddress
  }
}

extension UnsafeBufferPointer<UInt8> {
  @inlinable package var lines: Lines { UnsafeRawBufferPointer(self).lines }
}

extension Span<UInt8> {
  /// Where a byte first stands in a range.
  @usableFromInline package func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    withUnsafeBytes { $0.firstOffset(of: byte, in: range) }
  }

  /// Where the line around an offset ends: at its LF, or at the end of the text.
  @inlinable package func lineEnd(from offset: Int) -> Int {
    firstOffset(of: .newline, in: offset..<count) ?? count
  }

  /// The line after the one that ends at `end`; `nil` if there is none.
  @inlinable package func line(after end: Int) -> Range<Int>? {
    end + 1 < count ? end + 1..<lineEnd(from: end + 1) : nil
  }
}
