import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import Investigation

/// `--watch`, `--waivers` and `stale`, as a pipeline uses them, on a little kernel.
@Suite("Watch lists and waivers") struct WatchListTests {
  let directory: TemporaryDirectory
  let history: HistoryBuilder

  init() async throws {
    directory = try TemporaryDirectory()
    history = try await HistoryBuilder()
    let maintainers = """
      List of maintainers

      NETWORKING [GENERAL]
      F:\tnet/

      """
    try await history.commit("start", "Linux 4.14", files: ["MAINTAINERS": maintainers])
    try await history.tag("v4.14", "start")
    for (name, path) in [
      ("ovl", "fs/overlayfs/dir.c"), ("net", "net/core/dev.c"), ("mm", "mm/slub.c"),
    ] {
      try await history.commit(
        name, "\(name): count the users\n\nThe refcount of \(name) leaks.", files: [path: name])
    }
    try await history.commit("end", "Linux 4.15", files: ["VERSION": "2"])
    try await history.tag("v4.15", "end")
    try await history.commit(
      "fix", "ovl: mend it\n\nFixes: {ovl:12} (\"ovl: count the users\")",
      files: ["fs/overlayfs/dir.c": "mended"])
  }

  private func report(_ options: String...) async throws -> Command {
    try await report(options)
  }

  private func report(_ options: [String]) async throws -> Command {
    try await Command.ktrail(
      ["report", "v4.14", "v4.15", "--linux", history.path] + options, in: directory.path)
  }

  private static func json(_ command: Command) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
  }

  private static let list = """
    # What we look at.

    fs/overlayfs | | containers sit on it | containers
      NETWORKING [GENERAL] | REFCOUNT leaks, oops | an outage | net
    mm | no-such-word | never | mm
    * | refcount of MM | anywhere | all
    """

  @Test("what is on a watch list has a section, decides, and closes the gate")
  func watches() async throws {
    try directory.write(Self.list, to: "watch")
    let text = try await report("--watch", "watch", "--fail-on", "watched>2")
    #expect(text.exitCode == 3, "\(text.errors)")
    #expect(text.output.contains("On the watch list"))
    #expect(try await report("--watch", "watch", "--fail-on", "watched>3").exitCode == 0)
    #expect(
      try await report("--watch", "watch", "--hold-if", "watched", "--fail-on", "hold").exitCode
        == 3)
    let json = try Self.json(await report("--watch", "watch", "--json"))
    let watched = try #require(json["watched"] as? [String: Any])
    let list = try #require(watched["list"] as? [[String: Any]])
    #expect(list.map { $0["changes"] as? Int } == [1, 1, 0, 1])
    #expect(list.map { ($0["position"] as? [String: Any])?["line"] as? Int } == [3, 4, 5, 6])
    let assessment = try #require(json["assessment"] as? [String: Any])
    #expect((assessment["values"] as? [String: Double])?["watched"] == 3)
    #expect((json["clone"] as? [String: Any])?["indexVersion"] is Int)
  }

  @Test("a gate on a watch list without one is closed, and says what it wants")
  func wantsList() async throws {
    let command = try await report("--fail-on", "watched")
    #expect(command.exitCode == 4)
    #expect(
      command.errors.contains("watched was not measured: what is on a watch list (--watch FILE)"))
  }

  static let lists: [(text: String, says: String)] = [
    ("# x\nfs/overlayfss | | a | b\n", "watch:2: \"fs/overlayfss\" names nothing"),
    ("fs/overlayfss | | a | b\n", "the nearest is fs/overlayfs"),
    ("fs/overlayfs | a\n", "watch:1: an entry has 4 parts"),
    (" | x | a | b\n", "watch:1: no place"),
    ("* | | a | b\n", "watch:1: neither a place nor words"),
    ("** | | a | b\n", "watch:1: neither a place nor words"),
    ("**/* | | a | b\n", "watch:1: neither a place nor words"),
    ("* | \"double free\" | a | b\n", "watch:1: words stand without quotes"),
    ("* | , | a | b\n", "watch:1: there are commas"), ("mm | | | b\n", "watch:1: the reason"),
    ("# nothing\n", "watch cannot be used: it watches nothing"),
    ("\u{0}", "watch:1: the line is not"),
  ]

  @Test("a list that cannot be used is refused, with its line", arguments: lists)
  func refuses(_ example: (text: String, says: String)) async throws {
    try directory.write(example.text, to: "watch")
    let command = try await report("--watch", "watch")
    #expect(command.exitCode == 1)
    #expect(command.errors.contains(example.says), "\(command.errors)")
  }

  @Test("a clone whose newest commit is too old closes the gate")
  func stale() async throws {
    // Commits of the builder are of 2017-07-14.
    #expect(try await report("--fail-on", "stale>14", "--now", "2017-07-20").exitCode == 0)
    let old = try await report("--fail-on", "stale>14", "--now", "2018-07-20")
    #expect(old.exitCode == 3, "\(old.errors)")
    #expect(old.output.contains("days before this report"))
    #expect(try await report("--hold-if", "stale>14", "--fail-on", "hold").exitCode == 3)
    #expect(try await report("--fail-on", "stale>14%").exitCode == 64)
    let without = try await Command.ktrail(
      ["report", "v4.14", "v4.15", "--fail-on", "stale>14", "--linux", ""], in: directory.path)
    #expect(without.exitCode != 0)
  }

  // MARK: - Waivers

  private func knownBad(_ command: Command) throws -> [String: Any] {
    try #require((try Self.json(command)["knownBad"] as? [[String: Any]])?.first)
  }

  @Test("waivers may be lines or JSON, with comments", arguments: ["lines", "json"])
  func forms(_ form: String) async throws {
    let id = history.id("fix").prefix(12)
    try directory.write(
      form == "lines"
        ? "# accepted\n\(id) | 2999-12-31 | nobody mounts it | Jane Doe\n"
        : """
        // accepted
        [ # one
          /* until then */ {"id": "\(id)", "owner": "Jane Doe", "reason": "nobody // mounts it", "expiry": "2999-12-31"}
        ]
        """, to: "waivers")
    let bad = try knownBad(await report("--waivers", "waivers", "--json"))
    #expect(bad["counts"] as? Bool == false)
    #expect(bad["isBuilt"] is NSNull)
    let waiver = try #require(bad["waiver"] as? [String: Any])
    #expect(waiver["owner"] as? String == "Jane Doe")
    #expect((waiver["position"] as? [String: Any])?["line"] as? Int == (form == "lines" ? 2 : 3))
  }

  @Test("the waivers of the current directory are used, said to be, and can be left out")
  func project() async throws {
    try directory.write(
      "\(history.id("fix")) | 2999-12-31 | a | b\n", to: ".ktrail/waivers")
    let used = try await report("--json", "--fail-on", "missing-fix")
    #expect(used.exitCode == 0)
    #expect(try knownBad(used)["counts"] as? Bool == false)
    #expect(used.errors.contains(".ktrail/waivers is used, with 1 waiver"))
    #expect(used.output.contains("projectWaivers"))
    let left = try await report("--json", "--no-waivers", "--fail-on", "missing-fix")
    #expect(left.exitCode == 3)
    #expect(!left.errors.contains(".ktrail/waivers"))
    try directory.write("CVE-2019-1234 | 2999-12-31 | a | b\n", to: "other")
    let other = try await report("--waivers", "other", "--fail-on", "missing-fix", "--json")
    #expect(other.exitCode == 3)
    #expect(other.output.contains("is about a CVE, and no fix that NEW lacks"))
    #expect(try await report("--waivers", "other", "--no-waivers").exitCode == 64)
  }

  static let waivers: [(text: String, says: String)] = [
    ("v4.14 | 2999-12-31 | a | b\n", "waivers:1: \"v4.14\" is neither a CVE nor"),
    ("123456 | 2999-12-31 | a | b\n", "waivers:1: \"123456\" is neither"),
    (
      "\n1234567 | tomorrow | a | b\n", "waivers:2: the expiry date of waiver 1234567, \"tomorrow\""
    ),
    ("1234567 | 2999-02-31 | a | b\n", "waivers:1: the expiry date"),
    ("1234567 | 2999-12-31 | a\n", "waivers:1: a waiver has 4 parts"),
    ("1234567 | 2999-12-31 | a | \n", "waivers:1: the reason or the owner is missing"),
    ("1234567 | 2999-12-31 | | b\n", "waivers:1: the reason or the owner is missing"),
    (
      "[{\"id\": \"1234567\", \"owner\": \" \", \"reason\": \"b\", \"expiry\": \"2999-12-31\"}]",
      "waivers:1: the reason or the owner is missing"
    ),
    ("[{\"id\": \"1234567\"}]", "not a JSON array"),
    (
      "[\n{\"id\": \"x\", \"owner\": \"a\", \"reason\": \"b\", \"expiry\": \"2999-12-31\"}]",
      "waivers:2: \"x\""
    ),
  ]

  @Test("waivers that cannot be used are refused, with their line", arguments: waivers)
  func refusesWaivers(_ example: (text: String, says: String)) async throws {
    try directory.write(example.text, to: "waivers")
    let command = try await report("--waivers", "waivers")
    #expect(command.exitCode == 1)
    #expect(command.errors.contains(example.says), "\(command.errors)")
  }

  @Test("lists may begin with a byte order mark")
  func byteOrderMark() async throws {
    try directory.write("\u{FEFF}\(history.id("fix")) | 2999-12-31 | a | b\n", to: "waivers")
    try directory.write("\u{FEFF}mm | | a | b\n", to: "watch")
    let command = try await report(
      "--waivers", "waivers", "--watch", "watch", "--fail-on", "missing-fix", "--json")
    #expect(command.exitCode == 0, "\(command.errors)")
  }

  @Test("what lies where the waivers of a project are must be a file")
  func projectPipe() async throws {
    try directory.write("", to: ".ktrail/other")
    #expect(mkfifo(directory.path + "/.ktrail/waivers", 0o600) == 0)
    let command = try await report("--json")
    #expect(command.exitCode == 1)
    #expect(command.errors.contains(".ktrail/waivers cannot be used: it is not a regular file"))
    #expect(try await report("--json", "--no-waivers").exitCode == 0)
  }

  @Test("waivers that match nothing or have expired are said to")
  func idle() async throws {
    try directory.write(
      """
      abcdef1234 | 2999-12-31 | a | b
      \(history.id("fix")) | 2001-01-01 | a | b
      """, to: "waivers")
    let command = try await report("--waivers", "waivers", "--fail-on", "missing-fix")
    #expect(command.exitCode == 3)
    let said = command.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("abcdef1234 (waivers:1) matches nothing"))
    #expect(said.contains("(waivers:2) has expired"))
  }
}
