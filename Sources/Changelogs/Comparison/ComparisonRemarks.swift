internal import ChangeModel

/// What a reader must know before trusting the counts.
struct ComparisonRemarks {
  let remarks: [ChangelogDifference.Remark]
  /// Whether NEW looks older than OLD.
  let isSwapped: Bool

  init(
    old: FlatChangelog, new: FlatChangelog, partnerInOld: [Int?], added: [Int], removed: [Int],
    rewordedCount: Int
  ) {
    let unchanged = new.entries.count - added.count - rewordedCount
    let oldName = Self.name(old.changelog)
    let newName = Self.name(new.changelog)
    var remarks: [ChangelogDifference.Remark] = []
    guard !old.entries.isEmpty, !new.entries.isEmpty else {
      (self.remarks, isSwapped) = ([], false)
      return
    }
    let shared = unchanged + rewordedCount
    let smaller = min(old.entries.count, new.entries.count)
    // NEW's notes may go on where OLD's end.
    let isJoined = shared == 0 && Self.isJoined(old, new)
    if shared == 0, !isJoined, old.releases.count == 1, new.releases.count == 1 {
      remarks.append(.oneReleaseEach(old: oldName, new: newName))
    }
    if let oldPackage = old.changelog.packageName, let newPackage = new.changelog.packageName,
      KernelFlavor(oldPackage).differs(from: KernelFlavor(newPackage))
    {
      remarks.append(
        .differentPackages(
          old: oldPackage.inert(), new: newPackage.inert(), shared: shared, smaller: smaller))
    } else if remarks.isEmpty, !isJoined, shared * Self.littleShared < smaller {
      remarks.append(.littleShared(shared, smaller: smaller, old: oldName, new: newName))
    }
    isSwapped = Self.areSwapped(
      old, new, partnerInOld, addedCount: added.count, removedCount: removed.count)
    if isSwapped {
      remarks.append(.swapped(old: oldName, new: newName, onlyInOld: removed.count))
    } else if !old.isByAuthor, !new.isByAuthor {
      let oldTail = Self.tailLength(removed, of: old)
      if unchanged > 0, oldTail > 0 { remarks.append(.newIsTrimmed(oldTail)) }
      let newTail = Self.tailLength(added, of: new)
      if unchanged > 0, newTail > 0, newTail < new.entries.count {
        remarks.append(.oldIsTrimmed(newTail))
      }
    }
    self.remarks = remarks
  }

  /// Two changelogs of one package share more than a twentieth of the smaller.
  private static let littleShared = 20

  private static func isJoined(_ old: FlatChangelog, _ new: FlatChangelog) -> Bool {
    guard new.changelog.dialect == .releaseNotes else { return false }
    let ends = Set(old.entries.compactMap { $0.versionBump?.to })
    return new.entries.contains { $0.versionBump?.from.map(ends.contains) ?? false }
  }

  private static func name(_ changelog: Changelog) -> String {
    let parts = [changelog.packageName, changelog.newestVersion].compactMap { $0?.inert() }
    return parts.isEmpty ? changelog.source.inert() : parts.joined(separator: " ")
  }

  /// How many of the last entries are all among `indices`, which ascend.
  private static func tailLength(_ indices: [Int], of side: FlatChangelog) -> Int {
    var expected = side.entries.count - 1
    var length = 0
    for index in indices.reversed() {
      guard index == expected else { break }
      expected -= 1
      length += 1
    }
    return length
  }

  /// Whether NEW's newest release lies inside OLD; where the two share nothing, whether its version
  /// or date is the lower.
  private static func areSwapped(
    _ old: FlatChangelog, _ new: FlatChangelog, _ partnerInOld: [Int?], addedCount: Int,
    removedCount: Int
  ) -> Bool {
    guard partnerInOld.contains(where: { $0 != nil }) else {
      guard old.changelog.dialect == new.changelog.dialect,
        let oldVersion = old.changelog.newestVersion.flatMap({ KernelVersion(leading: $0) }),
        let newVersion = new.changelog.newestVersion.flatMap({ KernelVersion(leading: $0) })
      else { return false }
      return newVersion < oldVersion && newVersion.series == oldVersion.series
    }
    // The newest entries of NEW are old ones, and OLD has releases above them.
    guard removedCount > addedCount, let first = partnerInOld.first, let partner = first else {
      return false
    }
    return old.releaseOfEntry[partner] > 0 && new.releaseOfEntry[0] == 0
  }
}
