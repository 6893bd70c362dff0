import ArgumentParser
import ChangeModel
import Foundation
import Investigation
import Reports
import Text

struct IncompleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incomplete",
    abstract: "Counts the signs of incomplete backports, and how many came true later.",
    discussion: """
      Each release of a stable branch is asked about those before it; a commit that was said to be missing counts as confirmed \
      if the last release has it. Of left-out hunks nothing says who was right: read them (--details).

      Example:
        ktrail-eval incomplete v21.11 v21.11.1 v21.11.2 v21.11.3 --linux ~/dpdk-stable
      """)

  @Argument(help: "The releases of a branch, the oldest first.") var releases: [String]
  @Option(help: ArgumentHelp("A clone with the branch and its upstream.", valueName: "dir"))
  var linux: String
  @Option(help: ArgumentHelp("Where indexes of clones are kept.", valueName: "dir"))
  var index: String?
  @Flag(help: "List what was found.") var details = false

  func validate() throws {
    if releases.count < 2 { throw ValidationError("Give two releases at least.") }
  }

  func run() async throws {
    let investigation = Investigation(clone: .init(path: linux, indexDirectory: index))
    var (backports, compared) = (0, 0)
    var counts: [String: (shown: Int, confirmed: Int)] = [:]
    for (old, new) in zip(releases, releases.dropFirst()) {
      guard
        case .incomplete(let answer, _) = try await investigation.incomplete(old: old, new: new)
          .answer
      else { continue }
      backports += answer.count
      compared += answer.compared
      for backport in answer.found {
        for part in backport.missing {
          let came = try await hasLast(part.commit, investigation)
          let kind = part.evidence.kind
          counts[kind, default: (0, 0)].shown += 1
          if came == true { counts[kind, default: (0, 0)].confirmed += 1 }
          guard details else { continue }
          print(
            new, kind, backport.change.id.short, backport.change.subject, "|",
            part.commit.map { "\($0.id.short) \($0.subject)" } ?? "\(part.evidence)",
            came == true ? "| came later" : "")
        }
      }
    }
    print("\(backports) backports, \(compared) of them compared with their upstream commits")
    print("sign           shown  confirmed  shown per 100 backports")
    for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
      print(
        kind.padded(13),
        String(
          format: "%6d %10d %24.2f", count.shown, count.confirmed,
          100 * Double(count.shown) / Double(max(1, backports))))
    }
  }

  /// Whether the last release has a commit; `nil` where there is none to ask about.
  private func hasLast(_ commit: Commit?, _ investigation: Investigation) async throws -> Bool? {
    guard let commit, let last = releases.last else { return nil }
    let answer = try await investigation.fixes(.ofCommits(["\(commit.id)"], in: [last])).answer
    guard case .ofCommits(let findings) = answer else { return nil }
    return findings.first?.standings.first.map { $0.answer == .yes }
  }
}

extension MissingPart.Evidence {
  fileprivate var kind: String {
    switch self {
    case .dependency: "dependency"
    case .prerequisite: "prerequisite"
    case .hunk: "hunk"
    }
  }
}
