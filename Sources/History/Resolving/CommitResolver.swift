public import ChangeModel
import Git

/// Finds the commits behind changelog entries.
///
/// The rules are tried from the surest to the weakest: a commit id, the same subject, a subject that says the same in
/// other words, the same CVE. The first that names one change wins; one that names several is told as ambiguous rather
/// than guessed.
public struct CommitResolver {
  private let index: HistoryIndex
  /// The commits that NEW has and OLD has not, if both packages are releases of the clone.
  private let range: ReleaseRange?

  /// - Parameter range: from OLD to NEW, where the packages' versions are releases of the clone; tells apart commits
  ///   that fit equally well.
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
          case .change: matched ?? .notFound(reason: "nothing was compared")
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
      return .notFound(
        reason: "nothing says which release the step to \(bump.to) starts from")
    }
    let ends: (new: CommitPosition, old: CommitPosition)
    do {
      ends = (try position(of: bump.to, reader), try position(of: from, reader))
    } catch let error as HistoryError {
      return .notFound(reason: "\(error)")
    }
    let range = ReleaseRange(
      oldName: name(of: from), old: try reader.id(at: ends.old), newName: name(of: bump.to),
      new: try reader.id(at: ends.new))
    let changes = index.positions(from: ends.old, to: ends.new)
    return .expanded(range, try changes.map { try reader.id(at: $0) })
  }

  private func position(
    of point: VersionBump.Point, _ reader: IndexReader
  ) throws -> CommitPosition {
    if let snapshot = point.snapshot {
      let found = try reader.positions(of: snapshot).filter { index.visible.contains($0) }
      guard found.count == 1 else {
        throw HistoryError.unknownCommit(snapshot.digits, clone: index.repository.path)
      }
      return found[0]
    }
    guard let release = index.releases[point.version] else { throw index.unknown(point.version) }
    return release.commit
  }

  private func name(of point: VersionBump.Point) -> String {
    point.snapshot?.digits ?? point.version.tagName
  }
}
