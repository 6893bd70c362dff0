/// What a byte is as a character of ASCII. Bytes above 127 are none of this, except in ``isWordByte``.
///
/// The formats that are read here differ in what is blank, so there are three kinds; each holds the one before it.
extension UInt8 {
  @inlinable package static var newline: UInt8 { 0x0A }

  /// Space or tab: what separates words where a line's end means something (C's `isblank`).
  @inlinable package var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }

  /// Space, tab or carriage return: what surrounds the words of one line, which may end in CR LF.
  @inlinable package var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }

  /// Space, tab, newline, vertical tab, form feed or carriage return: what surrounds words wherever lines do not matter (C's
  /// `isspace`).
  @inlinable package var isWhite: Bool { self == 0x20 || self &- 0x09 <= 4 }

  @inlinable package var isDigit: Bool { self &- 0x30 <= 9 }
  @inlinable package var isUpper: Bool { self &- 0x41 <= 25 }
  @inlinable package var isLower: Bool { self &- 0x61 <= 25 }
  @inlinable package var isLetter: Bool { (self | 0x20).isLower }

  /// A letter, a digit or `_`: what names in C are made of.
  @inlinable package var isIdentifierByte: Bool { isLetter || isDigit || self == 0x5F }

  /// The same, or above 127: any letter of any encoding.
  @inlinable package var isWordByte: Bool { isIdentifierByte || self >= 0x80 }

  @inlinable package var lowercased: UInt8 { isUpper ? self | 0x20 : self }

  /// The value of a hexadecimal digit of either case, 0 to 15; `nil` for another character.
  @inlinable package var hexDigit: UInt8? {
    if isDigit { return self - 0x30 }
    let letter = self | 0x20
    return letter &- 0x61 <= 5 ? letter - 0x57 : nil
  }

  @inlinable package var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 <= 5 }
}
