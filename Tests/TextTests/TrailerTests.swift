import Testing
import Text

@Suite("Trailers") struct TrailerTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, line: String
    var key: String?
    var value: String?
  }

  static let examples = [
    Example(
      testDescription: "usual", line: "Reported-by: Jane <j@example.org>", key: "Reported-by",
      value: "Jane <j@example.org>"),
    Example(testDescription: "no blank", line: "Cc:x", key: "Cc", value: "x"),
    Example(
      testDescription: "blanks and a CR", line: "Link:\t http://x/ \r", key: "Link",
      value: "http://x/"),
    Example(testDescription: "no value", line: "Closes: ", key: "Closes", value: ""),
    Example(testDescription: "only the first colon", line: "a: b: c", key: "a", value: "b: c"),
    Example(
      testDescription: "as long as any", line: "Reported-bisected-and-tested-by: x",
      key: "Reported-bisected-and-tested-by", value: "x"),
    Example(testDescription: "a sentence", line: "what is said here, and at some length: prose"),
    Example(testDescription: "indented", line: "  Cc: x", key: "  Cc", value: "x"),
    Example(testDescription: "no key", line: ": x"),
    Example(testDescription: "no colon", line: "Cc x"),
    Example(testDescription: "nothing", line: ""),
  ]

  @Test("have a key and a value", arguments: examples)
  func reads(_ example: Example) {
    let trailer = Trailer(Array(example.line.utf8))
    #expect(trailer.map { String(decoding: $0.key, as: UTF8.self) } == example.key)
    #expect(trailer.map { String(decoding: $0.value, as: UTF8.self) } == example.value)
  }

  @Test("are told by their key in any case")
  func names() {
    let trailer = Trailer("Reported-By: x".utf8)
    #expect(trailer?.isNamed("reported-by") == true)
    #expect(trailer?.isNamed("reported") == false)
  }
}
