import Foundation

/// Finds the lines in which two texts differ.
///
/// What both have at their beginning and end is skipped as bytes. The lines between are numbered, equal ones alike (found
/// by a hash, told by their bytes: whoever writes the lines can make two hashes equal); those that only one side has are set aside, and the rest is compared as Myers' "An O(ND) Difference Algorithm and Its Variations" (1986)
/// does it, in linear space: from both ends to the middle. Where the texts have little in common the search stops early,
/// and its result is then right but not the shortest.
struct LineDifference {
  /// Lines that the new text has in place of lines of the old one; either may be none.
  struct Change {
    /// Bytes of whole lines; the last may lack its newline.
    let old, new: Range<Int>
    /// Lines.
    let oldCount, newCount: Int
  }

  private var old = Lines()
  private var new = Lines()
  private var classes = LineClasses()
  private var search = EditSearch()

  /// Hands over the changes, first to last. A line ends with its newline, and is not equal to one without.
  mutating func forEachChange(
    from before: UnsafeRawBufferPointer, to after: UnsafeRawBufferPointer, _ body: (Change) -> Void
  ) {
    let (left, right) = Self.differing(before, after)
    guard !left.isEmpty || !right.isEmpty else { return }
    guard !left.isEmpty, !right.isEmpty else {
      body(
        Change(
          old: left, new: right, oldCount: Self.lineCount(before, left),
          newCount: Self.lineCount(after, right)))
      return
    }
    old.split(before, left)
    new.split(after, right)
    classes.number(&old, before, &new, after)
    search.mark(&old, &new)
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      var (firstOld, firstNew) = (i, j)
      takeChanged(&i, &j)
      guard i > firstOld || j > firstNew else {
        i += 1
        j += 1
        continue
      }
      // What was only added or removed may stand lower as well: a function then begins with its head, not with the
      // end of the one before. git does so too.
      while i < old.count, j < new.count {
        if i == firstOld, new.classes[firstNew] == new.classes[j] {
          firstOld += 1
          firstNew += 1
        } else if j == firstNew, old.classes[firstOld] == old.classes[i] {
          firstOld += 1
          firstNew += 1
        } else {
          break
        }
        i += 1
        j += 1
        takeChanged(&i, &j)
      }
      var (oldBytes, newBytes) = (
        old.starts[firstOld]..<old.starts[i], new.starts[firstNew]..<new.starts[j]
      )
      if i == old.count, j == new.count {
        if oldBytes.isEmpty {
          Self.lower(&newBytes, in: after, with: &oldBytes)
        } else if newBytes.isEmpty {
          Self.lower(&oldBytes, in: before, with: &newBytes)
        }
      }
      body(
        Change(
          old: oldBytes, new: newBytes, oldCount: i - firstOld, newCount: j - firstNew))
    }
  }

  private func takeChanged(_ i: inout Int, _ j: inout Int) {
    while i < old.count, old.isChanged[i] { i += 1 }
    while j < new.count, new.isChanged[j] { j += 1 }
  }

  /// Moves lines down into the end that both texts share, as far as they stay the same lines.
  private static func lower(
    _ lines: inout Range<Int>, in text: UnsafeRawBufferPointer, with place: inout Range<Int>
  ) {
    while lines.upperBound < text.count {
      let (first, next) = (lines.lowerBound, lines.upperBound)
      var length = 0
      repeat {
        guard next + length < text.count, text[first + length] == text[next + length] else {
          return
        }
        length += 1
      } while text[next + length - 1] != newline
      lines = (first + length)..<(next + length)
      place = (place.lowerBound + length)..<(place.upperBound + length)
    }
  }

  private static let newline = UInt8(ascii: "\n")

  static func lineCount(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    var count = text[range.upperBound - 1] == newline ? 0 : 1
    for place in range where text[place] == newline { count += 1 }
    return count
  }

  /// What is left of two texts without the lines that both begin with, and those that both end with.
  private static func differing(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer
  ) -> (Range<Int>, Range<Int>) {
    let room = min(a.count, b.count)
    guard room > 0, let left = a.baseAddress, let right = b.baseAddress else {
      return (0..<a.count, 0..<b.count)
    }
    var start = 0
    while start + 8 <= room,
      left.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: start, as: UInt64.self)
    {
      start += 8
    }
    while start < room, a[start] == b[start] { start += 1 }
    if start == a.count, start == b.count { return (start..<start, start..<start) }
    while start > 0, a[start - 1] != newline { start -= 1 }

    let most = room - start
    var same = 0
    while same + 8 <= most,
      left.loadUnaligned(fromByteOffset: a.count - same - 8, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: b.count - same - 8, as: UInt64.self)
    {
      same += 8
    }
    while same < most, a[a.count - same - 1] == b[b.count - same - 1] { same += 1 }
    // Forward again to where a line begins on both sides.
    func beginsLine(_ text: UnsafeRawBufferPointer) -> Bool {
      let place = text.count - same
      return place == start || text[place - 1] == newline
    }
    while same > 0, !(beginsLine(a) && beginsLine(b)) { same -= 1 }
    return (start..<(a.count - same), start..<(b.count - same))
  }
}

/// A text cut into lines.
struct Lines {
  /// Where each line starts, and after them where the last one ends.
  fileprivate(set) var starts: [Int] = []
  fileprivate var hashes: [UInt64] = []
  /// Equal for lines that are equal; of either text.
  fileprivate var classes: [Int32] = []
  /// Whether the other text lacks the line in this place.
  fileprivate(set) var isChanged: [Bool] = []

  var count: Int { hashes.count }

  fileprivate mutating func split(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
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
private struct LineClasses {
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

/// Finds a short way from the lines of one text to those of the other, and marks what it removes and adds.
private struct EditSearch {
  /// Lines that both sides have somewhere: their classes, and their places among all.
  private var a: [Int32] = []
  private var b: [Int32] = []
  private var aPlaces: [Int] = []
  private var bPlaces: [Int] = []
  private var sides: [UInt8] = []
  /// For each diagonal (x - y), how far a path from the beginning, or from the end, has come on it.
  private var forward: [Int] = []
  private var backward: [Int] = []

  /// After so many edits from either end the search takes what has come furthest. Halved whenever that happens, so
  /// that large texts without likeness take milliseconds too.
  private var effort = mostEffort
  private static let mostEffort = 1024
  private static let leastEffort = 64

  mutating func mark(_ old: inout Lines, _ new: inout Lines) {
    let most = Int(max(old.classes.max() ?? 0, new.classes.max() ?? 0))
    sides.removeAll(keepingCapacity: true)
    sides.append(contentsOf: repeatElement(0, count: most + 1))
    for number in old.classes { sides[Int(number)] |= 1 }
    for number in new.classes { sides[Int(number)] |= 2 }
    collect(&old, &a, &aPlaces)
    collect(&new, &b, &bPlaces)
    let diagonals = a.count + b.count + 3
    if forward.count < diagonals {
      forward = Array(repeating: 0, count: diagonals * 2)
      backward = forward
    }
    effort = Self.mostEffort
    compare(0..<a.count, 0..<b.count, &old.isChanged, &new.isChanged)
  }

  private func collect(_ lines: inout Lines, _ shared: inout [Int32], _ places: inout [Int]) {
    shared.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    for (place, number) in lines.classes.enumerated() {
      if sides[Int(number)] == 3 {
        shared.append(number)
        places.append(place)
      } else {
        lines.isChanged[place] = true
      }
    }
  }

  private mutating func compare(
    _ left: Range<Int>, _ right: Range<Int>, _ removed: inout [Bool], _ added: inout [Bool]
  ) {
    var (aStart, aEnd) = (left.lowerBound, left.upperBound)
    var (bStart, bEnd) = (right.lowerBound, right.upperBound)
    while aStart < aEnd, bStart < bEnd, a[aStart] == b[bStart] {
      aStart += 1
      bStart += 1
    }
    while aStart < aEnd, bStart < bEnd, a[aEnd - 1] == b[bEnd - 1] {
      aEnd -= 1
      bEnd -= 1
    }
    if aStart < aEnd, bStart < bEnd, let (x, y) = middle(aStart..<aEnd, bStart..<bEnd) {
      compare(aStart..<x, bStart..<y, &removed, &added)
      compare(x..<aEnd, y..<bEnd, &removed, &added)
    } else {
      for place in aStart..<aEnd { removed[aPlaces[place]] = true }
      for place in bStart..<bEnd { added[bPlaces[place]] = true }
    }
  }

  /// A point that a shortest path passes half-way, or one that a path has reached with the most lines behind it; `nil` if
  /// that is a corner.
  private mutating func middle(_ left: Range<Int>, _ right: Range<Int>) -> (Int, Int)? {
    let (n, m) = (left.count, right.count)
    let (aStart, bStart) = (left.lowerBound, right.lowerBound)
    let delta = n - m
    let isOdd = delta & 1 != 0
    let zero = m + 1  // where the diagonal 0 is kept
    func split(_ x: Int, _ y: Int) -> (Int, Int)? {
      guard (0...n).contains(x), (0...m).contains(y), x + y > 0, x + y < n + m else { return nil }
      return (aStart + x, bStart + y)
    }
    // Paths from the end are kept as distances from it, so that both directions are the same.
    forward[zero + 1] = 0
    backward[zero + 1] = 0
    for edits in 0... {
      let lowest = -edits + 2 * max(0, edits - m)
      let highest = edits - 2 * max(0, edits - n)
      guard lowest <= highest else { return nil }
      // Nobody has come further out yet; beyond the end of a side what was reached there stays.
      if edits > 0, lowest == -edits { forward[zero + lowest - 1] = -1 }
      if edits > 0, highest == edits { forward[zero + highest + 1] = -1 }
      for diagonal in stride(from: lowest, through: highest, by: 2) {
        let place = zero + diagonal
        var x =
          edits == 0 || forward[place - 1] < forward[place + 1]
          ? forward[place + 1] : forward[place - 1] + 1
        var y = x - diagonal
        while x < n, y < m, a[aStart + x] == b[bStart + y] {
          x += 1
          y += 1
        }
        forward[place] = x
        let other = delta - diagonal
        if isOdd, abs(other) < edits, other >= -m, other <= n, x + backward[zero + other] >= n {
          return split(x, y)
        }
      }
      // Nobody has come further out yet; beyond the end of a side what was reached there stays.
      if edits > 0, lowest == -edits { backward[zero + lowest - 1] = -1 }
      if edits > 0, highest == edits { backward[zero + highest + 1] = -1 }
      for diagonal in stride(from: lowest, through: highest, by: 2) {
        let place = zero + diagonal
        var x =
          edits == 0 || backward[place - 1] < backward[place + 1]
          ? backward[place + 1] : backward[place - 1] + 1
        var y = x - diagonal
        while x < n, y < m, a[aStart + n - 1 - x] == b[bStart + m - 1 - y] {
          x += 1
          y += 1
        }
        backward[place] = x
        let other = delta - diagonal
        if !isOdd, abs(other) <= edits, other >= -m, other <= n, x + forward[zero + other] >= n {
          return split(n - x, m - y)
        }
      }
      if edits == effort {
        effort = max(effort / 2, Self.leastEffort)
        var (best, isBackward) = ((x: 0, y: 0), false)
        for diagonal in stride(from: lowest, through: highest, by: 2) {
          for (paths, backwards) in [(forward, false), (backward, true)] {
            let x = paths[zero + diagonal]
            let y = x - diagonal
            if x <= n, y <= m, x + y > best.x + best.y {
              (best, isBackward) = ((x, y), backwards)
            }
          }
        }
        return isBackward ? split(n - best.x, m - best.y) : split(best.x, best.y)
      }
    }
    return nil
  }
}
