internal import ChangeModel
internal import Text

/// The commits that a message says its change depends on.
///
/// `Cc: <stable@vger.kernel.org> # 5.10.x: a1f84a3: subject` ("Stable kernel rules" of the kernel's documentation), and prose
/// that says so right before the id: "depends on commit a1f84a3c7b21".
enum PrerequisiteStatement {
  static func commits(in message: String) -> [AbbreviatedCommitID] {
    var found: [AbbreviatedCommitID] = []
    func add(_ id: AbbreviatedCommitID) { if !found.contains(id) { found.append(id) } }
    Array(message.utf8.prefix(longestRead)).withUnsafeBytes { bytes in
      for range in bytes.lines where range.count > 12 && bytes[range.lowerBound] | 0x20 == 0x63 {
        let line = bytes[range]
        guard let trailer = Trailer(line), trailer.isNamed("cc"),
          let mark = line.firstIndex(of: UInt8(ascii: "#")),
          String(decoding: line[..<mark], as: UTF8.self).contains("stable")
        else { continue }
        if let id = afterMark(line[(mark + 1)...]) { add(id) }
      }
      // Most words are no ids; what stands before one is read only where one stands.
      var words: [Word] = []
      for word in bytes.split(whereSeparator: \.isWhite) {
        if !words.isEmpty, let id = id(word, atLeast: 10), saysSo(words) { add(id) }
        if words.count == mostWords { words.removeFirst() }
        words.append(word)
      }
    }
    return found
  }

  private typealias Word = Slice<UnsafeRawBufferPointer>

  private static let longestRead = 64 << 10
  /// Before an id, of which the nearest say what the id is.
  private static let mostWords = 6

  /// The id where nothing but a release stands before it.
  private static func afterMark(_ note: Word) -> AbbreviatedCommitID? {
    for word in note.split(whereSeparator: \.isSpaceOrTab).prefix(4) {
      if let id = id(word, atLeast: 7) { return id }
      guard word.elementsEqual(":".utf8) || word.first.map({ $0.isDigit || $0 == 0x76 }) ?? false
      else { return nil }
    }
    return nil
  }

  private static func id(_ word: Word, atLeast count: Int) -> AbbreviatedCommitID? {
    let text = trimmed(word)
    guard (count...40).contains(text.count), text.allSatisfy(\.isHexDigit),
      text.contains(where: \.isDigit)
    else { return nil }
    return AbbreviatedCommitID(String(decoding: text, as: UTF8.self))
  }

  /// Whether the words before an id say that it is needed.
  private static func saysSo(_ before: [Word]) -> Bool {
    var words = before.map { String(decoding: trimmed($0), as: UTF8.self).lowercased() }[...]
    while let last = words.last, ["commit", "commits", "patch", "the"].contains(last) {
      words.removeLast()
    }
    guard let last = words.popLast() else { return false }
    switch last {
    case "on":
      guard let verb = words.popLast(),
        ["depend", "depends", "dependent", "depending", "relies", "rely"].contains(verb)
      else { return false }
    case "requires", "require", "prerequisite", "prerequisites": break
    default: return false
    }
    return !words.suffix(2).contains { ["not", "no", "don't", "doesn't", "longer"].contains($0) }
  }

  /// Without what sentences and quotations put around a word.
  private static func trimmed(_ word: Word) -> Word {
    let text = word.drop(while: marks.contains)
    return text[..<(text.lastIndex { !marks.contains($0) }.map { $0 + 1 } ?? text.startIndex)]
  }

  private static let marks = Set("()[]<>{}\"'`,.;:".utf8)
}
