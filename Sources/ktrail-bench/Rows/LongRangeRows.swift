import Foundation

/// Suspects among the ten thousand last commits of a stable branch, beside git's list of them and their paths.
struct LongRangeRows {
  let clone: String
  let work: String
  let ktrail: BuiltKtrail
  let contest: Contest

  private static let count = 10_000
  private static let symptom = """
    overlayfs: mounting a directory fails with EPERM since the update, the log says

      BUG: unable to handle kernel NULL pointer dereference
      Call Trace:
       ovl_permission+0x3c/0x90
       inode_permission+0x4e/0x120
       __x64_sys_mount+0x1a/0x20
    """

  func print(in table: Table) {
    let range = Result { try makeRange() }
    let symptom = work + "/long-range-symptom"

    func row(_ what: String, prepare: [String]?) {
      table.row(what, nil) {
        let range = try range.get()
        try Self.symptom.write(toFile: symptom, atomically: true, encoding: .utf8)
        let culprits = ktrail.command(
          ["culprits", range.old, range.new, "--symptom", symptom], on: clone)
        _ = try Run(of: culprits)
        let git = GitClone(path: clone)
        let names = git.command([
          "log", "--no-merges", "--no-renames", "--name-only", "--format=%H%n%an%n%at%n%s%n%b",
          "\(range.old)..\(range.new)",
        ])
        let runs = try contest.run([
          .init(command: culprits) {
            guard let prepare else { return }
            ktrail.forgetIndexes()
            _ = try Run(of: ktrail.command(prepare, on: clone))
          },
          .init(command: names),
        ])
        return (
          runs[0].wall / runs[1].wall,
          """
          \(runs[0].wall.seconds) (CPU \(runs[0].cpu.seconds)) / \(runs[1].wall.seconds), \
          \(Int(Double(runs[0].peakPrivateMemory) / 1e6)) MB of its own
          """
        )
      }
    }
    row(
      "S: culprits over 10,000 commits, never asked for, wall / N of the range",
      prepare: ["index", "--without-paths"])
    row("S: the same again", prepare: nil)
  }

  /// From the newest release back.
  private func makeRange() throws -> (old: String, new: String) {
    let git = GitClone(path: clone)
    let release = try git.newestRelease()
    let commits = try git.text("rev-list", "--first-parent", "-n", "\(Self.count)", release)
    guard let old = commits.split(separator: "\n").last else {
      throw BenchError(description: "\(clone) has no release")
    }
    return (String(old), release)
  }
}
