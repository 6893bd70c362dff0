internal import ChangeModel

/// Amazon Linux's own marks: `linux/<40 digits> last changes:` over `[8a2f2077be8c] [2023-01-20]
/// subject (mail)`.
extension ByteText {
  var isAmazonTitle: Bool {
    starts(with: "linux") && offset(of: " last changes:") != nil
  }

  var isAmazonEntry: Bool { amazonParts != nil }

  /// The commit in Amazon's tree and what follows it and the date; `nil` if this is not such
  /// an entry.
  var amazonParts: (commit: AbbreviatedCommitID, rest: ByteText)? {
    guard first == UInt8(ascii: "["), let close = offset(of: UInt8(ascii: "]")), close > 1,
      let id = AbbreviatedCommitID(self[1..<close].string)
    else { return nil }
    let rest = dropFirst(close + 1).trimmed
    guard rest.first == UInt8(ascii: "["), let end = rest.offset(of: UInt8(ascii: "]")), end == 11
    else { return nil }
    return (id, rest.dropFirst(end + 1).trimmed)
  }

  /// The commit of `linux/e011… last changes:`.
  var amazonTitleCommit: AbbreviatedCommitID? {
    guard isAmazonTitle, starts(with: "linux/"), let blank = offset(of: UInt8(ascii: " ")) else {
      return nil
    }
    return AbbreviatedCommitID(self[6..<blank].string)
  }
}
