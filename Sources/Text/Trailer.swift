/// A line such as `Reported-by: Jane Doe <jane@example.org>`: what commit messages end with, and git-interpret-trailers(1)
/// reads.
@usableFromInline
package struct Trailer<Line: BidirectionalCollection<UInt8>> {
  /// What stands before the first colon; not empty, in the case in which it was written.
  @usableFromInline package let key: Line.SubSequence
  /// Without the blanks around it; may be empty.
  @usableFromInline package let value: Line.SubSequence

  /// What has no colon in as many bytes and one more is prose.
  @usableFromInline static var longestKey: Int { 32 }

  /// - Parameter line: without its end. Blanks before the key are part of it, since indented lines are quotations.
  @inlinable package init?(_ line: Line) {
    guard let colon = line.prefix(Self.longestKey + 1).firstIndex(of: UInt8(ascii: ":")),
      colon > line.startIndex
    else { return nil }
    key = line[..<colon]
    let rest = line[line.index(after: colon)...].drop(while: \.isBlank)
    value = rest[..<(rest.lastIndex { !$0.isBlank }.map(rest.index(after:)) ?? rest.startIndex)]
  }

  /// Whether the key is this one, in either case.
  ///
  /// - Parameter name: in lower case.
  @inlinable package func isNamed(_ name: StaticString) -> Bool {
    key.lazy.map(\.lowercased).elementsEqual(
      UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }
}
