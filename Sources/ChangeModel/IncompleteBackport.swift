/// A backport that came to a kernel without something that it seems to rest on.
public struct IncompleteBackport: Hashable, Sendable {
  /// As the kernel has it.
  public let change: Commit
  /// What it is a backport of, as far as the clone has it.
  public let upstream: [Commit]
  /// The most probable first; not empty.
  public let missing: [MissingPart]

  public init(change: Commit, upstream: [Commit], missing: [MissingPart]) {
    (self.change, self.upstream, self.missing) = (change, upstream, missing)
  }
}

/// What did not come with a backport, and what shows that.
public struct MissingPart: Hashable, Sendable {
  public enum Evidence: Hashable, Sendable {
    /// A commit that the kernel lacks says `Stable-dep-of:` the backport.
    case dependency(Commit)
    /// A message says that the change depends on a commit that the kernel lacks; whose message.
    case prerequisite(Commit, saidBy: CommitID)
    /// A hunk of the upstream commit that the kernel's file would take as it is, and that the backport left out.
    case hunk(path: String, function: String?)
  }

  public let evidence: Evidence
  /// How often such evidence was right where it was measured.
  public let probability: Double

  public init(_ evidence: Evidence, probability: Double) {
    (self.evidence, self.probability) = (evidence, probability)
  }

  /// The commit that the kernel lacks; `nil` for a part of the upstream commit itself.
  public var commit: Commit? {
    switch evidence {
    case .dependency(let commit), .prerequisite(let commit, _): commit
    case .hunk: nil
    }
  }
}

/// The backports of a range that seem to have come incomplete, and how many could be judged.
///
/// That nothing was found of a backport does not mean that it needs nothing: most prerequisites leave no such sign.
public struct IncompleteBackports: Hashable, Sendable {
  /// The kernel that has them, as the user wrote it.
  public let kernel: String
  /// Backports that were looked at.
  public let count: Int
  /// Those of which the clone lacks the upstream commit, so that only what messages say could be looked at.
  public let withoutUpstream: Int
  /// Those with an upstream commit whose diff, or the kernel's files, could not be read.
  public let withoutContents: Int
  /// In the order of the range.
  public let found: [IncompleteBackport]

  public init(
    kernel: String, count: Int, withoutUpstream: Int, withoutContents: Int,
    found: [IncompleteBackport]
  ) {
    (self.kernel, self.count, self.found) = (kernel, count, found)
    (self.withoutUpstream, self.withoutContents) = (withoutUpstream, withoutContents)
  }

  /// Those that were compared with their upstream commits.
  public var compared: Int { count - withoutUpstream - withoutContents }
}
