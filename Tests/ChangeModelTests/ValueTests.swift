import ChangeModel
import TestSupport
import Testing

@Suite("Kernel versions") struct KernelVersionTests {
  @Test(
    "are read whole, as packages and tags write them",
    arguments: [
      ("4.4.157", "4.4.157"), ("v4.7-rc4", "4.7-rc4"), ("6.11.0", "6.11"), ("2.6.32.9", "2.6.32.9"),
      ("2.6.32", "2.6.32"), ("4.4.157-1", nil), ("4", nil), ("v", nil), ("", nil), ("4..4", nil),
      ("4.4.", nil), ("99999999.1", nil), ("4.7-rc", nil), ("v16.04-rc1", "16.04-rc1"),
      ("21.08.1", "21.08.1"), ("4.0", "4.0"), ("4.0.3", "4.0.3"),
    ])
  func whole(_ text: String, _ expected: String?) {
    #expect(KernelVersion(text)?.description == expected)
  }

  @Test(
    "are read from the start of a package's version",
    arguments: [
      ("4.4.157-1.el7.elrepo", "4.4.157"), ("2.6.32-131.0.15.el6", "2.6.32"),
      ("5.15.143.1-1.azl", "5.15.143"), ("6.11.0-0.rc7.d42f7708e27c.62", "6.11"), ("el7", nil),
    ])
  func leading(_ text: String, _ expected: String?) {
    #expect(KernelVersion(leading: text)?.description == expected)
  }

  @Test("are ordered by number, candidates before their release")
  func order() throws {
    let sorted = [
      "2.6.32", "2.6.32.9", "4.4", "4.4.9", "4.4.121", "4.7-rc4", "4.7-rc10", "4.7", "4.10",
    ]
    let versions = try sorted.map { try #require(KernelVersion($0)) }
    var generator = SeededGenerator(seed: 1)
    #expect(versions.shuffled(using: &generator).sorted() == versions)
  }

  @Test("know their series and predecessor")
  func series() throws {
    let version = try #require(KernelVersion("4.4.1"))
    #expect(version.series == "4.4")
    #expect(version.isStable)
    #expect(version.predecessorInSeries?.description == "4.4")
    #expect(KernelVersion("4.4.157")?.predecessorInSeries?.description == "4.4.156")
    #expect(KernelVersion("4.7")?.predecessorInSeries == nil)
  }
}

@Suite("Commit ids") struct CommitIDTests {
  static let digits = "0123456789abcdef0123456789abcdef01234567"

  @Test("survive text and bytes, and refuse anything else")
  func roundTrip() throws {
    let id = try #require(CommitID(Self.digits.uppercased()))
    #expect(id.description == Self.digits)
    #expect(id.short == "0123456789ab")
    #expect(CommitID(bytes: id.bytes) == id)
    for text in ["", "0123", Self.digits + "0", String(Self.digits.dropLast()) + "g"] {
      #expect(CommitID(text) == nil)
    }
    #expect(CommitID(bytes: [1, 2, 3]) == nil)
  }

  @Test("are ordered as their digits are")
  func order() throws {
    var generator = SeededGenerator(seed: 2)
    let ids = (0..<200).compactMap { _ in
      CommitID(
        (0..<40).map { _ in String(UInt8.random(in: 0..<16, using: &generator), radix: 16) }
          .joined())
    }
    #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
  }

  @Test("may be abbreviated to five digits and more")
  func abbreviated() throws {
    let id = try #require(CommitID(Self.digits))
    #expect(try #require(AbbreviatedCommitID("01234")).matches(id))
    #expect(AbbreviatedCommitID("0123") == nil)
    #expect(AbbreviatedCommitID(Self.digits)?.full == id)
    #expect(AbbreviatedCommitID("01234")?.full == nil)
  }
}

@Suite("Inert text") struct InertTextTests {
  @Test(
    "shows what a terminal or an eye could be fooled by",
    arguments: [
      ("plain – ünï 漢字", "plain – ünï 漢字"), ("\u{1B}[31mred", "<U+001B>[31mred"),
      ("a\u{9B}2J", "a<U+009B>2J"), ("a\u{202E}txt", "a<U+202E>txt"), ("a\tb\nc", "a b c"),
      ("\u{FEFF}", "<U+FEFF>"), ("\u{7}", "<U+0007>"), ("a\r\nb", "a  b"),
      ("\n\u{301}", " \u{301}"),
      ("é e\u{301} ß 漢字 🐧", "é e\u{301} ß 漢字 🐧"),
    ])
  func inert(_ text: String, _ expected: String) {
    #expect(text.inert().utf8.elementsEqual(expected.utf8))
  }

  @Test(
    "marks what hides, reorders or carries text unseen",
    arguments: [
      0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x200B, 0x200D, 0x200E,
      0x2028, 0x202A,
      0x2060, 0x2066, 0x206A, 0x206F, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0xFFFB,
      0xFFFE, 0x1D173,
      0xE0001, 0xE0041, 0xE0100, 0xE0FFF,
    ] as [UInt32])
  func hidden(_ value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let digits = String(value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    #expect("a\(scalar)b".inert() == "a<U+\(padded)>b")
  }

  @Test("keeps lines where asked")
  func lines() { #expect("a\nb\u{1B}".inert(keepingLines: true) == "a\nb<U+001B>") }
}
