import TestSupport

/// A reader of what strangers write, as `make fuzz` and the tests feed it.
///
/// It reads any bytes, checks what must hold for all of them with ``demand(_:_:)``, and returns. A trap is a finding, and
/// so is an input that takes too long or too much memory.
struct FuzzTarget: Sendable {
  let name: String
  /// Longer inputs are not tried, in bytes.
  let longest: Int
  /// How many inputs the tests try; fewer where one is dear.
  let triesInTests: Int
  /// Inputs to begin with.
  let seeds: @Sendable () -> [[UInt8]]
  let read: @Sendable ([UInt8]) -> Void

  init(
    _ name: String, longest: Int = 4096, triesInTests: Int = 300,
    seeds: @escaping @Sendable () -> [[UInt8]],
    read: @escaping @Sendable ([UInt8]) -> Void
  ) {
    (self.name, self.longest, self.triesInTests) = (name, longest, triesInTests)
    (self.seeds, self.read) = (seeds, read)
  }

  static let all =
    [
      changelog, references, symptom, excerpt, commitList, bisectLog, revision, maintainers,
      makefile,
      configuration, modules, inventory, pack, delta, tree, commit, difference, index, records,
      report,
      bisection, shell, toml, recipe, console,
    ]
}

/// Ends the program where a promise is not kept, so that a fuzzer sees it; in release builds, too.
func demand(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #file,
  line: UInt = #line
) {
  if !condition { fatalError(message(), file: file, line: line) }
}

// MARK: - Parts of an input

/// What separates the parts of an input that consists of several texts; no text has it.
let partEnd: UInt8 = 0x1E

extension [UInt8] {
  /// The parts of an input that consists of several.
  var parts: [[UInt8]] {
    split(separator: partEnd, omittingEmptySubsequences: false).map { Array($0) }
  }

  /// Two parts, the length of the first in two bytes before it: for what may hold any byte.
  var pair: ([UInt8], [UInt8]) {
    guard count >= 2 else { return (self, []) }
    let length = Swift.min(Int(self[0]) << 8 | Int(self[1]), count - 2)
    return (Array(self[2..<(2 + length)]), Array(self[(2 + length)...]))
  }

  /// The input that ``pair`` takes apart.
  static func pair(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    [UInt8(truncatingIfNeeded: first.count >> 8), UInt8(truncatingIfNeeded: first.count)] + first
      + second
  }

  /// The input that ``parts`` takes apart.
  static func parts(_ texts: String...) -> [UInt8] {
    Array(texts.map { Array($0.utf8) }.joined(separator: [partEnd]))
  }

  var text: String { String(decoding: self, as: UTF8.self) }
}
