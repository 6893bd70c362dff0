import ArgumentParser
import Foundation
import Subprocess
import TestSupport
import Testing

@testable import ktrail

@Suite("What was meant") struct MeaningTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let says: String

    init(_ line: String, _ says: String) { (testDescription, self.says) = (line, says) }
  }

  /// What is said of a line without the program's name; nothing if it is taken.
  private static func refusal(of line: String) async -> String {
    var arguments = line.split(separator: " ").map(String.init)
    do {
      arguments = try Aliases.meant(by: arguments)
      try ArgumentCheck.check(arguments, of: Ktrail.self)
      _ = try await Ktrail.asyncParseAsRoot(arguments)
      return ""
    } catch {
      return WrongUsage.text(of: error, in: AskedCommand(arguments, of: Ktrail.self))
    }
  }

  static let rows = [
    // Commands.
    Row("log 4.4.121", "try `ktrail compare OLD NEW`"),
    Row("show 0123456789ab", "try `ktrail fixes COMMIT`"),
    Row("scan", "try `ktrail report OLD NEW`"),
    Row("blame", "try `ktrail culprits OLD NEW --symptom FILE`"),
    Row("Grep x", "try `ktrail fixes --matching WORDS`"),
    Row("compre a b", "did you mean compare?"),
    Row("serach x", "did you mean search?"),
    Row("fix 1", "did you mean fixes?"),
    Row("culprit", "did you mean culprits?"),
    Row("reports", "did you mean report?"),
    Row("help fix", "did you mean fixes?"),
    Row("good", "try `ktrail bisect good`"),
    Row("4.14.121 4.14.157", "try `ktrail compare 4.14.121 4.14.157`"),
    Row("a.rpm b.rpm c.rpm -o x", "try `ktrail report a.rpm b.rpm c.rpm`"),
    Row("v4.14.121..v4.14.157", "try `ktrail compare v4.14.121..v4.14.157`"),
    Row("bisect sart a b", "ktrail bisect has no command \"sart\"; did you mean start?"),
    Row("bisect sart a --linux x", "did you mean start?"),
    Row("bisect good a b", "Unexpected argument"),
    Row("qqqq", "the commands are compare, culprits, fixes, bisect, report, index"),
    // Options of other programs.
    Row("fixes --path x", "did you mean --touching?"),
    Row("compare a b --path x", "--path goes with ktrail culprits, ktrail bisect start"),
    Row("fixes --matching x --person y", "did you mean --author?"),
    Row("compare a b --grep x", "--matching goes with ktrail fixes"),
    Row("compare a b --out x", "did you mean --output?"),
    Row("compare a b --repo x", "did you mean --linux?"),
    Row("compare a b -C x", "did you mean --linux?"),
    Row("report a b --exit-code 1", "did you mean --fail-on?"),
    Row("fixes x --exit-code", "did you mean --in?"),
    Row("report a b --ignorefile x", "did you mean --waivers?"),
    Row("report a b --severity high", "commits have no severity"),
    Row("fixes --matching x --max-count 3", "did you mean --limit?"),
    Row("fixes --matching x --since-version 3", "did you mean --since?"),
    Row("compare --old a --new b", "ktrail compare OLD NEW"),
    // Of other commands, or mistyped.
    Row("compare a b --fail-on hold", "--fail-on goes with ktrail report"),
    Row("index --limit 3", "--limit goes with"),
    Row("compare a b --linx x", "did you mean --linux?"),
    Row("bisect start a b --confidenec 0.9", "did you mean --confidence?"),
    Row("fixes --matching x -n5", "ktrail fixes has no option -n5; write -n 5."),
    Row("compare a b -oout.html", "write -o out.html."),
    Row("compare a b -x", "ktrail compare has no option -x."),
    Row("compare a b --stat", "ktrail compare has no option --stat."),
    Row("compare a b --no-color", "did you mean --color?"),
    Row("compare a b --zzzz", "ktrail compare has no option --zzzz."),
    Row("--compare a b", "ktrail has no option --compare"),
  ]

  @Test("is said where a word is not known", arguments: rows)
  func meanings(_ row: Row) async {
    let refusal = await Self.refusal(of: row.testDescription)
    #expect(refusal.contains(row.says), "\(refusal)")
  }

  @Test(
    "wrong usage ends with an example of the command",
    arguments: [
      ("compare", "Example: ktrail compare 4.4.121 4.4.157"),
      ("culprits a b", "Example: ktrail culprits 4.4.121 4.4.157 --symptom symptom.txt"),
      ("report --zzzz", "Example: ktrail report 4.4.121 4.4.157"),
      ("fixes", "Example: ktrail fixes 3a889947b784 --in 4.4.157"),
      ("search", "Example: ktrail fixes 3a889947b784 --in 4.4.157"),
      ("fix 0123456789ab", "Example: ktrail fixes 3a889947b784 --in 4.4.157"),
      ("help reprot", "Example: ktrail report 4.4.121 4.4.157"),
      ("serach x", "Example: ktrail search uid over whiteout"),
      ("blame", "Example: ktrail culprits 4.4.121 4.4.157 --symptom symptom.txt"),
      ("bisect sart a b", "Example: ktrail bisect start 4.4.121 4.4.157"),
      ("qqqq", "Example: ktrail compare 4.4.121 4.4.157"),
      ("bisect start", "Example: ktrail bisect start 4.4.121 4.4.157"),
      ("bisect run --repeat 0", "Example: ktrail bisect run ./boots-and-passes.sh"),
    ])
  func examples(_ line: String, example: String) async {
    let refusal = await Self.refusal(of: line)
    #expect(refusal.split(separator: "\n").last?.hasPrefix(example) ?? false, "\(refusal)")
  }

  @Test(
    "other names of a command are the command",
    arguments: [
      (
        ["search", "uid", "over", "--in", "4.4.157", "whiteout"],
        ["fixes", "--matching=uid over whiteout", "--in", "4.4.157"]
      ),
      (["search", "--touching", "fs", "-n", "3"], ["fixes", "--touching", "fs", "-n", "3"]),
      (["search", "a", "--", "-b"], ["fixes", "--matching=a -b"]),
      (["bisect", "help", "run"], ["help", "bisect", "run"]),
      (["help", "search"], ["help", "fixes"]),
      (["version"], ["--version"]), (["-V"], ["--version"]), (["-v"], ["--version"]),
      (["compare", "a", "help"], ["compare", "a", "help"]),
    ])
  func aliases(_ given: [String], meant: [String]) throws {
    #expect(try Aliases.meant(by: given) == meant)
  }

  @Test("diff is compare, and search answers as fixes --matching does")
  func realAliases() async throws {
    let clone = try await SharedMaterial.storyClone()
    for (one, other) in [
      (["diff", "4.4.121", "4.4.157"], ["compare", "4.4.121", "4.4.157"]),
      (["search", "uid", "over", "whiteout"], ["fixes", "--matching", "uid over whiteout"]),
    ] {
      let answers = [
        try await Command.ktrail(one + ["--linux", clone]),
        try await Command.ktrail(other + ["--linux", clone]),
      ]
      #expect(answers[0].exitCode == 0, "\(answers[0].errors)")
      #expect(answers[0].output == answers[1].output)
      #expect(!answers[0].output.isEmpty)
    }
  }

  @Test("a version with a digit too many is answered with those that are spelled alike")
  func mistypedVersion() async throws {
    let clone = try await SharedMaterial.storyClone()
    let answer = try await Command.ktrail(["compare", "4.4.1211", "4.4.157", "--linux", clone])
    #expect(answer.exitCode == 1)
    #expect(answer.errors.contains("the nearest are v4.4.121"), "\(answer.errors)")
  }

  @Test(
    "the help of a subcommand needs no bisection",
    arguments: [
      ["bisect", "run", "--help"], ["help", "bisect", "run"], ["bisect", "help", "run"],
    ])
  func helpOfRun(_ arguments: [String]) async throws {
    let home = try TemporaryDirectory()
    let help = try await Command.ktrail(arguments, environment: ["XDG_STATE_HOME": home.path])
    #expect(help.exitCode == 0)
    #expect(help.output.contains("USAGE: ktrail bisect run"), "\(help.output)\(help.errors)")
    let other = try await Command.ktrail(
      ["bisect", "run", "sh", "-c", "--help"], environment: ["XDG_STATE_HOME": home.path])
    #expect(other.errors.contains("there is no bisection"), "an argument of the command's own")
  }

  @Test("bisect alone shows what is under way, and its help where nothing is")
  func bisectAlone() async throws {
    let (clone, home) = (try await SharedMaterial.storyClone(), try TemporaryDirectory())
    func bisect(_ arguments: String...) async throws -> Command {
      try await Command.ktrail(
        ["bisect"] + arguments, environment: ["XDG_STATE_HOME": home.path])
    }
    #expect(try await bisect().output.contains("USAGE: ktrail bisect"))
    let start = try await bisect(
      "start", "4.4.121", "4.4.157", "--linux", clone, "--no-checkout")
    #expect(start.exitCode == 0, "\(start.errors)")
    #expect(try await bisect().output == (try await bisect("status").output))
    #expect(try await bisect("abort").errors.contains("did you mean reset?"))
  }

  @Test("help and usage fit into 80 columns")
  func width() async throws {
    for asked in AskedCommand.all(of: Ktrail.self) {
      let words = asked.path.dropFirst().map { $0._commandName }
      for (arguments, code) in [(["help"] + words, 0), (words + ["--zzzz"], 64)] {
        let said = try await Command.ktrail(Array(arguments))
        #expect(said.exitCode == code || words == ["bisect", "run"])
        for line in said.output.split(separator: "\n") {
          #expect(line.count <= 80, "\(asked.title): \(line)")
        }
        for line in said.errors.split(separator: "\n") where line.hasPrefix("Usage:") {
          #expect(line.count <= 80, "\(asked.title): \(line)")
        }
      }
    }
  }

  @Test("each example of the help texts is taken as it is")
  func examplesAreRight() async throws {
    for asked in AskedCommand.all(of: Ktrail.self) {
      let examples = Example.all(in: asked.command.configuration.discussion)
      #expect(!examples.isEmpty, "\(asked.title)")
      for example in examples {
        let words = try await Command.run("sh", ["-c", "printf '%s\\n' \(example)"])
        var arguments = words.output.split(separator: "\n").dropFirst().map(String.init)
        do {
          arguments = try Aliases.meant(by: arguments)
          try ArgumentCheck.check(arguments, of: Ktrail.self)
          _ = try await Ktrail.asyncParseAsRoot(arguments)
        } catch {
          // What the parser itself answers, such as --version, is thrown, too.
          #expect(
            Ktrail.exitCode(for: error).isSuccess, "\(example): \(Ktrail.message(for: error))")
        }
      }
    }
  }
}
