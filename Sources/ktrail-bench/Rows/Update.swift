import Foundation

/// A clone whose branch moves on by some commits after its index was made.
struct Update {
  /// How many commits are new.
  let count: Int
  let contestant: Contest.Contestant
  /// The build of the index before the update.
  let coldRun: Run
  let clone: String

  private static let branch = "refs/heads/moving"

  init(of original: String, commits: Int, work: String, ktrail: BuiltKtrail) throws {
    let git = GitClone(path: original)
    let newest = try git.newestCommit()
    let base = try git.commit(before: newest, by: commits)
    let new = try git.text("rev-list", newest, "^" + base.id)
    let limited = try LimitedClone(of: original, at: work + "/moving.git")
    try limited.copyRefs(of: original, besides: Set(new.split(separator: "\n")))
    try limited.set(Self.branch, to: base.id)
    ktrail.forgetIndexes()
    coldRun = try Run(of: ktrail.command(["index"], on: limited.path))
    let copy = work + "/index-before"
    try ktrail.keepIndexes(as: copy)
    count = base.count
    clone = limited.path
    contestant = .init(command: ktrail.command(["index"], on: limited.path)) {
      try ktrail.restoreIndexes(from: copy)
      try limited.set(Self.branch, to: newest)
    }
  }
}
