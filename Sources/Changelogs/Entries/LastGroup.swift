import Text

extension ByteText {
  /// A bracket at the end of a text.
  struct Group {
    let opening: UInt8
    let content: ByteText
    /// Whether it follows a word without a blank, as in `inet_getpeer_v[46]`.
    let isGlued: Bool
    /// What stands left of it; never empty.
    let before: ByteText
  }

  /// What stands left of a full stop or the like.
  var withoutClauseEnd: ByteText {
    var text = self
    while let last = text.last,
      last.endsClause || last == UInt8(ascii: "-") && text.endsWith(" -")
    {
      text = text.dropLast(1).trimmedRight
    }
    return text
  }

  /// What stands left of one word that follows a bracket: `[bug] backport`, `[bug] - v2`.
  var beforeOddWord: ByteText? {
    guard last?.isLetter == true || last?.isDigit == true, let start = startOfLastWord, start > 0
    else { return nil }
    let before = prefix(start).trimmedRight.withoutClauseEnd
    return before.last?.closesGroup == true ? before : nil
  }

  /// As references do and few names.
  var holdsDigitOrHyphen: Bool {
    for offset in 0..<count {
      if let byte = byte(at: offset), byte.isDigit || byte == UInt8(ascii: "-") { return true }
    }
    return false
  }

  var lastGroup: Group? {
    let opening: UInt8
    switch last {
    case UInt8(ascii: ")"): opening = UInt8(ascii: "(")
    case UInt8(ascii: "]"): opening = UInt8(ascii: "[")
    case UInt8(ascii: "}"): opening = UInt8(ascii: "{")
    case UInt8(ascii: ">"): opening = UInt8(ascii: "<")
    default: return nil
    }
    guard let closing = last, let open = offsetOfOpening(opening, for: closing), open > 0,
      let previous = byte(at: open - 1)
    else { return nil }
    let before = prefix(open).trimmedRight
    guard !before.isEmpty else { return nil }
    return Group(
      opening: opening, content: self[(open + 1)..<(count - 1)],
      isGlued: !(previous.isBlank || previous.closesGroup || previous.endsClause), before: before)
  }
}

extension UInt8 {
  var closesGroup: Bool {
    self == UInt8(ascii: ")") || self == UInt8(ascii: "]") || self == UInt8(ascii: "}")
      || self == UInt8(ascii: ">")
  }

  fileprivate var endsClause: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: ",") || self == UInt8(ascii: ";")
      || self == UInt8(ascii: ":") || self == UInt8(ascii: "!")
  }
}
