import TestSupport
import Testing

@testable import Text

@Suite("Words of a text") struct TokenizerTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, text: String
    /// As the text has them, identifiers in brackets, with the reduced form after `=` where it differs.
    let words: [String]
  }

  static let examples = [
    Example(
      testDescription: "an identifier, after its parts", text: "ovl_permission(inode)",
      words: ["ovl", "permission=permiss", "[ovl_permission]", "inode=inod"]),
    Example(
      testDescription: "capitals within a word", text: "writeRegister USBDevice",
      words: [
        "write", "Register=regist", "[writeRegister=writeregister]", "USB=usb", "Device=devic",
        "[USBDevice=usbdevice]",
      ]),
    Example(testDescription: "underscores at the ends", text: "__user _x_", words: ["user"]),
    Example(
      testDescription: "endings", text: "mounting mounted mounts hopping agreed relational happy",
      words: [
        "mounting=mount", "mounted=mount", "mounts=mount", "hopping=hop", "agreed=agree",
        "relational=relat", "happy=happi",
      ]),
    Example(testDescription: "stop words", text: "the fix is in this mutex", words: ["mutex"]),
    Example(
      testDescription: "numbers, ids and addresses of memory",
      text: "12 0x1f 1a2b3c4d5e6f ffffffff81234567 404 x86 cafe",
      words: ["404", "x86", "cafe"]),
    Example(
      testDescription: "addresses of the net",
      text: "see https://example.org/mutex or a.dev@example.org, then mutex",
      words: ["mutex"]),
    Example(
      testDescription: "bytes beyond ASCII are letters", text: "größe", words: ["größe"]),
    Example(
      testDescription: "runs that are no words", text: String(repeating: "a", count: 65) + " tail",
      words: ["tail"]),
    Example(testDescription: "nothing", text: "", words: []),
  ]

  @Test("come out reduced, in order", arguments: examples)
  func words(_ example: Example) {
    let bytes = Array(example.text.utf8)
    var found: [String] = []
    var hashes: [UInt64] = []
    bytes.withUnsafeBufferPointer { text in
      Tokenizer.forEachToken(in: text) { token in
        let word = String(decoding: bytes[token.range], as: UTF8.self)
        found.append(token.kind == .identifier ? "[\(word)]" : word)
        hashes.append(token.hash)
      }
    }
    let bare = example.words.map { $0.split(separator: "=") }
    #expect(
      found == bare.map { String($0[0]) + ($0[0].hasPrefix("[") && $0.count > 1 ? "]" : "") })
    #expect(
      hashes
        == bare.map { parts in
          String(parts[parts.count - 1]).filter { !"[]".contains($0) }.utf8.fnv1a
        })
  }

  @Test(
    "a single word is reduced as in a text, and stays as it is if it has more than small letters",
    arguments: examples)
  func stems(_ example: Example) {
    for word in example.words where !word.hasPrefix("[") {
      let parts = word.split(separator: "=").map(String.init)
      #expect(Stemmer().stem(parts[0].lowercased()) == parts[parts.count - 1])
    }
    for word in ["", "s", "Mounts", "x86es", "ovl_mounts", "gr\u{F6}\u{DF}es"] {
      #expect(Stemmer().stem(word) == word)
    }
  }

  @Test("are those of the plain rules, whatever the text", arguments: 1...6 as ClosedRange<UInt64>)
  func plainRules(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = Array("aabcdefgilmnorstuvyzeeiioouu__ABXyz0123x9@:// \n\t.-()".utf8)
    let bytes = letters + [0xC3, 0xA9, 0xFF]
    let parts = [
      "ational", "iz", "ation", "bl", "at", "ss", "us", "ing", "ed", "eed", "y", "ness", "ful",
      "ment", "ion", "er", "al", "li", "l", "ll", "e", "t", "s", "run", "mount", "x", "_", " ", "7",
    ]
    var text: [UInt8] = []
    for _ in 0..<20_000 {
      if seed.isMultiple(of: 2) {
        text += (parts.randomElement(using: &random) ?? "").utf8
      } else {
        text.append(bytes.randomElement(using: &random) ?? 0)
      }
    }
    var found: [PlainTokenizer.Token] = []
    text.withUnsafeBufferPointer { text in
      Tokenizer.forEachToken(in: text) {
        found.append(.init(hash: $0.hash, kind: $0.kind, range: $0.range))
      }
    }
    #expect(found == PlainTokenizer.tokens(in: text))
    #expect(found.count > 500)
  }
}
