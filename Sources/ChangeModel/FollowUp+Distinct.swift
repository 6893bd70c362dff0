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

extension [EnrichedChange] {
  /// The same, where of missing repairs that are one only the one that stands for all is told.
  public var withDistinctRepairs: [EnrichedChange] {
    var order: [FollowUp] = []
    var places: [CommitID: Int] = [:]
    var culprits: [Set<CommitID>] = []
    for change in self {
      for fix in change.followUps where fix.status == .missing {
        if places[fix.commit.id] == nil {
          places[fix.commit.id] = order.count
          order.append(fix)
          culprits.append([])
        }
        culprits[places[fix.commit.id] ?? 0].insert(change.commit.id)
      }
    }
    let kept = FollowUp.distinct(order, of: culprits)
    guard kept.count < order.count else { return self }
    let told = Set(kept.map { order[$0].commit.id })
    return map { change in
      change.telling(
        change.followUps.filter { $0.status != .missing || told.contains($0.commit.id) })
    }
  }
}
