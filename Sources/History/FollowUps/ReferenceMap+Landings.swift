import ChangeModel

extension ReferenceMap {
  /// Where a change landed: one commit for each branch, the first, or if that was taken back, the one that is in force.
  func landings(of origins: [ChangeNode]) throws -> [Landing] {
    var found: [Landing] = []
    let isOfVendor = try isOfVendor(origins)
    for member in inOrder(try members(origins)) {
      let branch = index.releases.branch(of: member)
      guard !found.contains(where: { $0.branch == branch }) else { continue }
      let life = try life(of: origins, in: branch)
      let landed = life.live ?? member
      found.append(
        Landing(
          branch: branch, commit: try reader.id(at: landed),
          release: index.releases.first(with: landed)?.name, isOfVendor: isOfVendor,
          absences: life.live == nil ? [] : try life.absences.compactMap(absence)))
    }
    return found
  }

  /// Whether a change is a vendor's own: it is in no other line of development, and is a backport of nothing.
  private func isOfVendor(_ origins: [ChangeNode]) throws -> Bool {
    guard origins.allSatisfy({ $0.position != nil }) else { return false }
    return try members(origins).allSatisfy {
      index.releases.isOfVendor(index.releases.branch(of: $0))
    }
  }

  /// What became of a change in one line of development.
  func life(
    of origins: [ChangeNode], in branch: String,
    among isSeen: (CommitPosition) -> Bool = { _ in true }
  ) throws -> ChangeLife {
    try life(of: origins) {
      isSeen($0) && index.isVisible($0) && index.releases.branch(of: $0) == branch
    }
  }

  /// `nil` if no release shows it.
  private func absence(_ absence: ChangeLife.Absence) throws -> Landing.Absence? {
    let (since, from, until) = (
      index.releases.first(with: absence.since)?.name,
      index.releases.first(with: absence.revert)?.name,
      index.releases.first(with: absence.again)?.name
    )
    guard since != from, from != until else { return nil }
    return Landing.Absence(
      since: since, from: from, until: until, by: try reader.id(at: absence.revert))
  }

  /// The commit by which a change is told: of the first line of development that has it, the one in force.
  ///
  /// - Parameter isSeen: only these are told.
  func shown(
    _ origins: [ChangeNode], among isSeen: (CommitPosition) -> Bool = { _ in true }
  ) throws -> CommitPosition? {
    guard let first = inOrder(try members(origins)).first(where: isSeen) else { return nil }
    return try life(of: origins, in: index.releases.branch(of: first), among: isSeen).live ?? first
  }
}
