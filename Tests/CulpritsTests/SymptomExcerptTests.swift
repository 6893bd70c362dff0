import ChangeModel
import Foundation
import Testing

@testable import Culprits

@Suite("Symptom excerpt") struct SymptomExcerptTests {
  static let oops = """
    [ 1234.567890] BUG: unable to handle kernel NULL pointer dereference at 0000000000000028
    [ 1234.567891] IP: ovl_create_or_link+0x1a/0x2b0 [overlay]
    [ 1234.567892] Oops: 0000 [#1] SMP
    [ 1234.567893] Modules linked in: overlay xfs
    [ 1234.567894] CPU: 3 PID: 4242 Comm: java Not tainted 4.4.157 #1
    [ 1234.567895] Call Trace:
    [ 1234.567896]  [<ffffffffa0123456>] ovl_mkdir+0x10/0x20 [overlay]
    [ 1234.567897]  [<ffffffff81234567>] vfs_mkdir+0xa0/0x130
    [ 1234.567898]  [<ffffffff81234568>] SyS_mkdir+0x6f/0xd0
    [ 1234.567899] ---[ end trace 0123456789abcdef ]---
    """

  /// So many lines of a log in which nothing happens.
  static func noise(_ count: Int, from first: Int = 0) -> String {
    (first..<(first + count)).map {
      "[\($0).000001] usb 1-\($0 % 7): new high-speed USB device number \($0) using xhci_hcd\n"
    }.joined()
  }

  static func outcome(_ bytes: some Sequence<UInt8>, chunk: Int = 1 << 20)
    -> SymptomExcerptReader.Outcome
  {
    let bytes = Array(bytes)
    var reader = SymptomExcerptReader(name: "log")
    bytes.withUnsafeBytes { all in
      var start = 0
      while start < all.count {
        let end = min(start + chunk, all.count)
        reader.read(UnsafeRawBufferPointer(rebasing: all[start..<end]))
        start = end
      }
    }
    return reader.finish()
  }

  static func excerpt(_ bytes: some Sequence<UInt8>) throws -> SymptomExcerpt {
    guard case .excerpt(let excerpt) = outcome(bytes) else {
      throw Unexpected(description: "\(outcome(bytes))")
    }
    return excerpt
  }

  struct Unexpected: Error { let description: String }

  @Test(
    "a small text is used whole, whatever is in it",
    arguments: [
      "mkdir: Permission denied\n", "no newline at the end", " \n\n x \n\n",
      String(repeating: "x", count: SymptomExcerptReader.wholeLimit), noise(3) + oops,
    ])
  func small(_ text: String) throws {
    let excerpt = try Self.excerpt(text.utf8)
    #expect(excerpt.text == text)
    #expect(excerpt.source.isWhole)
    #expect(excerpt.source.usedLines == [1...excerpt.source.lineCount])
  }

  @Test("a small text that is no UTF-8 is taken for Latin-1")
  func latin() throws {
    #expect(try Self.excerpt([0x46, 0xFC, 0x72]).text == "Für")
  }

  @Test("the report of the kernel is found in a long log, whole and with its lines")
  func oopsInLog() throws {
    let text = Self.noise(20_000) + Self.oops + "\n" + Self.noise(20_000, from: 50_000)
    let excerpt = try Self.excerpt(text.utf8)
    #expect(excerpt.text.contains(Self.oops))
    #expect(excerpt.source.lineCount == 40_010)
    #expect(excerpt.source.usedLines == [20_001...20_010, 39_991...40_010])
    #expect(!excerpt.source.isWhole)
    let symptom = Symptom(parsing: excerpt.text)
    #expect(symptom.frames.map(\.function).contains("ovl_mkdir"))
  }

  @Test("the lines of a trace without a heading are found, and strace's failures")
  func frames() throws {
    let text =
      Self.noise(9000) + "[1.0]  ext4_lookup+0x10/0x20\n[1.0]  lookup_slow+0x1/0x2\n"
      + Self.noise(50) + "mkdir(\"/var/x\", 0777) = -1 EACCES (Permission denied)\n"
      + Self.noise(9000)
    let excerpt = try Self.excerpt(text.utf8)
    #expect(excerpt.text.contains("ext4_lookup+0x10/0x20\n[1.0]  lookup_slow"))
    #expect(excerpt.text.contains("= -1 EACCES"))
    #expect(excerpt.source.usedLineCount < 40)
  }

  @Test("a report ends where it ends, though no line says so")
  func reportEnds() throws {
    let report =
      "WARNING: CPU: 1 PID: 2 at net/core/dev.c:1 skb_x+0x1/0x2\nCall Trace:\n a+0x1/0x2\n"
    let excerpt = try Self.excerpt((Self.noise(9000) + report + Self.noise(9000)).utf8)
    #expect(excerpt.source.usedLines == [9001...9003, 17_984...18_003])
  }

  @Test("of repeated reports and errors one is kept, of many kinds the first and the last")
  func repetition() throws {
    var text = ""
    for round in 0..<400 {
      text += Self.noise(10, from: round * 10) + Self.oops + "\n"
      text += "[\(round).5] EXT4-fs error (device sda\(round)): block \(round)\n"
    }
    let repeated = try Self.excerpt(text.utf8)
    #expect(repeated.text.components(separatedBy: "BUG: ").count - 1 <= 2)
    #expect(repeated.source.usedLineCount < 40)

    func word(_ number: Int) -> String {
      String(String(number + 100_000).utf8.map { Character(Unicode.Scalar($0 - 48 + 97)) })
    }
    let kinds = (0..<50_000).map { "error of \(word($0))\n" }.joined()
    let various = try Self.excerpt(kinds.utf8)
    #expect(various.text.contains("error of \(word(0))\n"))
    #expect(various.text.contains("error of \(word(99))\n"))
    #expect(!various.text.contains("error of \(word(100))\n"))
    #expect(various.text.hasSuffix("error of \(word(49_999))"))
    #expect(various.source.usedLineCount == 200)
  }

  @Test("of prose the beginning and the end are kept")
  func prose() throws {
    let middle = (0..<9000).map { "and then nothing much was going on for a while, \($0)\n" }
    let text =
      "After the update containers do not start.\n" + middle.joined()
      + "We went back to the old one.\n"
    let excerpt = try Self.excerpt(text.utf8)
    #expect(excerpt.text.hasPrefix("After the update containers do not start.\nand then"))
    #expect(excerpt.text.hasSuffix("We went back to the old one."))
    #expect(excerpt.source.usedLineCount == 80)
  }

  @Test("one line of 10 MB gives the parts that say something")
  func longLine() throws {
    let filler = String(
      repeating: "{\"level\":\"info\",\"message\":\"all is well\"}, ", count: 125_000)
    let excerpt = try Self.excerpt((filler + Self.oops.replacing("\n", with: " ") + filler).utf8)
    #expect(excerpt.text.contains("ovl_create_or_link+0x1a/0x2b0"))
    #expect(excerpt.text.utf8.count < 16_384)
    #expect(excerpt.source.lineCount == 1)
    #expect(excerpt.source.usedLines == [1...1])
  }

  @Test("a line without any blank is no different")
  func solidLine() throws {
    let excerpt = try Self.excerpt(String(repeating: "x", count: 1_000_000).utf8)
    #expect(excerpt.text.utf8.count < 16_384)
  }

  @Test("what a crash left between NULs is read, and none of them is kept")
  func nulls() throws {
    let gap = [UInt8](repeating: 0, count: 300_000)
    let bytes = Array(Self.noise(2000).utf8) + gap + Array((Self.oops + "\n").utf8) + gap
    let excerpt = try Self.excerpt(bytes)
    #expect(excerpt.text.contains(Self.oops))
    #expect(!excerpt.text.utf8.contains(0))
    let small = try Self.excerpt(Array("Oops: 0000 [#1]\u{0}\u{0}and more text\n".utf8))
    #expect(small.text == "Oops: 0000 [#1]\nand more text")
    #expect(small.source.lineCount == 1)
  }

  @Test("text of two bytes a character is read")
  func wide() throws {
    for order in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
      let mark: [UInt8] = order == .utf16LittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
      let text = try #require(("mkdir fails\n" + Self.oops).data(using: order))
      #expect(try Self.excerpt(mark + text).text.contains(Self.oops))
    }
  }

  @Test("a binary file is called one, unless a report of the kernel is in it")
  func binary() throws {
    var state: UInt64 = 1
    let random = (0..<600_000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 56)
    }
    #expect(Self.outcome(random) == .binary)
    #expect(Self.outcome([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 0]) == .binary)
    #expect(Self.outcome([UInt8](repeating: 0, count: 1_000_000)) == .binary)
    let dump = random + Array("\n\(Self.oops)\n".utf8) + random
    #expect(try Self.excerpt(dump).text.contains("ovl_mkdir+0x10/0x20"))
  }

  @Test("bytes that are no UTF-8 are replaced")
  func invalid() throws {
    let bytes =
      Array(Self.noise(9000).utf8) + Array("error in ".utf8) + [0xC3, 0x28, 0xFF]
      + Array(" here\n".utf8) + Array(Self.noise(90).utf8)
    #expect(try Self.excerpt(bytes).text.contains("error in \u{FFFD}(\u{FFFD} here"))
  }

  @Test("blanks are nothing, in any amount", arguments: [0, 10, 600_000])
  func empty(_ count: Int) {
    #expect(Self.outcome([UInt8](repeating: 0x0A, count: count)) == .empty)
  }

  @Test(
    "how the input is cut into chunks does not matter",
    arguments: [1, 7, 4095, 4096, 4097, 65_536])
  func chunks(_ size: Int) throws {
    let line = String(repeating: "word ", count: 3000) + "failed"
    let text =
      "A story.\n" + Self.noise(3000) + Self.oops + "\n" + line + "\n\u{0}\u{0}" + Self.noise(30)
      + String(repeating: "y", count: 4096) + "\n" + String(repeating: "z", count: 4097) + "\n"
      + String(repeating: "error", count: 2000) + Self.noise(40) + "the end"
    let expected = Self.outcome(text.utf8)
    #expect(Self.outcome(text.utf8, chunk: size) == expected)
    guard case .excerpt(let excerpt) = expected else {
      Issue.record("\(expected)")
      return
    }
    var last = 0
    for range in excerpt.source.usedLines {
      #expect(range.lowerBound > last + (last == 0 ? 0 : 1))
      last = range.upperBound
    }
    #expect(last == excerpt.source.lineCount)
    #expect(
      excerpt.source.lineCount == text.utf8.count { $0 == 0x0A } + 1)
  }

  @Test(
    "what looks like a report's heading inside a word is none",
    arguments: ["DEBUG: all is well", "bug: a lower one", "installed", "INFO: all is well"])
  func notMarked(_ line: String) {
    let bytes = Array(line.utf8)
    #expect(bytes.withUnsafeBytes { MarkTable().marks(in: $0).marks.isEmpty })
  }
}
