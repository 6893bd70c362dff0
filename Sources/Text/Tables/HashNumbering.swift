/// Gives each thing, known by its hash, a number from 0, in the order of first insertion.
///
/// Open addressing with linear probing; nothing is ever taken out but all at once. The hashes are good ones already, so one
/// multiplication by the golden ratio spreads them (Knuth, TAOCP 6.4): without it, what was measured of `culprits` took
/// four times as long here. A `Dictionary` would hash them again, which takes longer than all else that is done with words.
@usableFromInline
package struct HashNumbering<Hash: UnsignedInteger & FixedWidthInteger> {
  /// A number plus 1; 0 is a free slot.
  @usableFromInline var slots: [UInt32]
  @usableFromInline package var hashes: [Hash] = []

  @usableFromInline static var fewestSlots: Int { 1024 }

  @inlinable package init(expecting count: Int = 0) {
    var size = Self.fewestSlots
    while size < 2 * count { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  @inlinable package var count: Int { hashes.count }

  /// The number of `hash`, a new one if it was never seen.
  @inlinable package mutating func insert(_ hash: Hash) -> Int {
    let slot = slot(of: hash)
    if slots[slot] > 0 { return Int(slots[slot]) - 1 }
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return hashes.count - 1
  }

  @inlinable package func number(of hash: Hash) -> Int? {
    let found = slots[slot(of: hash)]
    return found > 0 ? Int(found) - 1 : nil
  }

  @inlinable package func contains(_ hash: Hash) -> Bool { slots[slot(of: hash)] > 0 }

  /// Room that was made for many is given back.
  @inlinable package mutating func removeAll() {
    guard slots.count == Self.fewestSlots else {
      self = Self()
      return
    }
    for slot in slots.indices { slots[slot] = 0 }
    hashes.removeAll(keepingCapacity: true)
  }

  /// Where the hash is, or where it would go.
  @inlinable func slot(of hash: Hash) -> Int {
    let mask = slots.count - 1
    let golden: UInt64 = Hash.bitWidth > 32 ? 0x9E37_79B9_7F4A_7C15 : 0x9E37_79B1
    let spread = hash &* Hash(truncatingIfNeeded: golden)
    var slot = Int(truncatingIfNeeded: spread >> (Hash.bitWidth - slots.count.trailingZeroBitCount))
    while slots[slot] > 0, hashes[Int(slots[slot]) - 1] != hash { slot = (slot + 1) & mask }
    return slot
  }

  @inlinable mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() { slots[slot(of: hash)] = UInt32(number + 1) }
  }
}

extension HashNumbering: Sendable where Hash: Sendable {}
