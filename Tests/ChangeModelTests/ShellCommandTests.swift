import ChangeModel
import Foundation
import Testing

@Suite("A command to paste into a shell") struct ShellCommandTests {
  static let words = [
    "plain-1.2/x", "", "two words", "it's", "a'\u{301};touch PWNED;'\u{301}b", "$(touch PWNED)",
    "`touch PWNED`", "line\nbreak", "tab\there", "\u{1B}[31mred", "-x", "--linux=/", "~root", "a=b",
    "=ls",
    "!!", "*", "\\", "\"", "#1", "\u{202E}txt", "100\u{301}%", "é", "👨‍👩‍👧", "{a,b}", "a\n1",
    "newline at its end\n", "\n", "a'\n\n", "a\r\n", "$(touch PWNED)\n", "\u{FE0F}", "\u{3164}",
    "'", "''",
  ]

  @Test("reads back as the same words, in every shell here", arguments: ["sh", "dash", "bash"])
  func readsBack(_ shell: String) throws {
    let command = Self.words.reduce(ShellCommand("printf", "<%s>")) { $0.operand($1) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [shell, "-c", "\(command)"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    // Behind the format, -- is a word like others to printf.
    #expect(written == Data((["--"] + Self.words).map { "<\($0)>" }.joined().utf8))
  }

  @Test("shows nothing that a terminal would obey", arguments: words)
  func isInert(_ word: String) {
    #expect(word.shellWord.inert() == word.shellWord)
  }

  @Test("keeps names that begin with a dash from being options")
  func keepsNamesFromBeingOptions() {
    let command = ShellCommand("ktrail", "bisect", "start").operand("-x", "v2")
      .option("--linux", "-y").option("--symptom", "-")
    #expect("\(command)" == "ktrail bisect start --linux=-y --symptom=- -- -x v2")
  }

  static let arguments: [(given: [String], text: String)] = [
    (["culprits", "a", "b", "-s", "x"], "ktrail culprits a b -s x --likely mm"),
    (["culprits", "-s", "x", "--", "-a", "b"], "ktrail culprits -s x --likely mm -- -a b"),
    (["culprits", "my file", ""], "ktrail culprits 'my file' '' --likely mm"),
    ([], "ktrail --likely mm"),
  ]

  @Test("takes an option more than a program was called with", arguments: arguments)
  func takesMore(_ example: (given: [String], text: String)) {
    let command = ShellCommand("ktrail", arguments: example.given).option("--likely", "mm")
    #expect("\(command)" == example.text)
  }
}
