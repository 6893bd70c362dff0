extension FollowUp {
  /// Of repairs that are one, each once: the places of those that stand for all.
  ///
  /// Branches, vendors' above all, may have the same repair without saying so. Repairs with one subject for the same
  /// commits are one, and the first that is in a release stands for all. Every list of missing fixes counts so.
  ///
  /// - Parameter culprits: the commits that each repairs.
  public static func distinct(
    _ repairs: [FollowUp], of culprits: [Set<CommitID>]
  ) -> Set<Int> {
    struct Repair: Hashable { let subject: String, of: Set<CommitID> }
    func isReleased(_ place: Int) -> Bool { repairs[place].landings.contains { $0.release != nil } }
    let places = repairs.indices
    var told: Set<Repair> = []
    return Set(
      (places.filter(isReleased) + places.filter { !isReleased($0) }).filter { place in
        told.insert(Repair(subject: repairs[place].commit.subject, of: culprits[place])).inserted
      })
  }
}
