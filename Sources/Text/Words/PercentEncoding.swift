extension String {
  /// With the byte that two hexadecimal digits say in the place of each `%41` (RFC 3986, section 2.1); `nil` where a `%` has
  /// no digits after it, and where that gives no UTF-8.
  package var removingPercents: String? {
    var decoded: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else {
        return nil
      }
      decoded.append(high << 4 | low)
    }
    return String(validating: decoded, as: UTF8.self)
  }
}
