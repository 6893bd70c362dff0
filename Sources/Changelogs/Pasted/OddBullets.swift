import Text

extension [UInt8] {
  /// The text with a blank for each no-break space, as browsers and mail programs have them.
  var withoutNoBreakSpaces: [UInt8] {
    let spaces = withUnsafeBytes { bytes in
      var found: [Int] = []
      var start = 0
      while let lead = bytes.firstOffset(of: 0xC2, in: start..<bytes.count) {
        if lead + 1 < bytes.count, bytes[lead + 1] == 0xA0 { found.append(lead) }
        start = lead + 1
      }
      return found
    }
    guard !spaces.isEmpty else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var start = 0
    for space in spaces {
      result += self[start..<space]
      result.append(UInt8(ascii: " "))
      start = space + 2
    }
    return result + self[start...]
  }

  /// The text of an rpm changelog with `-` for the bullets of a word processor or of Markdown, if the first line below each
  /// heading begins with the same of them.
  var withPlainBullets: [UInt8] {
    var reader = LineReader(self)
    var isBelowHeading = false
    var bullet: ArraySlice<UInt8>?
    while let line = reader.nextLine() {
      let text = ByteText(self, line).trimmed
      if text.isEmpty { continue }
      if text.isReleaseHeading {
        isBelowHeading = true
      } else if isBelowHeading {
        guard let next = text.oddBullet(isIndented: text.start > line.lowerBound),
          bullet == nil || next == bullet
        else { return self }
        bullet = next
        isBelowHeading = false
      }
    }
    guard let bullet else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    reader = LineReader(self)
    while let line = reader.nextLine() {
      let text = ByteText(self, line).trimmed
      if !text.isReleaseHeading, text.oddBullet(isIndented: text.start > line.lowerBound) == bullet
      {
        result += self[line.lowerBound..<text.start]
        result.append(UInt8(ascii: "-"))
        result += self[(text.start + bullet.count)..<line.upperBound]
      } else {
        result += self[line]
      }
      result.append(.newline)
    }
    if last != .newline { result.removeLast() }
    return result
  }
}

extension ByteText {
  fileprivate var isReleaseHeading: Bool {
    first == UInt8(ascii: "*") && byte(at: 1)?.isBlank == true
      && HeadingReader.read(dropFirst(1))?.isCertain == true
  }

  /// What stands in place of `- ` here: `•`, `–`, `·`, `*`, or an indented `o`.
  fileprivate func oddBullet(isIndented: Bool) -> ArraySlice<UInt8>? {
    guard let blank = offset(where: \.isBlank) else { return nil }
    let bullet = prefix(blank)
    for odd: StaticString in ["•", "–", "·", "*"] where bullet.starts(with: odd) {
      return blank == odd.utf8CodeUnitCount ? bullet.slice : nil
    }
    return isIndented && blank == 1 && first == UInt8(ascii: "o") ? bullet.slice : nil
  }
}
