internal import ChangeModel
internal import Text

/// Pairs files that a commit removes with files that it adds, where one is the other with some changes: as
/// `git diff -M` does, with its measure of likeness, its half as the least, and its order of preference.
///
/// Files whose contents are equal have been paired before, see ``ChangedFiles``.
struct RenameSearch {
  /// A file of either side.
  struct Side {
    let path: [UInt8]
    let contents: [UInt8]
  }

  /// git's own number for all of a file (`MAX_SCORE` of diffcore.h), and its least.
  private static let whole = 60_000
  private static let least = 30_000
  /// From which on two files of the same name, each the only one of it, are taken for one at once.
  private static let leastOfName = 45_000
  /// How many likenesses are kept for an added file.
  private static let candidatesOfEach = 4
  /// More pairs are not compared, as by git's `diff.renameLimit`.
  static let mostPairs = 1000 * 1000

  /// - Returns: for each added file the removed one that it was, by their places.
  static func pairs(removed: [Side], added: [Side]) -> [Int: Int] {
    let old = removed.map { Fingerprint(of: $0.contents) }
    let new = added.map { Fingerprint(of: $0.contents) }
    var found = sameNames(removed, added, old, new)
    let (left, open) = (
      removed.indices.filter { !found.values.contains($0) },
      added.indices.filter { found[$0] == nil }
    )
    guard !left.isEmpty, !open.isEmpty, left.count * open.count <= mostPairs else { return found }
    let oldNames = removed.map { name(of: $0.path) }
    var candidates: [(score: Int, isSameName: Bool, old: Int, new: Int)] = []
    for new in open.map({ (place: $0, print: new[$0], name: name(of: added[$0].path)) }) {
      var best: [(score: Int, isSameName: Bool, old: Int, new: Int)] = []
      for place in left {
        let score = new.print.likeness(to: old[place])
        guard score >= least else { continue }
        let candidate = (score, oldNames[place] == new.name, place, new.place)
        guard
          let worse = best.firstIndex(where: { isBetter(candidate, than: $0) })
            ?? (best.count < candidatesOfEach ? best.count : nil)
        else { continue }
        best.insert(candidate, at: worse)
        if best.count > candidatesOfEach { best.removeLast() }
      }
      candidates += best
    }
    var taken = Set(found.values)
    // Stable, so that ties keep the order of paths.
    for candidate in candidates.enumerated().sorted(by: { left, right in
      isBetter(left.element, than: right.element)
        || !isBetter(right.element, than: left.element) && left.offset < right.offset
    }).map(\.element) where found[candidate.new] == nil && !taken.contains(candidate.old) {
      found[candidate.new] = candidate.old
      taken.insert(candidate.old)
    }
    return found
  }

  private static func isBetter(
    _ left: (score: Int, isSameName: Bool, old: Int, new: Int),
    than right: (score: Int, isSameName: Bool, old: Int, new: Int)
  ) -> Bool {
    left.score != right.score ? left.score > right.score : left.isSameName && !right.isSameName
  }

  /// Files that only changed their directory.
  private static func sameNames(
    _ removed: [Side], _ added: [Side], _ old: [Fingerprint], _ new: [Fingerprint]
  ) -> [Int: Int] {
    func unique(_ files: [Side]) -> [ArraySlice<UInt8>: Int] {
      Dictionary(grouping: files.indices) { name(of: files[$0].path) }.compactMapValues {
        $0.count == 1 ? $0[0] : nil
      }
    }
    let added = unique(added)
    var found: [Int: Int] = [:]
    for (name, place) in unique(removed) {
      guard let other = added[name], new[other].likeness(to: old[place]) >= leastOfName else {
        continue
      }
      found[other] = place
    }
    return found
  }

  private static func name(of path: [UInt8]) -> ArraySlice<UInt8> {
    path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path[...]
  }

  /// How many bytes of a file are in pieces of each hash, where a piece is a line, or 64 bytes of a longer one
  /// (`hash_chars` of git's diffcore-delta.c).
  private struct Fingerprint {
    private let size: Int
    /// In the upper half the hash, in the lower one the bytes; ascending.
    private let pieces: [UInt64]

    private static let hashBase: UInt32 = 107_927
    private static let longestPiece = 64

    init(of contents: [UInt8]) {
      size = contents.count
      let isText = !contents.prefix(8000).contains(0)
      var all: [UInt64] = []
      var (first, second): (UInt32, UInt32) = (0, 0)
      var length: UInt64 = 0
      func close() {
        let hash = (first &+ second &* 0x61) % Self.hashBase
        all.append(UInt64(hash) << 32 | length)
        (first, second, length) = (0, 0, 0)
      }
      contents.withUnsafeBufferPointer { bytes in
        for place in bytes.indices {
          let byte = bytes[place]
          if isText, byte == 0x0D, place + 1 < bytes.count, bytes[place + 1] == .newline {
            continue
          }
          let old = first
          first = (first << 7) ^ (second >> 25)
          second = (second << 7) ^ (old >> 25)
          first &+= UInt32(byte)
          length += 1
          if length >= Self.longestPiece || byte == .newline { close() }
        }
      }
      if length > 0 { close() }
      all.sort()
      var merged: [UInt64] = []
      merged.reserveCapacity(all.count)
      for piece in all {
        if let last = merged.last, last >> 32 == piece >> 32 {
          merged[merged.count - 1] = last + piece & 0xFFFF_FFFF
        } else {
          merged.append(piece)
        }
      }
      pieces = merged
    }

    /// The share of the larger file that the other one has as well, of ``RenameSearch/whole``.
    func likeness(to old: Fingerprint) -> Int {
      let (large, small) = (max(size, old.size), min(size, old.size))
      guard small > 0, large * (whole - least) >= (large - small) * whole else { return 0 }
      var (left, right) = (0, 0)
      var shared: UInt64 = 0
      while left < pieces.count, right < old.pieces.count {
        let (ours, theirs) = (pieces[left], old.pieces[right])
        if ours >> 32 == theirs >> 32 {
          shared += min(ours & 0xFFFF_FFFF, theirs & 0xFFFF_FFFF)
          left += 1
          right += 1
        } else if ours < theirs {
          left += 1
        } else {
          right += 1
        }
      }
      return Int(shared) * whole / large
    }
  }
}
