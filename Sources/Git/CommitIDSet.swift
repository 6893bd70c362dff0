internal import ChangeModel

/// A set of names that only grows, in open addressing.
///
/// Names are random, so their first bytes serve as the place: several times faster than a `Set`, which mixes them again.
struct CommitIDSet {
  /// The first bytes of the name in each slot, 0 where it is free. Apart, because most looks end here.
  private var keys: [UInt64] = Array(repeating: 0, count: 1 << 10)
  private var names: [CommitID?] = Array(repeating: nil, count: 1 << 10)
  private var count = 0

  /// - Returns: whether the name was not there yet.
  mutating func insert(_ id: CommitID) -> Bool {
    let slot = slot(of: id)
    guard keys[slot] == 0 else { return false }
    (keys[slot], names[slot]) = (key(of: id), id)
    count += 1
    if count * 2 > keys.count { grow() }
    return true
  }

  private func key(of id: CommitID) -> UInt64 { max(id.leadingBytes, 1) }

  /// Where the name is, or where it would go.
  private func slot(of id: CommitID) -> Int {
    let key = key(of: id)
    var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
    while keys[slot] != 0, keys[slot] != key || names[slot] != id {
      slot = (slot + 1) & (keys.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    let old = names
    keys = Array(repeating: 0, count: old.count * 2)
    names = Array(repeating: nil, count: old.count * 2)
    for case let id? in old {
      let slot = slot(of: id)
      (keys[slot], names[slot]) = (key(of: id), id)
    }
  }
}
