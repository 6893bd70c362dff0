public import ChangeModel

/// A commit as stored: its header read, its message still bytes.
///
/// Format: "tree", "parent", "author", "committer" and further header lines, a blank line, the message
/// (git-cat-file(1), gitformat of commit objects).
public struct CommitObject: Sendable {
  public let id: CommitID
  public let tree: CommitID
  public let parents: [CommitID]
  public let author: Person
  /// Seconds since 1970, UTC.
  public let authorTime: Int64
  public let commitTime: Int64
  private let bytes: [UInt8]
  private let messageStart: Int

  init?(id: CommitID, bytes: [UInt8]) {
    var tree: CommitID?
    var parents: [CommitID] = []
    var author: (Person, Int64)?
    var committed: Int64?
    var cursor = 0
    while cursor < bytes.count, bytes[cursor] != Self.newline {
      let end = bytes[cursor...].firstIndex(of: Self.newline) ?? bytes.count
      let line = bytes[cursor..<end]
      switch line.first {
      case UInt8(ascii: "t") where line.starts(with: "tree ".utf8):
        tree = CommitID(hexadecimal: line.dropFirst(5))
      case UInt8(ascii: "p") where line.starts(with: "parent ".utf8):
        guard let parent = CommitID(hexadecimal: line.dropFirst(7)) else { return nil }
        parents.append(parent)
      case UInt8(ascii: "a") where author == nil && line.starts(with: "author ".utf8):
        author = Self.signature(line.dropFirst(7))
      case UInt8(ascii: "c") where line.starts(with: "committer ".utf8):
        committed = Self.time(line)
      default: break
      }
      cursor = end + 1
    }
    guard let tree, let author, let committed else { return nil }
    (self.id, self.tree, self.parents) = (id, tree, parents)
    (self.author, authorTime, commitTime) = (author.0, author.1, committed)
    (self.bytes, messageStart) = (bytes, min(cursor + 1, bytes.count))
  }

  private static let newline = UInt8(ascii: "\n")

  /// `Name <mail> 1462012345 +0200`
  private static func signature(_ line: ArraySlice<UInt8>) -> (Person, Int64) {
    let open = line.lastIndex(of: UInt8(ascii: "<")) ?? line.endIndex
    let close = line.lastIndex(of: UInt8(ascii: ">")) ?? line.endIndex
    var name = line[..<open]
    while name.last == UInt8(ascii: " ") { name.removeLast() }
    let mail = open < close ? line[(open + 1)..<close] : []
    return (Person(name: .init(gitBytes: name), email: .init(gitBytes: mail)), time(line))
  }

  /// The number after the last `>`; 0 when a broken line has none.
  private static func time(_ line: ArraySlice<UInt8>) -> Int64 {
    let start = line.lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? line.endIndex
    var rest = line[start...].drop { $0 == UInt8(ascii: " ") }
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    var value: Int64 = 0
    for byte in rest {
      guard (0x30...0x39).contains(byte), value < 1 << 50 else { break }
      value = value * 10 + Int64(byte - 0x30)
    }
    return isNegative ? -value : value
  }

  func withoutParents() -> CommitObject { CommitObject(copying: self, parents: []) }

  private init(copying other: CommitObject, parents: [CommitID]) {
    (id, tree, self.parents) = (other.id, other.tree, parents)
    (author, authorTime, commitTime) = (other.author, other.authorTime, other.commitTime)
    (bytes, messageStart) = (other.bytes, other.messageStart)
  }
}

// MARK: - Message

extension CommitObject {
  /// The whole message, as stored.
  public var message: ArraySlice<UInt8> { bytes[messageStart...] }

  /// The first line that is not blank, as git's own `%s` without folding of a wrapped first paragraph.
  public var subjectBytes: ArraySlice<UInt8> {
    let text = message.drop { $0 == Self.newline }
    var line = text.prefix { $0 != Self.newline }
    while let last = line.last, last == 0x20 || last == 0x0D { line.removeLast() }
    return line
  }

  /// What follows the subject, without blank lines before it.
  public var bodyBytes: ArraySlice<UInt8> {
    message.drop { $0 == Self.newline }.drop { $0 != Self.newline }.drop { $0 == Self.newline }
  }

  public var subject: String { String(gitBytes: subjectBytes) }
  public var body: String { String(gitBytes: bodyBytes) }

  public var commit: Commit {
    Commit(
      id: id, parents: parents, author: author, authorTime: authorTime, commitTime: commitTime,
      subject: subject, body: body)
  }
}

extension String {
  /// Text from a repository: UTF-8 where it is that, Latin-1 otherwise, as most old commits are.
  public init(gitBytes bytes: ArraySlice<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self = text
    } else {
      self = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
  }
}

extension CommitID {
  /// Reads 40 hexadecimal digits without making a String of them.
  init?(hexadecimal digits: ArraySlice<UInt8>) {
    guard digits.count == 40 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
      var cursor = digits.startIndex
      while count < 20, let high = digits[cursor].hexadecimalValue,
        let low = digits[cursor + 1].hexadecimalValue
      {
        buffer[count] = high << 4 | low
        count += 1
        cursor += 2
      }
    }
    guard let id = bytes.withUnsafeBytes({ CommitID(bytes: $0) }) else { return nil }
    self = id
  }
}
