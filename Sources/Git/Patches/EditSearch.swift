/// Finds a short way from the lines of one text to those of the other, and marks what it removes and adds.
struct EditSearch {
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
