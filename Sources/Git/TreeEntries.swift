internal import ChangeModel

/// A cursor over a tree object: entries of `<octal mode> <name>\0<20 bytes of id>`, in git's own order.
///
/// That order compares names as bytes, a directory's as if it ended in `/`.
struct TreeEntries {
  private let bytes: [UInt8]
  private var start = 0
  private var nameStart = 0
  /// Just after the name: the place of its NUL.
  private var nameEnd = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    locate()
  }

  /// Whether the cursor stands on an entry. A cut-off last entry counts as the end.
  var hasEntry: Bool { start < bytes.count }

  var name: [UInt8] { Array(bytes[nameStart..<nameEnd]) }

  /// Directories have the mode 40000 (old tools wrote 040000); files start with 1.
  var isTree: Bool { bytes[start] == UInt8(ascii: "4") || bytes[start] == UInt8(ascii: "0") }

  var target: CommitID {
    bytes.withUnsafeBytes { bytes in
      CommitID(bytes: UnsafeRawBufferPointer(rebasing: bytes[(nameEnd + 1)..<(nameEnd + 21)]))!
    }
  }

  mutating func advance() {
    start = nameEnd + 21
    locate()
  }

  private mutating func locate() {
    var cursor = start
    bytes.withUnsafeBufferPointer { bytes in
      while cursor < bytes.count, bytes[cursor] != UInt8(ascii: " ") { cursor += 1 }
      nameStart = cursor + 1
      while cursor < bytes.count, bytes[cursor] != 0 { cursor += 1 }
      nameEnd = cursor
    }
    if nameEnd + 21 > bytes.count || nameStart > nameEnd { start = bytes.count }
  }

  /// Same mode and same object.
  func hasSameTarget(as other: TreeEntries) -> Bool {
    bytes.withUnsafeBufferPointer { left in
      other.bytes.withUnsafeBufferPointer { right in
        for offset in 1...20 where left[nameEnd + offset] != right[other.nameEnd + offset] {
          return false
        }
        let length = nameStart - start
        guard length == other.nameStart - other.start else { return false }
        for offset in 0..<length where left[start + offset] != right[other.start + offset] {
          return false
        }
        return true
      }
    }
  }

  enum Order { case first, equal, second }

  /// Which of two cursors stands on the smaller name; one at its end is the larger.
  func order(before other: TreeEntries) -> Order {
    guard hasEntry else { return .second }
    guard other.hasEntry else { return .first }
    return bytes.withUnsafeBufferPointer { left in
      other.bytes.withUnsafeBufferPointer { right in
        let leftLength = nameEnd - nameStart
        let rightLength = other.nameEnd - other.nameStart
        let shared = min(leftLength, rightLength)
        var offset = 0
        while offset < shared {
          let (a, b) = (left[nameStart + offset], right[other.nameStart + offset])
          if a != b { return a < b ? .first : .second }
          offset += 1
        }
        let a = offset < leftLength ? left[nameStart + offset] : (isTree ? UInt8(ascii: "/") : 0)
        let b =
          offset < rightLength
          ? right[other.nameStart + offset] : (other.isTree ? UInt8(ascii: "/") : 0)
        return a == b ? .equal : (a < b ? .first : .second)
      }
    }
  }
}
