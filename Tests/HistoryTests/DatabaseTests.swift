import Testing

@testable import History

@Suite("A database of SQLite") struct DatabaseTests {
  private func numbers() throws -> Database {
    let db = try Database()
    try db.execute("CREATE TABLE n (x UNIQUE); INSERT INTO n VALUES (1), (2), (3)")
    return db
  }

  @Test("a statement does not run again while its rows are being read")
  func nested() throws {
    let db = try numbers()
    let question = "SELECT x FROM n"
    var seen: [Int64] = []
    try db.kept(question).forEachRow { row in
      seen.append(row.number(0))
      #expect(throws: DatabaseError.self) { try db.kept(question).numbers() }
      return true
    }
    #expect(seen == [1, 2, 3])
    #expect(try db.kept(question).numbers() == [1, 2, 3])
  }

  @Test("a statement that failed, or whose reader did, runs again")
  func again() throws {
    let db = try numbers()
    let insert = try db.statement("INSERT INTO n VALUES (?)")
    insert.bind(2, at: 1)
    #expect(throws: DatabaseError.self) { try insert.run() }
    insert.bind(4, at: 1)
    try insert.run()
    let all = try db.statement("SELECT x FROM n ORDER BY x")
    struct Enough: Error {}
    #expect(throws: Enough.self) { try all.forEachRow { _ in throw Enough() } }
    #expect(try all.numbers() == [1, 2, 3, 4])
    insert.bind(5, at: 2)
    #expect(throws: DatabaseError.self) { try insert.run() }
    insert.bind(5, at: 1)
    try insert.run()
    #expect(try db.number("SELECT count(*) FROM n") == 5)
  }

  @Test("a change that fails in the middle leaves nothing, and the next one is made")
  func halfDone() throws {
    let db = try numbers()
    #expect(throws: DatabaseError.self) {
      try db.transaction {
        try db.execute("DELETE FROM n")
        try db.transaction {}
      }
    }
    #expect(!db.isInTransaction)
    #expect(try db.number("SELECT count(*) FROM n") == 3)
    #expect(try db.number("SELECT sum(x) FROM n WHERE x > 3") == nil)
    try db.transaction { try db.execute("DELETE FROM n WHERE x = 1") }
    #expect(try db.look { try db.look { try db.number("SELECT count(*) FROM n") } } == 2)
  }

  @Test("a closed database refuses, and what is open of it stays sound")
  func closed() throws {
    let db = try numbers()
    let open = try db.statement("SELECT x FROM n")
    var seen = 0
    try open.forEachRow { row in
      if seen == 0 { db.close() }
      seen += Int(row.number(0))
      return true
    }
    #expect(seen == 6)
    #expect(!db.isInTransaction)
    db.wait(upTo: 10)
    #expect(throws: DatabaseError.self) { try db.statement("SELECT 1") }
    #expect(throws: DatabaseError.self) { try db.look {} }
    #expect(throws: DatabaseError.self) { try db.copy(to: try Database()) }
    #expect(throws: DatabaseError.self) { try Database().copy(to: db) }
  }

  @Test("bytes, texts and nothing come back as they were bound")
  func values() throws {
    let db = try Database()
    let all = try db.statement("SELECT ?1, length(?1), ?2 IS NULL, ?3")
    all.bind("", at: 1)
    all.bind(Int?.none, at: 2)
    all.bind(Int64.min, at: 3)
    let row = try all.first { ($0.text(0), $0.optionalNumber(1), $0.number(2), $0.number(3)) }
    #expect(row?.0 == "" && row?.1 == 0 && row?.2 == 1 && row?.3 == .min)
    all.bind(copied: [], at: 1)
    #expect(try all.first { $0.optionalNumber(1) } == 0)
    #expect(try all.first { $0.bytes(0).count } == 0)
  }
}
