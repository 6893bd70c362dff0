import Assessment
import ChangeModel
import Foundation
import Investigation
import Reports
import TestSupport
import Testing

/// Lists of git's, release notes and version texts as OLD and NEW, on a small stable branch.
@Suite("Lists as operands") struct ListOperandTests {
  private func history() async throws -> HistoryBuilder {
    let history = try await HistoryBuilder()
    try await history.commit("v6.1.1", "Linux 6.1.1")
    for number in 2...4 {
      try await history.commit("a\(number)", "mm: repair the thing of part \(number)")
      try await history.commit("b\(number)", "fs: name the other thing of part \(number)")
      try await history.commit("v6.1.\(number)", "Linux 6.1.\(number)")
      try await history.tag("v6.1.\(number)", "v6.1.\(number)")
    }
    try await history.tag("v6.1.1", "v6.1.1")
    return history
  }

  private func changes(
    _ old: String, _ new: String, in history: HistoryBuilder
  ) async throws -> (commits: Set<String>, undecided: Int) {
    let cache = try TemporaryDirectory()
    let comparison = try await Investigation(
      clone: .init(path: history.path, indexDirectory: cache.path)
    ).compare(old, new)
    let resolved: [ResolvedEntry] =
      if case .packages(_, let resolved) = comparison.upgrade.operands { resolved } else { [] }
    let undecided = resolved.count { if case .notFound = $0.resolution { true } else { false } }
    return (Set(comparison.upgrade.changes.map { "\($0.commit.id)" }), undecided)
  }

  @Test("whatever names the two kernels, the commits between them are the same")
  func sameCommits() async throws {
    let history = try await history()
    let directory = try TemporaryDirectory()
    let expected = Set(["a3", "b3", "a4", "b4"].map(history.id))
    var pairs: [(String, String)] = [("6.1.2", "6.1.4")]
    for (number, command) in [
      ["log"], ["log", "--oneline"], ["log", "--graph", "--oneline"], ["shortlog"],
      ["log", "--format=reference"], ["log", "--format=raw"], ["log", "--format=%s"],
    ].enumerated() {
      func write(_ revision: String, _ name: String) async throws -> String {
        let lines = try await Command.run("git", ["-C", history.path] + command + [revision])
        return try directory.write(lines.output, to: "\(number)-\(name)")
      }
      pairs.append((try await write("v6.1.2", "old"), try await write("v6.1.4", "new")))
    }
    for (old, new) in [
      (
        "## Talos 9.6.0 (2099-01-01)\n* Linux: 6.1.2\n",
        "## Talos 9.6.1 (2099-02-01)\n* Linux: 6.1.4\n"
      ),
      (
        "- Linux ([6.1.2](https://x.example.org))\n\n_Changes since **Stable 9000.1.0**_\n",
        "_Changes since **Stable 9000.2.0**_\n- Linux ([6.1.4](https://x.example.org) (includes [6.1.3](https://x)))\n"
      ),
      (
        "# v9.1.0 (2099-01-01)\n* Update kernel to 5.15.7, 6.1.2\n",
        "# v9.2.0 (2099-02-01)\n* Update kernel to 6.1.4\n"
      ),
      (
        "Linux version 6.1.2 (a@b) #1 SMP x\n", "Linux host 6.1.0-9-amd64 #1 SMP Debian 6.1.4-1 x\n"
      ),
      ("6.1.2-1.el9.x86_64\n", "## Talos 9.6.1 (2099-02-01)\n* Linux: 6.1.4\n"),
    ] {
      let number = pairs.count
      pairs.append(
        (
          try directory.write(old, to: "\(number)-old"),
          try directory.write(new, to: "\(number)-new")
        ))
    }
    for (old, new) in pairs {
      let found = try await changes(old, new, in: history)
      let text = (try? String(contentsOfFile: new, encoding: .utf8)) ?? new
      #expect(found.commits == expected, "\(text)")
      #expect(found.undecided == 0, "\(text)")
    }
  }

  @Test("notes of several kernels never lead from one series to another")
  func severalKernels() async throws {
    let history = try await history()
    let directory = try TemporaryDirectory()
    let old = try directory.write(
      "# v9.1.0 (2099-01-01)\n* Update kernel to 5.15.7, 6.1.2\n", to: "old")
    let new = try directory.write(
      "# v9.2.0 (2099-02-01)\n* Update kernel to 5.15.9, 6.1.3\n\n# v9.1.0 (2099-01-01)\n* Update kernel to 5.15.7, 6.1.2\n",
      to: "new")
    let run = try await Command.ktrail(
      ["compare", old, new, "--linux", history.path, "--json"], in: directory.path)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("\"severalKernels\""))
    #expect(run.output.contains("5.15.7"))
    let found = try await changes(old, new, in: history)
    #expect(found.commits == Set(["a3", "b3"].map(history.id)))
    #expect(found.undecided == 1)
  }

  @Test("two versions alone need a clone, and say so")
  func needsClone() async throws {
    let directory = try TemporaryDirectory()
    let old = try directory.write("4.14.121\n", to: "old")
    let run = try await Command.ktrail(["compare", old, old], in: directory.path)
    #expect(run.exitCode != 0)
    #expect(run.errors.contains("--linux"), "\(run.errors)")
  }
}
