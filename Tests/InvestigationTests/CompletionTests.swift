import Foundation
import Subprocess
import TestSupport
import Testing

@testable import ktrail

@Suite("What is offered while a command is typed") struct CompletionTests {
  let cache: TemporaryDirectory
  let clone: String

  init() async throws {
    (cache, clone) = (try TemporaryDirectory(), try await SharedMaterial.storyClone())
    let index = try await Command.ktrail(["index", "--linux", clone, "--index-dir", cache.path])
    try #require(index.exitCode == 0, "\(index.errors)")
  }

  struct Row: CustomTestStringConvertible, Sendable {
    /// Ends where the cursor is; CLONE stands for the options that name the clone and its index.
    let testDescription: String
    /// How the answer begins: which files, and what of the word stays.
    let head: String
    /// Some of what is offered; nothing at all where it is empty.
    let offers: [String]

    init(_ line: String, _ head: String, _ offers: String...) {
      (testDescription, self.head, self.offers) = (line, head, offers)
    }
  }

  static let rows = [
    Row("ktrail ", "none||", "compare", "culprits", "search", "help", "index"),
    Row("ktrail cul", "none||", "culprits"),
    Row("ktrail help ", "none||", "compare", "bisect"),
    Row("ktrail help bisect r", "none||", "run", "replay", "reset"),
    Row("ktrail bisect ", "none||", "start", "good", "bad", "skip"),
    Row("ktrail --v", "none||", "--version"),
    Row("ktrail compare --li", "none||", "--linux", "--limit"),
    Row("ktrail diff --li", "none||", "--linux", "--limit"),
    Row("ktrail compare --linux ", "directories||"),
    Row("ktrail compare --linux=x", "directories||--linux="),
    Row("ktrail compare CLONE 4.4.15", "files||", "4.4.156", "4.4.157"),
    Row("ktrail compare CLONE v4.4.15", "files||", "v4.4.157"),
    Row("ktrail compare CLONE 4.4.121 4.4.15", "files||", "4.4.157"),
    Row("ktrail compare CLONE 4.4.121..4.4.15", "none||4.4.121..", "4.4.121..4.4.157"),
    Row("ktrail compare CLONE 4.4.121 4.4.157 ", "none||"),
    Row("ktrail compare 4.4.15", "files||"),
    Row("ktrail compare --linux /nowhere 4.4.15", "files||"),
    Row("ktrail compare --format j", "none||", "json", "junit"),
    Row("ktrail compare --format=j", "none||--format=", "--format=json"),
    Row("ktrail compare -o mark", "files||", "markdown:", "markdown-short:"),
    Row("ktrail compare -o ", "files||"),
    Row("ktrail compare -o json:out/", "files||json:"),
    Row("ktrail report 4.4.121 --fail-on mis", "none||", "missing-fix", "missing-revert"),
    Row("ktrail report 4.4.121 --fail-on h", "none||", "hold"),
    Row("ktrail report --previous ", "files|json|"),
    Row("ktrail culprits a b --symptom ", "files||"),
    Row("ktrail culprits a b -s ", "files||"),
    Row("ktrail culprits a b --arch x86", "none||", "x86_64", "x86"),
    Row("ktrail culprits a b --ask ", "none||", "auto", "never", "always"),
    Row("ktrail culprits a b CLONE --subsystem fs/ov", "none||", "fs/overlayfs/"),
    Row("ktrail culprits a b CLONE --subsystem overl", "none||", "overlayfs"),
    Row("ktrail fixes CLONE --touching fs/overlayfs/in", "none||", "fs/overlayfs/inode.c"),
    Row("ktrail fixes CLONE --in v4.4.121,v4.4.15", "none||v4.4.121,", "v4.4.121,v4.4.157"),
    Row("ktrail search whiteout CLONE --since v4.", "none||", "v4.7"),
    Row("ktrail fixes CLONE --in mas", "none||", "master"),
    Row("ktrail fixes --for a ", "files||"),
    Row("ktrail bisect run ./t", "files||"),
    Row("ktrail bisect good 4.4.15", "none||"),
    Row("ktrail config rep", "none||", "report"),
    Row("ktrail nonsense ", "none||"),
    Row("A=1 ktrail cul", "none||", "culprits"),
    Row("ktrail compare 'a b' \"", "files||"),
    Row("ktrail compare a b 2>er", "files||"),
  ]

  private func answer(_ line: String) throws -> [String] {
    let typed = line.replacing("CLONE", with: "--linux \(clone) --index-dir \(cache.path)")
    let word = typed.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init)
    let answer = try #require(
      try Completer.answer(to: ["---complete", "bash", word ?? "", typed]))
    return answer.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("is what may stand there", arguments: rows)
  func offers(_ row: Row) throws {
    let lines = try answer(row.testDescription)
    #expect(lines[0] == row.head)
    let offers = lines.dropFirst().map { String($0.prefix { $0 != "\t" }) }
    #expect(offers.isEmpty == row.offers.isEmpty, "\(offers)")
    for offer in row.offers { #expect(offers.contains(offer), "\(offers)") }
  }

  @Test("for bash lacks what stands before a colon or an equals sign, which it keeps")
  func brokenWords() throws {
    let line = "ktrail compare --format=j"
    let answer = try #require(try Completer.answer(to: ["---complete", "bash", "j", line]))
    #expect(answer.split(separator: "\n").contains { $0.hasPrefix("json\t") }, "\(answer)")
  }

  @Test("names come from the clone and the index that a file of settings names")
  func settings() async throws {
    let home = try TemporaryDirectory()
    try home.write(
      "linux = '\(clone)'\n[fixes]\nindex-dir = '\(cache.path)'", to: ".config/ktrail/config.toml")
    for (words, offer) in [
      (["fixes", "--touching", "fs/ov"], "fs/overlayfs/"),
      (["search", "x", "--since", "4.4.15"], "4.4.157"),
    ] {
      let answer = try await Command.run(
        "env", ["-u", "KTRAIL_LINUX", Command.ktrail, "---complete", "fish", "ktrail"] + words,
        environment: [
          "HOME": home.path, "XDG_CONFIG_HOME": "",
        ])
      #expect(answer.output.contains("\n\(offer)\t"), "\(answer.output)\(answer.errors)")
    }
  }

  @Test("no option is offered twice, unless it may be repeated")
  func usedOptions() throws {
    let offers = try answer("ktrail compare --json --output a --").joined(separator: "\n")
    #expect(!offers.contains("--json"))
    #expect(offers.contains("--output"))
    #expect(offers.contains("--linux"))
  }

  @Test("every option with a value says what may follow it, unless that is text or a number")
  func kinds() throws {
    let free: Set = [
      "--author", "--reported-by", "--reviewed-by", "--matching", "--cve", "--limit", "--note",
      "--repeat", "--explain", "--now", "--earlier-upgrades", "--flaky", "--confidence",
      "--term-old", "--term-new", "--set", "--host", "--keep", "--symptom-pattern",
    ]
    for asked in AskedCommand.all(of: Ktrail.self) {
      let known = try DeclaredArguments.of(asked.command)
      for option in known.options where option.takesValue && option.isShown {
        #expect(
          (option.completion == nil) == free.contains(option.title),
          "\(asked.title) \(option.title)")
      }
    }
  }

  @Test("names of a clone that a shell might run are not offered")
  func hostileNames() async throws {
    let history = try await HistoryBuilder()
    try await history.commit("one", "Linux 4.4", files: ["fs/a$(id)/x.c": "a", "fs/ab/x.c": "b"])
    for name in ["v4.4", "$(touch${IFS}x)", "a;id", "a`id`"] {
      _ = try await Command.git("branch", "b/\(name)", "HEAD", in: history.path)
    }
    let options = ["--linux", history.path, "--index-dir", cache.path]
    #expect(try await Command.ktrail(["index"] + options).exitCode == 0)
    for (words, offered) in [
      (["fixes"] + options + ["--in", "b/"], ["b/v4.4"]),
      (["fixes"] + options + ["--touching", "fs/a"], ["fs/ab/"]),
    ] {
      let answer = try #require(
        try Completer.answer(to: ["---complete", "fish", "ktrail"] + words))
      let offers = answer.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "\t" } }
      #expect(offers.map(String.init) == offered)
    }
  }

  @Test("a clone without an index stays without one, and nothing is said")
  func noIndex() async throws {
    let empty = try TemporaryDirectory()
    let command = try await Command.ktrail(
      [
        "---complete", "fish", "ktrail", "compare", "--linux", clone, "--index-dir",
        "\(empty.path)/none", "4.4",
      ])
    #expect(command.output == "files||\n")
    #expect(command.errors.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(empty.path)/none"))
  }

  @Test("an answer to a bisection is offered the releases of its clone")
  func bisection() async throws {
    let home = try TemporaryDirectory()
    func ktrail(_ arguments: String...) async throws -> Command {
      try await Command.ktrail(arguments, environment: ["XDG_STATE_HOME": home.path])
    }
    let start = try await ktrail(
      "bisect", "start", "4.4.121", "4.4.157", "--linux", clone, "--index-dir", cache.path,
      "--name", "other", "--no-checkout")
    #expect(start.exitCode == 0, "\(start.errors)")
    let answer = try await ktrail(
      "---complete", "fish", "ktrail", "bisect", "good", "--name", "other", "4.4.15")
    #expect(answer.output.contains("4.4.157\t"), "\(answer.output)")
    let names = try await ktrail("---complete", "fish", "ktrail", "bisect", "good", "--name", "o")
    #expect(names.output == "none||\nother\t\n")
  }

  @Test("many releases are offered by their series first")
  func series() async throws {
    let history = try await HistoryBuilder()
    try await history.commit("one", "one")
    for minor in 1...9 {
      for patch in 1...9 {
        _ = try await Command.git("tag", "v5.\(minor).\(patch)", "HEAD", in: history.path)
      }
    }
    let options = ["--linux", history.path, "--index-dir", cache.path]
    #expect(try await Command.ktrail(["index"] + options).exitCode == 0)
    func offers(_ word: String) throws -> [String] {
      let answer = try #require(
        try Completer.answer(to: ["---complete", "fish", "ktrail", "compare"] + options + [word]))
      return answer.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "\t" }) }
    }
    #expect(try Set(offers("")) == Set((1...9).map { "5.\($0)." }))
    #expect(try offers("5.3.") == (1...9).reversed().map { "5.3.\($0)" })
  }
}
