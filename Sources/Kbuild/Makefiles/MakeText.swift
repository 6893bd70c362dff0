/// Pieces of the text of makefiles.
enum MakeText {
  /// Stands for what only a run of make can tell, such as a compiler's answer; a word with it is uncertain.
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
    text.utf8.split { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }.map { Substring($0) }
  }

  /// Letters, digits, `-`, `_` and what is not ASCII.
  static func isNameByte(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x5F || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80
      || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
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
    guard let percent = replacement.firstIndex(of: "%"), pattern.contains("%") else {
      return String(replacement)
    }
    return replacement[..<percent] + stem + replacement[replacement.index(after: percent)...]
  }

  /// What `%` stands for in a word that fits a pattern; empty if there is no `%`.
  static func match(_ pattern: some StringProtocol, _ word: some StringProtocol) -> String? {
    guard let percent = pattern.firstIndex(of: "%") else { return pattern == word ? "" : nil }
    let (start, end) = (pattern[..<percent], pattern[pattern.index(after: percent)...])
    guard word.utf8.count >= start.utf8.count + end.utf8.count, word.hasPrefix(start),
      word.hasSuffix(end)
    else { return nil }
    return String(word.dropFirst(start.count).dropLast(end.count))
  }
}
