/// Something that whoever asks wants a report to say: `change` and `CHG-4711`, `approver` and a name.
public struct ReportField: Hashable, Sendable {
  /// As it was written.
  public let key: String
  /// May be empty: something to be filled in by hand.
  public let value: String

  public init(key: String, value: String) { (self.key, self.value) = (key, value) }

  /// What a report knows to do with a field; any other is only shown.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Of the whole: on each page.
    case title, change
    /// Who sign.
    case author, approver

    /// Whether there may be several.
    public var isRepeatable: Bool { self == .author || self == .approver }
  }

  public var role: Role? { Role(rawValue: key.lowercased()) }

  /// More is not a name.
  public static let longestKey = 40

  /// Reads `KEY=VALUE`: a key is letters, digits, blanks, hyphens, underscores and full stops; all that follows the first
  /// `=` is the value.
  public init?(_ text: String) {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let key = text[..<equals].trimmed
    guard !key.isEmpty, key.unicodeScalars.count <= Self.longestKey,
      key.unicodeScalars.allSatisfy({
        $0.properties.isAlphabetic || " -_.0123456789".unicodeScalars.contains($0)
      })
    else { return nil }
    self.init(key: String(key), value: String(text[text.utf8.index(after: equals)...].trimmed))
  }
}

extension Substring {
  /// Without blanks at its ends.
  fileprivate var trimmed: Substring {
    let bytes = utf8
    guard let first = bytes.firstIndex(where: { $0 != 0x20 }),
      let last = bytes.lastIndex(where: { $0 != 0x20 })
    else { return "" }
    return self[first...last]
  }
}

extension [ReportField] {
  public func first(_ role: ReportField.Role) -> String? {
    first { $0.role == role && !$0.value.isEmpty }?.value
  }
}
