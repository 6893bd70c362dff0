internal import ChangeModel

/// A commit's place in the index: its row, in the order in which commits were first read.
struct CommitPosition: Hashable, Sendable, Comparable {
  let row: Int32
  init(_ row: Int) { self.row = Int32(row) }
  var index: Int { Int(row) }
  static func < (left: Self, right: Self) -> Bool { left.row < right.row }
}

/// A set of commits, one bit each.
struct CommitSet: Sendable {
  private(set) var words: [UInt64]

  init(capacity: Int) { words = Array(repeating: 0, count: (capacity + 63) / 64) }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func contains(_ position: CommitPosition) -> Bool {
    words[position.index >> 6] & (1 << UInt64(position.index & 63)) != 0
  }

  /// Adds a commit; `false` if it was there already.
  mutating func insert(_ position: CommitPosition) -> Bool {
    let (word, bit) = (position.index >> 6, UInt64(1) << UInt64(position.index & 63))
    guard words[word] & bit == 0 else { return false }
    words[word] |= bit
    return true
  }
}

/// Parents and dates of all indexed commits in memory: 16 bytes a commit.
///
/// Written to the index as it stands here: for each commit its commit time (8 bytes, seconds since 1970), then the
/// rows of its first and second parent (4 bytes each, all little-endian). -1 is "no parent"; a second parent below -1 is
/// the complement of a place in the list of further parents: a count, then that many rows.
struct CommitGraph: Sendable {
  private(set) var times: [Int64] = []
  private var firstParents: [Int32] = []
  private var secondParents: [Int32] = []
  private(set) var furtherParents: [Int32] = []

  var count: Int { times.count }

  mutating func append(time: Int64, parents: [Int32]) {
    times.append(time)
    firstParents.append(parents.first ?? -1)
    switch parents.count {
    case 0, 1: secondParents.append(-1)
    case 2: secondParents.append(parents[1])
    default:
      secondParents.append(~Int32(furtherParents.count) - 1)
      furtherParents.append(Int32(parents.count - 1))
      furtherParents += parents.dropFirst()
    }
  }

  func time(_ position: CommitPosition) -> Int64 { times[position.index] }

  func isMerge(_ position: CommitPosition) -> Bool { secondParents[position.index] != -1 }

  func parents(of position: CommitPosition) -> [CommitPosition] {
    var found: [CommitPosition] = []
    forEachParent(of: position) { found.append($0) }
    return found
  }

  @inline(__always)
  func forEachParent(of position: CommitPosition, _ body: (CommitPosition) -> Void) {
    let first = firstParents[position.index]
    if first >= 0 { body(CommitPosition(Int(first))) }
    let second = secondParents[position.index]
    if second >= 0 {
      body(CommitPosition(Int(second)))
    } else if second < -1 {
      let start = Int(~(second + 1))
      for offset in 1...Int(furtherParents[start]) {
        let parent = furtherParents[start + offset]
        if parent >= 0 { body(CommitPosition(Int(parent))) }
      }
    }
  }
}

// MARK: - Questions

extension CommitGraph {
  /// The given commits and everything behind them.
  ///
  /// - Complexity: O(commits reached), some 10 ns each.
  func ancestors(of tips: [CommitPosition], adding known: CommitSet? = nil) -> CommitSet {
    var reached = known ?? CommitSet(capacity: count)
    visit(from: tips, marking: &reached) { _ in }
    return reached
  }

  /// Calls `body` once for each commit behind the tips that is not yet marked, and marks it.
  func visit(
    from tips: [CommitPosition], marking reached: inout CommitSet, _ body: (CommitPosition) -> Void
  ) {
    var pending = tips.filter { reached.insert($0) }
    while let position = pending.popLast() {
      body(position)
      forEachParent(of: position) { parent in
        if reached.insert(parent) { pending.append(parent) }
      }
    }
  }

  /// The commits of `old..new` in the order of `git rev-list`: by commit date, youngest first, and among equal dates in
  /// the order in which they were reached.
  func range(from old: CommitPosition?, to new: CommitPosition) -> [CommitPosition] {
    var seen = ancestors(of: old.map { [$0] } ?? [])
    guard seen.insert(new) else { return [] }
    var queue = Queue()
    queue.push(new, time: time(new))
    var found: [CommitPosition] = []
    while let position = queue.pop() {
      found.append(position)
      forEachParent(of: position) { parent in
        if seen.insert(parent) { queue.push(parent, time: time(parent)) }
      }
    }
    return found
  }

  /// A priority queue by time, then by arrival.
  private struct Queue {
    private var items: [(time: Int64, arrival: Int, position: CommitPosition)] = []
    private var arrivals = 0

    mutating func push(_ position: CommitPosition, time: Int64) {
      items.append((time, arrivals, position))
      arrivals += 1
      var child = items.count - 1
      while child > 0, precedes(child, (child - 1) / 2) {
        items.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    }

    mutating func pop() -> CommitPosition? {
      guard let first = items.first else { return nil }
      let last = items.removeLast()
      if items.isEmpty { return first.position }
      items[0] = last
      var parent = 0
      while true {
        var child = parent * 2 + 1
        guard child < items.count else { break }
        if child + 1 < items.count, precedes(child + 1, child) { child += 1 }
        guard precedes(child, parent) else { break }
        items.swapAt(child, parent)
        parent = child
      }
      return first.position
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
      let (a, b) = (items[left], items[right])
      return a.time != b.time ? a.time > b.time : a.arrival < b.arrival
    }
  }
}

// MARK: - Bytes

extension CommitGraph {
  static let recordSize = 16

  /// The records of the commits from `start` on, for the index.
  func records(from start: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((count - start) * Self.recordSize)
    for row in start..<count {
      withUnsafeBytes(of: times[row].littleEndian) { bytes += $0 }
      withUnsafeBytes(of: firstParents[row].littleEndian) { bytes += $0 }
      withUnsafeBytes(of: secondParents[row].littleEndian) { bytes += $0 }
    }
    return bytes
  }

  func furtherParentBytes(from start: Int) -> [UInt8] {
    furtherParents[start...].flatMap { parent in
      withUnsafeBytes(of: parent.littleEndian) { Array($0) }
    }
  }

  /// Adds records written by ``records(from:)``; `false` if they cannot be what was written.
  mutating func append(records: [UInt8], furtherParents further: [UInt8]) -> Bool {
    guard records.count % Self.recordSize == 0, further.count % 4 == 0 else { return false }
    let added = records.count / Self.recordSize
    times.reserveCapacity(count + added)
    firstParents.reserveCapacity(count + added)
    secondParents.reserveCapacity(count + added)
    records.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: Self.recordSize) {
        times.append(
          Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Int64.self)))
        firstParents.append(
          Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: Int32.self)))
        secondParents.append(
          Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 12, as: Int32.self)))
      }
    }
    further.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: 4) {
        furtherParents.append(
          Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Int32.self)))
      }
    }
    return true
  }

  /// Whether every parent named is a commit that is here; a damaged file must not crash a walk.
  var isConsistent: Bool {
    let total = Int32(count)
    guard firstParents.allSatisfy({ $0 >= -1 && $0 < total }) else { return false }
    return secondParents.allSatisfy { second in
      guard second < -1 else { return second < total }
      let start = Int(~(second + 1))
      guard start < furtherParents.count, furtherParents[start] > 0 else { return false }
      let end = start + Int(furtherParents[start])
      guard end < furtherParents.count else { return false }
      return furtherParents[(start + 1)...end].allSatisfy { $0 >= -1 && $0 < total }
    }
  }
}
