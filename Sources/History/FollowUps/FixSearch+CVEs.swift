public import ChangeModel

extension FixSearch {
  /// Which CVEs of a list an update closes, and which the newer kernel is open to; in the list's order.
  ///
  /// A commit counts as there, itself or as a backport that says so. A CVE is called open only if a commit that brought
  /// it is in the kernel; what was there before all history counts where the clone knows the fix.
  public func standings(
    of cves: [KnownCVE], from old: Target, to new: Target
  ) throws(HistoryError) -> [CVEStanding] {
    try index.read { reader in
      let map = try ReferenceMap(index: index, reader: reader, asking: cves.count)
      let (older, newer) = (try old.kernel(index, reader), try new.kernel(index, reader))
      func carriers(_ ids: [AbbreviatedCommitID]) throws -> [CommitPosition] {
        try ids.flatMap { id in
          try map.links.resolver.node(named: id).map { try map.members(map.origins(of: $0)) } ?? []
        }
      }
      return try cves.compactMap { cve in
        let fixes = try carriers(cve.fixes)
        if let here = fixes.first(where: newer.contents.contains) {
          guard !fixes.contains(where: older.contents.contains) else { return nil }
          return CVEStanding(closed: cve, by: try reader.id(at: here))
        }
        let culprits = try carriers(cve.culprits)
        let wasAlwaysThere = cve.culprits.contains(where: \.isFirstOfLinux) && !fixes.isEmpty
        guard wasAlwaysThere || culprits.contains(where: newer.contents.contains) else {
          return nil
        }
        let isOld = wasAlwaysThere || culprits.contains(where: older.contents.contains)
        let brought = isOld ? [] : try culprits.filter(newer.contents.contains).map(reader.id(at:))
        return CVEStanding(
          open: cve, broughtBy: Set(brought).sorted(),
          isReopened: fixes.contains(where: older.contents.contains))
      }
    }
  }
}

extension AbbreviatedCommitID {
  /// Linux-2.6.12-rc2, with which Linux's history in git begins: lists name it for what is older.
  fileprivate var isFirstOfLinux: Bool { digits.hasPrefix("1da177e4c3f4") }
}
