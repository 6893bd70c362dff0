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
    var found = 0
    let reading = fastest {
      found = 0
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
    }
    var lines = 0
    let floor = fastest {
      lines = 0
      text.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while let start = rest.baseAddress, let end = memchr(start, 0x0A, rest.count) {
          rest = rest.dropFirst(UnsafeRawPointer(end) - start + 1)
          lines += 1
        }
      }
    }
    let size = Double(text.count) / 1e6
    print(size / reading, size, found, size / floor, lines)
  }

  /// In seconds of CPU time, since other programs may run as well.
  private func fastest(_ work: () -> Void) -> Double {
    (0..<rounds).map { _ in
      let start = clock()
      work()
      return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }.min() ?? 0
  }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate var baseAddress: UnsafeRawPointer? { base.baseAddress.map { $0 + startIndex } }
}
