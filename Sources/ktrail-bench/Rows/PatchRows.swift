import Foundation

/// Reading the diffs of a stable branch, beside git.
struct PatchRows {
  let clone: String
  let work: String
  let contest: Contest

  private var git: GitClone { GitClone(path: clone) }
  private static let count = 3000

  func print(in table: Table) {
    let list = Result { try makeList() }
    table.row(
      "S: words of diffs into a fresh index, commits per CPU second",
      .init(must: 400, stretch: 1000, format: "%.0f", isFloor: true)
    ) {
      let list = try list.get()
      let runs = try contest.run([
        child("index", list),
        .init(command: ["sh", "-c", "exec \"$@\" <\"$0\"", list] + git.command(Self.diffTree)),
        .init(
          command: ["sh", "-c", "exec \"$@\" <\"$0\"", list]
            + git.command(["log", "--stdin", "--no-walk=unsorted", "-p", "-U0", "--format=%H"])),
      ])
      let fields = try numbers(runs[0])
      return (
        fields[0] / fields[2],
        """
        \(String(format: "%.0f", fields[0] / fields[1])) per second of wall time; \
        git diff-tree -p -U0: \(perSecond(runs[1])), git log -p -U0: \(perSecond(runs[2])); \
        \(Int(fields[5] / fields[0])) bytes each
        """
      )
    }
    table.row(
      "S: kept words of 3,000 diffs, ms", .init(must: 30, stretch: 15, format: "%.0f")
    ) {
      let fields = try numbers(try contest.run([child("index", try list.get())])[0])
      return (fields[3] * 1000, "\(Int(fields[0])) commits, \(Int(fields[4])) words")
    }
    table.row(
      "S: cutting changed lines into words, MB per CPU second",
      .init(must: 80, stretch: 150, format: "%.0f", isFloor: true)
    ) {
      let fields = try numbers(try contest.run([child("words", try list.get())])[0])
      return (fields[0], String(format: "%.1f MB, %.0f words", fields[1] / 1e6, fields[2]))
    }
  }

  private static let diffTree = ["diff-tree", "--stdin", "-r", "-p", "-U0", "-M"]

  private func child(_ work: String, _ list: String) -> Contest.Contestant {
    let directory = self.work + "/patch-index"
    return .init(
      command: [BuiltKtrail.bench, "patches", clone, "--list", list, "--work", work]
        + ["--index-dir", directory], isRead: true
    ) {
      try? FileManager.default.removeItem(atPath: directory)
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
    }
  }

  /// The last commits of the branch with the newest release.
  private func makeList() throws -> String {
    let release = try git.newestRelease()
    let commits = try git.text("rev-list", "--no-merges", "-n", "\(Self.count)", release)
    let file = work + "/patch-list"
    try (commits + "\n").write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  private func numbers(_ run: Run) throws -> [Double] {
    let fields = run.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard fields.count >= 4 else {
      throw BenchError(description: "unexpected answer: \(run.output)")
    }
    return fields
  }

  private func perSecond(_ run: Run) -> String {
    String(format: "%.0f per CPU second", Double(Self.count) / run.cpu)
  }
}
