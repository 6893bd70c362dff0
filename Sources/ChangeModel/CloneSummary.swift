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
  /// The format of the index; `nil` if there is none.
  public let indexVersion: Int?

  /// What the clone names and cannot give; whatever only that leads to is unknown.
  public let unreadable: [UnreadablePart]

  public init(
    path: String, newestCommit: CommitID?, newestTime: Int64?, commitCount: Int, isShallow: Bool,
    hasFileContents: Bool, indexPath: String? = nil, indexSize: Int? = nil,
    indexVersion: Int? = nil, unreadable: [UnreadablePart] = []
  ) {
    self.unreadable = unreadable
    (self.indexPath, self.indexSize) = (indexPath, indexSize)
    self.indexVersion = indexVersion
    (self.path, self.newestCommit, self.newestTime) = (path, newestCommit, newestTime)
    (self.commitCount, self.isShallow) = (commitCount, isShallow)
    self.hasFileContents = hasFileContents
  }
}

/// A ref, a commit or a tree that the clone names and cannot give.
public struct UnreadablePart: Hashable, Sendable {
  public enum Reason: String, Hashable, Sendable {
    /// The clone lacks the object.
    case missing
    /// The object is there, and its bytes are not what they should be.
    case damaged
    /// The ref itself leads nowhere: its file is damaged, or it stands for a ref that is not there.
    case broken
  }

  /// The ref that leads to it, `refs/tags/v4.8`; `nil` for what another commit names as its parent.
  public let reference: String?
  /// The object that is wanted; `nil` where the ref does not say which.
  public let id: CommitID?
  public let reason: Reason
  /// What was found instead, in a few words; may be empty.
  public let detail: String

  public init(reference: String? = nil, id: CommitID?, reason: Reason, detail: String = "") {
    (self.reference, self.id, self.reason, self.detail) = (reference, id, reason, detail)
  }
}

extension UnreadablePart: CustomStringConvertible {
  /// `refs/tags/v4.8 leads to 523d939ef98f…, which is missing`
  public var description: String {
    let object = id.map { "\($0)" } ?? "nothing"
    let state =
      switch reason {
      case .missing: "missing"
      case .damaged: "damaged"
      case .broken: "broken"
      }
    let words = detail.isEmpty ? state : "\(state) (\(detail))"
    return switch (reference, reason) {
    case (let reference?, .broken): "\(reference) is \(words)"
    case (let reference?, _): "\(reference) leads to \(object), which is \(words)"
    case (nil, _): "object \(object) is \(words)"
    }
  }
}
