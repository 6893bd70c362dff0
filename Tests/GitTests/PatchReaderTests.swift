import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import Git

@Suite("Lines that a commit changes") struct PatchReaderTests {
  /// The lines of one file, without their newlines, in the order of their bytes.
  struct FileLines: Hashable {
    var removed: [[UInt8]] = []
    var added: [[UInt8]] = []
    /// One for each hunk; not compared where hunks may be cut in other places.
    var headings: [String] = []

    /// A submodule has none.
    var hasLines: Bool { !removed.isEmpty || !added.isEmpty }

    var sorted: FileLines {
      FileLines(
        removed: removed.sorted { $0.lexicographicallyPrecedes($1) },
        added: added.sorted { $0.lexicographicallyPrecedes($1) })
    }
  }

  static let newline = UInt8(ascii: "\n")

  /// What git says of every commit, by commit and path.
  private func gitLines(
    in path: String, _ options: String...
  ) async throws -> [String: [String: FileLines]] {
    let log = try await Command.run(
      "git",
      ["-C", path, "log", "--all", "--root", "-m", "--first-parent", "-p", "-U0", "--minimal"]
        + ["--format=:%H"] + options)
    guard log.exitCode == 0 else { throw Command.Failure(log.errors) }
    var found: [String: [String: FileLines]] = [:]
    var (commit, file) = ("", "")
    var left = (removed: 0, added: 0)
    let submodule = "-Subproject commit "
    for bytes in Array(log.output.utf8).split(
      separator: Self.newline, omittingEmptySubsequences: false)
    {
      let line = String(decoding: bytes, as: UTF8.self)
      if left.removed > 0, bytes.first == UInt8(ascii: "-") {
        left.removed -= 1
        if line.hasPrefix(submodule) { continue }
        found[commit, default: [:]][file, default: FileLines()].removed.append(
          Array(bytes.dropFirst()))
      } else if left.added > 0, bytes.first == UInt8(ascii: "+") {
        left.added -= 1
        if line.dropFirst().hasPrefix(submodule.dropFirst()) { continue }
        found[commit, default: [:]][file, default: FileLines()].added.append(
          Array(bytes.dropFirst()))
      } else if line.hasPrefix(":") {
        commit = String(line.dropFirst())
        found[commit] = [:]
      } else if line.hasPrefix("--- a/") || line.hasPrefix("+++ b/") {
        file = String(line.dropFirst(6))
      } else if line.hasPrefix("@@ ") {
        let heading = line.split(separator: " @@", maxSplits: 1).dropFirst().first?.dropFirst()
        found[commit, default: [:]][file, default: FileLines()].headings.append(
          String(heading ?? ""))
        let counts = line.split(separator: " ")[1...2].map { range in
          range.split(separator: ",").dropFirst().first.flatMap { Int($0) } ?? 1
        }
        left = (counts[0], counts[1])
      }
    }
    return found
  }

  private func ourLines(
    of id: String, _ reader: inout PatchReader
  ) throws -> (files: [String: FileLines], functions: [String], summary: PatchSummary?) {
    var files: [String: FileLines] = [:]
    var functions: [String] = []
    func lines(_ text: UnsafeRawBufferPointer, _ count: Int) -> [[UInt8]] {
      var lines = text.split(separator: Self.newline, omittingEmptySubsequences: false)
        .map { Array($0) }
      if lines.last?.isEmpty ?? false { lines.removeLast() }
      #expect(lines.count == count)
      return lines
    }
    let summary = try reader.forEachHunk(of: #require(CommitID(id))) { hunk in
      let path = String(decoding: hunk.path, as: UTF8.self)
      files[path, default: FileLines()].removed += lines(hunk.removed, hunk.removedCount)
      files[path, default: FileLines()].added += lines(hunk.added, hunk.addedCount)
      files[path, default: FileLines()].headings.append(
        hunk.heading.map { heading in
          String(decoding: heading.prefix { $0 != Self.newline }, as: UTF8.self)
            .trimmingCharacters(in: .whitespaces)
        } ?? "")
      if let function = hunk.function {
        functions.append(String(decoding: function, as: UTF8.self))
      }
    }
    return (files, functions, summary)
  }

  // MARK: - A history with one of each

  private struct Step {
    let name: String
    /// Commands of git-fast-import(1).
    let changes: String
    var functions: [String] = []
    var isPartial = false
    var files = 1
  }

  private static func file(_ path: String, _ text: String, mode: String = "100644") -> String {
    "M \(mode) inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
  }

  private static func source(_ first: String, _ second: String) -> String {
    """
    /* what it does */
    static int first_one(struct inode *inode,
                         int mask)
    {
    \tint error = 0;

    \(first)
    out:
    \treturn error;
    }

    static const struct file_operations ops = {
    \t.open = first_one,
    };

    SYSCALL_DEFINE1(second, int, mask)
    {
    \(second)
    \treturn 0;
    }

    """
  }

  private static let steps = [
    Step(
      name: "the root commit",
      changes: file("fs/a.c", source("\ta();", "\tb();")) + file("b.txt", "one\ntwo\nthree\n")
        + file("dos.c", "one\r\ntwo\r\n") + file("noend", "one\ntwo") + file("bin", "a\0b\n")
        + file("tool", "#!/bin/sh\n") + file("empty", "") + file("gone", "to be\nremoved\n"),
      isPartial: true, files: 8),
    Step(
      name: "two functions", changes: file("fs/a.c", source("\tc();\n\td();", "\te();")),
      functions: ["first_one", "second"]),
    Step(name: "a longer file without newline", changes: file("noend", "one\ntwo\nthree")),
    Step(name: "a newline at the end", changes: file("noend", "one\ntwo\nthree\n")),
    Step(name: "a line of DOS", changes: file("dos.c", "one\r\ntwo and a half\r\nthree\r\n")),
    Step(name: "no longer DOS", changes: file("dos.c", "one\ntwo and a half\nthree\n")),
    Step(name: "a binary file", changes: file("bin", "a\0c\n"), isPartial: true),
    Step(name: "a changed mode", changes: file("tool", "#!/bin/sh\n", mode: "100755"), files: 0),
    Step(name: "a move", changes: "D b.txt\n" + file("c/b.txt", "one\ntwo\nthree\n"), files: 0),
    Step(
      name: "a move with a change", changes: "D c/b.txt\n" + file("b.txt", "one\n2\nthree\n")),
    Step(
      name: "a move to another name, and a file that is new",
      changes: "D fs/a.c\n" + file("fs/new.c", source("\tc();", "\tf();"))
        + file("fs/a.h", "int other;\n"),
      functions: ["first_one", "second"], files: 2),
    Step(
      name: "a file in place of an unlike one",
      changes: "D fs/a.h\n" + file("fs/b.h", "#define B\n"),
      files: 2),
    Step(
      name: "a file that becomes a link", changes: file("b.txt", "tool", mode: "120000"), files: 2),
    Step(name: "a removed file", changes: "D gone\n"),
    Step(name: "an empty file that gets a line", changes: file("empty", "no longer\n")),
    Step(name: "a file that becomes empty", changes: file("empty", "")),
    Step(name: "nothing", changes: "", files: 0),
  ]

  @Test("are those that git shows, whatever happens to a file")
  func everyKind() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/clone.git"
    _ = try await Command.git("init", "-q", "--bare", "-b", "master", path, in: directory.path)
    var stream = ""
    for (number, step) in Self.steps.enumerated() {
      stream += """
        commit refs/heads/master
        committer C. Committer <committer@example.org> \(1_500_000_000 + number * 60) +0000
        data \(step.name.utf8.count)
        \(step.name)
        \(step.changes)

        """
    }
    let made = try await Command.run(
      "git", ["-C", path, "fast-import", "--quiet"], input: stream)
    try #require(made.exitCode == 0, "\(made.errors)")

    let expected = try await gitLines(in: path, "-M")
    let ids = try await Command.git("rev-list", "--reverse", "master", in: path)
    try #require(ids.count == Self.steps.count)
    var reader = PatchReader(in: try Repository(opening: path))
    for (id, step) in zip(ids, Self.steps) {
      let (files, functions, summary) = try ourLines(of: id, &reader)
      #expect(files.mapValues(\.sorted) == expected[id]?.mapValues(\.sorted), "\(step.name)")
      #expect(functions == step.functions, "\(step.name)")
      #expect(
        summary == PatchSummary(fileCount: step.files, isPartial: step.isPartial), "\(step.name)")
    }
  }

  @Test("random changes, packed: the lines are git's", arguments: 4...6 as ClosedRange<UInt64>)
  func randomChanges(seed: UInt64) async throws {
    let history = try await RandomHistory(seed: seed, commits: 80)
    _ = try await Command.git("repack", "-adfq", in: history.path)
    var reader = PatchReader(in: try Repository(opening: history.path))
    for (id, files) in try await gitLines(in: history.path, "-M") {
      let (found, _, summary) = try ourLines(of: id, &reader)
      #expect(summary != nil)
      let ours = found.mapValues(\.sorted)
      let theirs = files.mapValues(\.sorted).filter(\.value.hasLines)
      guard ours != theirs else { continue }
      // Of two files that are as like each other either may be taken; the lines are as many.
      let counts = [ours, theirs].map { files in
        files.values.reduce(into: [0, 0]) { sums, lines in
          sums[0] += lines.removed.count
          sums[1] += lines.added.count
        }
      }
      #expect(counts[0] == counts[1], "\(id)")
    }
  }

  @Test("contents that the clone lacks are unknown, before the first hunk")
  func missingContents() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("one", "one", files: ["a.c": "one\n", "b.c": "one\n"])
    try await builder.commit("two", "two", files: ["a.c": "two\n", "b.c": "two\n"])
    let blob = try await Command.git("rev-parse", "master:b.c", in: builder.path)[0]
    _ = try await Command.git("repack", "-adq", in: builder.path)
    let script = """
      mkdir aside; mv objects/pack/* aside
      for pack in aside/*.pack; do git unpack-objects -q <$pack; done
      rm -f objects/\(blob.prefix(2))/\(blob.dropFirst(2))
      """
    let done = try await Command.run("sh", ["-ec", script], in: builder.path)
    try #require(done.exitCode == 0, "\(done.errors)")
    var reader = PatchReader(in: try Repository(opening: builder.path))
    let (files, _, summary) = try ourLines(of: builder.id("two"), &reader)
    #expect(files.isEmpty)
    #expect(summary == nil)
    #expect(try ourLines(of: builder.id("one"), &reader).summary?.fileCount == 2)
  }
}
