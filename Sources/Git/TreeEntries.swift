internal import ChangeModel
import Text

/// A cursor over the bytes of a tree: entries of `<octal mode> <name>\0<20 bytes of id>`, in git's own order.
///
/// That order compares names as bytes, a directory's as if it ended in `/`. The cursor borrows the bytes, which must
/// outlive it.
struct TreeEntries {
  private let bytes: UnsafeRawBufferPointer
  /// Where its entry starts; the number of bytes at the end.
  private(set) var start: Int
  private var nameStart = 0
  /// Just after the name: the place of its NUL.
  private var nameEnd = 0

  /// - Parameter start: of an entry, or the number of bytes.
  init(_ bytes: UnsafeRawBufferPointer, at start: Int = 0) {
    (self.bytes, self.start) = (bytes, start)
    locate()
  }

  /// Whether the cursor stands on an entry. A cut-off last entry counts as the end.
  var hasEntry: Bool { start < bytes.count }

  var name: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[nameStart..<nameEnd]) }

  /// Directories have the mode 40000 (old tools wrote 040000); files start with 1, so do links and submodules.
  var isTree: Bool { bytes[start] == UInt8(ascii: "4") || bytes[start] == UInt8(ascii: "0") }

  /// Files have 100644 or 100755; links start with 12, submodules, whose target is in no clone of ours, with 16.
  var isFile: Bool { bytes[start] == UInt8(ascii: "1") && bytes[start + 1] == UInt8(ascii: "0") }

  var target: CommitID {
    CommitID(unchecked: bytes.baseAddress! + nameEnd + 1)  // `locate` found an entry, so not empty
  }

  mutating func advance() {
    start = nameEnd + 21
    locate()
  }

  private mutating func locate() {
    var cursor = start
    while cursor < bytes.count, bytes[cursor] != UInt8(ascii: " ") { cursor += 1 }
    nameStart = cursor + 1
    while cursor < bytes.count, bytes[cursor] != 0 { cursor += 1 }
    nameEnd = cursor
    if nameEnd + 21 > bytes.count || nameStart > nameEnd { start = bytes.count }
  }

  /// Same object, and the same mode as git sees it.
  func hasSameTarget(as other: TreeEntries) -> Bool {
    guard let left = bytes.baseAddress, let right = other.bytes.baseAddress else { return false }
    return memcmp(left + nameEnd, right + other.nameEnd, 21) == 0 && mode == other.mode
  }

  /// The mode with what git disregards left out: of a file's permissions only its owner's right to execute counts.
  /// Early trees of Linux have 100664 beside 100644.
  private var mode: Int {
    let mode = bytes[start..<(nameStart - 1)].reduce(0) { $0 << 3 | Int($1 & 7) }
    let kind = mode & 0o170000
    return kind == 0o100000 ? kind | mode & 0o100 : kind
  }

  enum Kind { case file, link, submodule, tree }

  var kind: Kind {
    switch mode & 0o170000 {
    case 0o040000: .tree
    case 0o120000: .link
    case 0o160000: .submodule
    default: .file
    }
  }

  enum Order { case first, equal, second }

  /// Which of two cursors stands on the smaller name; one at its end is the larger.
  func order(before other: TreeEntries) -> Order {
    guard hasEntry else { return .second }
    guard other.hasEntry else { return .first }
    let (left, right) = (name, other.name)
    let shared = min(left.count, right.count)
    if let a = left.baseAddress, let b = right.baseAddress {
      let order = memcmp(a, b, shared)
      if order != 0 { return order < 0 ? .first : .second }
    }
    let a = shared < left.count ? left[shared] : (isTree ? UInt8(ascii: "/") : 0)
    let b = shared < right.count ? right[shared] : (other.isTree ? UInt8(ascii: "/") : 0)
    return a == b ? .equal : (a < b ? .first : .second)
  }
}

// MARK: - Equal stretches

extension TreeEntries {
  /// Moves both cursors over the entries that are the same, byte for byte.
  ///
  /// Mostly a single entry of a directory differs, so this is where the time goes: the bytes are compared and the ends of
  /// the entries searched a machine word at a time.
  static func skipEqual(_ left: inout TreeEntries, _ right: inout TreeEntries) {
    guard left.hasEntry, right.hasEntry, let a = left.bytes.baseAddress,
      let b = right.bytes.baseAddress
    else { return }
    let room = min(left.bytes.count - left.start, right.bytes.count - right.start)
    let same = equalPrefix(a + left.start, b + right.start, room)
    let last = left.start + same
    var start = left.start
    while let end = left.entryEnd(from: start), end <= last { start = end }
    let skipped = start - left.start
    guard skipped > 0 else { return }
    left.start += skipped
    right.start += skipped
    left.locate()
    right.locate()
  }

  private static func equalPrefix(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ room: Int
  ) -> Int {
    var offset = 0
    while offset + 8 <= room {
      let difference =
        a.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        ^ b.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if difference != 0 {
        return offset + UInt64(littleEndian: difference).trailingZeroBitCount / 8
      }
      offset += 8
    }
    while offset < room,
      a.load(fromByteOffset: offset, as: UInt8.self)
        == b.load(fromByteOffset: offset, as: UInt8.self)
    {
      offset += 1
    }
    return offset
  }

  /// Where the entry that starts here ends; `nil` if it is cut off.
  private func entryEnd(from start: Int) -> Int? {
    guard let address = bytes.baseAddress else { return nil }
    // No mode is shorter than "40000", and a space follows it.
    var cursor = start + 6
    while cursor + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: address.loadUnaligned(fromByteOffset: cursor, as: UInt64.self))
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 {
        let end = cursor + zeros.trailingZeroBitCount / 8 + 21
        return end <= bytes.count ? end : nil
      }
      cursor += 8
    }
    return nil  // an id alone has 20 bytes, so the NUL before one was seen
  }
}
