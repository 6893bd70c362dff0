import Foundation
import Subprocess
import TestSupport
import Testing

@testable import ktrail

/// What files and the environment say about options, tried with the program itself.
@Suite("Settings") struct SettingsTests {
  let home: TemporaryDirectory
  let project: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
    project = try TemporaryDirectory()
    try project.write("", to: "sub/here")
  }

  private func ktrail(
    _ arguments: [String], user: String? = nil, project text: String? = nil,
    _ environment: [Environment.Key: String] = [:]
  ) async throws -> Command {
    if let user { try home.write(user, to: ".config/ktrail/config.toml") }
    if let text { try project.write(text, to: ".ktrail/config.toml") }
    let fixed: [Environment.Key: String] = [
      "HOME": home.path, "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": home.path + "/cache",
    ]
    // The other tests run without a clone by an empty KTRAIL_LINUX, which takes out what files say.
    return try await Command.run(
      "env", ["-u", "KTRAIL_LINUX", Command.ktrail] + arguments, in: project.path + "/sub",
      environment: fixed.merging(environment) { _, given in given })
  }

  private var compare: [String] { ["compare", StoryTests.old, StoryTests.new] }

  // MARK: What counts

  struct Choice: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var user: String?
    var project: String?
    var environment: [String: String] = [:]
    var arguments: [String] = []
    /// How the answer begins.
    let begins: String
  }

  private static let (json, markdown, html, text) = ("{\n", "# ", "<!doctype html>", "")

  static let choices = [
    Choice(testDescription: "a file of the user's", user: "format = \"json\"", begins: json),
    Choice(
      testDescription: "a file that begins with a byte order mark", user: "\u{FEFF}json = true",
      begins: json),
    Choice(testDescription: "for one command", user: "[compare]\njson = true", begins: json),
    Choice(
      testDescription: "for another command", user: "format = 'json'\n[report]\nformat = 'html'",
      begins: json),
    Choice(
      testDescription: "a command's own before all",
      user: "json = true\n[compare]\njson = false\nformat = 'markdown'",
      begins: markdown),
    Choice(
      testDescription: "the project before the user", user: "[compare]\nformat = 'json'",
      project: "format = 'markdown'", begins: markdown),
    Choice(
      testDescription: "the environment before the project", project: "format = 'markdown'",
      environment: ["KTRAIL_FORMAT": "json"], begins: json),
    Choice(
      testDescription: "the command line before the environment",
      environment: ["KTRAIL_FORMAT": "json"], arguments: ["--format", "markdown"], begins: markdown),
    Choice(
      testDescription: "a flag takes the place of what it contradicts", user: "format = 'markdown'",
      arguments: ["--json"], begins: json),
    Choice(
      testDescription: "and so does an option", user: "json = true",
      arguments: ["--format=markdown"], begins: markdown),
    Choice(
      testDescription: "what counts more takes the place of what it contradicts",
      user: "json = true",
      environment: ["KTRAIL_FORMAT": "markdown"], begins: markdown),
    Choice(
      testDescription: "an empty variable takes out what files say", user: "json = true",
      environment: ["KTRAIL_JSON": ""], begins: text),
    Choice(
      testDescription: "an empty name of a file leaves all files out", user: "json = true",
      project: "linux = '/etc'", environment: ["KTRAIL_CONFIG_FILE": ""], begins: text),
    Choice(
      testDescription: "what another command has does not matter here",
      user: "fail-on = ['hold']\nflaky = 0.1\nlimit = 3\njson = true",
      environment: ["KTRAIL_HOLD_IF": "suspect>0.3,missing-fix"], begins: json),
    Choice(
      testDescription: "the variable of a flag", environment: ["KTRAIL_JSON": "yes"], begins: json),
  ]

  @Test(
    "the command line counts, then the environment, the project and the user", arguments: choices)
  func counts(_ choice: Choice) async throws {
    let environment = choice.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    let command = try await ktrail(
      compare + choice.arguments, user: choice.user, project: choice.project,
      Dictionary(uniqueKeysWithValues: environment))
    #expect(command.exitCode == 0, "\(command.errors)")
    #expect(command.output.hasPrefix(choice.begins), "\(command.output.prefix(60))")
    if choice.begins.isEmpty {
      #expect(!command.output.hasPrefix("{") && !command.output.hasPrefix("#"))
    }
  }

  @Test("a file that is named is read in the place of the others")
  func named() async throws {
    let file = try project.write("format = 'markdown'", to: "own.toml")
    let command = try await ktrail(
      compare, user: "json = true", ["KTRAIL_CONFIG_FILE": file])
    #expect(command.output.hasPrefix("# "))
    let gone = try await ktrail(compare, ["KTRAIL_CONFIG_FILE": file + "x"])
    #expect(gone.exitCode == 64)
    #expect(gone.errors.contains("own.tomlx cannot be read"), "\(gone.errors)")
  }

  @Test("an option that is given replaces the values of a file, and adds nothing")
  func replaces() async throws {
    let command = try await ktrail(
      ["report", StoryTests.old, StoryTests.new, "--fail-on", "risk"],
      user: "[report]\nfail-on = ['hold', 'missing-fix>10']")
    #expect(command.exitCode == 64)
    #expect(!command.errors.contains("config.toml"), "\(command.errors)")
  }

  @Test("a clone that is not there is said to come from the file")
  func origin() async throws {
    let command = try await ktrail(compare, user: "\nlinux = '~/gone'")
    #expect(command.exitCode == 1)
    #expect(command.errors.contains("\(home.path)/gone"), "\(command.errors)")
    #expect(
      command.errors.contains("linux comes from \(home.path)/.config/ktrail/config.toml:2:1"),
      "\(command.errors)")
  }

  @Test("help and the user's own mistakes come before what a file says")
  func help() async throws {
    let broken = "json = "
    #expect(try await ktrail(["compare", "--help"], user: broken).exitCode == 0)
    #expect(try await ktrail(["--version"], user: broken).exitCode == 0)
    let mistaken = try await ktrail(compare + ["--nonsense"], user: broken)
    #expect(mistaken.errors.contains("--nonsense"), "\(mistaken.errors)")
    #expect(try await ktrail(compare, user: broken).exitCode == 64)
  }

  @Test("a gate of the project says on standard error that it is one")
  func gate() async throws {
    let command = try await ktrail(
      ["report", StoryTests.old, StoryTests.new], project: "[report]\nfail-on = 'unresolved'")
    #expect(command.errors.contains("sets fail-on"), "\(command.errors)")
    #expect(command.exitCode == 3 || command.exitCode == 4, "\(command.exitCode)")
  }

  @Test(
    "what a gate judges by is said to be the project's where there is a gate, and only there",
    arguments: [
      ("strict = false", ["report"], [], "sets strict"),
      ("fail-on = []", ["report"], [], "sets fail-on"),
      ("as-of = 'v4.7'", ["report"], ["--fail-on", "hold"], "sets as-of"),
      ("as-of = 'v4.7'", ["report"], [], ""),
      ("no-known-fixes = true", ["compare"], [], ""),
    ])
  func behindGates(_ text: String, _ command: [String], _ options: [String], _ says: String)
    async throws
  {
    let clone = try await SharedMaterial.storyClone()
    let answer = try await ktrail(
      command + ["4.4.121", "4.4.157", "--linux", clone] + options, project: text)
    #expect(answer.errors.contains(says.isEmpty ? "config.toml" : says) != says.isEmpty)
  }

  @Test("who never wants notices still gets the answer of fixes --in")
  func quiet() async throws {
    let question = [
      "fixes", "3a889947b784", "--in", "4.4.157", "--linux", try await SharedMaterial.storyClone(),
    ]
    for format in ["", "\njson = true"] {
      let command = try await ktrail(question, user: "quiet = true" + format)
      #expect(command.exitCode == 3, "\(command.errors)")
      #expect(command.output.hasPrefix("{") == !format.isEmpty)
      #expect(command.output.contains("3a889947b784"))
      #expect(command.errors == "")
    }
    #expect(try await ktrail(question, user: "", ["KTRAIL_QUIET": "yes"]).output != "")
    #expect(try await ktrail(question + ["-q"], user: "quiet = true").output == "")
  }

  @Test("what is set for all commands does not fail one that has no use for it")
  func leftOut() async throws {
    let state: [Environment.Key: String] = ["XDG_STATE_HOME": home.path + "/state"]
    let user = "json = true\nflaky = 0.1"
    let start = try await ktrail(
      [
        "bisect", "start", "4.4.121", "4.4.157", "--no-checkout", "--linux",
        try await SharedMaterial.storyClone(),
      ], user: user, state)
    #expect(start.exitCode == 0, "\(start.errors)")
    for command in ["log", "reset"] {
      let answer = try await ktrail(["bisect", command], user: user, state)
      #expect(answer.exitCode == 0, "\(answer.errors)")
    }
    // What is said of this very command is meant for it.
    let named = try await ktrail(["bisect", "log"], user: "[bisect.log]\njson = true", state)
    #expect(named.exitCode == 64)
    #expect(named.errors.contains("config.toml:2:1"), "\(named.errors)")
  }

  @Test("a pipe in a stranger's project is not waited for")
  func pipe() async throws {
    #expect(mkfifo(project.path + "/pipe", 0o600) == 0)
    let command = try await ktrail(
      ["report", StoryTests.old, StoryTests.new], project: "[report]\nwaivers = 'pipe'")
    #expect(command.exitCode == 64)
    #expect(
      command.errors.contains(":2:11: waivers = pipe is neither a file nor a directory"),
      "\(command.errors)")
  }

  // MARK: What is refused

  struct Flaw: CustomTestStringConvertible, Sendable {
    var testDescription: String { text + environment.map { "\($0)=\($1)" }.joined() }
    var text = ""
    var isOfProject = false
    var environment: [String: String] = [:]
    let says: [String]
  }

  static let flaws = [
    Flaw(text: "linux = on", says: ["config.toml:1:9: on is not a value"]),
    Flaw(text: "\njson = true\njson = true", says: ["config.toml:3:1: json is there already"]),
    Flaw(text: "jsno = true", says: [":1:1: ktrail has no option jsno", "did you mean json"]),
    Flaw(text: "[compar]\njson = true", says: [":1:2: [compar] is not a command", "compare"]),
    Flaw(text: "[bisect.strat]\n", says: [":1:9: [bisect.strat] is not a command", "start"]),
    Flaw(text: "report = true", says: [":1:1: report is a command, so write [report]"]),
    Flaw(
      text: "[compare]\nflaky = 0.5",
      says: [":2:1: ktrail compare has no option flaky; bisect start, bisect replay have"]),
    Flaw(text: "output = 'x'", says: [":1:1: output belongs to one question", "--output"]),
    Flaw(text: "[culprits]\nsymptom = 'x'", says: [":2:1: symptom belongs to one question"]),
    Flaw(text: "json = 'yes'", says: [":1:1: json is true or false"]),
    Flaw(text: "format = true", says: [":1:10: format takes one text in quotes"]),
    Flaw(text: "format = ['json']", says: [":1:10: format takes one text in quotes"]),
    Flaw(text: "format = ''", says: [":1:10: format is empty"]),
    Flaw(text: "\nformat = 'junit'", says: [":2:1: The format junit goes with ktrail report only"]),
    Flaw(text: "format = 'jsno'", says: [":1:1: ", "jsno"]),
    Flaw(text: "[report]\nfail-on = ['hold', true]", says: [":2:20: fail-on takes a text"]),
    Flaw(environment: ["KTRAIL_FORMAT": "jsno"], says: ["KTRAIL_FORMAT: ", "jsno"]),
    Flaw(environment: ["KTRAIL_JSON": "perhaps"], says: ["KTRAIL_JSON is true or false"]),
    Flaw(
      environment: ["KTRAIL_FAILON": "hold"],
      says: ["KTRAIL_FAILON is not a setting", "KTRAIL_FAIL_ON"]),
    Flaw(
      environment: ["KTRAIL_OUTPUT": "x"], says: ["KTRAIL_OUTPUT: output belongs to one question"]),
    Flaw(
      text: "index-dir = 'x'", isOfProject: true,
      says: [":1:1: index-dir cannot be set by the file of a project"]),
    Flaw(
      text: "root = 'x'", isOfProject: true,
      says: [":1:1: root cannot be set by the file of a project"]),
    Flaw(
      text: "quiet = true", isOfProject: true,
      says: ["quiet cannot be set", "only how answers are judged, narrowed down and shown"]),
    Flaw(text: "run-hooks = true", isOfProject: true, says: ["run-hooks cannot be set"]),
    Flaw(text: "checkout = true", isOfProject: true, says: ["checkout cannot be set"]),
    Flaw(
      text: "link-commits = 'https://example.org/{id}'", isOfProject: true,
      says: ["link-commits cannot be set"]),
    Flaw(
      text: "linux = '/srv/linux'", isOfProject: true,
      says: [":1:9: linux = /srv/linux leads out of the project"]),
    Flaw(
      text: "linux = '../linux'", isOfProject: true,
      says: [":1:9: linux = ../linux leads out of the project"]),
    Flaw(
      text: "linux = '~/linux'", isOfProject: true,
      says: [":1:9: linux = ~/linux leads out of the project"]),
    Flaw(
      text: "watch = 'link/x'", isOfProject: true,
      says: [":1:9: watch = link/x leads out of the project"]),
  ]

  @Test("a flaw is an error that names its place", arguments: flaws)
  func refuses(_ flaw: Flaw) async throws {
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/link", withDestinationPath: home.path)
    try home.write("", to: "x")
    let environment = flaw.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    let command = try await ktrail(
      compare, user: flaw.isOfProject ? nil : flaw.text,
      project: flaw.isOfProject ? flaw.text : nil, Dictionary(uniqueKeysWithValues: environment))
    #expect(command.exitCode == 64, "\(command.output.prefix(200))")
    for part in flaw.says { #expect(command.errors.contains(part), "\(part)\n\(command.errors)") }
    #expect(!command.errors.contains("Usage:"), "\(command.errors)")
  }

  @Test(
    "what a project may say names options that there are, and none that runs, writes or leaves it")
  func allowList() throws {
    let declared = try Ktrail.leaves.flatMap { try DeclaredArguments.of($0.command).options }
    let names = Set(declared.flatMap(\.longNames))
    // What other parts of the tool add may come later.
    #expect(Setting.ofProjects.subtracting(names).subtracting(["color"]) == [])
    #expect(Setting.ofOneQuestion.subtracting(names) == [])
    #expect(Setting.ofProjects.isDisjoint(with: Setting.ofOneQuestion))
    let harmful = [
      "index-dir", "root", "rpm-dbpath", "run-hooks", "checkout", "link-commits", "output",
    ]
    #expect(Setting.ofProjects.isDisjoint(with: harmful))
  }

  @Test("a file that somebody else can write is not used for a project's")
  func trust() async throws {
    let file = try project.write("json = true", to: ".ktrail/config.toml")
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file)
    let open = try await ktrail(compare)
    #expect(open.exitCode == 64)
    #expect(open.errors.contains("can be written by everybody"), "\(open.errors)")
    #expect(try await ktrail(compare, ["KTRAIL_CONFIG_FILE": file]).output.hasPrefix("{"))
    #expect(try await ktrail(compare, ["KTRAIL_CONFIG_FILE": ""]).exitCode == 0)
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createSymbolicLink(
      atPath: file, withDestinationPath: try home.write("json = true", to: "elsewhere"))
    #expect(try await ktrail(compare).exitCode == 64, "a link")
  }

  @Test("a file of another user is not used", .enabled(if: geteuid() == 0, "needs root"))
  func owner() async throws {
    let file = try project.write("json = true", to: ".ktrail/config.toml")
    #expect(chown(file, 12345, 12345) == 0)
    let command = try await ktrail(compare)
    #expect(command.exitCode == 64)
    #expect(command.errors.contains("belongs to somebody else"), "\(command.errors)")
    #expect(try await ktrail(compare, ["SUDO_UID": "12345"]).output.hasPrefix("{"))
  }

  // MARK: ktrail config

  @Test("ktrail config shows what is set and where")
  func shows() async throws {
    let (user, project) = ("strict = true\nflaky = 0.1", "[report]\nfail-on = ['hold']")
    let all = try await ktrail(
      ["config", "--json"], user: user, project: project, ["KTRAIL_STRICT": "no"])
    #expect(all.exitCode == 0, "\(all.errors)")
    for part in ["KTRAIL_STRICT", "\"counts\": false", "fail-on", "\"hold\""] {
      #expect(all.output.contains(part), "\(part)\n\(all.output)")
    }
    let report = try await ktrail(["config", "report", "--json"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any])
    let settings = try #require(json["settings"] as? [String: Any])
    let rows = try #require(settings["options"] as? [[String: Any]])
    let sources = Dictionary(
      rows.compactMap { row in (row["option"] as? String).map { ($0, row["source"] as? String) } }
    ) { first, _ in first }
    #expect(sources["fail-on"] == "project")
    #expect(sources["strict"] == "user")
    #expect(sources["format"] == "default")
    #expect(sources["flaky"] == nil)
    #expect(sources["output"] == nil)
  }

  @Test("ktrail config names variables that nothing reads")
  func unread() async throws {
    let command = try await ktrail(
      ["config", "--json"], ["KTRAIL_XYZZY": "1", "KTRAIL_STRICT": "no", "XYZZY": "1"])
    let named = command.output.firstMatch(of: #/"unreadVariables": \[([^\]]*)\]/#)?.1
    #expect(named?.contains("\"KTRAIL_XYZZY\"") ?? false, "\(command.output)")
    #expect(!(named?.contains("STRICT") ?? true))
  }

  @Test("ktrail config COMMAND tries the values")
  func tries() async throws {
    let command = try await ktrail(["config", "report"], user: "[report]\nhold-if = ['nonsense']")
    #expect(command.exitCode == 64)
    #expect(command.errors.contains("config.toml:2:1"), "\(command.errors)")
    let unknown = try await ktrail(["config", "reprot"])
    #expect(unknown.exitCode == 64)
    #expect(unknown.errors.contains("did you mean report"), "\(unknown.errors)")
    #expect(try await ktrail(["config", "bisect"]).errors.contains("bisect start"))
  }
}
