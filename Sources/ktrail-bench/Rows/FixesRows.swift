import Foundation

/// Fixes for a list of commits, beside git-fixes; and how fast messages are searched for references.
struct FixesRows {
  let clone: String
  let gitFixes: String?
  let work: String
  let ktrail: BuiltKtrail
  let contest: Contest

  private var git: GitClone { GitClone(path: clone) }

  func print(in table: Table) {
    table.row("D: fixes for a list in a range, wall / F", .init(must: 0.5, stretch: 0.25)) {
      try race(list: "v22.11", since: "v22.11", until: "v23.11")
    }
    table.row("D: the same over the whole history, wall / F", .init(must: 0.1, stretch: 0.05)) {
      try race(list: "v21.11..v22.11", since: nil, until: "v23.11")
    }
    table.row(
      "D: trailer parsing, MB/s",
      .init(must: 1000, stretch: 1500, format: "%.0f", isFloor: true)
    ) {
      let output = try Run(of: [BuiltKtrail.bench, "references", clone]).output
      let fields = output.split(whereSeparator: \.isWhitespace).map(String.init)
      guard fields.count == 5, let speed = Double(fields[0]), let size = Double(fields[1]),
        let floor = Double(fields[3])
      else {
        throw BenchError(description: "unexpected answer: \(output)")
      }
      return (
        speed,
        String(
          format: """
            %.1f MB of messages, \(fields[2]) references; memchr over their \(fields[4]) lines: \
            %.0f MB/s
            """, size, floor)
      )
    }
  }

  private func race(
    list: String, since: String?, until: String
  ) throws -> (value: Double, how: String) {
    guard let gitFixes else {
      throw BenchError(description: "no git-fixes; KTRAIL_BENCH_GIT_FIXES names the built program")
    }
    let file = work + "/list"
    try Run(of: git.command(["log", "--format=%H,list", list])).output.write(
      toFile: file, atomically: true, encoding: .utf8)
    let range = since.map { "\($0)..\(until)" } ?? until
    let ours =
      ["fixes", "--for", file] + (since.map { ["--since", $0] } ?? []) + [
        "--until", until, "--format", "git-fixes",
      ]
    _ = try Run(of: ktrail.command(["index"], on: clone))
    let runs = try contest.run([
      .init(command: ktrail.command(ours, on: clone), isRead: true),
      .init(command: [gitFixes, "--repo", clone, "--all", "--file", file, range], isRead: true),
    ])
    let answers = runs.map { Set($0.output.split(separator: "\n").compactMap(Self.fix)) }
    let (same, theirs) = (answers[0].intersection(answers[1]).count, answers[1].count)
    let verdict =
      answers[0] == answers[1]
      ? "same \(same) answers" : "\(answers[0].count) answers, \(same) of its \(theirs)"
    return (
      runs[0].wall / runs[1].wall,
      """
      \(runs[0].wall.milliseconds) (CPU \(runs[0].cpu.milliseconds)) / \
      \(runs[1].wall.milliseconds) (CPU \(runs[1].cpu.milliseconds)), \(verdict)
      """
    )
  }

  /// A tab, twelve digits, the subject; headings have no tab.
  private static func fix(_ line: Substring) -> Substring? {
    line.hasPrefix("\t") ? line.dropFirst().prefix(12) : nil
  }
}
