import Recipes
import Testing

@Suite("Console") struct ConsoleReadingTests {
  private func reading(
    _ text: String, symptom: String? = nil, done: String? = nil, in pieces: Int = 7
  ) -> ConsoleReading {
    var reading = ConsoleReading(
      symptom: symptom.flatMap { .init($0) }, done: done.flatMap { .init($0) })
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      reading.read(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
    }
    reading.finish()
    return reading
  }

  static let oops = """
    [    0.000000] Linux version 5.10.210-ktrail (root@build) (gcc 12) #1\r
    [    1.2] BUG: unable to handle page fault for address: ffff\r
    [    1.2] Oops: 0002 [#1] SMP\r
    [    1.3] RIP: 0010:ovl_open+0x1/0x2\r
    [    1.4] Kernel panic - not syncing: Fatal exception
    """

  @Test("names the kernel, the crash once for each kind, and the end")
  func crash() {
    let reading = reading(Self.oops)
    #expect(reading.release == "5.10.210-ktrail")
    #expect(reading.crashes.count == 3)
    #expect(reading.crashes[0].contains("BUG: unable to handle page fault"))
    #expect(reading.hasPanicked)
    #expect(reading.symptomLine == nil)
  }

  @Test(
    "tells the symptom from another crash",
    arguments: [
      ("RIP: .*ovl_open", true), ("RIP: .*ext4_", false), ("bug: unable", false),
      ("(?i)bug: unable", true),
    ])
  func symptom(_ row: (pattern: String, isThere: Bool)) {
    #expect((reading(Self.oops, symptom: row.pattern).symptomLine != nil) == row.isThere)
  }

  @Test("a warning, and a word in a program's own line, are no crash")
  func noCrash() {
    #expect(reading("WARNING: CPU: 0 PID: 1 at mm/slub.c\nhello Oops\nthe panic\n").crashes.isEmpty)
  }

  @Test("sees the end in whatever pieces it comes", arguments: [1, 2, 3, 64])
  func done(_ pieces: Int) {
    #expect(reading("x\nTEST: PASS\r\n", done: "^TEST: (PASS|FAIL)$", in: pieces).isDone)
    #expect(!reading("not a TEST: PASS\n", done: "^TEST: ", in: pieces).isDone)
  }

  @Test("keeps a bounded part of lines without an end, and no controls")
  func bounded() {
    var reading = ConsoleReading(symptom: .init("x"))
    for _ in 0..<1000 { reading.read(Array(repeating: UInt8(ascii: "x"), count: 10_000)) }
    reading.finish()
    #expect(reading.symptomLine?.utf8.count == 4096)
    reading.read(Array("\u{1B}[31m red\n".utf8))
    #expect(reading.lastLines.last?.utf8.contains(0x1B) == false)
  }

  @Test("an expression that goes back on its steps takes no longer")
  func linear() {
    var reading = ConsoleReading(symptom: .init("(a+)+$x"))
    reading.read(Array(String(repeating: "a", count: 4000).utf8) + [0x0A])
    #expect(reading.symptomLine == nil)
  }
}
