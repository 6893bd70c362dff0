internal import Text

/// Finds lines that a mail or a screen has broken at a blank.
///
/// Whoever breaks lines breaks only where the next word would not have fitted: so a line that goes on ends near the longest one
/// of its block.
struct BrokenLines {
  private static let columns = 60...160
  /// Of a photo of a screen, say, where the log's prefix says what begins a line.
  private static let columnsBelowPrefix = 40...160
  /// As much shorter as that is a line that was broken, too.
  private static let raggedness = 24

  /// By line: the longest one of its block, and whether others are about as long.
  private let blocks: [(longest: Int, isRagged: Bool)]
  private let lengths: [Int]
  /// By line: whether a logger's prefix stands before it.
  private let hasPrefix: [Bool]

  /// - Parameter lines: with where they stand as a whole.
  init(
    _ lines: [(line: PastedLine, whole: Range<Int>)], in bytes: UnsafeBufferPointer<UInt8>
  ) {
    lengths = lines.map(\.whole.count)
    hasPrefix = lines.map { line, whole in
      bytes[whole.lowerBound..<line.content.lowerBound].contains { $0.isWordByte }
    }
    var blocks: [(longest: Int, isRagged: Bool)] = []
    while blocks.count < lines.count {
      let start = blocks.count
      let end = lines[start...].firstIndex { $0.line.isBlank } ?? lines.count
      let longest = lengths[start..<end].max() ?? 0
      let long = lengths[start..<end].count { $0 + Self.raggedness >= longest }
      let block = (longest, long > 1)
      blocks += Array(repeating: block, count: max(1, end - start))
    }
    self.blocks = blocks
  }

  /// Whether a line is the rest of the one before it, which is no part of a dump.
  func isRest(
    _ index: Int, _ line: PastedLine, of last: PastedLine
  ) -> Bool {
    guard index > 0, let first = line.words.first, let before = last.words.last,
      last.numbers.count < Self.mostJoined,
      // Only marks of quotes may stand before it: a logger's prefix begins a line.
      !hasPrefix[index]
    else { return false }
    if let dump = TraceDump(last.words) {
      if case .processor = dump { return dump.goesOn(in: line.words) }
      return false
    }
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
    if ["comm", "comm:", "task"].contains(before), last.isOfLog { return true }
    let block = blocks[index]
    let columns =
      hasPrefix[last.numbers.lowerBound - 1] ? Self.columnsBelowPrefix : Self.columns
    guard columns.contains(block.longest), block.isRagged,
      lengths[index - 1] + 1 + first.utf8.count > block.longest, last.isOfLog
    else { return false }
    return !line.beginsLine && (!KernelMessage.isWordless(last.text) || line.isOfNumbers)
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

  /// Mostly values, no sentence.
  fileprivate var isOfNumbers: Bool {
    words.count { $0.utf8.contains { $0.isDigit || $0 == UInt8(ascii: "=") } } * 2 >= words.count
  }

  /// Whether the line begins as lines of logs do, so that it goes on with nothing.
  fileprivate var beginsLine: Bool {
    let second = words.dropFirst().first ?? ""
    return first.hasSuffix(":") || first.hasPrefix("[") || first.hasPrefix("--")
      || first.hasPrefix("=") || first.hasPrefix("#") && second.hasPrefix("[")
      || first.hasPrefix("$") || first.hasPrefix("```")
      || first.utf8.first?.isLetter == true && first.contains("(")
      || isOfKernel || TraceDump(words) != nil || KernelMessage.isKnown(text)
      || second == "on" || second.hasPrefix("/")
      // `e1000e 0000:01:00.0: …`, `usb 1-1: …`
      || second.hasSuffix(":") && second.utf8.first?.isDigit == true
  }
}
