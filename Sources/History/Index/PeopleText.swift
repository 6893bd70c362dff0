import ChangeModel
import Text

/// Who has to do with a commit beside its author, as trailers say it.
enum PeopleText {
  private static let reporters: [StaticString] = ["reported-by", "reported-and-tested-by"]
  private static let reviewers: [StaticString] = ["reviewed-by", "reviewed-and-tested-by"]

  /// Adds the people of a role, a line each, in UTF-8.
  static func append(
    _ role: SearchQuestion.Person.Role, of body: ArraySlice<UInt8>, to text: inout [UInt8]
  ) {
    let keys = role == .reporter ? reporters : reviewers
    body.withUnsafeBytes { bytes in
      for range in bytes.lines where range.count > 12 && bytes[range.lowerBound] | 0x20 == 0x72 {
        guard let trailer = Trailer(bytes[range]), keys.contains(where: trailer.isNamed) else {
          continue
        }
        text += String(utf8OrLatin1: trailer.value).utf8
        text.append(UInt8(ascii: "\n"))
      }
    }
  }
}
