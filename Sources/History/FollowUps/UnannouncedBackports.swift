import ChangeModel
import Git

/// Finds a change in a kernel where it is under another id and says nothing of where it comes from.
///
/// `git am` and `git cherry-pick` keep author and author date, so a commit with both, to the second, and the same subject
/// is the same patch. With another date, a long subject that stands once and the author's address stand in for that. All
/// else is another patch more often than not, and is taken for the same only if the lines changed are the same.
struct UnannouncedBackports {
  let map: ReferenceMap
  let contents: CommitSet

  /// Shorter subjects ("fix build") are anybody's. In letters and digits.
  private static let leastLength = 24
  // How often each is right where the references of DPDK's stable branches are hidden.
  /// Subject, author and date: 15,627 of 15,648 (in an Android tree 22,212 of 22,216).
  private static let sameAll = 0.99
  /// Subject and author: 639 of 733. With the subject alone, 22 of 122; with author and date alone, 14 of 199.
  private static let sameSubjectAndAuthor = 0.87
  /// The same lines too: all of 128, but for the 10 that were under a third id.
  private static let samePatch = 0.98

  /// The commit of the kernel that is this change most probably.
  func find(_ origins: [ChangeNode]) throws -> (position: CommitPosition, probability: Double)? {
    let members = try map.members(origins)
    let firsts = origins.compactMap(\.position)
    for member in firsts.isEmpty ? Array(members.prefix(1)) : firsts {
      let others = try map.reader.positions(like: member).filter {
        !members.contains($0.position) && map.index.isVisible($0.position)
      }
      guard !others.isEmpty else { continue }
      let here = try others.filter { try isCandidate($0.position) }
      if let same = here.first(where: { $0.hasSubject && $0.hasAuthor }) {
        return (same.position, Self.sameAll)
      }
      let original = try map.object(at: member)
      if others.count(where: \.hasAuthor) == 1, let other = here.first(where: \.hasAuthor),
        try isSamePatch(other.position, original)
      {
        return (other.position, Self.samePatch)
      }
      let alike = here.filter(\.hasSubject).map(\.position)
      guard alike.count == 1, SubjectKeys(original.subject).whole.length >= Self.leastLength,
        map.index.graph.time(alike[0]) >= original.authorTime
      else { continue }
      if try isSamePatch(alike[0], original) { return (alike[0], Self.samePatch) }
      let author = try map.object(at: alike[0]).author.email?.lowercased()
      if author != nil, author == original.author.email?.lowercased() {
        return (alike[0], Self.sameSubjectAndAuthor)
      }
    }
    return nil
  }

  /// Whether a commit is in the kernel and does not say that it is something else.
  private func isCandidate(_ position: CommitPosition) throws -> Bool {
    try contents.contains(position)
      && map.origins(of: ChangeNode(position)) == [ChangeNode(position)]
  }

  /// Whether both change the same lines; `false` where the clone lacks the contents of files.
  private func isSamePatch(_ position: CommitPosition, _ original: CommitObject) throws -> Bool {
    let repository = map.index.repository
    guard let patch = PatchIdentity(of: original, in: repository) else { return false }
    return PatchIdentity(of: try map.object(at: position), in: repository) == patch
  }
}
