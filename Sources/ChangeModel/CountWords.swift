extension Int {
  /// With a comma between thousands, whatever the locale: `2,431`.
  public var grouped: String {
    var result = ""
    let digits = String(magnitude)
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return self < 0 ? "-" + result : result
  }

  /// With its noun: `1 entry`, `2,431 entries`; the plural is the singular and an s unless given.
  public func of(_ singular: String, _ plural: String? = nil) -> String {
    "\(grouped) \(self == 1 ? singular : plural ?? singular + "s")"
  }
}
