import Text

/// What a sentence says of a commit that it names: that this is where a defect came from, or just anything.
///
/// `introduced by commit <id>`, `commit <id> broke …`, `bisected to <id>`, `regression since <id>`: words right before and right
/// behind the id decide, up to the ends of the sentence. What merely speaks of the commit is no blame: "as in", "since … we can".
/// Measured where messages have a `Fixes:` tag beside the prose; the figures are in Accuracy.
///
/// - Complexity: O(1) a commit named, since it looks at no more than ``reach`` bytes to either side.
struct Blame {
  /// In bytes.
  private static let reach = 180
  private static let mostWords = 14
  /// How far a word may be from the one that it belongs to.
  private static let nearby = 8

  private struct Word {
    let range: Range<Int>
    let role: Role
    /// A comma stands behind it.
    var endsClause = false
  }

  private let text: [Word]
  private let isWhole: Bool
  private let behind: [Word]

  /// Whether what stands before the id says so, and then says it of all ids that are joined by "and".
  private(set) var isSaidBefore = false
  private(set) var isSaidBehind = false
  var isSaid: Bool { isSaidBefore || isSaidBehind }

  /// - Parameters:
  ///   - id: the digits.
  ///   - end: where the id and the subject quoted beside it end.
  init(of id: Range<Int>, to end: Int, in message: Span<UInt8>) {
    guard !message.quotes(id.lowerBound) else {
      (text, isWhole, behind) = ([], false, [])
      return
    }
    (text, isWhole) = Self.words(before: id.lowerBound, in: message)
    behind = Self.words(after: message.subjectEnd(after: end), in: message)
    guard !text.contains(where: { $0.role.contains(.other) }) else { return }
    isSaidBefore = saysBefore(message)
    isSaidBehind = saysBehind(message)
  }
}

// MARK: - Before the id

extension Blame {
  private func saysBefore(_ message: Span<UInt8>) -> Bool {
    guard var place = text.firstIndex(where: { !$0.role.contains(.filler) }) else { return false }
    if isFix(from: place) { return true }
    let link = text[place].role
    if link.contains(.culprit), message.has("blame", at: text[place].range.lowerBound) {
      return true
    }
    if link.contains(.bisected) { return true }
    let near = text[place...].dropFirst().prefix(6)
    if link.contains(.link) {
      if near.contains(where: { $0.role.contains(.bisected) && !$0.role.contains(.broken) }) {
        return true
      }
      if near.prefix(3).contains(where: {
        $0.role.contains(.culprit) && !message.equals("bad", $0.range)
      }) {
        return true
      }
    }
    guard link.contains(.by) else { return false }
    let isSince = link.contains(.since)
    place += 1
    // "due to", "because of", "back in"
    while place < text.count,
      message.equals("due", text[place].range) || message.equals("because", text[place].range)
        || message.equals("back", text[place].range) || message.equals("again", text[place].range)
        || message.equals("in", text[place].range)
        || message.endsAdverb(text[place].range) && !text[place].role.contains(.mistaken)
    {
      place += 1
    }
    guard place < text.count else { return false }
    let verb = text[place].role
    if !verb.isDisjoint(with: [.broken, .mishap, .forgotten]) { return true }
    let further = text[place...].dropFirst()
    if verb.contains(.introduced) {
      if message.equals("caused", text[place].range) { return true }
      // "Introduced by", and no more: what the lines before are about.
      if isWhole, further.isEmpty, message.equals("introduced", text[place].range) { return true }
      return further.prefix(Self.nearby).contains { $0.role.contains(.defect) }
        || isWhole && further.suffix(3).contains { $0.role.contains(.fix) }
    }
    if verb.contains(.mistaken) { return true }
    if let next = further.first, next.role.contains(.mistaken) {
      return !message.isRepairing(text[place].range)
    }
    return isSince && text[place...].prefix(Self.nearby).contains { $0.role.contains(.failing) }
  }

  /// "This is a trivial fix for commit"
  private func isFix(from place: Int) -> Bool {
    guard isWhole else { return false }
    var verb = place
    if text[verb].role.contains(.link) { verb += 1 }
    guard verb < text.count, text[verb].role.contains(.fix) else { return false }
    let rest = text[verb...].dropFirst()
    return rest.count <= 5 && rest.allSatisfy { $0.role.contains(.small) }
  }
}

// MARK: - Behind the id

extension Blame {
  private func saysBehind(_ message: Span<UInt8>) -> Bool {
    var place = 0
    var hasLink = false
    while place < behind.count,
      behind[place].role.contains(.auxiliary)
        || message.equals("that", behind[place].range)
        || message.endsAdverb(behind[place].range) && !behind[place].role.contains(.mistaken)
    {
      if behind[place].role.contains(.link) { hasLink = true }
      place += 1
    }
    guard place < behind.count else { return false }
    let verb = behind[place].role
    let further = behind[place...].dropFirst()
    if verb.contains(.broke) {
      return !(further.first.map { message.isParticle($0.range) } ?? false)
    }
    // "was missed", "is caused by": not by this commit.
    if hasLink, !verb.isDisjoint(with: [.causes, .forgets]) { return false }
    if message.has("cause", at: behind[place].range.lowerBound) { return true }
    if verb.contains(.causes) {
      for word in further.prefix(Self.nearby - 1) {
        if word.role.contains(.defect) { return true }
        if word.endsClause { return false }
      }
      return false
    }
    if message.equals("by", behind[place].range), let next = further.first {
      return message.equals("mistake", next.range) || message.equals("accident", next.range)
    }
    if verb.contains(.mistaken) {
      return !(further.first.map { message.isRepairing($0.range) } ?? false)
    }
    if verb.contains(.forgets) {
      guard message.has("fail", at: behind[place].range.lowerBound) else { return true }
      return further.first.map { message.equals("to", $0.range) } ?? false
    }
    if hasLink,
      behind[place...].prefix(6).contains(where: {
        !$0.role.isDisjoint(with: [.culprit, .faulty])
      })
    {
      return true
    }
    return isSince && behind.prefix(10).contains { !$0.role.isDisjoint(with: [.failing, .broken]) }
  }

  private var isSince: Bool {
    text.first { !$0.role.contains(.filler) }?.role.contains(.since) ?? false
  }
}

// MARK: - Words

extension Blame {
  /// The words of the sentence before `offset`, the nearest first, and whether these are all.
  private static func words(
    before offset: Int, in message: Span<UInt8>
  ) -> (words: [Word], isWhole: Bool) {
    let first = max(0, offset - reach)
    var words: [Word] = []
    var end = offset
    while words.count < mostWords {
      var lines = 0
      while end > first, message[end - 1].isWhite || message[end - 1].isMark {
        let byte = message[end - 1]
        if byte == .newline { lines += 1 }
        if lines > 1 || byte.endsSentence && message.endsWord(end) && end < offset {
          return (words, true)
        }
        if byte == UInt8(ascii: ")"), let start = message.quotation(endingAt: end, from: first) {
          end = start
        } else {
          end -= 1
        }
      }
      guard end > first else { break }
      var start = end
      while start > first, !message[start - 1].isWhite, !message[start - 1].endsID { start -= 1 }
      let range = message.trimming(start..<end, where: \.isMark)
      if message[end - 1].endsSentence, !words.isEmpty { return (words, true) }
      words.append(Word(range: range, role: Self.words.role(of: range, in: message) ?? []))
      end = start
    }
    return (words, end == 0)
  }

  /// The words of the sentence after `offset`.
  private static func words(after offset: Int, in message: Span<UInt8>) -> [Word] {
    let last = min(message.count, offset + reach)
    var words: [Word] = []
    var start = offset
    while words.count < mostWords {
      var lines = 0
      while start < last, message[start].isWhite || message[start].isMark {
        let byte = message[start]
        if byte == .newline { lines += 1 }
        if lines > 1 || byte.endsSentence && message.endsWord(start + 1) { return words }
        if byte == UInt8(ascii: ","), let previous = words.indices.last {
          words[previous].endsClause = true
        }
        start += 1
      }
      guard start < last else { break }
      var end = start
      while end < last, !message[end].isWhite, !message[end].endsID { end += 1 }
      let range = message.trimming(start..<end, where: \.isMark)
      words.append(Word(range: range, role: Self.words.role(of: range, in: message) ?? []))
      start = range.upperBound
    }
    return words
  }
}

extension UInt8 {
  fileprivate var endsSentence: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: ";") || self == UInt8(ascii: "!")
      || self == UInt8(ascii: "?")
  }
}

extension Span<UInt8> {
  /// Whether a line is quoted, from a log or another message.
  fileprivate func quotes(_ offset: Int) -> Bool {
    var start = offset
    while start > 0, offset - start < 100, self[start - 1] != .newline { start -= 1 }
    guard start == 0 || self[start - 1] == .newline else { return false }
    return has("    ", at: start)
      || start < count && (self[start] == 0x09 || self[start] == UInt8(ascii: ">"))
  }

  /// Whether a blank, a line's end or nothing stands at `offset`.
  fileprivate func endsWord(_ offset: Int) -> Bool { offset >= count || self[offset].isWhite }

  /// Where the subject that is quoted up to `end` begins: `("subject")`.
  fileprivate func quotation(endingAt end: Int, from first: Int) -> Int? {
    guard end >= 2, self[end - 2] == UInt8(ascii: "\"") else { return nil }
    var start = end - 2
    while start > first + 1 {
      if self[start - 1] == UInt8(ascii: "\""), self[start - 2] == UInt8(ascii: "(") {
        return start - 2
      }
      start -= 1
    }
    return nil
  }

  /// Where a subject ends that stands in quotes or parentheses behind an id, perhaps wrapped; else `offset`.
  fileprivate func subjectEnd(after offset: Int) -> Int {
    let last = Swift.min(count, offset + 200)
    let start = skip(from: offset, to: last) { $0.isWhite || $0 == UInt8(ascii: ",") }
    guard start < last else { return offset }
    let (opening, closing): (UInt8, UInt8)
    switch self[start] {
    case UInt8(ascii: "("): (opening, closing) = (UInt8(ascii: "("), UInt8(ascii: ")"))
    case UInt8(ascii: "\""), UInt8(ascii: "'"): (opening, closing) = (0, self[start])
    default: return offset
    }
    var depth = 1
    for place in start + 1..<last {
      let byte = self[place]
      if byte == .newline, self[place - 1] == .newline { break }
      if byte == opening { depth += 1 }
      guard byte == closing, closing != UInt8(ascii: "'") || endsWord(place + 1) else { continue }
      depth -= 1
      if depth == 0 { return place + 1 }
    }
    return offset
  }

  fileprivate func endsAdverb(_ word: Range<Int>) -> Bool {
    word.count > 4 && has("ly", at: word.upperBound - 2)
  }

  /// "broke up", "broke down"
  fileprivate func isParticle(_ word: Range<Int>) -> Bool {
    equals("up", word) || equals("down", word) || equals("out", word)
  }

  /// "inadvertently fixed"
  fileprivate func isRepairing(_ word: Range<Int>) -> Bool {
    has("fix", at: word.lowerBound) || has("solve", at: word.lowerBound)
      || has("backport", at: word.lowerBound) || has("address", at: word.lowerBound)
  }
}
