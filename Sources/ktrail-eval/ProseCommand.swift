import ArgumentParser
import ChangeModel
import Foundation
import Git
import History
import Text
import ToolSupport

struct ProseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prose",
    abstract:
      "Scores what prose is taken to say of commits, on messages that have a Fixes tag as well.",
    discussion: """
      A commit that prose blames is right if the tag names it, too. Messages with one subject count once.

      Example:
        ktrail-eval prose --linux ~/linux --linux ~/u-boot
      """)

  @Option(help: ArgumentHelp("A clone; may be repeated.", valueName: "dir")) var linux: [String]
  @Flag(help: "Print each commit that prose blames and the tag does not name.") var details = false
  @Flag(help: "Print each commit that prose blames in a message without a tag.") var untagged =
    false

  func run() throws {
    print(
      "clone                 with both  blamed  tagged too  precision  found  untagged that blame")
    var all = ProseScore()
    var subjects: Set<String> = []
    for path in linux {
      var score = ProseScore()
      let repository = try Repository(opening: path)
      let tips = try repository.readReferences().found.map(\.commit)
      func isKnown(_ id: CommitID) -> Bool { false }
      var walk = CommitWalk(in: repository, from: Set(tips).sorted(), isKnown: isKnown)
      while let commit = walk.next(isKnown: isKnown) {
        guard commit.parentCount < 2, subjects.insert(commit.subject).inserted else { continue }
        let message = ProseSample(MessageReferences(reading: commit.message))
        score.add(message)
        for id in message.contested where details {
          print("  \(commit.id.short) “\(commit.subject)” blames \(id.short)")
        }
        for id in message.isTagged || !untagged ? [] : message.blamed {
          print("  \(commit.id.short) “\(commit.subject)” blames \(id.short)")
        }
      }
      print(score.row(URL(fileURLWithPath: path).lastPathComponent))
      all += score
    }
    if linux.count > 1 { print(all.row("all")) }
  }
}

/// One message's prose beside its tags.
struct ProseSample {
  let isTagged: Bool
  let blamed: [AbbreviatedCommitID]
  /// Blamed, and no tag names it.
  let contested: [AbbreviatedCommitID]
  /// Prose names what a tag does; `nil` if it does not, else whether it blames it.
  let findsTagged: Bool?

  init(_ message: MessageReferences) {
    let tags = message.references.filter { $0.kind == .fixes }.map(\.id)
    func isNamed(_ id: AbbreviatedCommitID) -> Bool {
      tags.contains { $0.digits.hasPrefix(id.digits) || id.digits.hasPrefix($0.digits) }
    }
    let prose = message.prose
    isTagged = !tags.isEmpty
    blamed = prose.filter(\.isBlamed).map(\.id)
    contested = isTagged ? blamed.filter { !isNamed($0) } : []
    let named = prose.filter { isNamed($0.id) }
    findsTagged = named.isEmpty ? nil : named.contains(where: \.isBlamed)
  }
}

struct ProseScore {
  private(set) var both = 0
  private(set) var found = 0
  private(set) var blamed = 0
  private(set) var right = 0
  private(set) var untagged = 0

  mutating func add(_ sample: ProseSample) {
    guard sample.isTagged else {
      untagged += sample.blamed.isEmpty ? 0 : 1
      return
    }
    both += sample.findsTagged == nil ? 0 : 1
    found += sample.findsTagged == true ? 1 : 0
    blamed += sample.blamed.count
    right += sample.blamed.count - sample.contested.count
  }

  static func += (left: inout Self, right: Self) {
    left.both += right.both
    left.found += right.found
    left.blamed += right.blamed
    left.right += right.right
    left.untagged += right.untagged
  }

  /// Of what prose blames, how much a tag names, too.
  var precision: Double { Double(right) / Double(max(1, blamed)) }
  /// Of what prose names beside a tag for it, how much it is seen to blame. Much of that blames nothing.
  var recall: Double { Double(found) / Double(max(1, both)) }

  func row(_ name: String) -> String {
    name.padded(20)
      + String(
        format: "%11d %7d %11d %9@ %% %5@ %% %20d", both, blamed, right, precision.percent,
        recall.percent, untagged)
  }
}
