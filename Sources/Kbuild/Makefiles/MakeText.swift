import Text

/// Pieces of the text of makefiles.
enum MakeText {
  /// Stands for what only a run of make can show, such as a compiler's answer; a word with it is uncertain.
  ///
  /// A control character, so that no file's name has it. Input that does is at worst uncertain as well.
  static let unknown = "\u{1A}"

  static func isUncertain(_ text: some StringProtocol) -> Bool {
    text.utf8.contains(0x1A)
  }

  /// The same words, each uncertain.
  static func uncertain(_ text: String) -> String {
    words(text).map { isUncertain($0) ? String($0) : $0 + unknown }.joined(separator: " ")
  }

  static func words(_ text: String) -> [Substring] {
    text.utf8.split(whereSeparator: \.isWhite).map { Substring($0) }
  }

  /// Letters, digits, `-`, `_` and what is not ASCII.
  static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isWordByte || byte == UInt8(ascii: "-")
  }

  /// The parts between commas, up to the closing bracket of the call that `text` is the inside of.
  ///
  /// - Returns: the parts, and where the bracket is; the end of `text` if it is missing.
  static func arguments(
    _ text: Substring, closing: UInt8, limit: Int = .max
  ) -> (arguments: [Substring], end: Substring.Index) {
    let opening = closing == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "{")
    var depth = 0
    var start = text.startIndex
    var index = start
    var parts: [Substring] = []
    let bytes = text.utf8
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == opening {
        depth += 1
      } else if byte == closing {
        if depth == 0 { break }
        depth -= 1
      } else if byte == UInt8(ascii: ","), depth == 0, parts.count < limit - 1 {
        parts.append(text[start..<index])
        start = bytes.index(after: index)
      }
      index = bytes.index(after: index)
    }
    parts.append(text[start..<index])
    return (parts, index)
  }

  /// Replaces `pattern`, whose first `%` stands for any text, in a word that it fits; `nil` if it does not.
  static func replace(
    _ pattern: some StringProtocol, by replacement: some StringProtocol,
    in word: some StringProtocol
  ) -> String? {
    guard let stem = match(pattern, word) else { return nil }
    guard let percent = replacement.utf8.firstIndex(of: percent),
      pattern.utf8.contains(Self.percent)
    else { return String(replacement) }
    return replacement[..<percent] + stem
      + replacement[replacement.utf8.index(after: percent)...]
  }

  /// What `%` stands for in a word that fits a pattern; empty if there is no `%`.
  static func match(_ pattern: some StringProtocol, _ word: some StringProtocol) -> String? {
    let (pattern, word) = (pattern.utf8, word.utf8)
    guard let percent = pattern.firstIndex(of: percent) else {
      return pattern.elementsEqual(word) ? "" : nil
    }
    let (start, end) = (pattern[..<percent], pattern[pattern.index(after: percent)...])
    let (length, room) = (start.count + end.count, word.count)
    guard room >= length, word.starts(with: start), word.suffix(end.count).elementsEqual(end) else {
      return nil
    }
    return String(decoding: word.dropFirst(start.count).prefix(room - length), as: UTF8.self)
  }

  private static let percent = UInt8(ascii: "%")

  /// A text with each `old` replaced, one after the other; `nil` if that gets longer than `limit`.
  static func replaceAll(_ old: String, by new: String, in text: String, limit: Int) -> String? {
    let (bytes, length) = (Array(text.utf8), old.utf8.count)
    var result: [UInt8] = []
    var start = 0
    for place in places(of: old, in: bytes) {
      result += bytes[start..<place]
      result += new.utf8
      start = place + length
      if result.count > limit { return nil }
    }
    result += bytes[start...]
    return result.count <= limit ? String(decoding: result, as: UTF8.self) : nil
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    part.isEmpty || !places(of: part, in: Array(text.utf8)).isEmpty
  }

  /// Where a text begins in another one, first to last, none within the one before; of an empty one, nowhere.
  ///
  /// - Complexity: O(*n*) for both together, as Knuth, Morris and Pratt do it: what was compared is never looked at again.
  private static func places(of part: String, in text: [UInt8]) -> [Int] {
    let part = Array(part.utf8)
    guard !part.isEmpty, part.count <= text.count else { return [] }
    /// How much of the part's beginning is also at the end of as many of its bytes.
    var borders = [0]
    func step(_ length: Int, _ byte: UInt8) -> Int {
      var length = length
      while length > 0, part[length] != byte { length = borders[length - 1] }
      return part[length] == byte ? length + 1 : 0
    }
    for byte in part.dropFirst() { borders.append(step(borders[borders.count - 1], byte)) }
    var found: [Int] = []
    var length = 0
    for (place, byte) in text.enumerated() {
      length = step(length, byte)
      if length == part.count {
        found.append(place + 1 - length)
        length = 0
      }
    }
    return found
  }
}
