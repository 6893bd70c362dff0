public import ChangeModel
import Text

/// A commit as stored: the numbers of its header read, its texts still bytes.
///
/// Format: the lines "tree", "parent" (none or more), "author" and "committer", further header lines, a blank line, the
/// message (git-cat-file(1), gitformat of commit objects).
public struct CommitObject: Sendable {
  public let id: CommitID
  public let tree: CommitID
  public let firstParent: CommitID?
  public let parentCount: Int
  /// Seconds since 1970, UTC.
  public let authorTime: Int64
  public let commitTime: Int64
  private let bytes: [UInt8]
  /// Offsets into the bytes; no commit has 4 GiB.
  private let authorStart, authorEnd, messageStart: UInt32

  /// `nil` if the header is not that of a commit.
  init?(id: CommitID, bytes: [UInt8]) {
    guard bytes.count < Int(UInt32.max), let header = bytes.withUnsafeBytes({ CommitHeader($0) })
    else { return nil }
    (self.id, tree, firstParent) = (id, header.tree, header.firstParent)
    (parentCount, authorTime, commitTime) = (
      header.parentCount, header.authorTime, header.commitTime
    )
    self.bytes = bytes
    authorStart = UInt32(header.author.lowerBound)
    authorEnd = UInt32(header.author.upperBound)
    messageStart = UInt32(header.messageStart)
  }

  /// The commit as it looks at the boundary of a shallow clone.
  init(cuttingOff whole: CommitObject) {
    (id, tree, firstParent, parentCount) = (whole.id, whole.tree, nil, 0)
    (authorTime, commitTime) = (whole.authorTime, whole.commitTime)
    (bytes, authorStart, authorEnd) = (whole.bytes, whole.authorStart, whole.authorEnd)
    messageStart = whole.messageStart
  }
}

// MARK: - Parents and author

extension CommitObject {
  public var parents: [CommitID] {
    guard let firstParent else { return [] }
    guard parentCount > 1 else { return [firstParent] }
    return (0..<parentCount).map(parent)
  }

  /// The parent of this number, counted from 0.
  public func parent(_ number: Int) -> CommitID {
    precondition((0..<parentCount).contains(number))
    if number == 0, let firstParent { return firstParent }
    return bytes.withUnsafeBytes { CommitHeader.parent(number, in: $0) }
  }

  /// `Name <mail>`, as stored.
  public var authorBytes: ArraySlice<UInt8> {
    let line = bytes[Int(authorStart)..<Int(authorEnd)]
    return line[..<(line.lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? line.endIndex)]
  }

  public var author: Person {
    let text = authorBytes
    let open = text.lastIndex(of: UInt8(ascii: "<")) ?? text.endIndex
    var name = text[..<open]
    while name.last == UInt8(ascii: " ") { name.removeLast() }
    var mail = text[open...].dropFirst()
    if mail.last == UInt8(ascii: ">") { mail.removeLast() }
    return Person(name: .init(utf8OrLatin1: name), email: .init(utf8OrLatin1: mail))
  }
}

// MARK: - Message

extension CommitObject {
  /// The whole message, as stored.
  public var message: ArraySlice<UInt8> { bytes[Int(messageStart)...] }

  /// The first line that is not blank, as git's own `%s` without folding of a wrapped first paragraph.
  public var subjectBytes: ArraySlice<UInt8> {
    var line = parts.subject
    while let last = line.last, last == 0x20 || last == 0x0D { line.removeLast() }
    return line
  }

  /// What follows the subject, without blank lines before it.
  public var bodyBytes: ArraySlice<UInt8> { parts.body }

  private var parts: (subject: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
    let newline = UInt8(ascii: "\n")
    var start = Int(messageStart)
    while start < bytes.count, bytes[start] == newline { start += 1 }
    var end = start
    while end < bytes.count, bytes[end] != newline { end += 1 }
    var rest = end
    while rest < bytes.count, bytes[rest] == newline { rest += 1 }
    return (bytes[start..<end], bytes[rest...])
  }

  public var subject: String { String(utf8OrLatin1: subjectBytes) }
  public var body: String { String(utf8OrLatin1: bodyBytes) }

  public var commit: Commit {
    Commit(
      id: id, parents: parents, author: author, authorTime: authorTime, commitTime: commitTime,
      subject: subject, body: body)
  }
}
