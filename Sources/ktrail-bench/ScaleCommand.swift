import ArgumentParser
import Foundation

/// Measures on a made-up clone of the size of today's Linux, which is built once and kept.
struct ScaleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale", abstract: "Measures on a synthetic clone of 1.4 million commits.")

  @Option(help: "Where the clone is kept; it needs some 4 GB.")
  var work = NSTemporaryDirectory() + "/ktrail-scale"
  @Option(help: "How many commits.") var commits = 1_400_000
  @Flag(help: "Only make the clone.") var onlyClone = false
  @Option(help: "How many runs of the quick measures; the best counts.") var rounds = 5

  func run() async throws {
    var shape = SyntheticHistory.Shape()
    shape.commits = commits
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    let clone = try await SyntheticClone.made(shape, in: work)
    print(
      "\(clone): \(try GitClone(path: clone).text("rev-list", "--all", "--count")) commits, made up\n"
    )
    if onlyClone { return }

    let ktrail = try BuiltKtrail(work: work)
    let update = try Update(of: clone, commits: 500, work: work, ktrail: ktrail)
    let size = ktrail.indexSize
    let new = try Contest(rounds: rounds).run([update.contestant])[0]
    // Frequent enough to be found some thousand times.
    let word = SyntheticHistory.word(ofRank: 8_003, in: shape)
    let query = try Contest(rounds: rounds).run([
      .init(command: ktrail.command(["fixes", "--matching", word], on: update.clone)),
      .init(command: ktrail.command(["index"], on: update.clone)),
    ])

    let table = Table()
    table.row("cold index of everything, s", .init(must: 90, stretch: 60, format: "%.0f")) {
      (update.coldRun.wall, "CPU \(update.coldRun.cpu.seconds)")
    }
    table.row("update with 500 commits, ms", .init(must: 200, stretch: 200, format: "%.0f")) {
      (new.wall * 1000, "\(update.count) commits, CPU \(new.cpu.milliseconds)")
    }
    table.row("warm query, ms", .init(must: 50, stretch: 50, format: "%.0f")) {
      (query[0].wall * 1000, "“\(word)”, CPU \(query[0].cpu.milliseconds)")
    }
    table.row("update with nothing new, ms", nil) {
      (query[1].wall * 1000, "CPU \(query[1].cpu.milliseconds)")
    }
    table.row("private memory, MB", .init(must: 600, stretch: 600, format: "%.0f")) {
      let peak = max(update.coldRun.peakPrivateMemory, new.peakPrivateMemory)
      return (
        peak.megabytes,
        String(format: "with mapped files: %.0f MB", update.coldRun.peakMemory.megabytes)
      )
    }
    table.row("index, MB", .init(must: 1200, stretch: 1200, format: "%.0f")) {
      (size.megabytes, "\(size / commits) bytes a commit")
    }
  }
}
