/// For each commit, the first release of every line of development that has it.
///
/// A label is a sorted list of places among the releases, at most one of each line; where no release has the commit, the place
/// of a branch, which comes after theirs. Few labels differ, so each is kept once, and a commit costs four bytes.
struct ReleaseLabels {
  /// The number of each commit's label.
  private var ofCommit: [Int32]
  private var labels: [[Int]] = []

  /// Hands labels from children to parents in one pass over all commits.
  ///
  /// - Parameters:
  ///   - lines: the releases in order, each with the name of its line; releases of a line stand together.
  ///   - branches: tips of branches, the one to be named first in front.
  /// - Complexity: O(commits), some 10 ns each.
  init(
    lines: [(name: String, commit: CommitPosition)], branches: [CommitPosition], graph: CommitGraph
  ) {
    var lineOf: [Int] = []
    for (place, release) in lines.enumerated() {
      let isSame = place > 0 && lines[place - 1].name == release.name
      lineOf.append((lineOf.last ?? 0) + (isSame ? 0 : 1))
    }
    var numbering = Numbering(lineOf: lineOf)
    ofCommit = Array(repeating: 0, count: graph.count)
    for (place, tip) in (lines.map(\.commit) + branches).enumerated() {
      ofCommit[tip.index] = numbering.join(ofCommit[tip.index], numbering.number(of: [place]))
    }
    ofCommit.withUnsafeMutableBufferPointer { ofCommit in
      graph.handDown(where: { ofCommit[$0] != 0 }) { child, parent in
        let (old, label) = (ofCommit[parent], ofCommit[child])
        guard old != label else { return false }
        let new = old == 0 ? label : numbering.join(old, label)
        ofCommit[parent] = new
        return new != old
      }
    }
    labels = numbering.labels
  }

  subscript(position: CommitPosition) -> [Int] { labels[Int(ofCommit[position.index])] }
}

// MARK: - In the index

extension ReleaseLabels {
  /// The labels that the file keeps: all of them as text, one a line, places with blanks between; and for each commit
  /// the number of its line, 4 bytes, little-endian.
  init(of db: Database, count: Int, places: Int) throws {
    guard let texts = try db.statement("SELECT texts FROM labels").first({ $0.text(0) }),
      let numbers = try db.elements("numbers", of: "labels", as: Int32.self)
    else { throw DamagedIndex() }
    labels = texts.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      $0.split(separator: UInt8(ascii: " ")).compactMap { Int(Substring($0)) }
    }
    #if _endian(little)
      ofCommit = numbers
    #else
      ofCommit = numbers.map { $0.littleEndian }
    #endif
    var (highest, lowest) = (Int32(0), Int32(0))
    for number in ofCommit { (highest, lowest) = (max(highest, number), min(lowest, number)) }
    guard ofCommit.count == count, labels.allSatisfy({ $0.allSatisfy { $0 < places } }),
      lowest == 0, highest < Int32(labels.count)
    else { throw DamagedIndex() }
  }

  func write(to db: Database) throws {
    let texts = labels.map { $0.map(String.init).joined(separator: " ") }
    #if _endian(little)
      let numbers = ofCommit
    #else
      let numbers = ofCommit.map { $0.littleEndian }
    #endif
    try db.execute("DELETE FROM labels")
    let insertion = try db.statement("INSERT INTO labels VALUES (?, ?)")
    insertion.bind(texts.joined(separator: "\n"), at: 1)
    try numbers.withUnsafeBytes { bytes in
      insertion.bind(blob: bytes, at: 2)
      try insertion.run()
    }
  }
}

/// Gives each label a number once.
private struct Numbering {
  private(set) var labels: [[Int]] = [[]]
  private var numbers: [[Int]: Int32] = [[]: 0]
  private var joined: [UInt64: Int32] = [:]
  /// Of each release, the number of its line.
  private let lineOf: [Int]

  init(lineOf: [Int]) { self.lineOf = lineOf }

  mutating func number(of label: [Int]) -> Int32 {
    if let known = numbers[label] { return known }
    let number = Int32(labels.count)
    labels.append(label)
    numbers[label] = number
    return number
  }

  /// The label of a commit that is an ancestor of commits of two labels.
  mutating func join(_ left: Int32, _ right: Int32) -> Int32 {
    if left == 0 || left == right { return right }
    if right == 0 { return left }
    let pair = UInt64(UInt32(min(left, right))) << 32 | UInt64(UInt32(max(left, right)))
    if let known = joined[pair] { return known }
    let number = number(of: merge(labels[Int(left)], labels[Int(right)]))
    joined[pair] = number
    return number
  }

  private func merge(_ left: [Int], _ right: [Int]) -> [Int] {
    var merged: [Int] = []
    for place in (left + right).sorted() {
      if let last = merged.last {
        // Of a line the first release counts; a branch only where there is no release.
        guard place < lineOf.count, lineOf[place] != lineOf[last] else { continue }
      }
      merged.append(place)
    }
    return merged
  }
}
