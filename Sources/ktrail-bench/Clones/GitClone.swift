import Foundation

/// Asks git about a clone.
struct GitClone {
  let path: String

  static let messages = ["log", "--all", "--format=%H%n%an%n%at%n%s%n%b"]
  static let names = [
    "log", "--all", "--no-merges", "--no-renames", "--name-only", "--format=%H",
  ]

  func command(_ arguments: [String]) -> [String] { ["git", "-C", path] + arguments }

  func text(_ arguments: String...) throws -> String {
    try Run(of: command(arguments)).output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func lines(_ arguments: String...) throws -> [String] {
    try Run(of: command(arguments)).output.split(separator: "\n").map(String.init)
  }

  /// How many commits are reachable from a revision, without those reachable from another.
  func count(_ revision: String, besides other: String? = nil) throws -> Int {
    let without = other.map { ["^\($0)"] } ?? []
    let run = try Run(of: command(["rev-list", "--count", revision] + without))
    return Int(run.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  /// The youngest commit that a branch or tag names.
  func newestCommit() throws -> String {
    try text("rev-list", "--all", "--date-order", "--max-count=1")
  }

  /// The youngest commit that says to be a release of Linux; a vendor's clone, too, has those of its stable branch.
  func newestRelease() throws -> String {
    try text(
      "log", "--all", "-1", "-E", "--grep=^Linux [0-9]+\\.[0-9]+\\.[0-9]+$", "--format=%H")
  }
}
