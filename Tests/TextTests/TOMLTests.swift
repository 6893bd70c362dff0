import Foundation
import TestSupport
import Testing

@testable import Text

/// TOML as Python's tomllib reads it, which passes the tests of TOML's authors.
@Suite("TOML") struct TOMLTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    init(_ name: String, _ text: String) { (testDescription, self.text) = (name, text) }
  }

  static let understood = [
    Example("nothing", ""),
    Example("a comment", "# é\n\t # more"),
    Example(
      "strings of all four kinds",
      "a = \"b\\n\\u00E9\"\nc = 'C:\\d'\ne = \"\"\"\n f\n\"\"\"\ng = '''\nh'''"),
    Example("a line that goes on", "a = \"\"\"b \\\n\n   c\"\"\""),
    Example("quotes at the end of a long string", "a = \"\"\"b\"\"\"\"\"\nc = '''d'''''"),
    Example(
      "numbers", "a = +1_000\nb = -0\nc = 0xDEAD_beef\nd = 0o17\ne = 0b11\nf = 1.5e-3\ng = -inf"),
    Example(
      "dates and times",
      "a = 1979-05-27T07:32:00.5-07:00\nb = 1979-05-27 07:32:00\nc = 2000-02-29\nd = 07:32:00"),
    Example("booleans", "a = true\nb=false # so"),
    Example("arrays over lines", "a = [ 1, # one\n [2, 'x'],\n]\nb = []"),
    Example("tables in braces", "a = { b = 1, c.d = 2, e = { } }"),
    Example("tables", "[a]\nb = 1\n[ c . \"d e\" ]\nf = 2\n[c]\ng = 3"),
    Example("arrays of tables", "[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2\n[[a.e]]"),
    Example("dotted keys", "a.b = 1\na.\"c.d\" = 2\n1.2 = 3"),
    Example("ends of lines as Windows has them", "a = 1\r\n[b]\r\nc = '''\r\nd\r\n'''\r\n"),
  ]

  static let refused: [(text: String, place: String, says: String)] = [
    ("a = ", "1:5", "a value is expected"),
    ("a", "1:2", "= and a value"),
    ("a = on\n", "1:5", "on is not a value"),
    ("a = 1\na = 2\n", "2:1", "a is there already"),
    ("[a]\n[a]\n", "2:2", "a is there already"),
    ("a = 1\n[a.b]\n", "2:2", "a is there already"),
    ("a = [1]\n[[a]]\n", "2:3", "a is there already"),
    ("a = {b = 1}\na.c = 2\n", "2:1", "a is there already"),
    ("[a.b]\n[a]\nb.c = 1\n", "3:1", "b is there already"),
    ("é = 1\n", "1:1", "a key is expected"),
    ("x = \"é\" 2\n", "1:9", "the line should end here"),
    ("a = \"b\n", "1:5", "does not end"),
    ("a = '''b\n", "1:5", "does not end"),
    ("a = \"\\x\"\n", "1:6", "after \\ stands one of"),
    ("a = \"\\uD800\"\n", "1:6", "after \\ stands one of"),
    ("a = [1, 2\n", "2:1", "a comma or ]"),
    ("a = {b = 1,\n}", "1:12", "a key is expected"),
    ("a = {b = 1 c = 2}", "1:12", "a comma or }"),
    ("[a\n", "1:3", "] is expected"),
    ("a = 01\n", "1:5", "01 is not a value"),
    ("a = 2023-02-29\n", "1:5", "2023-02-29 is not a value"),
    ("a = 99999999999999999999\n", "1:5", "more than 64 bits"),
    ("a = \"\u{1}\"\n", "1:6", "a control character"),
    ("# \u{7F}\n", "1:3", "a control character"),
    ("a = 1\r", "1:6", "a control character"),
    ("a = " + String(repeating: "[", count: 101), "1:105", "100 levels"),
    (String(repeating: "a.", count: 100) + "a = 1", "1:202", "100 levels"),
  ]

  @Test("what is not TOML is refused with its place", arguments: refused)
  func refuses(_ row: (text: String, place: String, says: String)) {
    do {
      let document = try TOMLDocument(Array(row.text.utf8))
      Issue.record("\(row.text): \(document.root)")
    } catch {
      #expect("\(error.place.line):\(error.place.column)" == row.place, "\(row.text): \(error)")
      #expect("\(error)".contains(row.says), "\(error)")
    }
  }

  @Test("bytes that are no text are refused where they are")
  func refusesBytes() {
    #expect(throws: TOMLError(problem: .notText, place: TextPlace(line: 2, column: 7))) {
      try TOMLDocument(Array("a = 1\nb = 'é".utf8) + [0xFF, 0x27])
    }
  }

  @Test("every value knows where it stands")
  func places() throws {
    let document = try TOMLDocument(Array("'é' = 1\n[a]\nb = [ 1,\n  'x' ]\n".utf8))
    func place(_ offset: Int) -> String {
      let place = document.place(of: offset)
      return "\(place.line):\(place.column)"
    }
    let members = document.root.members
    #expect(members.map { place($0.offset) } == ["1:1", "2:2"])
    #expect(place(members[0].element.offset) == "1:7")
    guard case .table(let table) = members[1].value, case .array(let elements) = table["b"] else {
      Issue.record("no table")
      return
    }
    #expect(elements.map { place($0.offset) } == ["3:7", "4:3"])
  }

  // MARK: The reference

  /// Whether Python is 3.11 or later.
  @Sendable static func hasReference() async throws -> Bool {
    guard Command.installed("python3") != nil else { return false }
    return try await Command.run("python3", ["-c", "import tomllib"]).exitCode == 0
  }

  @Test(
    "says what tomllib says", .enabled("needs Python 3.11") { try await hasReference() },
    arguments: understood)
  func agrees(_ example: Example) async throws {
    let document = try TOMLDocument(Array(example.text.utf8))
    let said = try await Self.tomllib([example.text])
    #expect(Self.json(.table(document.root)) == said.first)
  }

  @Test(
    "takes and refuses what tomllib does, whatever is put together",
    .enabled("needs Python 3.11") { try await hasReference() }, arguments: [1, 2, 3] as [UInt64])
  func agreesOnRandomTexts(_ seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let texts = (0..<1_000).map { _ in Self.randomText(&generator) }
    let said = try await Self.tomllib(texts)
    for (text, expected) in zip(texts, said) {
      let ours = (try? TOMLDocument(Array(text.utf8))).map { Self.json(.table($0.root)) }
      #expect(ours ?? "refused" == expected, "\(text.debugDescription)")
    }
  }

  private static let keys = [
    "a", "b", "a.b", "a.b.c", "\"x y\"", "'q'", "1", "a . b", "b.a", "-", "é",
  ]
  private static let values = [
    "1", "-0", "01", "1_0", "1__0", "0x1F", "0xg", "1.5", "1.", ".5", "1e5", "1e", "true", "True",
    "inf",
    "-nan", "\"s\"", "'l'", "\"\\x\"", "\"\\U0001F600\"", "\"\"\"m\nx\"\"\"", "'''l'''''",
    "\"\"\"a\\\n b\"\"\"",
    "\"\"\"\\ x\"\"\"", "[]", "[1, 2,]", "[,]", "[{a=1}, {b=2}]", "{}", "{a=1,}", "{a.b=1, a.c=2}",
    "{a=1, a=2}",
    "{a={b=1}, a.c=2}", "1979-05-27", "1979-05-27 07:32:00Z", "1979-02-29", "07:32", "24:00:00",
    "\"u", "'''u",
    "[1", "{a=1", "1 2", "{a=[1,\n2]}", "\"a\tb\"", "07:32:00.", "1979-05-27 x", "0.0", "00.1",
  ]
  private static let headings = [
    "[a]", "[b]", "[a.b]", "[a.b.c]", "[[a]]", "[[a.b]]", "[ a . \"b\" ]", "[]", "[a", "[[a]",
    "[a.]", "# c", "",
  ]

  private static func randomText(_ generator: inout SeededGenerator) -> String {
    let lines = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      Int.random(in: 0..<3, using: &generator) == 0
        ? headings.randomElement(using: &generator) ?? ""
        : (keys.randomElement(using: &generator) ?? "") + " = "
          + (values.randomElement(using: &generator) ?? "")
    }
    var text = Array(lines.joined(separator: "\n").unicodeScalars)
    if Int.random(in: 0..<4, using: &generator) == 0, !text.isEmpty {
      let place = Int.random(in: 0..<text.count, using: &generator)
      let mark = "\"'[]{}=,.#\\ \n\t_-+0aeTZ".unicodeScalars.randomElement(using: &generator)
      text.replaceSubrange(
        place..<(place + Int.random(in: 0...1, using: &generator)), with: [mark ?? "a"])
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text)
    return String(result)
  }

  /// What tomllib makes of texts, in the form of ``json(_:)``.
  private static func tomllib(_ texts: [String]) async throws -> [String] {
    let lines = texts.map { text in
      text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    let command = try await Command.run(
      "python3", ["-c", script], input: lines.joined(separator: "\n") + "\n")
    #expect(command.exitCode == 0, "\(command.errors)")
    let said = command.output.split(separator: "\n").map(String.init)
    #expect(said.count == texts.count)
    return said
  }

  private static let script = """
    import struct, sys, tomllib
    def text(s):
        return '"' + "".join("<%x>" % ord(c) if not c.isascii() or not c.isalnum() else c for c in s) + '"'
    def show(v):
        if isinstance(v, bool): return "true" if v else "false"
        if isinstance(v, int): return str(v)
        if isinstance(v, float): return "nan" if v != v else "%x" % struct.unpack("<Q", struct.pack("<d", v))
        if isinstance(v, str): return text(v)
        if isinstance(v, list): return "[" + ",".join(map(show, v)) + "]"
        if isinstance(v, dict): return "{" + ",".join(sorted(text(k) + ":" + show(v[k]) for k in v)) + "}"
        return "time"
    for line in sys.stdin:
        try: print(show(tomllib.loads(bytes.fromhex(line.strip()).decode())))
        except tomllib.TOMLDecodeError: print("refused")
    """

  private static func json(_ text: String) -> String {
    let letters = text.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        ? String(scalar) : "<\(String(scalar.value, radix: 16))>"
    }
    return "\"\(letters.joined())\""
  }

  private static func json(_ value: TOMLValue) -> String {
    switch value {
    case .string(let text): json(text)
    case .integer(let number): "\(number)"
    case .float(let number): number.isNaN ? "nan" : String(number.bitPattern, radix: 16)
    case .boolean(let flag): "\(flag)"
    case .time: "time"
    case .array(let elements): "[\(elements.map { json($0.value) }.joined(separator: ","))]"
    case .table(let table):
      "{"
        + table.members.map { "\(json($0.name)):\(json($0.value))" }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ",") + "}"
    }
  }
}
