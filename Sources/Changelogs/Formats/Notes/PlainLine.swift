import Text

extension ByteText {
  /// The text that Markdown shows: links without their addresses, no emphasis, no code marks.
  var withoutMarkup: ByteText {
    guard slice.contains(where: \.isMarkup) else { return self }
    var plain: [UInt8] = []
    plain.reserveCapacity(count)
    var place = start
    while place < end {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "`"), UInt8(ascii: "*"): break
      case UInt8(ascii: "_") where !isInsideWord(place): break
      case UInt8(ascii: "]"): place = endOfTarget(after: place) ?? place
      case UInt8(ascii: "\\") where place + 1 < end && !bytes[place + 1].isWordByte:
        place += 1
        plain.append(bytes[place])
      default: plain.append(byte)
      }
      place += 1
    }
    return ByteText(plain).trimmed
  }

  private func isInsideWord(_ place: Int) -> Bool {
    place > start && place + 1 < end && bytes[place - 1].isWordByte && bytes[place + 1].isWordByte
  }

  /// An address longer than this is text.
  private static var longestTarget: Int { 2000 }

  /// Where `(address)` or `[name]` ends that follows the bracket at `place`.
  private func endOfTarget(after place: Int) -> Int? {
    guard place + 1 < end else { return nil }
    let closing: UInt8
    switch bytes[place + 1] {
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    case UInt8(ascii: "["): closing = UInt8(ascii: "]")
    default: return nil
    }
    var depth = 0
    for next in (place + 1)..<min(end, place + Self.longestTarget) {
      if bytes[next] == bytes[place + 1] { depth += 1 }
      if bytes[next] == closing { depth -= 1 }
      if depth == 0 { return next }
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isMarkup: Bool { "[]`*_\\".utf8.contains(self) }
}
