import Text

/// What words of a message mean, found by their first eight letters as a number: most words mean nothing, and one look at a
/// small table decides.
struct WordTable<Role: OptionSet & Sendable>: Sendable {
  private var slots: [(word: StaticString, key: UInt64, role: Role)]
  private static var bits: Int { 9 }

  /// - Parameter words: in lower case, fewer than half of 512.
  init(_ words: [(word: StaticString, role: Role)]) {
    slots = Array(repeating: ("", 0, []), count: 1 << Self.bits)
    for (word, role) in words {
      let key = word.withUTF8Buffer { $0.span.key(of: $0.indices) }
      var slot = Self.slot(of: key)
      while slots[slot].key != 0, !slots[slot].word.isSame(as: word) {
        slot = (slot + 1) % slots.count
      }
      slots[slot] = (word, key, slots[slot].role.union(role))
    }
  }

  func role(of word: Range<Int>, in text: Span<UInt8>) -> Role? {
    let key = text.key(of: word)
    var slot = Self.slot(of: key)
    while slots[slot].key != 0 {
      if slots[slot].key == key, slots[slot].word.utf8CodeUnitCount == word.count,
        word.count <= 8 || text.equals(slots[slot].word, word)
      {
        return slots[slot].role
      }
      slot = (slot + 1) % slots.count
    }
    return nil
  }

  private static func slot(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
  }
}

extension StaticString {
  fileprivate func isSame(as other: StaticString) -> Bool {
    withUTF8Buffer { one in other.withUTF8Buffer { one.elementsEqual($0) } }
  }
}
