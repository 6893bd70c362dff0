import Text

/// A text cut into lines.
struct Lines {
  /// Where each line starts, and after them where the last one ends.
  private(set) var starts: [Int] = []
  var hashes: [UInt64] = []
  /// Equal for lines that are equal; of either text.
  var classes: [Int32] = []
  /// Whether the other text lacks the line in this place.
  var isChanged: [Bool] = []

  var count: Int { hashes.count }

  mutating func split(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
    starts.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    guard let base = text.baseAddress else { return }
    var start = range.lowerBound
    while start < range.upperBound {
      let room = range.upperBound - start
      let end =
        memchr(base + start, Int32(UInt8(ascii: "\n")), room).map {
          UnsafeRawPointer($0) - base + 1
        } ?? range.upperBound
      starts.append(start)
      hashes.append(Self.hash(base + start, end - start))
      start = end
    }
    starts.append(range.upperBound)
    isChanged.removeAll(keepingCapacity: true)
    isChanged.append(contentsOf: repeatElement(false, count: count))
  }

  /// A hash of bytes, eight at a time, which nobody can foresee: lines made to have equal ones would take for ever.
  private static func hash(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var hash = UInt64(count) ^ seed
    func mix(_ word: UInt64) {
      let product = (hash ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
      hash = product.high ^ product.low
    }
    var offset = 0
    while offset + 8 <= count {
      mix(start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < count {
      rest = rest << 8 | UInt64(start.load(fromByteOffset: offset, as: UInt8.self))
      offset += 1
    }
    mix(rest)
    return hash
  }

  /// Decides where lines stand in a table, not what is found.
  private static let seed = UInt64.random(in: .min ... .max)
}

/// Numbers the different lines of two texts.
struct LineClasses {
  private struct Class {
    let hash: UInt64
    /// The bytes of one of its lines.
    let line: UnsafeRawBufferPointer
  }

  private var slots: [Int32] = []
  private var known: [Class] = []

  mutating func number(
    _ old: inout Lines, _ before: UnsafeRawBufferPointer, _ new: inout Lines,
    _ after: UnsafeRawBufferPointer
  ) {
    var capacity = 16
    while capacity < 2 * (old.count + new.count) { capacity *= 2 }
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(-1, count: capacity))
    number(&old, of: before)
    number(&new, of: after)
    known.removeAll(keepingCapacity: true)  // their lines are valid for this call only
  }

  private mutating func number(_ lines: inout Lines, of text: UnsafeRawBufferPointer) {
    lines.classes.removeAll(keepingCapacity: true)
    let mask = slots.count - 1
    for (place, hash) in lines.hashes.enumerated() {
      let line = UnsafeRawBufferPointer(
        rebasing: text[lines.starts[place]..<lines.starts[place + 1]])
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0, !isEqual(known[Int(slots[slot])], hash, line) {
        slot = (slot + 1) & mask
      }
      if slots[slot] < 0 {
        slots[slot] = Int32(known.count)
        known.append(Class(hash: hash, line: line))
      }
      lines.classes.append(slots[slot])
    }
  }

  private func isEqual(_ known: Class, _ hash: UInt64, _ line: UnsafeRawBufferPointer) -> Bool {
    guard known.hash == hash, known.line.count == line.count else { return false }
    guard let left = known.line.baseAddress, let right = line.baseAddress else { return true }
    return memcmp(left, right, line.count) == 0
  }
}
