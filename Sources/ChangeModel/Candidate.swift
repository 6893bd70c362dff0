/// What may be the cause of a symptom: all that NEW adds, whether the clone knows it or only the changelog does.
///
/// Indirect, since a change has many parts, and each copy would count a reference to each of them.
public indirect enum Candidate: Hashable, Sendable {
  /// A commit of the clone.
  case commit(EnrichedChange)
  /// A change that only the changelog tells of.
  case entry(UnseenChange)

  /// What tells a candidate from all others. Commits come first, then entries by line.
  public enum ID: Hashable, Sendable {
    case commit(CommitID)
    /// Where its first entry stands.
    case entry(SourcePosition)
  }

  public var id: ID {
    switch self {
    case .commit(let change): .commit(change.commit.id)
    case .entry(let change): .entry(change.position)
    }
  }

  /// The commit of the clone; `nil` for what only the changelog tells of.
  public var change: EnrichedChange? {
    if case .commit(let change) = self { change } else { nil }
  }

  /// What only the changelog tells of; `nil` for a commit.
  public var unseen: UnseenChange? {
    if case .entry(let change) = self { change } else { nil }
  }

  // MARK: - What is compared with a symptom

  public var subject: String {
    switch self {
    case .commit(let change): change.commit.subject
    case .entry(let change): change.subject
    }
  }

  /// The rest of the message, or of the entry.
  public var body: String {
    switch self {
    case .commit(let change): change.commit.body
    case .entry(let change): change.rest
    }
  }

  /// See ``EnrichedChange/touchedPaths``; those of an entry are not known.
  public var touchedPaths: [String]? {
    if case .commit(let change) = self { change.touchedPaths } else { nil }
  }
  public var patch: PatchWords? {
    if case .commit(let change) = self { change.patch } else { nil }
  }
  public var fixes: [CommitReference] {
    if case .commit(let change) = self { change.fixes } else { [] }
  }
  public var followUps: [FollowUp] {
    if case .commit(let change) = self { change.followUps } else { [] }
  }
}

extension Candidate.ID: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.commit(let left), .commit(let right)): left < right
    case (.commit, .entry): true
    case (.entry, .commit): false
    case (.entry(let left), .entry(let right)): left < right
    }
  }

  /// The id of a commit; `nil` for an entry.
  public var commit: CommitID? {
    if case .commit(let id) = self { id } else { nil }
  }
}
