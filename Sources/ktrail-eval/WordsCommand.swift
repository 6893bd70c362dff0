import ArgumentParser
import Culprits
import Foundation
import Investigation
import ToolSupport

struct WordsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "words",
    abstract: "Counts which words of a history say nothing about the place.",
    discussion: """
      Example:
        ktrail-eval words --linux ~/linux --from v2.6.12 --to v2.6.35 --out Sources/Culprits/Measuring/words.txt
      """)

  @Option(help: ArgumentHelp("A clone with a long history.", valueName: "dir")) var linux: String
  @Option(help: "Where the history begins.") var from: String
  @Option(help: "Where it ends.") var to: String
  @Option(help: ArgumentHelp("Where indexes of clones are kept.", valueName: "dir"))
  var index: String?
  @Option(help: ArgumentHelp("Write the words to this file.", valueName: "file")) var out: String

  func run() async throws {
    let clone = Investigation(clone: .init(path: linux, indexDirectory: index))
    var spread = WordSpread()
    for change in try clone.changes(from: from, to: to, readingPatches: false) {
      spread.add(change)
    }
    let words = spread.words.filter { $0.ratio < WordPlaces.naming }
    let heading = [
      "# How much likelier two changes that share the word are to be in one part of the tree than any two; written by",
      "# `ktrail-eval words` from \(spread.changes) commits, \(from) to \(to). Words that name a part (\(WordPlaces.naming) and more) are left out.",
    ]
    let lines = heading + words.map { String(format: "%@ %.2f", $0.word, $0.ratio) }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(
      to: URL(fileURLWithPath: out), options: .atomic)
  }
}
