import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

/// Whether a change goes onto another kernel, as git itself finds by trying.
@Suite("Picking in memory") struct MergingTests {
  let directory: TemporaryDirectory

  init() async throws {
    directory = try TemporaryDirectory()
    try await git("init", "--quiet")
    for name in ["a.c", "b.c", "gone.c", "away.c"] {
      try directory.write((1...30).map { "\(name) \($0)\n" }.joined(), to: name)
    }
    _ = try await commit("base")
  }

  @discardableResult private func git(_ arguments: String...) async throws -> [String] {
    let command = try await Command.run("git", ["-C", directory.path] + arguments)
    guard command.exitCode == 0 else { throw Command.Failure(command.errors) }
    return command.output.split(separator: "\n").map(String.init)
  }

  private func commit(_ message: String) async throws -> CommitID {
    try await git("add", "-A")
    try await git("commit", "--quiet", "--allow-empty", "-m", message)
    let id = try await git("rev-parse", "HEAD").first
    return try #require(id.flatMap { CommitID($0) })
  }

  private func change(_ name: String, line: Int, to text: String) throws {
    let path = directory.path + "/" + name
    var lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
    lines[line - 1] = text
    try directory.write(lines.joined(separator: "\n"), to: name)
  }

  @Test(
    "says of every change what cherry-pick says: edits, additions, removals and renames")
  func agreesWithGit() async throws {
    var changes: [CommitID] = []
    try change("a.c", line: 3, to: "far from the other")
    changes.append(try await commit("far"))
    try change("a.c", line: 20, to: "mine")
    try change("b.c", line: 9, to: "elsewhere")
    changes.append(try await commit("near"))
    try directory.write("new\n", to: "new.c")
    changes.append(try await commit("adds"))
    for name in ["same.c", "other.c", "place"] {
      try directory.write("new \(name)\n", to: name)
      changes.append(try await commit("adds \(name), which is there"))
    }
    try await git("rm", "--quiet", "gone.c")
    changes.append(try await commit("removes what is as it was"))
    try await git("rm", "--quiet", "away.c")
    changes.append(try await commit("removes what has another name"))
    try await git("mv", "b.c", "moved.c")
    changes.append(try await commit("renames"))
    try change("moved.c", line: 25, to: "after the rename")
    changes.append(try await commit("after"))
    try await git("rm", "--quiet", "a.c")
    changes.append(try await commit("removes"))
    try await git("checkout", "--quiet", "--detach", "HEAD~11")
    try change("a.c", line: 20, to: "theirs")
    try directory.write("new same.c\n", to: "same.c")
    try directory.write("old\n", to: "other.c")
    try directory.write("a\n", to: "place/a.c")
    try await git("mv", "away.c", "far.c")
    let target = try await commit("target")

    let repository = try Repository(opening: directory.path)
    for change in changes {
      try await git("checkout", "--quiet", "--force", "--detach", "\(target)")
      let subject = try await git("log", "-1", "--format=%s", "\(change)")
      let pick = try await Command.run(
        "git", ["-C", directory.path, "cherry-pick", "--no-commit", "\(change)"])
      #expect(
        try repository.conflicts(picking: change, onto: target).isEmpty == (pick.exitCode == 0),
        "\(subject) \(pick.errors)")
      try await git("reset", "--quiet", "--hard")
    }
  }
}
