import ChangeModel

/// Later commits that repair or revert a change, and whether a given kernel has them.
struct FollowUpFinder {
  let families: ChangeFamilies
  /// What the kernel in question contains.
  let contents: CommitSet
  /// Its line of development, `4.4.y`; a revert made only in another stable branch concerns only that one.
  let branch: String?

  private var index: HistoryIndex { families.index }

  /// The follow-ups of the change that `position` carries, oldest first.
  func followUps(of position: CommitPosition) throws -> [FollowUp] {
    let culprit = try families.family(of: position)
    var groups: [(family: ChangeFamily, kind: FollowUp.Kind)] = []
    for repair in try families.repairs(of: culprit) {
      let family = try families.family(of: repair.position)
      guard concernsBranch(family) else { continue }
      let kind: FollowUp.Kind = repair.kind == .reverts ? .revert : .fix
      if let known = groups.firstIndex(where: { $0.family.identity == family.identity }) {
        if kind == .revert { groups[known].kind = .revert }
      } else {
        groups.append((family, kind))
      }
    }
    guard !groups.isEmpty else { return [] }
    let hasCulprit = culprit.members.contains(where: contents.contains)
    let isCulpritReverted = try families.isReverted(culprit, in: contents)
    let asTargetHasIt = try families.commit(at: position)
    return try groups.map { group in
      FollowUp(
        kind: group.kind, commit: try families.commit(at: group.family.members[0]),
        status: try status(
          of: group.family, hasCulprit: hasCulprit, isCulpritReverted: isCulpritReverted),
        landings: try families.landings(of: group.family), of: [asTargetHasIt])
    }.sorted { ($0.commit.commitTime, $0.commit.id) < ($1.commit.commitTime, $1.commit.id) }
  }

  func status(
    of repair: ChangeFamily, hasCulprit: Bool, isCulpritReverted: Bool
  ) throws -> FollowUp.Status {
    if repair.members.contains(where: contents.contains) {
      return try families.isReverted(repair, in: contents) ? .reverted : .present
    }
    if !hasCulprit { return .notNeeded }
    if isCulpritReverted { return .culpritReverted }
    return try families.isReverted(repair, in: nil) ? .reverted : .missing
  }

  /// Whether a repair is meant for this line: made in mainline, made for mainline, or made in this very branch.
  private func concernsBranch(_ family: ChangeFamily) -> Bool {
    guard let branch, family.ids.count == family.members.count else { return true }
    let branches = family.members.map { index.releases.branch(of: $0) }
    return branches.contains { $0 == branch || !$0.hasSuffix(".y") }
  }
}
