/// A commit as the history knows it, without its changes.
public struct Commit: Hashable, Sendable {
  public let id: CommitID
  public let parents: [CommitID]
  public let author: Person
  /// Seconds since 1970, UTC.
  public let authorTime: Int64
  /// Seconds since 1970, UTC.
  public let commitTime: Int64
  /// First line of the message.
  public let subject: String
  /// The message after its first line, without leading blank lines.
  public let body: String

  public init(
    id: CommitID, parents: [CommitID], author: Person, authorTime: Int64, commitTime: Int64,
    subject: String, body: String
  ) {
    (self.id, self.parents, self.author) = (id, parents, author)
    (self.authorTime, self.commitTime) = (authorTime, commitTime)
    (self.subject, self.body) = (subject, body)
  }
}

extension Commit: Comparable {
  /// Older first, by commit date; of one second, by id.
  public static func < (left: Self, right: Self) -> Bool {
    (left.commitTime, left.id) < (right.commitTime, right.id)
  }
}
