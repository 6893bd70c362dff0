import ChangeModel
import Text

/// Which files and directories are called as the terms of a question.
///
/// Read from the paths that the index has, once for all terms.
struct PlaceNames {
  private struct Named {
    var files: [Int32] = []
    /// The shortest directory that is called so, or the first file.
    var shortest: String?
    var isDirectory = false

    mutating func note(
      _ file: Int32, _ path: UnsafeRawBufferPointer, upTo end: Int, isDirectory: Bool
    ) {
      files.append(file)
      let isBetter =
        isDirectory == self.isDirectory
        ? end < shortest?.utf8.count ?? .max : isDirectory
      guard isBetter else { return }
      shortest = String(utf8OrLatin1: path[..<end])
      self.isDirectory = isDirectory
    }
  }

  private var named: [Named]

  private static let fewestBytes = 3
  /// So many files are no large part of any tree.
  private static let alwaysFew = 40.0

  /// - Parameter commonShare: names of a larger part of all files are passed over.
  init(_ concepts: [SearchConcept], _ reader: IndexReader, commonShare: Double) throws {
    named = concepts.map { _ in Named() }
    /// Terms by the hash of a name.
    var wanted: [UInt64: Int] = [:]
    for (number, concept) in concepts.enumerated() {
      for variant in concept.names {
        let joined = variant.words.joined(separator: "_")
        guard joined.utf8.count >= Self.fewestBytes else { continue }
        wanted[joined.utf8.fnv1a] = number
        if joined.hasSuffix("fs"), joined.utf8.count > 5 {
          wanted[joined.dropLast(2).utf8.fnv1a] = number
        } else if variant.quality == 1 {
          wanted[(joined + "fs").utf8.fnv1a] = number
        }
      }
    }
    guard !wanted.isEmpty else { return }
    // Most names are told from all that are wanted by a few bits of their hashes.
    let mask = wanted.keys.reduce(UInt64(0)) { $0 | 1 << ($1 & 63) }
    var found = named
    var count = 0
    let statement = try reader.db.kept("SELECT number, path FROM paths")
    try statement.forEachRow { columns in
      count += 1
      let bytes = columns.bytes(1)
      let file = Int32(truncatingIfNeeded: columns.number(0))
      var hash = FNV1a()
      var start = 0
      var told: UInt64 = 0
      func note(upTo end: Int, isDirectory: Bool) {
        guard mask & (1 << (hash.value & 63)) != 0, let number = wanted[hash.value],
          told & (1 << UInt64(number & 63)) == 0
        else { return }
        told |= 1 << UInt64(number & 63)
        found[number].note(file, bytes, upTo: end, isDirectory: isDirectory)
      }
      let lastSlash = bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1
      for (place, byte) in bytes.enumerated() {
        switch byte {
        case UInt8(ascii: "/"):
          note(upTo: place, isDirectory: true)
          start = place + 1
          hash = FNV1a()
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
          // `tcp` of `tcp_input.c`; of directories only whole names count.
          if place > start, place > lastSlash { note(upTo: bytes.count, isDirectory: false) }
          hash.add(byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : byte)
        default: hash.add(byte.lowercased)
        }
      }
      return true
    }
    named = found.map {
      Double($0.files.count) > max(Self.alwaysFew, commonShare * Double(count)) ? Named() : $0
    }
  }

  /// What a term names; `nil` if nothing is called so.
  func place(of number: Int, in reader: IndexReader, count: Int) throws -> NamedPlace? {
    let files = named[number].files
    guard let name = named[number].shortest else { return nil }
    let rows = try reader.rows(touchingPaths: files)
    guard rows.allSatisfy({ $0 >= 0 && $0 < count }) else { throw DamagedIndex() }
    return NamedPlace(
      name: name, commits: CommitSet(rows.map { CommitPosition(Int($0)) }, of: count))
  }
}

/// A part of the tree that is called as a term of a question.
struct NamedPlace {
  /// `fs/overlayfs`
  let name: String
  /// Those that touch it.
  let commits: CommitSet
}

extension IndexReader {
  /// The rows of the commits that touch one of these paths, in no order, with repeats.
  func rows(touchingPaths numbers: [Int32]) throws -> [Int32] {
    var rows: [Int32] = []
    for table in ["touching", "touchingSince"] {
      let statement = try db.kept("SELECT positions FROM \(table) WHERE path = ?1")
      for number in numbers {
        statement.bind(number, at: 1)
        try statement.forEachRow { columns in
          guard let found = PathNumbers.decode(columns.bytes(0)) else { throw DamagedIndex() }
          rows += found
          return true
        }
      }
    }
    return rows
  }
}
