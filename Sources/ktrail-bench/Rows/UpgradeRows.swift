import Foundation

/// A whole upgrade, from changelogs to suspects, on the shared history of linux-4.14.y.
struct UpgradeRows {
  let histories: BenchHistories
  let work: String
  let ktrail: BuiltKtrail
  let contest: Contest

  func print(in table: Table) {
    let history = Result { try histories.unpack(.linux414) }
    let old = histories.changelog("stable414/elrepo-kernel-lt-4.14.121-1.txt")
    let new = histories.changelog("stable414/elrepo-kernel-lt-4.14.157-1.txt")
    let symptom = work + "/symptom"

    func row(_ what: String, _ arguments: [String], prepare: [String]? = nil) {
      table.row(what, nil) {
        let clone = try history.get()
        _ = try Run(of: ktrail.command(["index"], on: clone))
        let text = try String(contentsOfFile: new, encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false)
        try text.prefix(40).joined(separator: "\n").write(
          toFile: symptom, atomically: true, encoding: .utf8)
        let names = GitClone(path: clone).command([
          "log", "--no-merges", "--no-renames", "--name-only", "--format=%H%n%an%n%at%n%s%n%b",
          "v4.14.121..v4.14.157",
        ])
        let runs = try contest.run([
          .init(command: ktrail.command(arguments, on: clone)) {
            guard let prepare else { return }
            ktrail.forgetIndexes()
            _ = try Run(of: ktrail.command(prepare, on: clone))
          },
          .init(command: names),
        ])
        return (runs[0].wall / runs[1].wall, "\(runs[0].wall.seconds) / \(runs[1].wall.seconds)")
      }
    }
    row(
      "compare 4.14.121 4.14.157, paths not indexed, wall / N of the range",
      ["compare", old, new], prepare: ["index", "--without-paths"])
    row("the same, paths indexed", ["compare", old, new])
    row("culprits 4.14.121 4.14.157", ["culprits", old, new, "--symptom", symptom])
  }
}
