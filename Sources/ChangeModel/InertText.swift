extension String {
  /// This text with everything a terminal or a reader's eye could be fooled by made visible and harmless.
  ///
  /// Changelogs and commit messages are written by strangers. What is active (see ``Unicode/Scalar/isActive``) becomes
  /// `<U+001B>` and the like; tab and newline become a space unless `keepingLines` is set.
  ///
  /// - Complexity: O(*n*)
  public func inert(keepingLines: Bool = false) -> String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    guard unicodeScalars.contains(where: \.isActive) else { return self }
    // Bytes: each append to a view of scalars copies all that is there.
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      if !scalar.isActive || (keepingLines && scalar == "\n") {
        result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      } else if scalar == "\n" || scalar == "\t" || scalar == "\r" {
        result.append(UInt8(ascii: " "))
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result +=
          "<U+\(String(repeating: "0", count: Swift.max(0, 4 - digits.utf8.count)))\(digits)>".utf8
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// Whether printing this scalar does something other than show a character: controls, and what hides, reorders or
  /// carries text unseen. One list for people's formats, which mark such scalars, and JSON, which escapes them.
  ///
  /// Unicode's own properties say it: general categories Cc, Cf, Zl and Zp (ESC, CSI, bidirectional controls, soft
  /// hyphen, tags, interlinear annotation), and Default_Ignorable_Code_Point (fillers such as U+3164, joiners,
  /// variation selectors).
  package var isActive: Bool {
    if value < 0xAD { return value < 0x20 || (0x7F...0x9F).contains(value) }
    if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint { return true }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
