import Foundation
import Subprocess
import TestSupport
import Testing

/// `ktrail report --fail-on …` as a pipeline uses it: what was not judged never passes.
@Suite("The gate") struct GateTests {
  /// A clone and the ids of its commits, by the names below.
  struct Made: Sendable {
    let directory: TemporaryDirectory
    let ids: [String: String]
    var path: String { directory.path + "/linux" }
    func id(_ name: String) -> String { ids[name] ?? "no commit \(name)" }
  }

  private static let made = Task { try await history() }

  /// Mainline up to v4.5, 4.4.y up to 4.4.7, some of it repaired, reverted, or a release of nothing; a commit of a clock that
  /// was wrong.
  private static func history() async throws -> Made {
    let builder = try await HistoryBuilder()
    var names = ["v4.4", "v4.5"]
    func stable(_ name: String, _ message: String, _ files: [String: String]? = nil) async throws {
      names.append(name)
      try await builder.commit(name, on: "linux-4.4.y", message, files: files)
    }
    try await builder.commit("v4.4", "Linux 4.4")
    try await builder.commit(
      "one", on: "linux-4.4.y", "fs: count the users\n\nA count.", parents: ["v4.4"])
    try await stable("v4.4.1", "Linux 4.4.1", ["Makefile": "SUBLEVEL = 1"])
    try await stable("sound", "fs: say what is meant\n\nWords.")
    try await stable("v4.4.2", "Linux 4.4.2", ["Makefile": "SUBLEVEL = 2"])
    try await stable("weak", "fs: read the length\n\nA length.")
    try await stable("v4.4.3", "Linux 4.4.3", ["Makefile": "SUBLEVEL = 3"])
    try await stable("v4.4.4", "Linux 4.4.4", ["Makefile": "SUBLEVEL = 4"])
    try await stable("bad", "fs: trust the length\n\nA length.")
    try await stable("v4.4.5", "Linux 4.4.5", ["Makefile": "SUBLEVEL = 5"])
    try await stable(
      "docs", "Documentation: say more\n\nMore.", ["Documentation/fs.txt": "more words\n"])
    try await stable("v4.4.6", "Linux 4.4.6", ["Makefile": "SUBLEVEL = 6"])
    try await stable("mend", "fs: check the length\n\nFixes: {weak:12} (\"fs: read the length\")")
    try await stable(
      "revert", "Revert \"fs: trust the length\"\n\nThis reverts commit {bad}.")
    try await stable("v4.4.7", "Linux 4.4.7", ["Makefile": "SUBLEVEL = 7"])
    try await builder.commit("more", "fs: more of it\n\nMore.")
    try await builder.commit("v4.5", "Linux 4.5")
    // Made elsewhere, and before all of the above.
    try await builder.commit(
      "early", on: "early", "Revert \"fs: trust the length\"\n\nThis reverts commit {bad}.",
      parents: ["v4.4"], time: 1_500_000_001)
    try await builder.commit(
      "wrong", on: "wrong", "fs: odd\n\nOdd.", parents: ["v4.4"], time: 9_999_999_999)
    for name in names where name.hasPrefix("v") { try await builder.tag(name, name) }
    let directory = try TemporaryDirectory()
    _ = try await Command.git("clone", "-q", "--mirror", builder.path, "linux", in: directory.path)
    return Made(
      directory: directory,
      ids: Dictionary(uniqueKeysWithValues: names.map { ($0, builder.id($0)) }))
  }

  let directory: TemporaryDirectory
  let builder: Made

  init() async throws {
    directory = try TemporaryDirectory()
    builder = try await Self.made.value
    for (name, top) in [("older", 2), ("newer", 3)] {
      try directory.write(Self.changelog(upTo: top), to: name)
    }
    try directory.write(
      Self.changelog(upTo: 2, rebuilt: "- Rebuilt with another compiler"), to: "rebuilt")
    try directory.write(Self.changelog(upTo: 9), to: "beyond")
    for (name, lost) in [("patched-1", 1), ("patched-5", 5)] {
      let patches = (1...10).map { number in
        number <= lost
          ? "- fs: nothing like patch \(number)q (A B) [RHEL-\(number)]"
          : "- fs: say what is meant (A B) [RHEL-\(number)]"
      }
      try directory.write(
        "* Fri Jun 01 2018 A B <a@b.example> [4.4.2-9.el7]\n\(patches.joined(separator: "\n"))\n\n"
          + Self.redHat, to: name)
    }
    try directory.write(Self.redHat, to: "patched-0")
  }

  private static let redHat = """
    * Fri May 04 2018 A B <a@b.example> [4.4.2-8.el7]
    - fs: a first one (A B) [RHEL-99]
    - fs: a second one (A B) [RHEL-98]

    """

  private static func changelog(upTo last: Int, rebuilt: String? = nil) -> String {
    let again = rebuilt.map {
      "* Sat Jun 02 2018 A B <a@b.example> - 4.4.\(last)-2\n\($0)\n\n"
    }
    return (again ?? "")
      + (1...last).reversed().map {
        "* Fri Jun 01 2018 A B <a@b.example> - 4.4.\($0)-1\n- Updated with the 4.4.\($0) source tarball.\n"
      }.joined(separator: "\n")
  }

  /// A clone that has only what is reachable from these.
  private func cut(_ name: String, to references: String..., depth: Int? = nil) async throws
    -> String
  {
    let path = directory.path + "/" + name
    _ = try await Command.git("init", "-q", "--bare", path, in: directory.path)
    let specs = references.map {
      $0.hasPrefix("v") ? "refs/tags/\($0):refs/tags/\($0)" : "refs/heads/\($0):refs/heads/\($0)"
    }
    let arguments =
      ["-C", path, "fetch", "-q", "--no-tags"] + (depth.map { ["--depth", "\($0)"] } ?? [])
      + ["file://\(builder.path)"] + specs
    let fetched = try await Command.run("git", arguments)
    guard fetched.exitCode == 0 else { throw Command.Failure(fetched.errors) }
    return path
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let arguments: [String]
    let verdict: String
    let exitCode: Int
    /// What the verdict lacks.
    let needs: [String]

    init(
      _ name: String, _ arguments: String, _ verdict: String, _ exitCode: Int, _ needs: String...
    ) {
      testDescription = name
      self.arguments = arguments.split(separator: " ").map(String.init)
      (self.verdict, self.exitCode, self.needs) = (verdict, exitCode, needs)
    }
  }

  /// FULL, STABLE, END, APART stand for clones: all, 4.4.y alone, one that ends at 4.4.3, a shallow one with a gap.
  static let rows = [
    Row("nothing speaks against it", "v4.4.1 v4.4.2 --linux FULL", "go", 0),
    Row("a fix is missing", "v4.4.2 v4.4.3 --linux FULL", "go with conditions", 3),
    Row("a revert is missing", "v4.4.4 v4.4.5 --linux FULL", "hold", 3),
    Row("swapped versions", "v4.4.3 v4.4.2 --linux FULL", "not judged", 4, "order"),
    Row("swapped revisions", "v4.4.3~1 v4.4.2~1 --linux FULL", "not judged", 4, "order"),
    Row("swapped changelogs", "newer older --linux FULL", "not judged", 4, "order"),
    Row("swapped changelogs, no clone", "newer older", "not judged", 4, "order"),
    Row("a changelog and an older version", "newer v4.4.1 --linux FULL", "not judged", 4, "order"),
    Row("one version twice", "v4.4.2 4.4.2 --linux FULL", "not judged", 4, "order"),
    Row("one revision twice", "v4.4.3~1 v4.4.3^ --linux FULL", "not judged", 4, "order"),
    Row("one changelog twice", "older older --linux FULL", "not judged", 4, "order"),
    Row("one changelog twice, no clone", "older older", "not judged", 4, "order"),
    Row("notes of the packager alone", "older rebuilt --linux FULL", "not judged", 4, "additions"),
    Row("no clone", "older newer", "not judged", 4, "clone"),
    Row("changelogs with a clone", "older newer --linux FULL", "go with conditions", 3),
    Row("a release that the clone lacks", "newer beyond --linux FULL", "not judged", 4, "commits"),
    Row("half of the patches lost", "patched-0 patched-5 --linux FULL", "not judged", 4, "commits"),
    Row("one of ten patches lost", "patched-0 patched-1 --linux FULL", "go with conditions", 3),
    Row("a clone that ends at NEW", "v4.4.1 v4.4.3 --linux END", "not judged", 4, "later"),
    Row(
      "nothing seen after NEW", "v4.4.1 v4.4.3 --linux FULL --as-of v4.4.3", "not judged", 4,
      "later"),
    Row("a clone that ends at a bad NEW", "v4.4.4 v4.4.5 --linux MENDED", "hold", 3, "later"),
    Row(
      "a clock that was wrong is nothing later", "v4.4.1 v4.4.3 --linux WRONG", "not judged", 4,
      "later"),
    Row("without mainline", "v4.4.1 v4.4.2 --linux STABLE", "go", 0),
    Row("ends without what is between", "v4.4.1 v4.4.2 --linux APART", "not judged", 4, "order"),
    Row("nothing but a release", "v4.4.3 v4.4.4 --linux FULL", "go", 0),
    Row("nothing but documentation", "v4.4.5 v4.4.6 --linux FULL", "go", 0),
    Row(
      "other ways", "v4.4.1 v4.5 --linux FULL --as-of v4.5 --as-of v4.4.7", "not judged", 4, "later"
    ),
    Row(
      "a downgrade that loses a fix", "v4.4.7 v4.4.4 --linux FULL --downgrade",
      "go with conditions", 3),
    Row("a downgrade that loses a revert", "v4.4.7 v4.4.6 --linux FULL --downgrade", "hold", 3),
    Row("a downgrade that loses nothing", "v4.4.3 v4.4.2 --linux FULL --downgrade", "go", 0),
    Row("a downgrade without a clone", "newer older --downgrade", "not judged", 4, "clone"),
    Row(
      "a rule of one's own without its data", "v4.4.1 v4.4.2 --linux FULL --hold-if new-cve",
      "not judged", 4, "cveData"),
    Row(
      "a rule of one's own without a symptom",
      "v4.4.1 v4.4.2 --linux FULL --conditions-if suspect>50%", "not judged", 4, "symptom"),
    Row(
      "rules that need nothing later",
      "v4.4.1 v4.4.3 --linux END --hold-if unresolved>90% --conditions-if unresolved", "go", 0),
    Row(
      "a criterion that was not measured", "v4.4.1 v4.4.2 --linux FULL --fail-on open-cve", "go", 4),
  ]

  private func clone(_ name: String) async throws -> String? {
    switch name {
    case "FULL": return builder.path
    case "STABLE": return try await cut("stable", to: "linux-4.4.y", "v4.4.1", "v4.4.2", "v4.4.3")
    case "END": return try await cut("end", to: "v4.4.1", "v4.4.3")
    case "APART": return try await cut("apart", to: "v4.4.1", "v4.4.2", "v4.5", depth: 1)
    case "MENDED": return try await cut("mended", to: "early", "v4.4.4", "v4.4.5")
    case "WRONG": return try await cut("wrong", to: "wrong", "v4.4.1", "v4.4.3")
    default: return nil
    }
  }

  @Test("judges what it can, says what it lacks, and its exit code agrees", arguments: rows)
  func judges(_ row: Row) async throws {
    var arguments = ["report"]
    for argument in row.arguments { arguments.append(try await clone(argument) ?? argument) }
    arguments += ["--fail-on", "hold", "--fail-on", "conditions"]
    let command = try await Command.ktrail(arguments + ["--json"], in: directory.path)
    #expect(command.exitCode == row.exitCode, "\(command.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
    let assessment = try #require(json["assessment"] as? [String: Any])
    #expect(assessment["verdict"] as? String == row.verdict)
    #expect(assessment["exitCode"] as? Int == row.exitCode)
    let lacking = try #require(assessment["notJudged"] as? [[String: Any]])
    #expect(lacking.compactMap { $0["need"] as? String } == row.needs)
    #expect(command.errors.contains("not judged: ") == (row.exitCode == 4))
    let reasons = try #require(assessment["reasons"] as? [[String: Any]])
    if row.verdict == "go with conditions" {
      #expect(reasons.contains { $0["verdict"] as? String == row.verdict })
    }
    // Without --fail-on the answer is an answer, whatever it is; --strict wants all of it.
    let plain = Array(arguments.dropLast(4))
    guard row.verdict == "not judged" else { return }
    #expect(try await Command.ktrail(plain, in: directory.path).exitCode == 0)
    let strict = try await Command.ktrail(plain + ["--strict"], in: directory.path)
    #expect(strict.exitCode == 2)
    #expect(strict.output.hasPrefix("Not judged"))
  }

  @Test("a clone that replaces commits is said to", arguments: ["none", "replace", "grafts"])
  func saysReplacements(_ way: String) async throws {
    let history = try await HistoryBuilder()
    for name in ["a", "b", "c"] { try await history.commit(name, "fs: change \(name)") }
    if way == "replace" {
      _ = try await Command.git(
        "replace", "--graft", history.id("c"), history.id("a"), in: history.path)
    } else if way == "grafts" {
      let directory = try await Command.git("rev-parse", "--absolute-git-dir", in: history.path)[0]
      try Data("\(history.id("c")) \(history.id("a"))\n".utf8)
        .write(to: URL(fileURLWithPath: directory + "/info/grafts"))
    }
    let answer = try await Command.ktrail(["index", "--linux", history.path], in: directory.path)
    #expect(answer.output.contains("replaces commits") == (way != "none"), "\(answer.output)")
  }

  @Test(
    "where the clone ends at the kernel, that no fix is missing is not said as if it were known")
  func endsAtTarget() async throws {
    let history = try await HistoryBuilder()
    try await history.commit("a", "fs: add the thing")
    try await history.tag("v4.4", "a")
    try await history.commit("b", "fs: fix it\n\nFixes: {a:12} (\"fs: add the thing\")")
    try await history.tag("v4.5", "b")
    for (kernel, code) in [("v4.4", Int32(0)), ("v4.5", 2)] {
      let answer = try await Command.ktrail(
        ["fixes", "--missing-in", kernel, "--linux", history.path, "--strict"], in: directory.path)
      #expect(answer.exitCode == code, "\(answer.output)")
      #expect(answer.output.contains("the clone has no commit that was made after") == (code == 2))
    }
  }

  @Test(
    "the first line says that the order is not that of an upgrade, and the command to paste works")
  func swaps() async throws {
    for (name, operands) in [
      ("compare", "v4.4.3 v4.4.2"), ("report", "newer older"), ("report", "v4.4.3 v4.4.2"),
    ] {
      let words = operands.split(separator: " ").map(String.init)
      let command = try await Command.ktrail(
        [name] + words + ["--linux", builder.path], in: directory.path)
      let lines = command.output.split(separator: "\n").map(String.init)
      #expect(lines[0].contains("OLD") && lines[0].contains("NEW"), "\(lines[0])")
      let pasted = try #require(lines.first { $0.hasPrefix("  ktrail \(name) ") })
      let other = try await Command.run(
        "sh", ["-c", Command.ktrail + pasted.dropFirst("  ktrail".count)], in: directory.path,
        environment: ["XDG_CACHE_HOME": "\(directory.path)/cache"])
      #expect(other.exitCode == 0)
      #expect(!other.output.contains("not an ancestor"))
      #expect(other.output.contains("1 release"))
    }
    try directory.write("it broke\n", to: "symptom")
    let culprits = try await Command.ktrail(
      ["culprits", "v4.4.3", "v4.4.2", "--linux", builder.path, "-s", "symptom"], in: directory.path
    )
    #expect(culprits.exitCode == 1)
    #expect(culprits.errors.contains("OLD (4.4.3) is not an ancestor of NEW (4.4.2): NEW is older"))
    #expect(culprits.errors.contains("--symptom symptom v4.4.2 v4.4.3`"))
  }

  @Test("kernels that went ways of their own are said to, with the last that both have")
  func diverges() async throws {
    let command = try await Command.ktrail(
      ["report", "v4.4.7", "v4.5", "--linux", builder.path, "--json"], in: directory.path)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
    let order = try #require(json["order"] as? [String: Any])
    #expect(order["is"] as? String == "diverged")
    #expect(order["mergeBase"] as? String == builder.id("v4.4"))
    #expect(order["release"] as? String == "v4.4")
    for name in ["compare", "report"] {
      let text = try await Command.ktrail([name, "v4.4.7", "v4.5", "--linux", builder.path]).output
      #expect(text.split(separator: "\n").prefix(2).joined().contains("diverged"))
      #expect(text.contains("they diverged at v4.4, \(builder.id("v4.4").prefix(12))"))
    }
  }

  @Test("--downgrade is refused where it is none")
  func refusesUpgrade() async throws {
    let command = try await Command.ktrail(
      ["report", "v4.4.2", "v4.4.3", "--linux", builder.path, "--downgrade"])
    #expect(command.exitCode == 1)
    #expect(command.errors.contains("v4.4.3 is not older than v4.4.2"))
  }

  @Test("a range of nothing but a release has its commit, in every command")
  func releaseAlone() async throws {
    try directory.write("modules of our own take the wrong branch\n", to: "symptom")
    let linux = ["v4.4.3", "v4.4.4", "--linux", builder.path]
    let id = builder.id("v4.4.4").prefix(12)
    for (name, options) in [("report", []), ("compare", []), ("culprits", ["-s", "symptom"])] {
      let command = try await Command.ktrail([name] + linux + options, in: directory.path)
      #expect(command.exitCode == 0, "\(command.errors)")
      #expect(command.output.contains("\(id) "), "\(name)")
      #expect(command.output.contains("The only change is the release commit itself"))
    }
    let bisection = try await Command.ktrail(
      ["bisect", "start"] + linux + ["--no-checkout"], in: directory.path,
      environment: ["XDG_STATE_HOME": directory.path])
    #expect(bisection.exitCode == 0, "\(bisection.errors)")
    #expect(bisection.output.contains("First bad commit: \(id)"))
    let fixes = try await Command.ktrail(["fixes", "--for"] + linux)
    #expect(fixes.exitCode == 0)
  }

  @Test("a clock that was wrong once does not decide how far the clone goes")
  func wrongClock() async throws {
    let command = try await Command.ktrail(
      ["report", "v4.4.1", "v4.4.2", "--linux", builder.path, "--json", "--now", "2017-08-14"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
    let clone = try #require(json["clone"] as? [String: Any])
    #expect(clone["newestCommit"] as? String == builder.id("v4.5"))
    #expect((json["assessment"] as? [String: Any])?["cloneAgeDays"] as? Int == 31)
  }
}
