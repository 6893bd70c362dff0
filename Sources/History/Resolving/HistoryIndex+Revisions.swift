public import ChangeModel
import Git

extension HistoryIndex {
  /// The commit a revision names: a release by its number, with or without a tag, or anything git understands.
  ///
  /// - Throws: ``HistoryError/unknownRelease(_:clone:newest:)`` for a version that is not here,
  ///   ``HistoryError/unknownCommit(_:clone:)`` for another revision that is not,
  ///   ``HistoryError/outOfSight(_:bound:)`` for one that is, but is not reachable from ``bound``.
  public func commit(named revision: String) throws(HistoryError) -> CommitID {
    try commit(named: revision, mayBeHidden: false)
  }

  private func commit(
    named revision: String, mayBeHidden: Bool
  ) throws(HistoryError) -> CommitID {
    if let id = try find(revision, mayBeHidden: mayBeHidden) { return id }
    guard let id = try commit(ofKernelNamed: revision) else {
      guard try !isOutOfSight(revision) else { throw .outOfSight(revision, bound: bound) }
      if let part = unreadable.first {
        throw .unreadableHistory(revision, part, clone: repository.path)
      }
      throw .unknownCommit(revision, clone: repository.path, nearest: names(near: revision))
    }
    return id
  }

  /// The commit that a revision names; `nil` if the clone has none of that name in sight, which is not the same as an
  /// error.
  ///
  /// - Throws: also ``HistoryError/unknownRelease(_:clone:newest:)`` and ``HistoryError/outOfSight(_:bound:)`` for a
  ///   version, since it cannot mean anything else.
  public func commit(ifNamed revision: String) throws(HistoryError) -> CommitID? {
    try find(revision, mayBeHidden: false)
  }

  /// The commit of the release that some other name of a kernel stands for, `4.14.121-1.el7.elrepo.x86_64`; which one it was
  /// taken for is noted in ``takenNames``.
  ///
  /// - Returns: `nil` if the text is not the name of a kernel.
  /// - Throws: ``HistoryError/unknownRelease(_:clone:newest:nearest:)`` for a release that is not here.
  public func commit(ofKernelNamed text: String) throws(HistoryError) -> CommitID? {
    guard KernelVersion(exactly: text) == nil, let name = KernelName(text) else { return nil }
    return try commit(of: name, called: text)
  }

  /// The same for a name that was found elsewhere, as in the file that the user called `text`.
  public func commit(
    of name: KernelName, called text: String
  ) throws(HistoryError) -> CommitID {
    let found: Releases.Release? =
      if case .newest(let series) = name.meaning {
        releases.newest(inSeriesOf: series)
      } else {
        releases[name.version]
      }
    guard let found else { throw unknown(name.version) }
    if case .newest(let series) = name.meaning, !found.version.isStable {
      // A clone of mainline: the series may have stable releases that are not here.
      throw unknown(KernelVersion(components: series.components + [1]) ?? series)
    }
    takenNames[text] = TakenName(text, for: found.version, name.meaning)
    return try read { try $0.id(at: found.commit) }
  }

  /// What revisions are called here that may have been meant: tags, branches, and releases that have no tag; of a name that
  /// holds a version also that release, or those before and after it.
  public func names(near name: String) -> [String] {
    let branches =
      seesAllRefs
      ? references.map { $0.name.split(separator: "/").dropFirst(2).joined(separator: "/") } : []
    let alike = (releases.inOrder.map(\.name) + branches).nearest(to: name)
    guard alike.isEmpty, name.utf8.count <= 100 else { return alike }
    let version = name.indices.lazy.compactMap { start -> KernelVersion? in
      guard name[start].isNumber,
        start == name.startIndex || !name[name.index(before: start)].isNumber
      else { return nil }
      return KernelVersion(leading: name[start...].replacing(",", with: "."))
    }.first
    guard let version else { return [] }
    return has(version)
      ? [version.tagName] : releases.neighbours(of: version).map(\.tagName)
  }

  private func find(_ revision: String, mayBeHidden: Bool) throws(HistoryError) -> CommitID? {
    // An epoch, where git has a tree and a path.
    if let colon = revision.firstIndex(of: ":"), colon != revision.startIndex,
      revision[..<colon].allSatisfy(\.isNumber)
    {
      return nil
    }
    let version = KernelVersion(exactly: revision)
    if let version, let release = releases[version] {
      return try read { try $0.id(at: release.commit) }
    }
    if let part = unreadableReference(named: version?.tagName ?? revision)
      ?? unreadableReference(named: revision)
    {
      throw .git(.unreadableReference(part, path: repository.path))
    }
    return try read { reader in
      guard let position = try position(of: revision, mayBeHidden, reader) else {
        guard let version else { return nil }
        guard try !isOutOfSight(version.tagName, reader) else {
          throw HistoryError.outOfSight(revision, bound: bound)
        }
        throw unknown(version)
      }
      return try reader.id(at: position)
    }
  }

  private func isOutOfSight(_ revision: String) throws(HistoryError) -> Bool {
    guard !seesAllRefs else { return false }
    return try read { try isOutOfSight(revision, $0) }
  }

  private func isOutOfSight(_ revision: String, _ reader: IndexReader) throws -> Bool {
    guard !seesAllRefs, let position = try position(of: revision, true, reader) else {
      return false
    }
    return !isVisible(position)
  }

  private func position(
    of revision: String, _ mayBeHidden: Bool, _ reader: IndexReader
  ) throws -> CommitPosition? {
    if let digits = AbbreviatedCommitID(revision), digits.full == nil,
      try repository.find("refs/heads/\(revision)") == nil,
      try repository.find("refs/tags/\(revision)") == nil
    {
      switch try reader.named(digits, includingHidden: mayBeHidden) {
      case .none: return nil
      case .one(let position): return position
      case .several(let found):
        throw HistoryError.ambiguousCommit(
          revision, try found.map { try reader.id(at: $0) }.sorted(), clone: repository.path)
      }
    }
    guard let id = try repository.find(revision), let position = try reader.position(of: id) else {
      return nil
    }
    return mayBeHidden || isVisible(position) ? position : nil
  }

  /// The two ends of a range of commits. The old one may be out of sight: it only takes commits away.
  public func range(from old: String, to new: String) throws(HistoryError) -> ReleaseRange {
    let (first, last) = (try commit(named: old, mayBeHidden: true), try commit(named: new))
    return ReleaseRange(oldName: name(of: old), old: first, newName: name(of: new), new: last)
  }

  private func name(of revision: String) -> String {
    KernelVersion(exactly: revision)?.tagName ?? takenNames[revision]?.release.tagName ?? revision
  }

  /// Whether the clone has this release.
  public func has(_ version: KernelVersion) -> Bool { releases[version] != nil }

  /// The releases from one to another, both included, oldest first; candidates only as ends.
  ///
  /// Between two lines of development there are no steps: just the two ends.
  public func releases(from old: KernelVersion, to new: KernelVersion) -> [KernelVersion] {
    guard old < new else { return old == new ? [old] : [old, new] }
    let isOneLine = old.branch == new.branch || old.series == new.series
    let between = releases.inOrder.map(\.version).filter { version in
      isOneLine && version.branch == new.branch && old < version && version < new
        && version.releaseCandidate == nil
    }
    return [old] + between + [new]
  }

  /// The releases that the clone has of one series, or of mainline, from one on, oldest first; without `last` up to the newest.
  public func releases(
    from first: KernelVersion, through last: KernelVersion?
  ) -> [KernelVersion] {
    releases.inOrder.map(\.version).filter { version in
      version.branch == first.branch && first <= version && last.map { version <= $0 } ?? true
        && (first.isStable || version.releaseCandidate == nil || first.releaseCandidate != nil)
    }
  }

  /// The release that a commit is, or the newest one among its ancestors; `nil` if there is none.
  public func release(at commit: CommitID) throws(HistoryError) -> KernelVersion? {
    try read { reader in
      let behind = graph.ancestors(of: [try reader.requirePosition(of: commit)])
      return releases.inOrder.last { behind.contains($0.commit) }?.version
    }
  }

  /// When releases were made, by name, in seconds since 1970.
  ///
  /// The author dates of their commits: a vendor's tree that applies a stable branch again has commit dates of its own.
  public func releaseTimes(of names: Set<String>) throws(HistoryError) -> [String: Int64] {
    try read { reader in
      var times: [String: Int64] = [:]
      for release in releases.inOrder where names.contains(release.name) {
        times[release.name] = try repository.commit(reader.id(at: release.commit)).authorTime
      }
      return times
    }
  }

  func unknown(_ version: KernelVersion) -> HistoryError {
    let newest = releases.newest(inSeriesOf: version)?.version
    let alike = newest.map { self.alike(version, besides: $0) } ?? []
    return .unknownRelease(
      version, clone: repository.path, newest: newest,
      nearest: alike.isEmpty ? releases.neighbours(of: version) : alike)
  }

  /// Where a number has a digit more than any of its series, the releases that are spelled much like it: one was typed twice.
  private func alike(
    _ version: KernelVersion, besides newest: KernelVersion
  ) -> [KernelVersion] {
    guard newest < version, version.description.utf8.count > newest.description.utf8.count else {
      return []
    }
    return releases.inOrder.map(\.version).filter { $0.series == version.series }
      .map(\.description).nearest(to: version.description).compactMap { KernelVersion($0) }
  }

  /// The non-merge commits of a range, newest first as `git rev-list --no-merges old..new` gives them, without those
  /// that only make a release; where nothing else is in the range, all of it.
  public func changes(in range: ReleaseRange) throws(HistoryError) -> [CommitID] {
    try read { reader in
      let old = try reader.requirePosition(of: range.old)
      let new = try reader.requirePosition(of: range.new)
      return try positions(from: old, to: new).map { try reader.id(at: $0) }
    }
  }

  /// All commits that are reachable from every one of `news` and from none of `olds`, with the parents they have among them,
  /// newest first; with merges and with those that only make a release.
  public func lineage(
    from olds: [CommitID], to news: [CommitID]
  ) throws(HistoryError) -> [(id: CommitID, parents: [CommitID])] {
    try read { reader in
      let old = try olds.map { try reader.requirePosition(of: $0) }
      let new = try news.map { try reader.requirePosition(of: $0) }
      guard let first = new.first else { return [] }
      let behindOld = graph.ancestors(of: old)
      let behindNew = new.dropFirst().map { graph.ancestors(of: [$0]) }
      let positions = graph.range(from: old.first, to: first).filter { position in
        visible.contains(position) && !behindOld.contains(position)
          && behindNew.allSatisfy { $0.contains(position) }
      }
      var ids: [CommitPosition: CommitID] = [:]
      for position in positions { ids[position] = try reader.id(at: position) }
      return positions.compactMap { position in
        ids[position].map { ($0, graph.parents(of: position).compactMap { ids[$0] }) }
      }
    }
  }

  /// Those of some commits that are a release, or only make one.
  public func releases(among commits: [CommitID]) throws(HistoryError) -> Set<CommitID> {
    try read { reader in
      let tagged = Set(releases.inOrder.map(\.commit))
      return Set(
        try commits.filter {
          let position = try reader.requirePosition(of: $0)
          return releases.releaseCommits.contains(position) || tagged.contains(position)
        })
    }
  }

  /// The commit with the latest commit date that is not after a given second; `nil` in an empty history.
  public func newestCommit(notAfter latest: Int64 = .max) throws(HistoryError) -> CommitID? {
    try read { reader in
      try newest(of: visible.positions, notAfter: latest).map { try reader.id(at: $0) }
    }
  }

  /// Whether `commit` is `other` or an ancestor of it.
  public func isBehind(_ commit: CommitID, _ other: CommitID) throws(HistoryError) -> Bool {
    try read { reader in
      graph.isAncestor(
        try reader.requirePosition(of: commit), of: try reader.requirePosition(of: other))
    }
  }

  func positions(from old: CommitPosition, to new: CommitPosition) -> [CommitPosition] {
    let all = graph.range(from: old, to: new).filter { visible.contains($0) }
    let changes = all.filter { position in
      !graph.isMerge(position)
        && (!releases.releaseCommits.contains(position) || releases.outgrowing.contains(position))
    }
    // Setting the version has broken things: by a number that outgrows its place, or where nothing else is in the release.
    return changes.isEmpty ? all : changes
  }
}
