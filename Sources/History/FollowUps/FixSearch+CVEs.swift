public import ChangeModel

extension FixSearch {
  /// Which CVEs of a list an update closes, and which the newer kernel is open to; in the list's order.
  ///
  /// A commit counts as there, itself or as a backport that says so. A CVE is called open only if a commit that brought
  /// it is in the kernel; what was there before all history counts where the clone knows the fix.
  ///
  /// - Returns: for each of the newer kernels.
  public func standings(
    of cves: [KnownCVE], from old: Target, to new: [Target]
  ) throws(HistoryError) -> [[CVEStanding]] {
    try index.read { reader in
      let map = try ReferenceMap(index: index, reader: reader, asking: cves.count)
      func carriers(_ ids: [AbbreviatedCommitID]) throws -> [CommitPosition] {
        try ids.flatMap { id in
          try map.links.resolver.node(named: id).map { try map.members(map.origins(of: $0)) } ?? []
        }
      }
      let carriers = try cves.map { cve in
        (cve: cve, fixes: try carriers(cve.fixes), culprits: try carriers(cve.culprits))
      }
      let older = try old.kernel(index, reader).contents
      return try new.map { target in
        let newer = try target.kernel(index, reader).contents
        return try carriers.compactMap { cve, fixes, culprits in
          if let here = fixes.first(where: newer.contains) {
            guard !fixes.contains(where: older.contains) else { return nil }
            return CVEStanding(closed: cve, by: try reader.id(at: here))
          }
          let wasAlwaysThere = cve.culprits.contains(where: \.isFirstOfLinux) && !fixes.isEmpty
          guard wasAlwaysThere || culprits.contains(where: newer.contains) else { return nil }
          let isOld = wasAlwaysThere || culprits.contains(where: older.contains)
          let brought = isOld ? [] : try culprits.filter(newer.contains).map(reader.id(at:))
          return CVEStanding(
            open: cve, broughtBy: Set(brought).sorted(),
            isReopened: fixes.contains(where: older.contains))
        }
      }
    }
  }
}

extension AbbreviatedCommitID {
  /// Linux-2.6.12-rc2, with which Linux's history in git begins: lists name it for what is older.
  fileprivate var isFirstOfLinux: Bool { digits.hasPrefix("1da177e4c3f4") }
}
