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
    let bytes = message.utf8.prefix(longestRead)
    for line in bytes.split(separator: UInt8.newline) {
      guard let trailer = Trailer(line), trailer.isNamed("cc"),
        let mark = line.firstIndex(of: UInt8(ascii: "#")),
        String(decoding: line[..<mark], as: UTF8.self).contains("stable")
      else { continue }
      if let id = afterMark(line[line.index(after: mark)...]) { add(id) }
    }
    var words: [String] = []
    for word in bytes.split(whereSeparator: \.isWhite) {
      let text = Substring(word)
      if !words.isEmpty, let id = id(text, atLeast: 10), saysSo(words) { add(id) }
      words.append(text.trimmingPunctuation.lowercased())
      if words.count > 6 { words.removeFirst() }
    }
    return found
  }

  private static let longestRead = 64 << 10

  /// The id where nothing but a release stands before it.
  private static func afterMark(_ note: Substring.UTF8View.SubSequence) -> AbbreviatedCommitID? {
    let words = Substring(note).split(whereSeparator: { $0 == " " || $0 == "\t" }).prefix(4)
    for word in words {
      if let id = id(word, atLeast: 7) { return id }
      guard word == ":" || word.utf8.first.map({ $0.isDigit || $0 == UInt8(ascii: "v") }) ?? false
      else { return nil }
    }
    return nil
  }

  private static func id(_ word: Substring, atLeast count: Int) -> AbbreviatedCommitID? {
    let text = word.trimmingPunctuation
    guard (count...40).contains(text.utf8.count), text.utf8.allSatisfy(\.isHexDigit),
      text.utf8.contains(where: \.isDigit)
    else { return nil }
    return AbbreviatedCommitID(String(text))
  }

  /// Whether the words before an id say that it is needed.
  private static func saysSo(_ words: [String]) -> Bool {
    var words = words[...]
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
}

extension Substring {
  /// Without what sentences and quotations put around a word.
  fileprivate var trimmingPunctuation: Substring {
    let marks = "()[]<>{}\"'`,.;:"
    var text = self
    while let first = text.first, marks.contains(first) { text.removeFirst() }
    while let last = text.last, marks.contains(last) { text.removeLast() }
    return text
  }
}
