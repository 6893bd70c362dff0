import Foundation
import Subprocess
import TestSupport
import Testing

@Suite("The command line") struct CommandLineTests {
  let directory: TemporaryDirectory
  let clone: String

  init() async throws {
    directory = try TemporaryDirectory()
    clone = try await SharedMaterial.storyClone()
    try directory.write("", to: "empty")
    try directory.write("Dear diary,\nnothing happened.\n", to: "diary")
    try directory.write("\u{1}\u{0}\u{2}ELF", to: "binary")
    try directory.write("", to: "folder/file")
    try directory.write(String(repeating: "[", count: 200_000), to: "deep")
    let newer = try String(contentsOfFile: StoryTests.new, encoding: .utf8)
    try directory.write(String(newer.prefix(2_000)), to: "truncated")
    try directory.write(
      "* Mon Jan 01 2018 Some One <one@example.org> - 1.0-1\n- Initial package.\n", to: "unrelated")
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let arguments: [String]
    let exitCode: Int
    /// All of these stand in what is said, on standard output or standard error.
    let says: [String]

    init(_ name: String, _ arguments: [String], _ exitCode: Int, _ says: String...) {
      (testDescription, self.arguments, self.exitCode, self.says) = (
        name, arguments, exitCode, says
      )
    }
  }

  /// OLD, NEW, SYMPTOM and CLONE stand for the files of the story.
  static let rows = [
    Row(
      "a missing file", ["compare", "gone.changelog", "NEW"], 1, "gone.changelog", "is not a file"),
    Row("a directory", ["compare", "OLD", "folder"], 1, "folder is a directory"),
    Row("an empty file", ["compare", "OLD", "empty"], 1, "empty is empty", "rpm -q --changelog"),
    Row("a binary file", ["compare", "OLD", "binary"], 1, "binary is a binary file"),
    Row("no changelog", ["compare", "OLD", "diary"], 1, "diary is not a changelog"),
    Row(
      "a truncated dump", ["compare", "OLD", "truncated"], 0, "truncated:", "may be cut off here",
      "share no entry"),
    Row("swapped operands", ["compare", "NEW", "OLD"], 0, "the operands look swapped"),
    Row("unrelated packages", ["compare", "OLD", "unrelated"], 0, "share no entry"),
    Row(
      "swapped operands leave nothing to rank",
      ["culprits", "NEW", "OLD", "--linux", "CLONE", "--symptom", "SYMPTOM"], 1, "nothing to rank"),
    Row(
      "a clone that is not git", ["compare", "OLD", "NEW", "--linux", "folder"], 1,
      "folder is not a git repository", "--linux"),
    Row(
      "a clone that is not there", ["compare", "OLD", "NEW", "--linux", "gone"], 1,
      "gone is not a git repository"),
    Row(
      "a release that the clone lacks", ["compare", "4.4.121", "4.4.158", "--linux", "CLONE"], 1,
      "v4.4.158 is not in this clone", "newest of 4.4: 4.4.157", "fetch"),
    Row(
      "an index directory that is a file",
      ["compare", "OLD", "NEW", "--linux", "CLONE", "--index-dir", "diary"], 1, "diary",
      "not a directory", "--index-dir"),
    Row(
      "culprits without a clone", ["culprits", "OLD", "NEW", "--symptom", "SYMPTOM"], 1,
      "--linux DIR", "KTRAIL_LINUX"),
    Row(
      "an empty symptom",
      ["culprits", "OLD", "NEW", "--linux", "CLONE", "--symptom", "empty"], 1,
      "the symptom empty cannot be read"),
    Row(
      "a symptom that is a directory",
      [
        "culprits", "OLD", "NEW", "--linux", "CLONE", "--symptom", "SYMPTOM", "--symptom", "folder",
      ],
      1, "the symptom folder cannot be read: Is a directory"),
    Row(
      "a symptom that is not there",
      ["culprits", "OLD", "NEW", "--linux", "CLONE", "--symptom", "nosuch"], 1,
      "the symptom nosuch cannot be read: No such file or directory"),
    Row(
      "a symptom that is not text",
      ["report", "OLD", "NEW", "--linux", "CLONE", "--symptom", "binary"], 1,
      "the symptom binary cannot be read: it is a binary file"),
    Row(
      "an unknown commit", ["fixes", "012345678901", "--linux", "CLONE"], 1,
      "this clone has no commit 012345678901, and no backport or repair of it", "check the id"),
    Row(
      "an unknown commit that is asked about",
      ["fixes", "012345678901", "--in", "v4.4.157", "--linux", "CLONE"],
      4, "unknown: this clone has no commit 012345678901"),
    Row(
      "a CVE that nothing names",
      ["fixes", "CVE-2018-99999", "--in", "v4.4.157", "--linux", "CLONE"], 4,
      "unknown: no commit in this clone names CVE-2018-99999"),
    Row(
      "a kernel that lacks the fix",
      ["fixes", "3a889947b784", "--in", "v4.4.157", "--linux", "CLONE"], 3,
      "not in 4.4.157"),
    Row(
      "a kernel that has the commit",
      ["fixes", "cb9adfe8af36", "--in", "v4.4.157", "--linux", "CLONE"], 0,
      "in 4.4.157 since"),
    Row(
      "a kernel that the clone lacks",
      ["fixes", "cb9adfe8af36", "--in", "v4.4.999", "--linux", "CLONE"], 4,
      "unknown: this clone has no v4.4.999"),
    Row(
      "a subject that nothing has", ["fixes", "zebra: stripe the elephants", "--linux", "CLONE"], 1,
      "no commit in this clone has the subject", "--matching"),
    Row(
      "an entry with its bullet",
      ["fixes", "- zebra: stripe it (Jo Porter) [12345]", "--linux", "CLONE"], 1,
      "has the subject \"zebra: stripe it\""),
    Row(
      "an address that nothing links", ["fixes", "https://example.org/x", "--linux", "CLONE"], 1,
      "no commit in this clone names example.org/x", "git.kernel.org"),
    Row("a name with a newline", ["compare", "OLD", "a\nb"], 1, "control characters"),
    Row("an option as a name", ["compare", "OLD", "--", "--eval"], 1, "--eval is not a file"),
    Row("an escape in a name", ["compare", "OLD", "a\u{1B}[31mb"], 1, "a<U+001B>[31mb"),
    Row(
      "an escape in an option", ["compare", "OLD", "NEW", "--a\u{1B}[31mb\u{202E}c"], 64,
      "--a<U+001B>[31mb<U+202E>c"),
    Row(
      "an escape in a value", ["compare", "OLD", "NEW", "--format", "\u{9B}2J\u{AD}"], 64,
      "'<U+009B>2J<U+00AD>' is invalid"),
    Row(
      "an escape in a subcommand", ["\u{1B}]0;x\u{7}"], 64, "<U+001B>]0;x<U+0007>"),
    Row(
      "JSON as deep as it likes",
      ["report", "OLD", "NEW", "--linux", "CLONE", "--waivers", "deep"], 1,
      "deep cannot be used"),
    Row("a missing argument", ["compare"], 64, "Usage:"),
    Row("one kernel without a clone", ["compare", "4.4.121"], 1, "--linux DIR"),
    Row(
      "one kernel to bisect with", ["bisect", "start", "4.4.121", "--linux", "CLONE"], 64,
      "GOOD..BAD"),
    Row(
      "a kernel of which only the base is known",
      ["fixes", "--missing-in", "4.4.0-210-generic", "--linux", "CLONE"], 1,
      "4.4.0-210-generic is based on v4.4", "pass v4.4"),
    Row(
      "a mistyped release", ["fixes", "--missing-in", "v4.4.12l", "--linux", "CLONE"], 1,
      "v4.4.12l is not a commit", "the nearest are v4.4.12"),
    Row(
      "a mistyped package", ["compare", "kernal-4.4.121", "v4.8", "--linux", "CLONE"], 1,
      "kernal-4.4.121", "the nearest is v4.4.121"),
    Row(
      "a release with commas", ["compare", "4,4,158", "v4.8", "--linux", "CLONE"], 1, "4,4,158",
      "v4.4.157"),
    Row(
      "a name like those that the clone has",
      ["compare", "linux-4.4.z", "v4.4.1577", "--linux", "CLONE"],
      1, "linux-4.4.z", "linux-4.4.y"),
    Row("an unknown format", ["compare", "OLD", "NEW", "--format", "pdf"], 64, "'pdf' is invalid"),
    Row("a missing symptom", ["culprits", "OLD", "NEW"], 64, "--symptom"),
    Row("no question", ["fixes", "--linux", "CLONE"], 64, "--missing-in"),
    Row(
      "two questions", ["fixes", "012345678901", "--matching", "uid", "--linux", "CLONE"], 64,
      "Commits go with --in"),
    Row(
      "too many operands of --for", ["fixes", "--for", "a", "b", "c", "--linux", "CLONE"], 64,
      "one or two operands"),
    Row("no CVE", ["fixes", "--cve", "16597", "--linux", "CLONE"], 64, "CVE-2018-16597"),
    Row(
      "a path from outside", ["fixes", "--touching", "/fs", "--linux", "CLONE"], 64, "fs/overlayfs"),
    Row(
      "a list of something else", ["fixes", "--for", "diary", "--linux", "CLONE"], 1,
      "diary:1: \"Dear diary\" is not a commit id"),
    Row("an empty list", ["fixes", "--for", "empty", "--linux", "CLONE"], 1, "lists no commits"),
    Row(
      "culprits that are nothing", ["fixes", "--for", "nosuch", "--linux", "CLONE"], 1, "nosuch"),
    Row(
      "the lines of git-fixes for another answer",
      ["compare", "OLD", "NEW", "--format", "git-fixes"], 64, "git-fixes goes with"),
    Row(
      "a place that is not there", ["fixes", "--touching", "no/such", "--linux", "CLONE"], 64,
      "\"no/such\" names nothing in this kernel"),
    Row("standard input twice", ["compare", "-", "-"], 64, "only once"),
    Row(
      "standard input for two symptoms",
      ["culprits", "OLD", "NEW", "--symptom", "-", "--symptom", "-"], 64, "only once"),
    Row(
      "an output that cannot be written", ["compare", "OLD", "NEW", "-o", "folder/no/such"], 1,
      "folder/no/such cannot be written: No such file or directory"),
    Row(
      "an output that is a directory", ["compare", "OLD", "NEW", "-o", "folder"], 1,
      "folder cannot be written: Is a directory"),
  ]

  @Test("says what is wrong, where, and what to do, with its exit code", arguments: rows)
  func badInput(_ row: Row) async throws {
    let command = try await Command.ktrail(
      row.arguments.map { argument in
        switch argument {
        case "OLD": StoryTests.old
        case "NEW": StoryTests.new
        case "SYMPTOM": StoryTests.symptom
        case "CLONE": clone
        default: argument
        }
      }, in: directory.path)
    #expect(command.exitCode == row.exitCode, "\(command.errors)")
    let said = (command.output + command.errors).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    for text in row.says { #expect(said.contains(text), "\(said.prefix(800))") }
    #expect(!said.unicodeScalars.contains("\u{1B}"))
    if row.exitCode == 1 { #expect(command.output.isEmpty) }
  }

  @Test(
    "each command has an example in its help",
    arguments: ["compare", "culprits", "fixes", "report", "index", "bisect"])
  func help(_ name: String) async throws {
    let command = try await Command.ktrail([name, "--help"])
    #expect(command.exitCode == 0)
    #expect(command.output.contains("ktrail \(name) "))
    #expect(command.output.contains("Example"))
  }

  @Test("a pipe gets data alone, without colour or progress")
  func pipe() async throws {
    let command = try await Command.ktrail(
      [
        "culprits", StoryTests.old, StoryTests.new, "--linux", clone, "--symptom",
        StoryTests.symptom,
      ])
    #expect(command.exitCode == 0)
    #expect(command.errors.isEmpty)
    #expect(command.output.contains(StoryTests.culprit))
    #expect(!command.output.unicodeScalars.contains("\u{1B}"))
  }

  @Test("missing fixes are listed as git-fixes lists them, for a range and for a list of commits")
  func gitFixesLines() async throws {
    let linux = ["--linux", clone, "--format", "git-fixes"]
    let range = try await Command.ktrail(["fixes", "--for", "v4.4.121..v4.4.157"] + linux)
    #expect(range.exitCode == 0)
    let lines = range.output.split(separator: "\n", omittingEmptySubsequences: false)
    let fixes = lines.filter { $0.hasPrefix("\t") }
    #expect(lines[0] == "v4.4.121..v4.4.157 (\(fixes.count)):")
    #expect(fixes.contains { $0.dropFirst(13) == " \(StoryTests.fix)" })

    let commits = try await Command.git("rev-list", "v4.4.121..v4.4.157", in: clone)
    let list = try directory.write(
      "# backports\n\n" + commits.map { "\($0),jane@example.org\n" }.joined(), to: "list")
    for (operand, input) in [(list, ""), ("-", try String(contentsOfFile: list, encoding: .utf8))] {
      let listed = try await Command.ktrail(["fixes", "--for", operand] + linux, input: input)
      #expect(listed.output.hasPrefix("jane@example.org ("))
      let theirs = listed.output.split(separator: "\n").filter { $0.hasPrefix("\t") }
      #expect(theirs.contains { $0.dropFirst(13) == " \(StoryTests.fix)" })
    }
    let none = try await Command.ktrail(["fixes", "--for", "v4.4.121..v4.4.121"] + linux)
    #expect(none.output == "Nothing found\n")
  }

  @Test("packages and revisions narrow down whose fixes are missing")
  func fixesForPackages() async throws {
    for operands in [[StoryTests.old, StoryTests.new], ["4.4.121", "4.4.157"]] {
      let command = try await Command.ktrail(["fixes", "--for"] + operands + ["--linux", clone])
      #expect(command.exitCode == 0, "\(command.errors)")
      #expect(command.output.contains(StoryTests.fix))
    }
    let days = try await Command.ktrail(
      [
        "fixes", "--missing-in", "v4.4.157", "--since", "1999-01-01", "--until", "1999-12-31",
        "--linux", clone,
      ])
    #expect(days.output.contains("No known repair is missing in v4.4.157, as far as this clone"))
  }

  @Test(
    "every command answers in JSON that follows its schema",
    .enabled(if: SchemaCheck.python != nil, "needs python3-jsonschema"))
  func json() async throws {
    let linux = ["--linux", clone, "--json"]
    let packages = [StoryTests.old, StoryTests.new]
    let symptom = ["--symptom", StoryTests.symptom]
    let culprit = try #require(
      try await Command.git(
        "log", "--format=%H", "--grep", StoryTests.culprit, "v4.4.121..v4.4.157", in: clone
      ).first)
    let questions: [[String]] = [
      ["compare"] + packages, ["compare", "v4.4.155~2", "v4.4.156~1"],
      ["culprits"] + packages + symptom + ["--explain", culprit, "--subsystem", "fs/overlayfs"],
      ["report"] + packages + symptom, ["report"] + packages.reversed(),
      ["fixes", "--missing-in", "v4.4.157"], ["fixes", culprit, "--in", "v4.4.157"],
      ["fixes", "--matching", "uid", "--touching", "fs/overlayfs"], ["index", "--verify"],
      ["bisect", "start", "v4.4.121", "v4.4.157", "--no-checkout"] + symptom,
    ]
    var documents: [SchemaCheck.Document] = []
    for arguments in questions {
      let state = try TemporaryDirectory()
      let command = try await Command.ktrail(
        arguments + linux, environment: ["XDG_STATE_HOME": state.path])
      documents.append(
        SchemaCheck.Document(
          arguments.joined(separator: " "), schema: "\(arguments[0])-1", json: command.output))
      #expect(command.errors.isEmpty || command.exitCode == 0, "\(command.errors)")
    }
    #expect(try await SchemaCheck.complaints(documents) == [])
  }

  @Test("with --strict, what is left unresolved makes exit code 2")
  func strict() async throws {
    let arguments = ["compare", StoryTests.old, StoryTests.new, "--strict", "--linux"]
    #expect(try await Command.ktrail(arguments + [clone]).exitCode == 0)
    let other = try await HistoryBuilder()
    try await other.commit("one", "one")
    #expect(try await Command.ktrail(arguments + [other.path]).exitCode == 2)
  }

  @Test("the name of the output chooses the format")
  func outputFile() async throws {
    for (name, start) in [("r.html", "<!doctype html>"), ("r.md", "# "), ("r.json", "{")] {
      let path = "\(directory.path)/\(name)"
      let command = try await Command.ktrail(
        ["report", StoryTests.old, StoryTests.new, "--linux", clone, "-o", path])
      #expect(command.exitCode == 0)
      #expect(command.output.isEmpty)
      #expect(try String(contentsOfFile: path, encoding: .utf8).lowercased().hasPrefix(start))
    }
  }

  @Test("a changelog and a symptom may come from standard input")
  func standardInput() async throws {
    let changelog = try await Command.ktrail(
      ["compare", StoryTests.old, "-"],
      input: String(contentsOfFile: StoryTests.new, encoding: .utf8))
    #expect(changelog.output.contains("standard input"))
    let symptom = try await Command.ktrail(
      ["culprits", "4.4.121", "4.4.157", "--linux", clone, "--symptom", "-"],
      input: String(contentsOfFile: StoryTests.symptom, encoding: .utf8))
    #expect(symptom.output.contains(StoryTests.culprit))
  }

  @Test("several symptoms are one, and a log of any size, packed or not, is read for its reports")
  func symptoms() async throws {
    let noise = (0..<9000).map { "[\($0).000001] usb 1-1: new high-speed USB device\n" }.joined()
    try directory.write(
      noise + "[9000.1] Call Trace:\n[9000.2]  ovl_permission+0x1a/0x2b [overlay]\n" + noise,
      to: "dmesg.txt")
    let packed = try await Command.run("gzip", ["-k", "dmesg.txt"], in: directory.path)
    #expect(packed.exitCode == 0)
    let arguments = ["culprits", StoryTests.old, StoryTests.new, "--linux", clone, "--symptom"]
    for log in ["dmesg.txt", "dmesg.txt.gz"] {
      let answer = try await Command.ktrail(
        arguments + [log, "-s", StoryTests.symptom, "-s", "-"], in: directory.path,
        input: "mount -t xfs fails\n")
      #expect(answer.exitCode == 0, "\(answer.errors)")
      #expect(answer.output.contains("ovl_permission()"))
      #expect(answer.output.contains("xfs mount"))
      #expect(answer.output.contains("ext4 mount"))
      let words = answer.output.split { $0.isWhitespace }.joined(separator: " ")
      #expect(words.contains("used 22 of 18,002 lines of \(log)"), "\(words.prefix(800))")
      #expect(words.contains("lines 9,001-9,002, 17,983-18,002"))
    }
    let json = try await Command.ktrail(
      arguments + [StoryTests.symptom, "-s", "-", "--json"], in: directory.path, input: "x\ny")
    #expect(json.output.contains("\"name\": \"standard input\""))
    #expect(json.output.components(separatedBy: "\"isWhole\": true").count == 3)
  }

  @Test("the README shows what the demo prints")
  func readme() async throws {
    let links = FileManager.default
    try links.createDirectory(atPath: directory.path + "/demo", withIntermediateDirectories: true)
    try links.createSymbolicLink(
      atPath: directory.path + "/demo/linux", withDestinationPath: clone)
    try links.createSymbolicLink(
      atPath: directory.path + "/Fixtures",
      withDestinationPath: SharedMaterial.projectRoot + "/Fixtures")
    let story = "Fixtures/overlayfs-story"
    let demo = try await Command.ktrail(
      [
        "culprits", "\(story)/kernel-lt-4.4.121-1.el7.changelog",
        "\(story)/kernel-lt-4.4.157-1.el7.changelog", "--linux", "demo/linux", "--symptom",
        "\(story)/symptom.txt",
      ], in: directory.path)
    let readme = try String(
      contentsOfFile: SharedMaterial.projectRoot + "/README.md", encoding: .utf8)
    let shown = try #require(readme.split(separator: "```").dropFirst().first)
      .split(separator: "\n").filter { $0 != "  …" }
    #expect(shown.count >= 9)
    let printed = Set(demo.output.split(separator: "\n"))
    for line in shown { #expect(printed.contains(line), "\(line)") }
  }

  /// A file system of its own that is soon full, for those who may mount one.
  static func mount(_ folder: String) async throws -> Bool {
    try await Command.run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]).exitCode == 0
  }

  /// A container may forbid it even to root.
  static func canMount() async throws -> Bool {
    guard geteuid() == 0, Command.installed("mount", "umount") != nil else { return false }
    let folder = try TemporaryDirectory()
    guard try await mount(folder.path) else { return false }
    return try await Command.run("umount", [folder.path]).exitCode == 0
  }

  @Test(
    "a full disk is named",
    .enabled("a small file system cannot be mounted here") { try await canMount() })
  func fullDisk() async throws {
    try #require(try await Self.mount(directory.path + "/folder"))
    let command = try await Command.ktrail(
      ["index", "--linux", clone, "--index-dir", directory.path + "/folder"])
    _ = try await Command.run("umount", [directory.path + "/folder"])
    #expect(command.exitCode == 1)
    #expect(command.errors.contains("no room left for the index"))
  }
}
