import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import History

/// What may be wrong around an index: done all the same, or told in one sentence.
@Suite("An index in bad surroundings") struct IndexSurroundingsTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// For a shell; `$index` is the file of the index.
    let change: String
    /// On standard error, if anything.
    let says: String?
  }

  static let rows = [
    Row(
      testDescription: "a pipe as the lock", change: "rm $index.lock; mkfifo $index.lock",
      says: "it is not a file"),
    Row(
      testDescription: "a directory as the lock", change: "rm $index.lock; mkdir $index.lock",
      says: "directory"),
    Row(
      testDescription: "a pipe as the index", change: "rm $index; mkfifo $index", says: "rebuilt"),
    Row(testDescription: "an index that grew", change: "echo x >>$index", says: "rebuilt"),
    Row(testDescription: "no lock", change: "rm $index.lock", says: "rebuilt"),
    Row(testDescription: "no index", change: "rm $index", says: nil),
    Row(testDescription: "a log that is not ours", change: "echo x >$index-wal", says: nil),
    Row(
      testDescription: "a journal that is not ours", change: "echo x >$index-journal",
      says: "rebuilt"),
    Row(
      testDescription: "half an index beside it",
      change: "head -c 40000 $index >$index.unfinished.ktrail", says: nil),
  ]

  @Test("answers as before, with one line at most", arguments: rows)
  func surroundings(_ row: Row) async throws {
    let clone = try await IndexAnswers.sampleClone()
    let cache = try TemporaryDirectory()
    let question = [
      "fixes", clone.id("bug"), "--json", "--linux", clone.path, "--index-dir", cache.path,
    ]
    let before = try await Command.ktrail(question)
    let changed = try await Command.run(
      "sh", ["-c", "index=$(echo *.ktrail); \(row.change)"], in: cache.path)
    #expect(changed.exitCode == 0, "\(changed.errors)")
    let command = try await Command.ktrail(question)
    #expect(command.output == before.output)
    #expect(command.exitCode == 0)
    if let says = row.says {
      #expect(command.errors.contains(says), "\(command.errors)")
      #expect(command.errors.split(separator: "\n").count == 1, "\(command.errors)")
    } else {
      #expect(command.errors == "")
    }
  }

  @Test("removed while it is in use, is built again when something is to be written")
  func removed() async throws {
    let clone = try await IndexAnswers.sampleClone()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(clone.path, in: cache.path)
    let file = try #require(try index.summary(includingIndex: true).indexPath)
    try FileManager.default.removeItem(atPath: file)
    #expect(throws: HistoryError.lostIndex(path: file)) { try index.completePaths() }
    let again = try HistoryIndex.open(clone.path, in: cache.path)
    try again.completePaths()
    #expect(again.notices == [])
  }

  @Test(
    "without threads or with little memory, answers or says why, and never waits",
    .enabled(if: Command.installed("setpriv", "prlimit") != nil && getuid() == 0),
    arguments: ["--nproc=0", "--as=268435456", "--nofile=12"])
  func limits(_ limit: String) async throws {
    let clone = try await IndexAnswers.sampleClone()
    _ = try await Command.run("chmod", ["-R", "a+rX", clone.path])
    let cache = try TemporaryDirectory()
    _ = try await Command.run("sh", ["-c", "chmod -R a+rwX \(cache.path) \(clone.path)/.."])
    // The limit of processes does not bind root.
    let command = try await Command.run(
      "timeout",
      [
        "60", "env", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory",
        "GIT_CONFIG_VALUE_0=*",
        "HOME=\(cache.path)", "setpriv", "--reuid", "65534", "--clear-groups", "prlimit", limit,
        Command.ktrail, "index", "--linux", clone.path, "--index-dir", cache.path,
      ])
    #expect([0, 1].contains(command.exitCode), "\(command.exitCode) \(command.errors)")
    #expect(command.errors.split(separator: "\n").count <= 1, "\(command.errors)")
    if command.exitCode == 1 { #expect(command.errors.hasPrefix("ktrail: "), "\(command.errors)") }
  }
}
