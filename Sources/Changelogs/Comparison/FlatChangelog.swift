internal import ChangeModel
import Text

/// A changelog's entries in one row, newest first, each with the number of its release.
struct FlatChangelog {
  let changelog: Changelog
  let entries: [ChangelogEntry]
  let releaseOfEntry: [Int]

  init(_ changelog: Changelog) {
    self.changelog = changelog
    var entries: [ChangelogEntry] = []
    var releaseOfEntry: [Int] = []
    entries.reserveCapacity(changelog.entryCount)
    releaseOfEntry.reserveCapacity(changelog.entryCount)
    for (index, release) in changelog.releases.enumerated() {
      entries += release.entries
      releaseOfEntry += repeatElement(index, count: release.entries.count)
    }
    (self.entries, self.releaseOfEntry) = (entries, releaseOfEntry)
  }

  var releases: [ChangelogRelease] { changelog.releases }

  /// Whether the entries stand by author, as `git shortlog` has them, so that the last is not the oldest.
  var isByAuthor: Bool {
    changelog.dialect == .gitLog && entries.allSatisfy { $0.commits.isEmpty && $0.person != nil }
  }

  func version(ofEntry index: Int) -> String? { releases[releaseOfEntry[index]].version }
}

extension String {
  /// This text with every run of blanks as one space, so that another wrapping makes no difference.
  var withSingleSpaces: String {
    var previous: UInt8 = 0
    let isUneven = utf8.contains { byte in
      defer { previous = byte }
      return byte == 0x09 || (byte == 0x20 && previous == 0x20)
    }
    guard isUneven else { return self }
    return utf8.split(whereSeparator: \.isSpaceOrTab).map { Substring($0) }.joined(separator: " ")
  }
}
