import ArgumentParser
import ChangeModel
import Git

/// Run as a child, so that its CPU time is measured as that of git is.
struct WalkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "walk", abstract: "Reads and parses all commits of a clone.", shouldDisplay: false)

  @Argument var clone: String

  func run() throws {
    let repository = try Repository(opening: clone)
    var walk = try CommitWalk(in: repository, from: repository.references().map(\.commit)) { _ in
      false
    }
    var (commits, bytes) = (0, 0)
    while let commit = walk.next(isKnown: { _ in false }) {
      commits += 1
      bytes += commit.subjectBytes.count + commit.bodyBytes.count + commit.authorBytes.count
    }
    print("\(commits) commits, \(bytes) bytes")
  }
}
