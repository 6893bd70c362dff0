internal import ChangeModel
import Text

/// The header of a commit, read in one pass over its bytes.
///
/// Tree and parents come first and have fixed widths, as git writes and demands them.
struct CommitHeader {
  let tree: CommitID
  private(set) var firstParent: CommitID?
  private(set) var parentCount = 0
  /// Where name and mail and time of the author stand.
  let author: Range<Int>
  let authorTime, commitTime: Int64
  /// Just after the blank line, or the end.
  let messageStart: Int

  /// `nil` if there is no tree, a parent's name is broken, or there is no author or committer.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let tree = Self.tree(in: bytes) else { return nil }
    self.tree = tree
    var cursor = Self.treeLine
    while Self.has("parent ", at: cursor, in: bytes) {
      guard let parent = Self.id(at: cursor + 7, in: bytes) else { return nil }
      if parentCount == 0 { firstParent = parent }
      parentCount += 1
      cursor += Self.parentLine
    }
    guard Self.has("author ", at: cursor, in: bytes) else { return nil }
    author = (cursor + 7)..<Self.lineEnd(from: cursor + 7, in: bytes)
    authorTime = Self.time(bytes, author)
    cursor = author.upperBound + 1
    guard Self.has("committer ", at: cursor, in: bytes) else { return nil }
    let committer = (cursor + 10)..<Self.lineEnd(from: cursor + 10, in: bytes)
    commitTime = Self.time(bytes, committer)
    cursor = committer.upperBound + 1
    while cursor < bytes.count, bytes[cursor] != .newline {
      cursor = Self.lineEnd(from: cursor, in: bytes) + 1
    }
    messageStart = min(cursor + 1, bytes.count)
  }

  /// The tree alone; the first 46 bytes are enough.
  static func tree(in bytes: UnsafeRawBufferPointer) -> CommitID? {
    has("tree ", at: 0, in: bytes) ? id(at: 5, in: bytes) : nil
  }

  /// What a tag object, whose header starts with it, is about.
  static func taggedObject(in bytes: UnsafeRawBufferPointer) -> CommitID? {
    has("object ", at: 0, in: bytes) ? id(at: 7, in: bytes) : nil
  }

  /// A parent of a header that was read before.
  static func parent(_ number: Int, in bytes: UnsafeRawBufferPointer) -> CommitID {
    id(at: treeLine + number * parentLine + 7, in: bytes)!
  }

  private static let treeLine = 46
  private static let parentLine = 48

  /// 40 digits that end a line.
  private static func id(at start: Int, in bytes: UnsafeRawBufferPointer) -> CommitID? {
    guard start + 40 < bytes.count, bytes[start + 40] == .newline else { return nil }
    return CommitID(hexadecimal: UnsafeRawBufferPointer(rebasing: bytes[start..<(start + 40)]))
  }

  private static func has(
    _ word: StaticString, at start: Int, in bytes: UnsafeRawBufferPointer
  ) -> Bool {
    guard let address = bytes.baseAddress, bytes.count - start >= word.utf8CodeUnitCount else {
      return false
    }
    return memcmp(address + start, word.utf8Start, word.utf8CodeUnitCount) == 0
  }

  /// The place of the next newline, or the end.
  private static func lineEnd(from start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    guard start < bytes.count else { return bytes.count }
    return bytes.firstOffset(of: .newline, in: start..<bytes.count) ?? bytes.count
  }

  /// The number after the last `>` of `Name <mail> 1462012345 +0200`; 0 when a broken line has none.
  private static func time(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> Int64 {
    var cursor = line.upperBound
    while cursor > line.lowerBound, bytes[cursor - 1] != UInt8(ascii: ">") { cursor -= 1 }
    guard cursor > line.lowerBound else { return 0 }
    while cursor < line.upperBound, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
    let isNegative = cursor < line.upperBound && bytes[cursor] == UInt8(ascii: "-")
    if isNegative { cursor += 1 }
    var value: Int64 = 0
    while cursor < line.upperBound, value < 1 << 50, bytes[cursor].isDigit {
      value = value * 10 + Int64(bytes[cursor] - 0x30)
      cursor += 1
    }
    return isNegative ? -value : value
  }
}
