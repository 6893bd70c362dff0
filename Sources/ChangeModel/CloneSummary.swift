/// Which repository answered, and how far its knowledge goes.
public struct CloneSummary: Hashable, Sendable {
  /// As the user wrote it.
  public let path: String
  /// The youngest commit of any branch or tag that is not of the future: fixes are known up to here.
  public let newestCommit: CommitID?
  /// Seconds since 1970, UTC, of that commit.
  public let newestTime: Int64?
  public let commitCount: Int
  /// History is cut off: older commits are unknown.
  public let isShallow: Bool
  /// Whether file contents are there (a blob-less clone lacks them).
  public let hasFileContents: Bool

  /// Where the index is, and its size in bytes; only where the question is about the index.
  public let indexPath: String?
  public let indexSize: Int?

  public init(
    path: String, newestCommit: CommitID?, newestTime: Int64?, commitCount: Int, isShallow: Bool,
    hasFileContents: Bool, indexPath: String? = nil, indexSize: Int? = nil
  ) {
    (self.indexPath, self.indexSize) = (indexPath, indexSize)
    (self.path, self.newestCommit, self.newestTime) = (path, newestCommit, newestTime)
    (self.commitCount, self.isShallow) = (commitCount, isShallow)
    self.hasFileContents = hasFileContents
  }
}
