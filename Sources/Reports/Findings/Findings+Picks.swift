internal import ChangeModel

extension Findings {
  /// The repairs that would make NEW acceptable, with what each needs before it, oldest first.
  var picks: [CommitID] {
    var seen: Set<CommitID> = []
    return knownBad.filter { $0.counts && $0.pick?.conflicts == [] }
      .sorted {
        $0.fix.commit < $1.fix.commit
      }
      .flatMap { bad in (bad.pick?.needs.map(\.id) ?? []) + [bad.pick?.commit ?? bad.fix.commit.id]
      }
      .filter { seen.insert($0).inserted }
  }
}
