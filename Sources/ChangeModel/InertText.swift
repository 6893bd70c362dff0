extension String {
  /// This text with everything a terminal or a reader's eye could be fooled by made visible and harmless.
  ///
  /// Changelogs and commit messages are written by strangers. C0 and C1 controls (so ESC and CSI) and the Unicode
  /// controls that reorder or hide text become `\u{…}`-like marks; tab and newline become a space unless
  /// `keepingLines` is set.
  public func inert(keepingLines: Bool = false) -> String {
    guard unicodeScalars.contains(where: \.isActive) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if !scalar.isActive || (keepingLines && scalar == "\n") {
        result.unicodeScalars.append(scalar)
      } else if scalar == "\n" || scalar == "\t" || scalar == "\r" {
        result.append(" ")
      } else {
        result.append("<U+\(String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4))>")
      }
    }
    return result
  }

  private func leftPadded(to width: Int) -> String {
    String(repeating: "0", count: Swift.max(0, width - count)) + self
  }
}

extension Unicode.Scalar {
  /// Whether printing this scalar does something other than show a character.
  var isActive: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true  // hidden, reordering
    case 0xE0000...0xE007F: true  // tags
    default: false
    }
  }
}
