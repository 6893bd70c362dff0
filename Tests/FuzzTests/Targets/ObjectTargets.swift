import ChangeModel
import Foundation

@testable import Git

extension FuzzTarget {
  private static let id = CommitID("0123456789012345678901234567890123456789")!
  private static let packs = ScratchFolder()

  /// An index, then its pack.
  static let pack = FuzzTarget("pack", longest: 4096, triesInTests: 100) {
    [smallPack]
  } read: { input in
    var (index, pack) = input.pair
    // Otherwise next to no input gets past the check that the two belong together.
    if index.count >= 40, pack.count >= 20 {
      index.replaceSubrange((index.count - 40)..<(index.count - 20), with: pack.suffix(20))
    }
    packs.write(index, to: "pack/pack-1.idx")
    packs.write(pack, to: "pack/pack-1.pack")
    let reader = PackReader(objectDirectory: packs.path, cacheLimit: 1 << 20)
    var ids = [id]
    for start in stride(from: 8 + 1024, to: min(index.count - 20, 8 + 1024 + 6 * 20), by: 20) {
      index[start..<(start + 20)].withUnsafeBytes { bytes in
        if let id = CommitID(bytes: bytes) { ids.append(id) }
      }
    }
    for id in ids {
      _ = reader.kind(of: id)
      for kind in [ObjectKind.commit, .tree, .blob] { _ = try? reader.read(id, kind) }
    }
  }

  /// Three objects as git packs them: a whole one, a delta by offset and a delta by name.
  private static var smallPack: [UInt8] {
    let stream = { (bytes: [UInt8]) -> [UInt8] in
      // One stored block: 01, length and its complement, the bytes, Adler-32.
      var (a, b) = (1, 0)
      for byte in bytes {
        a = (a + Int(byte)) % 65_521
        b = (b + a) % 65_521
      }
      let size = UInt16(bytes.count)
      return [
        0x78, 0x01, 0x01, UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255),
        UInt8(~size >> 8),
      ]
        + bytes + [UInt8(b >> 8), UInt8(b & 255), UInt8(a >> 8), UInt8(a & 255)]
    }
    let names = (1...3).map { [UInt8](repeating: UInt8($0 * 16), count: 20) }
    var pack = Array("PACK".utf8) + [0, 0, 0, 2, 0, 0, 0, 3]
    var offsets: [Int] = []
    func add(_ head: [UInt8], _ content: [UInt8]) {
      offsets.append(pack.count)
      pack += head + stream(content)
    }
    add([0x3A], Array("hello pack".utf8))
    add([0x65, UInt8(pack.count - 12)], [10, 5, 0x90, 5, 0][0..<4] + [0])
    add([0x74] + names[0], [10, 10, 0x90, 10])
    let trailer = [UInt8](repeating: 7, count: 20)
    pack += trailer
    func big(_ number: Int) -> [UInt8] { [0, 0, UInt8(number >> 8), UInt8(number & 255)] }
    var index: [UInt8] = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]
    for byte in 0..<256 { index += big(names.count { Int($0[0]) <= byte }) }
    index += names.joined()
    index += [UInt8](repeating: 0, count: 12)
    for offset in offsets { index += big(offset) }
    index += trailer + trailer
    return .pair(index, pack)
  }

  /// A base, then a delta.
  static let delta = FuzzTarget("delta", longest: 1024) {
    [.pair(Array("0123456789".utf8), [10, 7, 0x90, 5, 2, 0x41, 0x42]), .pair([], [0, 0])]
  } read: { input in
    let (base, delta) = input.pair
    let result = delta.withUnsafeBytes { PackDelta.apply($0, to: base) }
    // Whatever it says of its size, it must have the instructions to fill it.
    if let result {
      demand(result.count <= delta.count * max(base.count, 128), "more bytes than it can make")
    }
  }

  /// Two trees, compared as they are in a walk.
  static let tree = FuzzTarget("tree", longest: 1024) {
    let entry = { (mode: String, name: String, id: UInt8) -> [UInt8] in
      Array("\(mode) \(name)\0".utf8) + [UInt8](repeating: id, count: 20)
    }
    return [
      .pair(
        entry("100644", "a", 1) + entry("40000", "b", 2) + entry("100755", "c", 3),
        entry("100664", "a", 1) + entry("40000", "b", 4) + entry("120000", "d", 3)),
      .pair(entry("40000", "a", 1), entry("100644", "a", 1) + entry("160000", "b.c", 9)),
    ]
  } read: { input in
    let (old, new) = input.pair
    old.withUnsafeBytes { old in
      new.withUnsafeBytes { new in
        var (left, right) = (TreeEntries(old), TreeEntries(new))
        var steps = 0
        while true {
          TreeEntries.skipEqual(&left, &right)
          guard left.hasEntry || right.hasEntry else { break }
          steps += 1
          demand(steps <= old.count + new.count, "does not advance")
          let order = left.order(before: right)
          if order == .equal { _ = left.hasSameTarget(as: right) }
          if order != .second {
            _ = (Array(left.name), left.isTree, left.kind, left.target)
            left.advance()
          }
          if order != .first {
            _ = (Array(right.name), right.isTree, right.kind, right.target)
            right.advance()
          }
        }
      }
    }
  }

  static let commit = FuzzTarget("commit", longest: 2048) {
    let id = String(repeating: "0123456789", count: 4)
    return [
      "tree \(id)\nparent \(id)\nparent \(id)\nauthor A <a@b> 1462012345 +0200\ncommitter C <c@d> -1 -0000\nencoding latin1\n\nsubject\n\nbody\n",
      "tree \(id)\nauthor \ncommitter \n\n",
      "tree \(id)\nauthor A <a> 99999999999999999999 +\ncommitter > <",
    ].map { Array($0.utf8) }
  } read: { input in
    guard let object = CommitObject(id: id, bytes: input) else { return }
    demand(object.parents.count == object.parentCount, "\(object.parentCount) parents")
    let commit = object.commit
    demand(!commit.subject.utf8.contains(UInt8(ascii: "\n")), "a subject of two lines")
  }

  /// Two texts and what makes the second from the first.
  static let difference = FuzzTarget("difference", longest: 2048) {
    [
      .pair(Array("a\nb\nc\n".utf8), Array("a\nc\nd".utf8)), .pair([], Array("x\n".utf8)),
      .pair(Array("{\n}\n{\n}\n".utf8), Array("{\n}\n".utf8)),
    ]
  } read: { input in
    let (old, new) = input.pair
    var made: [UInt8] = []
    var done = 0
    old.withUnsafeBytes { before in
      new.withUnsafeBytes { after in
        var difference = LineDifference()
        difference.forEachChange(from: before, to: after) { change in
          demand(change.old.lowerBound >= done, "changes overlap")
          made += old[done..<change.old.lowerBound]
          made += new[change.new]
          done = change.old.upperBound
        }
      }
    }
    made += old[done...]
    demand(made == new, "the changes make \(made) of \(old), not \(new)")
  }
}
