internal import ChangeModel
import Synchronization
import Text

/// A pack and its index, mapped into memory: where an object is, and what its entry says.
///
/// Format (gitformat-pack(5)), numbers big-endian. The index, version 2:
///
/// | bytes | what |
/// | --- | --- |
/// | 8 | `\377tOc`, then the version, 2 |
/// | 256 × 4 | fan-out: how many names have a first byte up to this one; the last is the number of objects, *n* |
/// | *n* × 20 | names, sorted |
/// | *n* × 4 | checksums (CRC-32) of the entries |
/// | *n* × 4 | offsets of the entries in the pack; with the top bit set, a place in the next table |
/// | *m* × 8 | offsets of 2 GiB and more |
/// | 20 + 20 | SHA-1 of the pack, which is also the pack's own last 20 bytes, and of the index |
///
/// The pack: `PACK`, the version (2 or 3), *n*, the entries in any order, the SHA-1. An entry starts with its kind and
/// size: 3 bits of kind below the top bit, 4 bits of size, then 7 bits of size a byte while the top bit is set. A
/// delta has its base next: how far before this entry it starts (``Entry/Base/offset(_:)``), or its name. The rest is
/// a zlib stream of the object or, for a delta, of its instructions (``PackDelta``).
///
/// Every offset and size is checked against the files, so a damaged one leads to `nil`.
final class PackFile: Sendable {
  private let index: MappedFile
  private let pack: MappedFile
  let objectCount: Int
  private let bigOffsetCount: Int

  private static let names = 8 + 256 * 4
  private static let trailer = 20
  private static let header = 12

  /// `nil` for what this reader leaves to libgit2: an index of version 1, a pack that does not belong to it, a cut-off file.
  private init?(index indexPath: String, pack packPath: String) {
    guard let index = MappedFile(indexPath), index.count >= Self.names + 2 * Self.trailer,
      index.number(at: 0) == 0xFF74_4F63, index.number(at: 4) == 2
    else { return nil }
    let count = index.number(at: Self.names - 4)
    let bigOffsets = index.count - Self.names - count * 28 - 2 * Self.trailer
    guard bigOffsets >= 0, bigOffsets % 8 == 0, Self.isAscending(index),
      let pack = MappedFile(packPath), pack.count >= Self.header + Self.trailer,
      pack.number(at: 0) == 0x5041_434B, (2...3).contains(pack.number(at: 4)),
      pack.number(at: 8) == count
    else { return nil }
    let expected = UnsafeRawBufferPointer(
      start: index.start + index.count - 2 * Self.trailer, count: Self.trailer)
    let found = UnsafeRawBufferPointer(
      start: pack.start + pack.count - Self.trailer, count: Self.trailer)
    guard expected.elementsEqual(found) else { return nil }
    (self.index, self.pack) = (index, pack)
    (objectCount, bigOffsetCount) = (count, bigOffsets / 8)
  }

  /// The pack of this name, mapped once for all threads that read it.
  static func open(index: String, pack: String) -> PackFile? {
    var status = stat()
    guard stat(pack, &status) == 0 else { return nil }
    let modified = status.modified
    // A pack that was replaced or damaged under the same name is another one.
    let key = "\(pack) \(status.st_ino) \(status.st_size) \(modified.tv_sec).\(modified.tv_nsec)"
    return inUse.withLock { inUse in
      if let known = inUse[key]?.pack { return known }
      let opened = PackFile(index: index, pack: pack)
      inUse = inUse.filter { $0.value.pack != nil }
      inUse[key] = opened.map { Weak(pack: $0) }
      return opened
    }
  }

  private struct Weak {
    weak var pack: PackFile?
  }

  private static let inUse = Mutex<[String: Weak]>([:])

  private static func isAscending(_ index: MappedFile) -> Bool {
    (1..<256).allSatisfy { index.number(at: 4 + $0 * 4) <= index.number(at: 8 + $0 * 4) }
  }

  // MARK: - Index

  /// Where the entry of an object starts in the pack.
  func offset(of id: CommitID) -> Int? {
    place(of: id).flatMap(offset(at:))
  }

  /// Looks where the name should be if names were spread evenly, which SHA-1 is good at: two or three looks
  /// instead of a dozen, each of which is a cache miss.
  private func place(of id: CommitID) -> Int? {
    let wanted = id.leadingBytes
    let first = Int(wanted >> 56)
    var low = first == 0 ? 0 : index.number(at: 8 + (first - 1) * 4)
    var high = index.number(at: 8 + first * 4)
    var least = UInt64(first) << 56
    var most = least | (1 << 56 - 1)
    var looks = 0
    while low < high {
      var middle = low + (high - low) / 2
      if looks < 6, least < most, least <= wanted, wanted <= most {
        let share = Double(wanted - least) / Double(most - least)
        middle = min(low + Int(share * Double(high - low)), high - 1)
      }
      looks += 1
      let name = index.start + Self.names + middle * 20
      let found = UInt64(bigEndian: name.loadUnaligned(as: UInt64.self))
      if found == wanted {
        let other = CommitID(unchecked: name)
        if other == id { return middle }
        if other < id { low = middle + 1 } else { high = middle }
      } else if found < wanted {
        (low, least) = (middle + 1, found)
      } else {
        (high, most) = (middle, found)
      }
    }
    return nil
  }

  /// The same by the place of its name among the sorted ones.
  func offset(at place: Int) -> Int? {
    let table = Self.names + objectCount * 24
    let offset = index.number(at: table + place * 4)
    guard offset & 0x8000_0000 != 0 else { return offset }
    let big = offset & 0x7FFF_FFFF
    guard big < bigOffsetCount else { return nil }
    let bytes = table + objectCount * 4 + big * 8
    return Int(
      exactly: UInt64(bigEndian: index.start.loadUnaligned(fromByteOffset: bytes, as: UInt64.self)))
  }

  // MARK: - Pack

  /// Lets go of the memory that reading has taken; other readers only find their pages again.
  func releasePages() { pack.releasePages() }

  /// What stands at the start of an entry, and its zlib stream.
  struct Entry {
    enum Content {
      case whole(ObjectKind)
      /// A delta on the entry that starts at this offset of the same pack.
      case deltaOnOffset(Int)
      case deltaOnName(CommitID)
    }
    let content: Content
    /// Size when inflated.
    let size: Int
    /// The zlib stream, and whatever follows it in the pack.
    let stream: UnsafeRawBufferPointer
  }

  /// What the object is of whose entry this is the start, which deltas do not say themselves; `nil` if nothing says it.
  func kind(at offset: Int) -> ObjectKind? {
    var next: Int? = offset
    for _ in 0...PackReader.longestChain {
      guard let offset = next, let entry = entry(at: offset) else { return nil }
      switch entry.content {
      case .whole(let kind): return kind
      case .deltaOnOffset(let base): next = base
      case .deltaOnName(let base): next = self.offset(of: base)
      }
    }
    return nil
  }

  /// Reads the start of an entry; `nil` if there can be none.
  func entry(at offset: Int) -> Entry? {
    let end = pack.count - Self.trailer
    guard offset >= Self.header, offset < end else { return nil }
    var cursor = offset
    func next() -> Int? {
      guard cursor < end else { return nil }
      defer { cursor += 1 }
      return Int(pack.start.load(fromByteOffset: cursor, as: UInt8.self))
    }
    guard var byte = next() else { return nil }
    let kind = UInt8(byte >> 4 & 7)
    var size = byte & 15
    var shift = 4
    while byte & 0x80 != 0 {
      guard shift < 40, let more = next() else { return nil }
      byte = more
      size |= (byte & 0x7F) << shift
      shift += 7
    }
    let content: Entry.Content
    switch kind {
    case 6:
      guard var part = next() else { return nil }
      var distance = part & 0x7F
      while part & 0x80 != 0 {
        guard distance < 1 << 48, let more = next() else { return nil }
        part = more
        // Each further byte adds one, so that no distance can be written in two ways.
        distance = (distance + 1) << 7 | part & 0x7F
      }
      guard distance > 0, distance <= offset - Self.header else { return nil }
      content = .deltaOnOffset(offset - distance)
    case 7:
      guard end - cursor >= 20 else { return nil }
      content = .deltaOnName(CommitID(unchecked: pack.start + cursor))
      cursor += 20
    default:
      guard let kind = ObjectKind(rawValue: kind) else { return nil }
      content = .whole(kind)
    }
    // zlib wants some bytes after the stream for its fast path: the trailer serves.
    let stream = UnsafeRawBufferPointer(start: pack.start + cursor, count: pack.count - cursor)
    return Entry(content: content, size: size, stream: stream)
  }
}

/// The kinds of objects, with the numbers that packs use for them.
enum ObjectKind: UInt8 {
  case commit = 1
  case tree, blob, tag

  /// What is read of one object. The largest of Linux has some 20 MiB; a few hundred bytes of pack can stand for any
  /// number, and must not take the memory of the machine.
  static let mostBytes = 128 << 20
}

extension CommitID {
  /// The name at an address, of which the caller knows that 20 bytes follow it.
  init(unchecked address: UnsafeRawPointer) {
    self = CommitID(bytes: UnsafeRawBufferPointer(start: address, count: 20))!
  }
}
