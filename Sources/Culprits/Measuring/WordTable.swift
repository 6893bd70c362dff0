/// Gives each word, known by its hash, a number from 0.
///
/// Open addressing with linear probing; words are never taken out. A `Dictionary` would spend more
/// time on this than all of the measuring takes.
struct WordTable: Sendable {
  /// A number plus 1; 0 is a free slot.
  private var slots: [UInt32]
  private(set) var hashes: [UInt32] = []

  init(expecting count: Int) {
    var size = 1024
    while size < 2 * count { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  var count: Int { hashes.count }

  /// The number of `hash`, a new one if it was never seen.
  mutating func insert(_ hash: UInt32) -> Int {
    let slot = slot(of: hash)
    if slots[slot] > 0 { return Int(slots[slot]) - 1 }
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return hashes.count - 1
  }

  func number(of hash: UInt32) -> Int? {
    let found = slots[slot(of: hash)]
    return found > 0 ? Int(found) - 1 : nil
  }

  private func slot(of hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash &* 0x9E37_79B1) & mask
    while slots[slot] > 0, hashes[Int(slots[slot]) - 1] != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() { slots[slot(of: hash)] = UInt32(number + 1) }
  }
}
