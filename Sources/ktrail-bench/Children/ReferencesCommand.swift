import ArgumentParser
import Foundation
import Git
import History

/// Run as a child, since it holds all messages in memory.
struct ReferencesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "references",
    abstract: "Prints how many MB of messages a second are searched for references.",
    shouldDisplay: false)

  @Argument var clone: String
  @Option var rounds = 7

  func run() throws {
    let repository = try Repository(opening: clone)
    var walk = try CommitWalk(in: repository, from: repository.references().map(\.commit)) { _ in
      false
    }
    var text: [UInt8] = []
    var ends: [Int] = []
    while let commit = walk.next(isKnown: { _ in false }) {
      text += commit.message
      ends.append(text.count)
    }
    var best = Double.infinity
    var found = 0
    for _ in 0..<rounds {
      found = 0
      // CPU time, since other programs may run as well.
      let start = clock()
      // As the index is built: one reader, the messages where they lie.
      var reader = ReferenceReader()
      text.withUnsafeBufferPointer { bytes in
        var start = 0
        for end in ends {
          reader.read(bytes.span.extracting(start..<end))
          found += reader.found.count
          start = end
        }
      }
      best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    print(Double(text.count) / 1e6 / best, Double(text.count) / 1e6, found)
  }
}
