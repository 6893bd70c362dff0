internal import ChangeModel

/// Adds the touched paths of commits to an index file. Lives for one transaction.
struct PathWriter {
  private let db: Database
  private let lookup, insertion, touched, touching: Statement
  private var numbers: [ArraySlice<UInt8>: Int32] = [:]
  private var nextNumber: Int32
  private let isFirst: Bool
  private(set) var commitCount = 0
  private var pathless = PathlessCommits()
  /// For each path, the positions of the commits that touch it, as they come.
  private var positions: [Int32: [Int32]] = [:]

  init(_ db: Database) throws {
    self.db = db
    lookup = try db.statement("SELECT number FROM paths WHERE path = ?")
    insertion = try db.statement("INSERT INTO paths VALUES (?, ?)")
    touched = try db.statement("INSERT OR REPLACE INTO touched VALUES (?, ?)")
    let last = try db.number("SELECT max(number) FROM paths") ?? -1
    guard let next = Int32(exactly: last + 1) else { throw DamagedIndex() }
    nextNumber = next
    isFirst = nextNumber == 0
    let table = try db.meta(IndexReader.pathsBeforeKey) == nil ? "touching" : "touchingSince"
    touching = try db.statement("INSERT OR REPLACE INTO \(table) VALUES (?, ?, ?)")
  }

  /// - Parameter isListed: whether the commits are to be found by their paths, too.
  mutating func add(_ batch: PathBatch, isListed: Bool = true) throws {
    pathless.formUnion(batch.pathless)
    for (place, position) in batch.positions.enumerated() {
      let numbers = try batch.paths(at: place).map { try number(of: $0) }
      if isListed {
        for number in numbers { positions[number, default: []].append(Int32(position)) }
      }
      commitCount += 1
      touched.bind(position, at: 1)
      try PathNumbers.encode(numbers).withUnsafeBytes {
        touched.bind(blob: $0, at: 2)
        try touched.run()
      }
    }
  }

  private mutating func number(of path: ArraySlice<UInt8>) throws -> Int32 {
    if let known = numbers[path] { return known }
    let number = try path.withUnsafeBytes { bytes in
      if !isFirst {
        lookup.bind(blob: bytes, at: 1)
        if let known = try lookup.numbers(limit: 1).first { return Int32(known) }
      }
      insertion.bind(nextNumber, at: 1)
      insertion.bind(blob: bytes, at: 2)
      try insertion.run()
      nextNumber += 1
      return nextNumber - 1
    }
    numbers[path] = number
    return number
  }

  /// Adds the other direction, from paths to the commits added.
  func finish() throws {
    try pathless.add(to: db)
    for (path, positions) in positions.sorted(by: { $0.key < $1.key }) {
      let ascending = positions.sorted()
      touching.bind(path, at: 1)
      touching.bind(ascending[0], at: 2)
      try PathNumbers.encode(ascending).withUnsafeBytes {
        touching.bind(blob: $0, at: 3)
        try touching.run()
      }
    }
  }
}
