/// A commit that a commit message names, and in which sense.
///
/// Forms and their frequencies: "Submitting patches" and "Stable kernel rules" of the kernel's documentation.
public struct CommitReference: Hashable, Sendable {
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// `commit <id> upstream.`, `[ Upstream commit <id> ]`, `Git-commit:`: this commit is a backport of it.
    case upstream = 1
    /// `(cherry picked from commit <id>)`: as upstream, but perhaps of another branch.
    case cherryPick = 2
    /// `Fixes: <id> ("subject")`
    case fixes = 3
    /// `This reverts commit <id>.`
    case reverts = 4
    /// `Stable-dep-of: <id> ("subject")`
    case stableDependency = 5
    /// Prose: `since commit <id> ("subject")`.
    case mentions = 6
    /// Prose: `introduced by commit <id>`, `commit <id> broke …`; only in messages without `Fixes:`.
    case blames = 7

    /// How often such a reference is right, as far as that was counted.
    public static let blameProbability = 0.97
  }

  public let kind: Kind
  public let id: AbbreviatedCommitID
  /// The subject quoted beside the id, which survives a mistyped id.
  public let quotedSubject: String?

  public init(kind: Kind, id: AbbreviatedCommitID, quotedSubject: String? = nil) {
    (self.kind, self.id, self.quotedSubject) = (kind, id, quotedSubject)
  }
}
