import Bisection
import ChangeModel
import Testing

@Suite("Logs of bisections") struct GitBisectLogTests {
  struct Good: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let log: String
    var terms = BisectionRecord.Terms.usual
    let answers: [String]
  }

  static let readable = [
    Good(
      testDescription: "as git writes it",
      log: """
        git bisect start
        # status: waiting for both good and bad commits
        # bad: [8410da84] Linux 4.4.157
        git bisect bad 8410da84
        git bisect good v4.4.121
        git bisect skip a b

        """, answers: ["bad 8410da84", "good v4.4.121", "skip a", "skip b"]),
    Good(
      testDescription: "with lines of Windows",
      log: "git bisect start\r\ngit bisect bad v4.4.157\r\ngit bisect good v4.4.121\r\n",
      answers: ["bad v4.4.157", "good v4.4.121"]),
    Good(
      testDescription: "with a byte order mark, and no newline at its end",
      log: "\u{FEFF}git bisect start\ngit bisect bad v4.4.157", answers: ["bad v4.4.157"]),
    Good(
      testDescription: "with ends in its first line, an option and paths",
      log: "git bisect start '--no-checkout' 'v2' 'v1' '--' 'fs'\ngit bisect old v0",
      answers: ["bad v2", "good v1", "good v0"]),
    Good(
      testDescription: "with words of its own",
      log:
        "git bisect start '--term-new=slow' --term-good fast\ngit bisect slow a\n\tgit bisect new b",
      terms: .init(old: "fast", new: "slow"), answers: ["bad a", "bad b"]),
    Good(
      testDescription: "of a repair", log: "git bisect start --term-new=fixed --term-old=broken",
      terms: .repair, answers: []),
    Good(
      testDescription: "with an apostrophe in a name",
      log: #"git bisect start 'it'\''s' 'a b'"#, answers: ["bad it's", "good a b"]),
    Good(
      testDescription: "begun twice",
      log:
        "git bisect start --term-new=slow --term-old=fast\ngit bisect slow a\ngit bisect start b",
      answers: ["bad b"]),
  ]

  @Test("are read", arguments: readable)
  func reads(_ example: Good) throws {
    let log = try GitBisectLog(parsing: example.log.utf8)
    #expect(log.answers.map { "\($0.verdict) \($0.revision)" } == example.answers)
    #expect(log.terms == example.terms)
  }

  struct Bad: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let log: [UInt8]
    let line: Int
    let says: String

    init(_ testDescription: String, _ log: String, line: Int = 1, says: String) {
      self.init(testDescription, bytes: Array(log.utf8), line: line, says: says)
    }

    init(_ testDescription: String, bytes: [UInt8], line: Int = 1, says: String) {
      (self.testDescription, self.log, self.line) = (testDescription, bytes, line)
      self.says = says
    }
  }

  static let refused =
    [
      Bad(
        "a word that a shell runs",
        "git bisect start '--term-new=$(touch${IFS}PWN)' '--term-old=status'",
        says: "\"status\" cannot be a word for kernels: it means something else"),
      Bad(
        "a word with metacharacters", "git bisect start --term-new=$(id) --term-old=fast",
        says: "\"$(id)\" cannot be a word for kernels: use letters"),
      Bad(
        "a word with an escape",
        "\ngit bisect start '--term-new=ab' '--term-old=\u{1B}[31mX'", line: 2,
        says: "with control characters"),
      Bad(
        "a word that is an option", "git bisect start --term-new=--linux --term-old=fast",
        says: "\"--linux\" cannot be"),
      Bad(
        "the same word twice", "git bisect start --term-new=x --term-old=x",
        says: "both kinds of kernels"),
      Bad(
        "usual words exchanged", "git bisect start --term-new=good --term-old=bad",
        says: "means something else"),
      Bad(
        "newer words exchanged", "git bisect start --term-new=old --term-old=new",
        says: "means something else"),
      Bad(
        "a very long word",
        "git bisect start --term-new=\(String(repeating: "a", count: 51)) --term-old=b",
        says: "50 at most"),
      Bad("an option without its word", "git bisect start --term-new", says: "lacks its word"),
      Bad(
        "an option that git lacks", "git bisect start --exec=id",
        says: "\"--exec=id\" is not an option of git bisect start"),
      Bad(
        "a name that is an option", "git bisect start\ngit bisect bad -x", line: 2,
        says: "\"-x\" is not the name of a commit"),
      Bad("an answer of nothing", "git bisect start\ngit bisect bad", line: 2, says: "names no"),
      Bad(
        "another command", "git bisect start\ngit bisect run ./x", line: 2,
        says: "\"run\" is not an answer of this log; its words are good, bad, skip"),
      Bad("another program", "#\nrm -rf x", line: 2, says: "found \"rm -rf x\""),
      Bad(
        "an apostrophe that is not closed", "git bisect start '--term-new=a'b'",
        says: "not closed"),
      Bad("NUL", "git bisect start\ngit bisect bad v1\0v2", line: 2, says: "control characters"),
      Bad("text that reorders itself", "git bisect start v\u{202E}1", says: "control characters"),
      Bad("a bare carriage return", "git bisect start\rgit bisect bad v1", says: "control"),
      Bad(
        "bytes that are not text", bytes: Array("git bisect start ".utf8) + [0xFF], says: "UTF-8"),
      Bad("UTF-16", bytes: [0xFF, 0xFE, 0x67, 0], says: "UTF-8"),
      Bad(
        "a huge line", "git bisect start " + String(repeating: "a ", count: 100_000),
        says: "200017 bytes"),
      Bad("no beginning", "# nothing", says: "there is no \"git bisect start\""),
      Bad("nothing", "", says: "there is no \"git bisect start\""),
    ]
    + ["skip", "reset", "log", "terms", "answer", "undo", "help", "good"].map {
      Bad(
        "\($0) as a word", "git bisect start --term-old=\($0) --term-new=x",
        says: "\"\($0)\" cannot be a word for kernels")
    }

  @Test("that a stranger may have written are checked as if they were typed", arguments: refused)
  func refuses(_ example: Bad) {
    let error = #expect(throws: GitBisectLog.LogError.self) {
      try GitBisectLog(parsing: example.log)
    }
    #expect(error?.line == example.line)
    let sentence = error.map { "\($0.problem)" } ?? ""
    #expect(sentence.contains(example.says), "\(sentence)")
    #expect(sentence == sentence.inert())
  }

  @Test("are written so that a shell finds the words that were meant")
  func writes() {
    let log = GitBisectLog(
      answers: [.init(.bad, "a;$(id)"), .init(.good, "it's")],
      terms: .init(old: "fast", new: "$(id)"))
    let lines = log.text(subject: { _ in "sub\nject\u{1B}" }).split(separator: "\n")
    #expect(lines[0] == "git bisect start '--term-new=$(id)' '--term-old=fast'")
    #expect(lines[1] == "# $(id): [a;$(id)] sub ject<U+001B>")
    #expect(lines[2] == "git bisect '$(id)' 'a;$(id)'")
    #expect(lines[4] == #"git bisect fast 'it'\''s'"#)
  }
}
