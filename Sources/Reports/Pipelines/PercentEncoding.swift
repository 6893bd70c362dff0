extension String {
  /// With every byte of its UTF-8 as `%XX` but ASCII letters, digits and those that are kept (RFC 3986, section 2).
  func percentEncoded(keeping kept: String) -> String {
    var result: [UInt8] = []
    for byte in utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: result.append(byte)
      case _ where kept.utf8.contains(byte): result.append(byte)
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
