import ChangeModel
import TestSupport
import Testing

@testable import History

@Suite("Record of repairs") struct RepairRecordTests {
  private static func upstream(_ release: Int, _ number: Int) -> String {
    String(repeating: "0", count: 34) + String(100_000 + release * 100 + number)
  }

  /// Releases 4.4.1 to 4.4.24 of 20 backports each and one commit of somebody's own. Of each release, number 5 is repaired by the next
  /// but one, number 6 by the twelfth after it, number 7 is reverted by the third, and number 8 is repaired by its own.
  private func history() async throws -> (directory: TemporaryDirectory, index: HistoryIndex) {
    let directory = try TemporaryDirectory()
    let clone = directory.path + "/clone.git"
    _ = try await Command.git(
      "init", "-q", "--bare", "-b", "linux-4.4.y", clone, in: directory.path)
    var (stream, time) = ("", 1_500_000_000)
    func commit(_ message: String) {
      time += 60
      stream += "commit refs/heads/linux-4.4.y\ncommitter C <c@example.org> \(time) +0000\n"
      stream += "data \(message.utf8.count)\n\(message)\n"
    }
    func release(_ name: String) {
      commit("Linux \(name)\n")
      stream += "reset refs/tags/v\(name)\nfrom refs/heads/linux-4.4.y\n\n"
    }
    release("4.4")
    for number in 1...24 {
      for change in 0..<20 {
        var message = "fs: change \(number).\(change)\n\n"
        func fixes(_ release: Int, _ change: Int) {
          guard release > 0 else { return }
          message +=
            "Fixes: \(Self.upstream(release, change)) (\"fs: change \(release).\(change)\")\n"
        }
        switch change {
        case 0: fixes(number - 2, 5)
        case 1: fixes(number - 12, 6)
        case 2 where number > 3: message = "Revert \"fs: change \(number - 3).7\"\n\n"
        case 9: fixes(number, 8)
        default: break
        }
        commit(message + "\ncommit \(Self.upstream(number, change)) upstream.\n")
      }
      commit("fs: our own \(number)\n")
      release("4.4.\(number)")
    }
    let made = try await Command.run("git", ["-C", clone, "fast-import", "--quiet"], input: stream)
    try #require(made.exitCode == 0, "\(made.errors)")
    return (directory, try HistoryIndex.open(clone, in: directory.path + "/index"))
  }

  @Test(
    "counts backports that one of the next releases repaired, and says nothing of a young branch")
  func counts() async throws {
    let (directory, index) = try await history()
    defer { withExtendedLifetime(directory) {} }
    func record(_ version: String, over count: Int = 40) throws -> RepairRecord? {
      try index.repairRecord(upTo: #require(KernelVersion(version)), over: count)
    }
    // Releases 2 to 12 have ten releases after them; the first of all is where the range begins.
    #expect(
      try record("v4.4.22")
        == RepairRecord(first: "v4.4.2", last: "v4.4.12", changes: 220, repaired: 22, within: 10))
    #expect(
      try record("v4.4.24", over: 11)
        == RepairRecord(first: "v4.4.4", last: "v4.4.14", changes: 220, repaired: 22, within: 10))
    for unknown in ["v4.4.20", "v4.4.9", "v4.4", "v4.4.99", "v4.5.1"] {
      #expect(try record(unknown) == nil)
    }
  }
}
