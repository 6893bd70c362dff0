internal import ChangeModel
internal import Text

// MARK: - Lines

extension ReferenceReader {
  static let scan = MessageScan(lineStarts: [
    "fixe", "fix ", "stab", "git-", "alt-", "upst", "not-", "it p", "comm", "cher", "back", "reve",
    "part", "whic", "was ", "this", "from", "also", "tech", "effe",
  ])

  /// Reads a line that starts with one of these.
  mutating func readLine(at offset: Int, in text: Span<UInt8>) {
    let start = text.skip(from: offset, to: text.count, while: \.opensLine)
    let line = start..<text.lineEnd(from: start)
    if let (tag, kind) = Self.tag(startingWith: text[start] | 0x20), text.has(tag, at: start) {
      return readTag(tag, kind, line, in: text)
    }
    // A sentence that merely breaks before such a word is not about this commit.
    let end = offset - 1
    let opensParagraph =
      end == 0 || text[end - 1] == .newline || end == consumed
      || found.isEmpty && isSecondLine(end, in: text)
    if text.has("fix", at: start) {
      return readFixes(line, opensParagraph: opensParagraph, in: text)
    }
    let isBracketed = (offset..<start).contains { text[$0] != 0x20 }
    readOpening(line, isBracketed: isBracketed, opensParagraph: opensParagraph, in: text)
  }

  /// No two tags start with the same letter.
  private static func tag(
    startingWith letter: UInt8
  ) -> (tag: StaticString, kind: CommitReference.Kind)? {
    switch letter {
    case UInt8(ascii: "f"): ("fixes:", .fixes)
    case UInt8(ascii: "s"): ("stable-dep-of:", .stableDependency)
    case UInt8(ascii: "g"): ("git-commit:", .upstream)
    case UInt8(ascii: "a"): ("alt-commit:", .upstream)
    case UInt8(ascii: "u"): ("upstream-commit:", .upstream)
    case UInt8(ascii: "n"): ("not-entirely-upstream-sha1-but-equivalent:", .upstream)
    default: nil
    }
  }

  private func isSecondLine(_ end: Int, in text: Span<UInt8>) -> Bool {
    text.skip(from: 0, to: end) { $0 != .newline } == end
  }
}
