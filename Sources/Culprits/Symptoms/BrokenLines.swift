internal import Text

/// Finds lines that a mail or a screen has broken at a blank.
///
/// Whoever breaks lines breaks only where the next word would not have fitted: so a line that goes on ends near the longest one
/// of its block.
struct BrokenLines {
  private static let columns = 60...160

  private var longest = 0
  private var lastLength = 0
  private var hasPrefix = false
  private var lastHasPrefix = false

  mutating func add(_ line: PastedLine, _ whole: Range<Int>) {
    longest = line.isBlank ? 0 : max(longest, whole.count)
    lastLength = whole.count
  }

  /// Whether a line is the rest of the one before it, which is no part of a dump.
  func isRest(
    _ line: PastedLine, of last: PastedLine, _ bytes: UnsafeBufferPointer<UInt8>,
    _ whole: Range<Int>
  ) -> Bool {
    guard let first = line.words.first, let before = last.words.last,
      last.numbers.count < Self.mostJoined,
      // Only marks of quotes may stand before it: a logger's prefix begins a line.
      bytes[whole.lowerBound..<line.content.lowerBound].allSatisfy({ !$0.isWordByte })
    else { return false }
    if TraceDump(last.words) != nil { return false }
    // A frame, and its module or file.
    if last.words.suffix(2).contains(where: { Word(String($0)).functionWithOffset != nil }),
      line.words.count <= 2,
      line.words.allSatisfy({
        Word(String($0)).bracketed != nil || Word(String($0)).kernelPath != nil
      })
    {
      return true
    }
    // `RIP: 0010:`, and its function.
    if last.words.count <= 2, before.hasSuffix(":"),
      ["RIP:", "IP:", "pc", "EIP:"].contains(last.first),
      Word(String(first)).functionWithOffset != nil
    {
      return true
    }
    guard Self.columns.contains(longest), lastLength + 1 + first.utf8.count > longest,
      last.isOfLog
    else { return false }
    return !line.beginsLine
  }

  /// More lines are no broken one.
  private static let mostJoined = 12
}

extension PastedLine {
  /// What a program or the kernel printed, no prose.
  fileprivate var isOfLog: Bool {
    isOfKernel || marks.contains(.problem) || first.hasSuffix(":") || text.has(" = ")
      || text.has("(rw") || KernelMessage.isKnown(text)
  }

  /// Whether the line begins as lines of logs do, so that it goes on with nothing.
  fileprivate var beginsLine: Bool {
    first.hasSuffix(":") || first.hasPrefix("[") || first.hasPrefix("-") || first.hasPrefix("=")
      || first.hasPrefix("#") && words.count > 2 && words[1].hasPrefix("[") || first.hasPrefix("$")
      || first.hasPrefix("```") || isOfKernel || TraceDump(words) != nil
      || KernelMessage.isKnown(text)
      || words.dropFirst().first.map { $0 == "on" || $0.hasPrefix("/") } == true
  }
}
