internal import ChangeModel
internal import Text

/// A commit's place in the index: its row, in the order in which commits were first read.
struct CommitPosition: Hashable, Sendable, Comparable {
  let row: Int32
  init(_ row: Int) { self.row = Int32(row) }
  var index: Int { Int(row) }
  static func < (left: Self, right: Self) -> Bool { left.row < right.row }
}

/// A set of commits, one bit each.
struct CommitSet: Hashable, Sendable {
  private(set) var words: [UInt64]

  init(capacity: Int) { words = Array(repeating: 0, count: (capacity + 63) / 64) }

  /// The first commits, `count` of them.
  init(first count: Int) {
    words = Array(repeating: .max, count: count / 64)
    if count % 64 > 0 { words.append((1 << UInt64(count % 64)) - 1) }
  }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func contains(_ position: CommitPosition) -> Bool {
    words[position.index >> 6] & (1 << UInt64(position.index & 63)) != 0
  }

  /// Adds a commit; `false` if it was there already.
  @inline(__always)
  mutating func insert(_ position: CommitPosition) -> Bool {
    let (word, bit) = (position.index >> 6, UInt64(1) << UInt64(position.index & 63))
    guard words[word] & bit == 0 else { return false }
    words[word] |= bit
    return true
  }

  mutating func remove(_ position: CommitPosition) {
    words[position.index >> 6] &= ~(1 << UInt64(position.index & 63))
  }

  /// Lends the bits out as they are, 64 to a word.
  @inline(__always)
  mutating func withWords(_ body: (UnsafeMutableBufferPointer<UInt64>) -> Void) {
    words.withUnsafeMutableBufferPointer { body($0) }
  }

  /// Adds what is in the other set; both have the same capacity.
  mutating func formUnion(_ other: CommitSet) {
    for place in words.indices { words[place] |= other.words[place] }
  }

  /// Keeps what is in the other set too; both have the same capacity.
  mutating func formIntersection(_ other: CommitSet) {
    for place in words.indices { words[place] &= other.words[place] }
  }
}

/// Parents and dates of all indexed commits in memory: 16 bytes a commit.
///
/// Written to the index as it stands here: for each commit its commit time (8 bytes, seconds since 1970), then the
/// rows of its first and second parent (4 bytes each, all little-endian). -1 is "no parent"; a second parent below -1 is
/// the complement of a place in the list of further parents: a count, then that many rows.
struct CommitGraph: Sendable {
  struct Record: Sendable, BitwiseCopyable {
    fileprivate var time: Int64
    fileprivate var firstParent: Int32
    fileprivate var secondParent: Int32
  }

  private var records: [Record] = []
  private(set) var furtherParents: [Int32] = []
  private var partStarts: [Int] = []

  init() {}

  var count: Int { records.count }

  /// The rows of each update of the index: no commit of one is an ancestor of one of an earlier update.
  var parts: [Range<Int>] {
    zip(partStarts, partStarts.dropFirst() + [count]).map { $0..<$1 }
  }

  /// What is appended next came with another update.
  mutating func startPart() { partStarts.append(count) }

  mutating func append(time: Int64, parents: [Int32]) {
    var record = Record(time: time, firstParent: parents.first ?? -1, secondParent: -1)
    switch parents.count {
    case 0, 1: break
    case 2: record.secondParent = parents[1]
    default:
      record.secondParent = ~Int32(furtherParents.count) - 1
      furtherParents.append(Int32(parents.count - 1))
      furtherParents += parents.dropFirst()
    }
    records.append(record)
  }

  func time(_ position: CommitPosition) -> Int64 { records[position.index].time }

  func isMerge(_ position: CommitPosition) -> Bool { records[position.index].secondParent != -1 }

  /// Whether no parent of a commit is known.
  func isFirst(_ position: CommitPosition) -> Bool {
    let record = records[position.index]
    return record.firstParent < 0 && record.secondParent == -1
  }

  func parents(of position: CommitPosition) -> [CommitPosition] {
    var found: [CommitPosition] = []
    forEachParent(of: position) { found.append($0) }
    return found
  }

  @inline(__always)
  func forEachParent(of position: CommitPosition, _ body: (CommitPosition) -> Void) {
    let (first, second) = (
      records[position.index].firstParent, records[position.index].secondParent
    )
    if first >= 0 { body(CommitPosition(Int(first))) }
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
  /// The given commits and all their ancestors.
  ///
  /// - Complexity: O(commits of the history), some 5 ns each.
  func ancestors(of tips: [CommitPosition]) -> CommitSet { reached(from: tips) { _ in false } }

  /// Whether a commit is another one or an ancestor of it.
  ///
  /// - Complexity: O(commits between the two) where it is, else O(history of the other).
  func isAncestor(_ commit: CommitPosition, of tip: CommitPosition) -> Bool {
    let (word, bit) = (commit.index >> 6, UInt64(1) << UInt64(commit.index & 63))
    return reached(from: [tip]) { $0[word] & bit != 0 }.contains(commit)
  }

  /// - Parameter isEnough: asked as more is reached; once it is, the ancestors that are left are not visited.
  @inline(__always)
  private func reached(
    from tips: [CommitPosition], until isEnough: (UnsafeMutableBufferPointer<UInt64>) -> Bool
  ) -> CommitSet {
    var reached = CommitSet(capacity: count)
    for tip in tips { _ = reached.insert(tip) }
    reached.withWords { words in
      handDown(
        where: { words[$0 >> 6] & 1 << UInt64($0 & 63) != 0 }, until: { isEnough(words) }
      ) { _, parent in
        let (word, bit) = (parent >> 6, UInt64(1) << UInt64(parent & 63))
        guard words[word] & bit == 0 else { return false }
        words[word] |= bit
        return true
      }
    }
    return reached
  }

  /// Hands something down from children to parents until all have it.
  ///
  /// Most commits stand before their parents, so one pass in order does nearly all; a commit that gets something when the
  /// pass has gone by is done again at once, so the order is never taken on trust.
  ///
  /// - Parameters:
  ///   - has: whether a commit, told by its row, has anything to hand down.
  ///   - isDone: whether the rest does not matter any more; asked before each commit that has something.
  ///   - hand: hands it from a child to a parent; whether the parent then has more than before.
  @inline(__always)
  func handDown(
    where has: (_ row: Int) -> Bool, until isDone: () -> Bool = { false },
    _ hand: (_ child: Int, _ parent: Int) -> Bool
  ) {
    var late: [Int] = []
    for part in parts.reversed() {
      for row in part where has(row) {
        if isDone() { return }
        /// Parents in earlier parts, or after this row, are still to come.
        func hasPassed(_ parent: Int) -> Bool {
          parent >= part.lowerBound && (parent < row || parent >= part.upperBound)
        }
        var next: Int? = row
        while let child = next {
          let record = records[child]
          if record.secondParent < -1 {
            for parent in parents(of: CommitPosition(child)).map(\.index)
            where hand(child, parent) && hasPassed(parent) {
              late.append(parent)
            }
          } else {
            let (first, second) = (Int(record.firstParent), Int(record.secondParent))
            if first >= 0, hand(child, first), hasPassed(first) { late.append(first) }
            if second >= 0, hand(child, second), hasPassed(second) { late.append(second) }
          }
          next = late.popLast()
        }
      }
    }
  }

  /// The commits of `old..new` in the order of `git rev-list`: by commit date, youngest first, and among equal dates in
  /// the order in which they were reached.
  func range(from old: CommitPosition?, to new: CommitPosition) -> [CommitPosition] {
    var seen = ancestors(of: old.map { [$0] } ?? [])
    guard seen.insert(new) else { return [] }
    var queue = BinaryHeap<Reached>()
    var arrivals = 0
    func push(_ position: CommitPosition) {
      queue.push(Reached(time: time(position), arrival: arrivals, position: position))
      arrivals += 1
    }
    push(new)
    var found: [CommitPosition] = []
    while let position = queue.pop()?.position {
      found.append(position)
      forEachParent(of: position) { if seen.insert($0) { push($0) } }
    }
    return found
  }

  /// Youngest first, and of one time the first that came.
  private struct Reached: Comparable {
    let time: Int64
    let arrival: Int
    let position: CommitPosition

    static func < (left: Self, right: Self) -> Bool {
      left.time != right.time ? left.time > right.time : left.arrival < right.arrival
    }
  }
}

// MARK: - Bytes

extension CommitGraph {
  static let recordSize = 16

  /// The records of the commits from `start` on, for the index.
  func records(from start: Int) -> [UInt8] {
    records[start...].map { $0.littleEndian }.withUnsafeBytes { Array($0) }
  }

  func furtherParentBytes(from start: Int) -> [UInt8] {
    furtherParents[start...].map { $0.littleEndian }.withUnsafeBytes { Array($0) }
  }

  /// Takes what ``records(from:)`` and ``furtherParentBytes(from:)`` wrote; `nil` if it cannot be what was written.
  ///
  /// A damaged file must not crash a walk, so every parent named must be a commit that is here.
  ///
  /// - Parameter partStarts: ascending, the first 0.
  init?(records: [Record], furtherParents: [Int32], partStarts: [Int]) {
    #if _endian(little)
      (self.records, self.furtherParents) = (records, furtherParents)
    #else
      self.records = records.map { $0.littleEndian }
      self.furtherParents = furtherParents.map { $0.littleEndian }
    #endif
    self.partStarts = partStarts
    guard isConsistent, partStarts.last ?? 0 <= count else { return nil }
  }

  private var isConsistent: Bool {
    var (highest, lowest) = (Int32(-1), Int32(-1))
    var many: [Int32] = []
    for record in records {
      highest = max(highest, record.firstParent, record.secondParent)
      lowest = min(lowest, record.firstParent)
      if record.secondParent < -1 { many.append(record.secondParent) }
    }
    let total = Int32(count)
    return highest < total && lowest >= -1
      && many.allSatisfy { second in
        let start = Int(~(second + 1))
        guard start < furtherParents.count, furtherParents[start] > 0 else { return false }
        let end = start + Int(furtherParents[start])
        guard end < furtherParents.count else { return false }
        return furtherParents[(start + 1)...end].allSatisfy { $0 >= -1 && $0 < total }
      }
  }
}

extension CommitGraph.Record {
  /// As it is written; the same again when read.
  fileprivate var littleEndian: Self {
    Self(
      time: time.littleEndian, firstParent: firstParent.littleEndian,
      secondParent: secondParent.littleEndian)
  }
}
