import ChangeModel
import Foundation
import Reports
import Subprocess
import TestSupport
import Testing

@testable import ktrail

/// The question where it is, asked on a terminal, and printed where there is none.
@Suite("Asking where it is", .enabled(if: TerminalTalk.python != nil, "needs python3"))
struct AskingTests {
  static let prompt = "if you don't know): "

  let directory: TemporaryDirectory
  let clone: String

  init() async throws {
    directory = try TemporaryDirectory()
    clone = try await SharedMaterial.storyClone()
    try directory.write(
      "Since the update writing files is denied on some of our machines and the network is slow.\n",
      to: "vague")
  }

  private var environment: [String: String] {
    [
      "XDG_STATE_HOME": directory.path + "/state", "XDG_CACHE_HOME": directory.path + "/cache",
      "KTRAIL_LINUX": clone, "TERM": "dumb",
    ]
  }

  /// Without line breaks.
  private static func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func culprits(_ options: String...) -> [String] {
    [Command.ktrail, "culprits", "v4.4.121", "v4.4.157", "--symptom", "vague"] + options
  }

  private func talk(
    _ arguments: [String], _ answers: [String]
  ) async throws -> TerminalTalk {
    try await TerminalTalk.run(
      arguments, answers: answers, prompt: Self.prompt, in: directory.path,
      environment: environment)
  }

  private func run(_ arguments: [String], input: String = "") async throws -> Command {
    try await Command.run(
      Command.ktrail, arguments, in: directory.path, input: input,
      environment: Dictionary(
        uniqueKeysWithValues: environment.map { (.init(stringLiteral: $0.key), $0.value) }))
  }

  /// The numbered lines of the first question: path by number.
  private func offered(_ talk: TerminalTalk) -> [String: String] {
    Dictionary(
      talk.screen.matches(of: #/(?m)^  (\d)  +\d+ %  ([^ :\n]+)/#).map {
        (String($0.1), String($0.2))
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test("a pick is said back, lifts what is there, and the printed command gives the same answer")
  func picks() async throws {
    let talk = try await talk(culprits(), ["2\n"])
    #expect(talk.exitCode == 0, "\(talk.screen)")
    #expect(talk.screen.contains("Where is it, as far as you can see?"))
    #expect(talk.screen.contains("none of these"))
    let place = try #require(offered(talk)["2"])
    #expect(Self.flat(talk.output).contains("You said that it is in \(place)"))
    #expect(!talk.output.contains("Number ("))
    let line = try #require(
      talk.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .first { $0.hasPrefix("ktrail culprits ") })
    #expect(line.hasSuffix("--likely \(place)"))
    let words = line.split(separator: " ").dropFirst().map(String.init)
    let again = try await run(words + ["--json"])
    #expect(again.exitCode == 0, "\(again.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any])
    let suspects = try #require(json["suspects"] as? [[String: Any]])
    let id = try #require(suspects.first?["id"] as? String)
    #expect(talk.output.contains(" 1  "))
    #expect(talk.output.contains(id.prefix(12)))
    let evidence = try #require(suspects.first?["evidence"] as? [String])
    #expect(evidence.contains { $0.contains("it is in \(place), where you think the cause is") })
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let answers: [String]
    /// On standard output, and on the terminal.
    let says: String
    var shows = "Where is it"
    var exitCode = 0
  }

  static let rows = [
    Row(
      testDescription: "sure", answers: ["1!\n"], says: "you are sure that it is in "),
    Row(testDescription: "sure, in a word", answers: ["sure 1\n"], says: "you are sure that"),
    Row(
      testDescription: "none, and no idea", answers: ["6\n"],
      says: "you said that it is in none of "),
    Row(testDescription: "do not know", answers: ["7\n"], says: "you did not know"),
    Row(testDescription: "nothing", answers: ["\n"], says: "you did not know"),
    Row(testDescription: "0", answers: ["0\n"], says: "you did not know"),
    Row(testDescription: "the end of input", answers: [], says: "Where is it?"),
    Row(
      testDescription: "garbage", answers: ["fs\n", "99\n", "\u{1B}[31m-1\n"],
      says: "you did not know", shows: "is not a number from 1 to 7"),
    Row(
      testDescription: "garbage, then a number", answers: ["?\n", "1\n"],
      says: "you said that it is in ",
      shows: "\"?\" is not a number"),
    Row(
      testDescription: "Ctrl-C", answers: ["\u{3}"], says: "", exitCode: -2),
  ]

  @Test("whatever is typed is an answer, or asked again", arguments: rows)
  func takes(_ row: Row) async throws {
    let talk = try await talk(culprits(), row.answers)
    #expect(talk.exitCode == row.exitCode, "\(talk.screen)")
    #expect(
      row.exitCode == 0 ? Self.flat(talk.output).contains(row.says) : talk.output.isEmpty,
      "\(talk.output.prefix(1500))")
    #expect(talk.screen.contains(row.shows), "\(talk.screen)")
    #expect(!talk.output.unicodeScalars.contains("\u{1B}"))
    let lines = talk.screen.split(separator: "\n").filter { !$0.contains("\u{1B}[K") }
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(talk.screen)")
  }

  @Test("there are never more than three questions")
  func stops() async throws {
    let talk = try await talk(culprits("--ask", "always"), Array(repeating: "6\n", count: 9))
    #expect((1...3).contains(talk.screen.split(separator: "Where is it").count - 1))
  }

  @Test("nobody is asked in a pipe, with --ask never, for JSON, or where one suspect stands out")
  func doesNotAsk() async throws {
    let pipe = try await run(Array(culprits().dropFirst()))
    #expect(pipe.exitCode == 0)
    #expect(pipe.errors.isEmpty)
    #expect(pipe.output.contains("Where is it?\n"))
    #expect(pipe.output.contains("--symptom vague --subsystem fs/"))
    for options in [["--ask", "never"], ["--json"]] {
      let talk = try await talk(culprits() + options, [])
      #expect(!talk.screen.contains("Number ("), "\(options)")
      #expect(talk.exitCode == 0)
    }
    let story = [
      Command.ktrail, "culprits", "v4.4.121", "v4.4.157", "--symptom", StoryTests.symptom,
    ]
    let certain = try await talk(story, [])
    #expect(!certain.screen.contains("Number ("))
    #expect(!certain.output.contains("Where is it?"))
    let always = try await talk(story + ["--ask", "always"], ["1\n"])
    #expect(always.screen.contains("Number ("))
    #expect(Self.flat(always.output).contains("you said that"))
  }

  @Test("JSON has the areas, and what was asked")
  func writesJSON() async throws {
    let talk = try await talk(culprits("--json", "--ask", "always"), ["1\n", "\n", "\n"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(talk.output.utf8)) as? [String: Any])
    let areas = try #require(json["areas"] as? [[String: Any]])
    #expect(areas.count > 5)
    let asked = try #require(json["asked"] as? [[String: Any]])
    #expect(asked.first?["answer"] as? String == "likely")
    #expect(asked.first?["path"] as? String == offered(talk)["1"])
  }

  @Test("--ask always without a terminal, or beside -, is refused", arguments: [true, false])
  func refuses(_ hasTerminal: Bool) async throws {
    if hasTerminal {
      let talk = try await talk(
        [Command.ktrail, "culprits", "a", "b", "--symptom", "-", "--ask", "always"], [])
      #expect(talk.exitCode == 64)
      #expect(talk.screen.contains("--ask always needs standard input for your answers"))
    } else {
      let pipe = try await run(Array(culprits("--ask", "always").dropFirst()))
      #expect(pipe.exitCode == 64)
      #expect(pipe.errors.contains("--ask always needs a terminal"))
    }
  }

  @Test("a bisection asks the same, and notes the answer")
  func bisects() async throws {
    let start = [
      Command.ktrail, "bisect", "start", "v4.4.121", "v4.4.157", "--symptom", "vague",
      "--no-checkout",
    ]
    let talk = try await talk(start, ["1\n"])
    #expect(talk.exitCode == 0, "\(talk.screen)")
    let place = try #require(offered(talk)["1"])
    #expect(Self.flat(talk.output).contains("You said that it is in \(place)"))
    let status = try await run(["bisect", "status", "--json"])
    #expect(status.output.contains("\"kind\": \"answered\""))
    let without = try await self.talk(
      ["--name", "other"].reduce(
        start.filter { $0 != "--symptom" && $0 != "vague" }
      ) { $0 + [$1] }, [])
    #expect(!without.screen.contains("Number ("))
    #expect(without.exitCode == 0, "\(without.screen)")
  }

  static let unknown = ["--likely", "--unlikely"]

  @Test("a place that the kernel does not have is refused with the nearest", arguments: unknown)
  func refusesUnknown(_ option: String) async throws {
    let command = try await run(Array(culprits(option, "fs/overlayfz").dropFirst()))
    #expect(command.exitCode == 64)
    #expect(command.errors.contains("\"fs/overlayfz\" names nothing in this kernel"))
    #expect(command.errors.contains("fs/overlayfs"))
  }

  static let replies: [(line: String, reply: Reply?)] = [
    ("1", Reply(.option(0))), (" 2 ", Reply(.option(1))), ("3", Reply(.none)),
    ("4", Reply(.unknown)), ("0", Reply(.unknown)), ("", Reply(.unknown)), ("  ", Reply(.unknown)),
    ("1!", Reply(.option(0), isSure: true)), ("1 !", Reply(.option(0), isSure: true)),
    ("SURE 1", Reply(.option(0), isSure: true)), ("1 sure", Reply(.option(0), isSure: true)),
    ("5", nil), ("-1", nil), ("1 2", nil), ("!", nil), ("one", nil), ("1.0", nil), ("٣", nil),
    ("00000000000000000001", nil), ("\u{1B}[A", nil),
  ]

  @Test("a line is read as a number, and whether one is sure", arguments: replies)
  func reads(_ example: (line: String, reply: Reply?)) {
    let choices: [QuestionText.Choice] = [.option(0), .option(1), .none, .unknown]
    #expect(Reply(example.line, to: choices) == example.reply)
  }
}
