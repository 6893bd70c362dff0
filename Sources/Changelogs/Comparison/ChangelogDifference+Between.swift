public import ChangeModel

extension ChangelogDifference {
  /// What `new` adds to `old`, by multisets of entries.
  ///
  /// Headings only order the answer: an entry that moved to another release, date or rebuild of a
  /// release is still the same entry. Of entries with equal text those in equally named releases
  /// are paired first, then the oldest with the oldest. What is left over on both sides is paired
  /// by ``RewordedEntries``.
  ///
  /// - Complexity: O(*n*) in the number of entries, plus the search among the entries that only one
  ///   side has.
  public static func between(_ old: PackageChangelog, _ new: PackageChangelog)
    -> ChangelogDifference
  {
    let oldSide = FlatChangelog(old.changelog)
    let newSide = FlatChangelog(BumpChain.join(new.changelog, to: old.changelog))
    let same = EqualEntries(old: oldSide, new: newSide)
    let reworded = RewordedEntries(
      old: oldSide, unmatchedOld: same.unmatchedOld, new: newSide, unmatchedNew: same.unmatchedNew)
    let rewordedOld = Set(reworded.pairs.map(\.old))
    let rewordedNew = Set(reworded.pairs.map(\.new))
    let added = same.unmatchedNew.filter { !rewordedNew.contains($0) }
    let removed = same.unmatchedOld.filter { !rewordedOld.contains($0) }
    let releases = AddedReleases(
      old: oldSide, new: newSide, partnerInOld: same.partnerInOld, added: added)
    let remarks = ComparisonRemarks(
      old: oldSide, new: newSide, partnerInOld: same.partnerInOld, added: added, removed: removed,
      rewordedCount: reworded.pairs.count)
    return ChangelogDifference(
      old: Side(old.changelog, takenFor: old.takenFor, installedIn: old.installedIn),
      new: Side(new.changelog, takenFor: new.takenFor, installedIn: new.installedIn),
      releasesAdded: releases.releases, added: added.map { newSide.entries[$0] },
      removed: removed.map { oldSide.entries[$0] },
      reworded: reworded.pairs.map {
        Reworded(old: oldSide.entries[$0.old], new: newSide.entries[$0.new], reason: $0.reason)
      },
      unchangedCount: newSide.entries.count - same.unmatchedNew.count, isSwapped: remarks.isSwapped,
      remarks: remarks.remarks)
  }
}
