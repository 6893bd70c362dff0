extension FollowUp {
  /// Of repairs that are one, each once: the places of those that stand for all.
  ///
  /// Branches, vendors' above all, may have the same repair without saying so. Repairs with one subject for the same
  /// commits are one, and the first that is in a release stands for all, unless one branch has both: there the second came
  /// after the first was reverted. Every list of missing fixes counts so.
  ///
  /// - Parameter culprits: the commits that each repairs.
  public static func distinct(
    _ repairs: [FollowUp], of culprits: [Set<CommitID>]
  ) -> Set<Int> {
    struct Repair: Hashable { let subject: String, of: Set<CommitID> }
    func isReleased(_ place: Int) -> Bool { repairs[place].landings.contains { $0.release != nil } }
    let places = repairs.indices
    var branches: [Repair: Set<String>] = [:]
    return Set(
      (places.filter(isReleased) + places.filter { !isReleased($0) }).filter { place in
        let repair = Repair(subject: repairs[place].commit.subject, of: culprits[place])
        let its = Set(repairs[place].landings.filter { $0.release != nil }.map(\.branch))
        let others = branches.updateValue(branches[repair, default: []].union(its), forKey: repair)
        return others.map { !$0.isDisjoint(with: its) } ?? true
      })
  }
}
