import Foundation

/// Reading, indexing, updating and searching a clone of Linux.
struct LinuxRows {
  let clone: String
  let work: String
  let ktrail: BuiltKtrail
  let contest: Contest

  private var git: GitClone { GitClone(path: clone) }
  private var messages: Contest.Contestant { .init(command: git.command(GitClone.messages)) }
  private var names: Contest.Contestant { .init(command: git.command(GitClone.names)) }
  private func child(_ arguments: String...) -> Contest.Contestant {
    .init(command: [BuiltKtrail.bench] + arguments)
  }
  private func index(_ arguments: String...) -> Contest.Contestant {
    .init(
      command: ktrail.command(["index"] + arguments, on: clone), prepare: ktrail.forgetIndexes)
  }
  private func fixes(_ word: String) -> Contest.Contestant {
    .init(command: ktrail.command(["fixes", "--matching", word], on: clone))
  }

  func print(in table: Table) {
    table.row("read and parse all commits, CPU / G", .init(must: 0.85, stretch: 0.60)) {
      let runs = try contest.run([child("walk", clone), messages])
      return (runs[0].cpu / runs[1].cpu, "\(runs[0].cpu.seconds) / \(runs[1].cpu.seconds)")
    }
    table.row("cold index without paths, wall / G", .init(must: 2.2, stretch: 1.7)) {
      let runs = try contest.run([index("--without-paths"), messages])
      return (
        runs[0].wall / runs[1].wall,
        "\(runs[0].wall.seconds) (CPU \(runs[0].cpu.seconds)) / \(runs[1].wall.seconds)"
      )
    }
    printPaths(in: table)
    printIndex(in: table)
    printUpdates(in: table)
    printQueries(in: table)
  }

  private func printPaths(in table: Table) {
    table.row("touched paths of all commits, CPU / N", .init(must: 1.0, stretch: 0.6)) {
      let runs = try contest.run([child("paths", clone), names])
      return (runs[0].cpu / runs[1].cpu, "\(runs[0].cpu.seconds) / \(runs[1].cpu.seconds)")
    }
    table.row("the same by two threads, wall / N", .init(must: 1.0, stretch: 0.6)) {
      let runs = try contest.run([child("paths", clone, "--threads", "2"), names])
      return (runs[0].wall / runs[1].wall, "\(runs[0].wall.seconds) / \(runs[1].wall.seconds)")
    }
  }

  private func printIndex(in table: Table) {
    let cold = Result { try contest.run([index(), messages, names]) }
    table.row("cold index of everything, wall / (G + N)", .init(must: 1.1, stretch: 0.7)) {
      let runs = try cold.get()
      let peers = runs[1].wall + runs[2].wall
      return (
        runs[0].wall / peers,
        "\(runs[0].wall.seconds) (CPU \(runs[0].cpu.seconds)) / \(peers.seconds)"
      )
    }
    table.row("index size with paths, MB", .init(must: 110, stretch: 90, format: "%.0f")) {
      _ = try cold.get()
      let commits = try git.text("rev-list", "--all", "--count")
      return (
        ktrail.indexSize.megabytes,
        "\(ktrail.indexSize / max(Int(commits) ?? 1, 1)) bytes a commit"
      )
    }
    table.row("peak memory, MB", .init(must: 600, stretch: 450, format: "%.0f")) {
      let run = try cold.get()[0]
      return (
        run.peakMemory.megabytes,
        String(format: "its own, without mapped files: %.0f MB", run.peakPrivateMemory.megabytes)
      )
    }
  }

  private func printUpdates(in table: Table) {
    let target = Table.Target(must: 40, stretch: 20, format: "%.0f")
    table.row("update with nothing new, ms", target) {
      let run = try contest.run([.init(command: ktrail.command(["index"], on: clone))])[0]
      return (run.wall * 1000, "CPU \(run.cpu.milliseconds)")
    }
    table.row("update with 500 commits, ms", .init(must: 150, stretch: 80, format: "%.0f")) {
      let update = try Update(of: clone, commits: 500, work: work, ktrail: ktrail)
      let run = try contest.run([update.contestant])[0]
      return (run.wall * 1000, "\(update.count) commits, CPU \(run.cpu.milliseconds)")
    }
  }

  private func printQueries(in table: Table) {
    let word = "ecryptfs"
    let warm = Result {
      // The index of everything may have been replaced by that of another clone.
      _ = try Run(of: ktrail.command(["index"], on: clone))
      let search = git.command(["log", "--all", "-i", "--grep=\(word)", "--format=%H"])
      return try contest.run([fixes(word), .init(command: search), fixes("fix")])
    }
    table.row(
      "warm query, whole process / git log --all -i --grep",
      .init(must: 0.02, stretch: 0.01, format: "%.3f")
    ) {
      let runs = try warm.get()
      return (
        runs[0].wall / runs[1].wall,
        "“\(word)”: \(runs[0].wall.milliseconds) (CPU \(runs[0].cpu.milliseconds)) / \(runs[1].wall.seconds)"
      )
    }
    table.row("a frequent word, best 20 by BM25, ms", .init(must: 120, stretch: 50, format: "%.0f"))
    {
      let runs = try warm.get()
      return (
        runs[2].wall * 1000,
        """
        “fix”, whole process (CPU \(runs[2].cpu.milliseconds)); \
        \((runs[2].wall - runs[0].wall).milliseconds) more than “\(word)”
        """
      )
    }
  }
}
