import ArgumentParser
import ChangeModel
import Foundation
import Investigation
import Text
import ToolSupport

struct InTreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "in-tree",
    abstract: "Measures whether a change is found in a tree without history, by its text alone.",
    discussion: """
      The truth is the history: a commit is in its own tree, and not in that of its parent. Two harder rows ask for commits \
      of the first releases in the last one, and for those of the last releases in the first one.

      Example:
        ktrail-eval in-tree --linux ~/linux-4.14.y --from v4.14.115 --to v4.14.220 --count 300
      """)

  @Option(help: ArgumentHelp("A clone with file contents.", valueName: "dir")) var linux: String
  @Option(help: ArgumentHelp("Where indexes of clones are kept.", valueName: "dir"))
  var indexDir: String?
  @Option(help: "The release before the first backport.") var from = "v4.14.115"
  @Option(help: "The release of the last backport.") var to = "v4.14.220"
  @Option(help: "Backports from --from on to this release are asked for in the tree of --to.")
  var early = "v4.14.135"
  @Option(help: "Backports after this release are asked for in the tree of --from.")
  var late = "v4.14.190"
  @Option(help: "How many backports of each row.") var count = 300
  @Option(help: "Which of them.") var seed: UInt64 = 1
  @Flag(help: "Print each answer that is not what the history says.") var details = false

  func run() throws {
    let clone = Investigation(clone: .init(path: linux, indexDirectory: indexDir))
    print("tree                        changes  present  partly  absent  undecided")
    let all = try sample(clone, from, to)
    let pairs = try clone.standings(of: all.map(\.commit.id), in: [.itself, .parent])
    report("after: of the commit", all, pairs.map { $0[0] }, isThere: true)
    report("before: of its parent", all, pairs.map { $0[1] }, isThere: false)
    let early = try sample(clone, from, early)
    let inLast = try clone.standings(of: early.map(\.commit.id), in: [.revision(to)])
    report("much later: \(to)", early, inLast.map { $0[0] }, isThere: true)
    // The state before a change that was taken back is the one after its revert.
    let late = try sample(clone, late, to).filter { !$0.commit.subject.contains("Revert ") }
    let inFirst = try clone.standings(of: late.map(\.commit.id), in: [.revision(from)])
    report("much earlier: \(from)", late, inFirst.map { $0[0] }, isThere: false)
  }

  private func sample(
    _ clone: Investigation, _ from: String, _ to: String
  ) throws -> [EnrichedChange] {
    var random = SplitMix64(seed: seed)
    return try clone.changes(from: from, to: to, readingPatches: false)
      .filter { !$0.upstream.isEmpty }
      .shuffled(using: &random).prefix(count).map(\.self)
  }

  private func report(
    _ name: String, _ changes: [EnrichedChange], _ standings: [TreeStanding?], isThere: Bool
  ) {
    var counts: [String: Int] = [:]
    var odd: [String] = []
    for (change, standing) in zip(changes, standings) {
      guard let standing else { continue }
      counts[standing.verdict.word, default: 0] += 1
      guard (standing.verdict == .present) != isThere else { continue }
      if isThere ? details : (details || standing.verdict == .present) {
        odd.append(
          "  \(standing.verdict.word.padded(10)) \(change.commit.id.short) \(change.commit.subject)"
        )
        if details { odd += standing.hunks.map { "      \($0.line ?? 0) \($0)" } }
      }
    }
    let row = ["present", "partly", "absent", "undecided"].map { counts[$0] ?? 0 }
    print(
      name.padded(26),
      String(
        format: "%8d %8d %7d %7d %10d", counts.values.reduce(0, +), row[0], row[1], row[2], row[3]))
    for line in odd { print(line) }
  }
}

extension TreeStanding.Verdict {
  fileprivate var word: String {
    switch self {
    case .present: "present"
    case .partly: "partly"
    case .absent: "absent"
    case .undecided: "undecided"
    }
  }
}
