/// What stands around some CVEs that are named in one breath.
struct CVEContext {
  private let bytes: [UInt8]
  private let source: NamedCVEs.Source
  /// From the first to the last of them, with the address that they are a part of.
  private let group: Range<Int>
  /// The sentence, or the bracket, that they stand in.
  private let clause: Range<Int>
  /// The line that they begin in.
  private let line: Range<Int>
  private let isSubject: Bool

  init(of places: ArraySlice<CVEPlace>, in bytes: [UInt8], _ source: NamedCVEs.Source) {
    (self.bytes, self.source) = (bytes, source)
    let named = places.first!.range.lowerBound..<places.last!.range.upperBound
    group = Self.withAddress(named, in: bytes)
    let subjectEnd = bytes.firstIndex(of: .newline) ?? bytes.count
    isSubject = source == .entry || named.lowerBound < subjectEnd
    line = Self.line(around: named.lowerBound, in: bytes)
    let passage =
      source == .entry
      ? 0..<bytes.count : isSubject ? 0..<subjectEnd : Self.passage(around: line, in: bytes)
    clause = Self.clause(around: group, in: passage, of: bytes)
  }

  // MARK: - The verdict

  var isClosed: Bool {
    if isQuoted { return false }
    let before = CVEWords(bytes[clause.lowerBound..<group.lowerBound])
    let after = CVEWords(bytes[group.upperBound..<clause.upperBound])
    if isSubject {
      return isReferenceList || !CVEWords.deny(before, after)
    }
    if let key = trailerKey { return CVEWords.closingKeys.contains(key) }
    if CVEWords.deny(before, after) || before.namesCommit { return false }
    if isRemark { return true }
    // What a revert takes back is what its body mostly speaks of.
    if isRevert { return before.saysFix }
    // "For fixing CVE-…, f98364e92662 moved it": what another commit did.
    return !after.namesCommit && (isReferenceList || CVEWords.affirm(before, after))
  }

  /// Whether somebody else's words are repeated: a title, an indented message, a list of what a merge brings.
  private var isQuoted: Bool {
    if isInQuotes { return !isTakenAgain }
    guard !isSubject else { return false }
    let indentation = bytes[line].prefix { $0 == 0x20 }.count
    return indentation >= 4 || bytes[line].first == UInt8(ascii: ">")
      || bytes[line].first == 0x09 || indentation > 0 && bytes.starts(with: "Merge ".utf8)
  }

  /// `Revert "Revert "…""`, `Reapply "…"`.
  private var isTakenAgain: Bool {
    bytes.starts(with: "Reapply \"".utf8) || bytes.starts(with: "Revert \"Revert \"".utf8)
  }

  private var isRevert: Bool { bytes.starts(with: "Revert \"".utf8) && !isTakenAgain }

  private var isInQuotes: Bool {
    let quote = UInt8(ascii: "\"")
    let whole =
      source == .entry
      ? 0..<bytes.count
      : isSubject ? line : Self.passage(around: line, in: bytes)
    let before = bytes[whole.lowerBound..<group.lowerBound]
    guard before.count(where: { $0 == quote }) % 2 == 1, let start = before.lastIndex(of: quote),
      // A list may go on in the next item, which is no part of the passage.
      bytes[group.upperBound..<max(group.upperBound, whole.upperBound)].contains(quote)
    else { return false }
    // Of what is quoted only a commit's title is somebody else's: after a revert, an id, or a bracket.
    return start > 0 && bytes[start - 1] == UInt8(ascii: "(")
      || CVEWords(before[..<start]).quotesTitle
  }

  /// Whether the brackets around hold references and nothing else: `(CVE-2019-14814, bsc#1146512)`, `{CVE-2015-3331}`.
  private var isReferenceList: Bool {
    guard let bracket = Self.bracket(around: group, in: bytes, within: clause.lowerBound - 1) else {
      return false
    }
    return CVEWords(bytes[bracket]).all.allSatisfy {
      $0.contains(where: { $0.isNumber || $0 == "#" }) || CVEWords.fillers.contains($0)
    }
  }

  /// `[ajd: Backport to 4.14 tree, CVE-2020-11669]`: what whoever took the patch says of it.
  private var isRemark: Bool {
    guard
      let start = bytes[..<group.lowerBound].lastIndex(where: {
        $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]")
      }), bytes[start] == UInt8(ascii: "["), start == 0 || bytes[start - 1] == .newline
    else { return false }
    let text = bytes[(start + 1)..<group.lowerBound].drop(while: \.isBlank)
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return text[..<colon].count <= 32 && text[..<colon].allSatisfy { $0 != .newline }
  }

  /// In lower case; `nil` for prose.
  private var trailerKey: String? {
    guard let trailer = Trailer(bytes[line]), trailer.key.endIndex < group.lowerBound,
      trailer.key.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: "-") || $0 == 0x20 }),
      trailer.key.count(where: { $0 == 0x20 }) <= 1
    else { return nil }
    let key = String(decoding: trailer.key, as: UTF8.self).lowercased()
    return CVEWords.closingKeys.contains(key) || CVEWords.otherKeys.contains(key) ? key : nil
  }
}

// MARK: - Where it begins and ends

extension CVEContext {
  /// CVEs with nothing but commas and "and" between them, in one paragraph.
  static func groups(
    _ places: [CVEPlace], in bytes: [UInt8], _ source: NamedCVEs.Source
  ) -> [ArraySlice<CVEPlace>] {
    var groups: [ArraySlice<CVEPlace>] = []
    var start = 0
    for next in 1...places.count {
      if next < places.count {
        let gap = bytes[places[next - 1].range.upperBound..<places[next].range.lowerBound]
        if gap.count < 12, !gap.contains(UInt8(ascii: "(")), !gap.contains(UInt8(ascii: ".")),
          !endsParagraph(gap, in: bytes, source),
          CVEWords(gap).all.allSatisfy({ CVEWords.joiners.contains($0) })
        {
          continue
        }
      }
      groups.append(places[start..<next])
      start = next
    }
    return groups
  }

  /// Whether there is an empty line in it, or the end of a message's subject.
  private static func endsParagraph(
    _ gap: ArraySlice<UInt8>, in bytes: [UInt8], _ source: NamedCVEs.Source
  ) -> Bool {
    guard let newline = gap.firstIndex(of: .newline) else { return false }
    return gap[(newline + 1)...].contains(.newline)
      || source == .message && !bytes[..<newline].contains(.newline)
  }

  /// Grown to the left over `https://nvd.nist.gov/vuln/detail/`, to the right over what the address goes on with.
  private static func withAddress(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    let start =
      bytes[..<range.lowerBound].lastIndex {
        $0.isWhite || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "<")
      }.map { $0 + 1 } ?? 0
    let word = bytes[start..<range.lowerBound]
    guard word.starts(with: "http://".utf8) || word.starts(with: "https://".utf8) else {
      return range
    }
    let end = bytes[range.upperBound...].firstIndex(where: \.isWhite) ?? bytes.count
    return start..<end
  }

  private static func line(around place: Int, in bytes: [UInt8]) -> Range<Int> {
    let start = bytes[..<place].lastIndex(of: .newline).map { $0 + 1 } ?? 0
    return start..<(bytes[place...].firstIndex(of: .newline) ?? bytes.count)
  }

  /// The lines around, up to an empty one, a tag, or an item of a list.
  private static func passage(around line: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (line.lowerBound, line.upperBound)
    while start > 0, !opensPassage(bytes[start..<end]) {
      let previous = Self.line(around: start - 1, in: bytes)
      guard !isBlank(bytes[previous]), !isTag(bytes[previous]) else { break }
      start = previous.lowerBound
    }
    while end < bytes.count {
      let next = Self.line(around: end + 1, in: bytes)
      guard !isBlank(bytes[next]), !isTag(bytes[next]), !opensPassage(bytes[next]) else { break }
      end = next.upperBound
    }
    return start..<end
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy(\.isWhite) }

  /// `- item`, `* item`, `[name: remark]`, or a tag.
  private static func opensPassage(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 == 0x20 }
    return ["- ", "* ", "+ ", "["].contains { text.starts(with: $0.utf8) } || isTag(line)
  }

  /// `Reported-by: …`; "Note: …" is prose.
  private static func isTag(_ line: ArraySlice<UInt8>) -> Bool {
    let end = line.firstIndex(of: .newline) ?? line.endIndex
    guard let tag = Trailer(line[..<end]) else { return false }
    let key = String(decoding: tag.key, as: UTF8.self).lowercased()
    return key.hasSuffix("-by") || CVEWords.closingKeys.contains(key)
      || CVEWords.otherKeys.contains(key) || ["cc", "from", "date"].contains(key)
  }

  /// The sentence, or what stands in the innermost brackets.
  private static func clause(
    around group: Range<Int>, in passage: Range<Int>, of bytes: [UInt8]
  ) -> Range<Int> {
    var start = passage.lowerBound
    var place = group.lowerBound
    while place > start {
      if endsSentence(place - 1, in: bytes) {
        start = place
        break
      }
      place -= 1
    }
    var end = group.upperBound
    while end < passage.upperBound, !endsSentence(end, in: bytes) { end += 1 }
    guard let inner = bracket(around: group, in: bytes, within: start) else { return start..<end }
    return max(start, inner.lowerBound)..<min(end, inner.upperBound)
  }

  private static func endsSentence(_ place: Int, in bytes: [UInt8]) -> Bool {
    switch bytes[place] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"):
      guard place + 1 == bytes.count || bytes[place + 1].isWhite else { return false }
      // "e.g. ", "i.e. "
      return place < 2 || bytes[place - 2] != UInt8(ascii: ".")
    default: return false
    }
  }

  /// What the innermost brackets around hold.
  private static func bracket(
    around group: Range<Int>, in bytes: [UInt8], within start: Int
  ) -> Range<Int>? {
    var depth = 0
    var place = group.lowerBound
    while place > max(start, 0) {
      place -= 1
      if closings.contains(bytes[place]) { depth += 1 }
      guard openings.contains(bytes[place]) else { continue }
      if depth == 0 {
        guard let end = bytes[group.upperBound...].firstIndex(where: { closings.contains($0) })
        else { return nil }
        return (place + 1)..<end
      }
      depth -= 1
    }
    return nil
  }

  private static let openings = Set("([{".utf8)
  private static let closings = Set(")]}".utf8)
}
