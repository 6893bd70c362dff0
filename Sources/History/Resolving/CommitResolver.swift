public import ChangeModel
import Git

/// Finds the commits behind changelog entries.
///
/// The rules are tried from the surest to the weakest: a commit id, the same subject, a subject that says the same in
/// other words, the same CVE. The first that names one change wins; one that names several is told as ambiguous rather
/// than guessed.
public struct CommitResolver {
  let index: HistoryIndex
  /// The commits that NEW has and OLD has not, if both packages are releases of the clone.
  private let range: ReleaseRange?

  /// - Parameter range: from OLD to NEW, where the packages' versions are releases of the clone; decides between
  ///   commits that fit equally well.
  public init(in index: HistoryIndex, range: ReleaseRange? = nil) {
    (self.index, self.range) = (index, range)
  }

  /// - Parameter headings: what stands over each entry, where that is known.
  /// - Returns: one result for each entry, in order.
  public func resolve(
    _ entries: [ChangelogEntry], under headings: [SourcePosition: EntryHeading] = [:]
  ) throws(HistoryError) -> [ResolvedEntry] {
    try index.read { reader in
      let matcher = try SubjectMatcher(index: index, reader: reader, range: range)
      let matched = try matcher.match(entries, under: headings)
      return try zip(entries, matched).map { entry, matched in
        let resolution: Resolution =
          switch entry.kind {
          case .note: .notACommit
          case .versionBump: try expand(entry, reader)
          case .change: matched ?? .notFound(.noSuchSubject())
          }
        return ResolvedEntry(entry: entry, resolution: resolution)
      }
    }
  }

  /// The commits between the two releases of a version bump.
  private func expand(_ entry: ChangelogEntry, _ reader: IndexReader) throws -> Resolution {
    guard let bump = entry.versionBump else { return .notACommit }
    guard let from = bump.from ?? bump.to.version.predecessorInSeries.map({ .init(version: $0) })
    else {
      return .notFound(.noStart(of: bump.to))
    }
    guard let new = try position(of: bump.to, reader) else { return unknown(bump.to) }
    guard let old = try position(of: from, reader) else { return unknown(from) }
    let range = ReleaseRange(
      oldName: name(of: from), old: try reader.id(at: old), newName: name(of: bump.to),
      new: try reader.id(at: new))
    let changes = index.positions(from: old, to: new)
    return .expanded(range, try changes.map { try reader.id(at: $0) })
  }

  private func position(
    of point: VersionBump.Point, _ reader: IndexReader
  ) throws -> CommitPosition? {
    guard let snapshot = point.snapshot else { return index.releases[point.version]?.commit }
    return try reader.named(snapshot).only
  }

  private func unknown(_ point: VersionBump.Point) -> Resolution {
    let clone = index.repository.path
    if let snapshot = point.snapshot { return .notFound(.unknownSnapshot(snapshot, clone: clone)) }
    let newest = index.releases.newest(inSeriesOf: point.version)?.version
    return .notFound(.unknownRelease(point.version, clone: clone, newest: newest))
  }

  private func name(of point: VersionBump.Point) -> String {
    point.snapshot?.digits ?? point.version.tagName
  }
}
