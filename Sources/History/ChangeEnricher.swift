public import ChangeModel
import Git
import Text

/// Adds to commits what the later stages ask: paths, subsystems, relatives, repairs.
public struct ChangeEnricher {
  /// A kernel in question (NEW, "bad"), and the commits that are told of with regard to it.
  public struct Kernel {
    let revision: CommitID?
    let picked, commits: [CommitID]

    /// - Parameters:
    ///   - revision: follow-ups are told as missing or present there. `nil` if no commit of the clone stands for the kernel.
    ///   - picked: commits that it has besides those reachable from its revision, as a vendor's package does.
    public init(_ revision: CommitID?, picked: [CommitID] = [], commits: [CommitID]) {
      (self.revision, self.picked, self.commits) = (revision, picked, commits)
    }
  }

  private let index: HistoryIndex
  private let revision: CommitID?
  private let picked: [CommitID]
  private let readingPatches: Bool

  /// - Parameters:
  ///   - revision: see ``Kernel``; its MAINTAINERS file names the subsystems.
  ///   - picked: see ``Kernel``.
  ///   - readingPatches: gives the words of the diffs too, where the clone has contents of files.
  public init(
    in index: HistoryIndex, new revision: CommitID?, picked: [CommitID] = [],
    readingPatches: Bool = false
  ) {
    (self.index, self.revision, self.picked) = (index, revision, picked)
    self.readingPatches = readingPatches
  }

  /// What all kernels have in common of a commit.
  private struct Draft {
    let position: CommitPosition
    let text: ChangeText
    let paths: [String]?
    let patch: PatchWords?
    let origins: [ChangeNode]
    let upstream: [UpstreamCommit]
    let backports: [Landing]
  }

  /// - Parameter remark: gets what of MAINTAINERS was not understood.
  /// - Returns: one change for each commit, in order.
  public func enrich(
    _ commits: [CommitID], progress: (Activity) -> Void = { _ in },
    remark: (Remark) -> Void = { _ in }
  ) throws(HistoryError) -> [EnrichedChange] {
    try enrich(
      for: [Kernel(revision, picked: picked, commits: commits)], progress: progress,
      remark: remark)[0]
  }

  /// The changes of several kernels that the same question is about: what they have in common is read once.
  ///
  /// - Parameter remark: gets what of MAINTAINERS was not understood.
  /// - Returns: for each kernel one change for each of its commits, in order.
  /// - Complexity: trees are compared the first time a commit is asked for, about 30 µs each, and kept; the rest is some
  ///   50 µs a commit, and 10 µs for each further kernel that has it. For patches see
  ///   ``HistoryIndex/patchWords(of:progress:)``.
  public func enrich(
    for kernels: [Kernel], progress: (Activity) -> Void = { _ in },
    remark: (Remark) -> Void = { _ in }
  ) throws(HistoryError) -> [[EnrichedChange]] {
    func count(_ done: Int, of total: Int, _ step: Activity.Step) {
      if done % Self.countedAtOnce == 0 { progress(.counting(step, done: done, total: total)) }
    }
    var places: [CommitID: Int] = [:]
    var commits: [CommitID] = []
    for id in kernels.flatMap(\.commits) where places[id] == nil {
      places[id] = commits.count
      commits.append(id)
    }
    let paths = try index.touchedPaths(of: commits, progress)
    let patches =
      readingPatches
      ? try index.patchWords(of: commits, progress: progress) : commits.map { _ in nil }
    return try index.read { reader in
      let positions = try reader.requirePositions(of: commits)
      let maintainers = index.maintainers(at: revision)
      maintainers?.remarks.forEach(remark)
      let (map, texts) = try read(commits, paths, maintainers) {
        try ReferenceMap(index: index, reader: reader, asking: commits.count)
      }
      for (position, text) in zip(positions, texts) {
        map.links.resolver.learn(text.object, at: position)
      }
      let drafts = try commits.indices.map { place in
        count(place, of: commits.count, .followingReferences)
        return try draft(positions[place], texts[place], paths[place], patches[place], map)
      }
      var done = 0
      let total = kernels.reduce(0) { $0 + $1.commits.count }
      return try kernels.map { kernel in
        let finder = RepairFinder(map: map, kernel: try contents(of: kernel, map))
        return try kernel.commits.map { commit in
          count(done, of: total, .lookingForFixes)
          done += 1
          return try enrich(drafts[places[commit]!], finder)
        }.withDistinctRepairs
      }
    }
  }

  /// To be told of more often would take time itself.
  private static let countedAtOnce = 64

  /// Reads the texts of commits, in their order, and makes the map meanwhile.
  private func read(
    _ commits: [CommitID], _ paths: [[String]?], _ maintainers: Maintainers?,
    making map: () throws -> ReferenceMap
  ) throws -> (ReferenceMap, [ChangeText]) {
    let reader = ChangeTextReader(commits, paths: paths, maintainers: maintainers)
    var parts: [(first: Int, texts: [ChangeText])] = []
    let made = try index.readInParallel(
      shares: commits.count / ChangeTextReader.share,
      { try reader.run(in: $0, deliver: $1) }, meanwhile: map,
      take: { (part: (first: Int, texts: [ChangeText])) in parts.append(part) })
    return (made, parts.sorted { $0.first < $1.first }.flatMap(\.texts))
  }

  private func contents(of kernel: Kernel, _ map: ReferenceMap) throws -> RepairFinder.Kernel {
    let new = try kernel.revision.map { try map.reader.requirePosition(of: $0) }
    let picked = try kernel.picked.map { try map.reader.requirePosition(of: $0) }
    return RepairFinder.Kernel(
      name: try new.map { try index.releases.name(of: $0) ?? map.reader.id(at: $0).short }
        ?? "the new kernel",
      at: new, picked: CommitSet(picked, of: index.graph.count), in: index)
  }

  private func draft(
    _ position: CommitPosition, _ text: ChangeText, _ paths: [String]?, _ patch: PatchWords?,
    _ map: ReferenceMap
  ) throws -> Draft {
    let upstream = try text.references.upstreamIDs.map { id in
      guard let named = try map.reader.named(id).only else {
        return UpstreamCommit(id: id, release: nil)
      }
      return UpstreamCommit(
        id: AbbreviatedCommitID(try map.reader.id(at: named)),
        release: index.releases.first(with: named)?.name)
    }
    let origins = try map.origins(of: ChangeNode(position))
    let elsewhere = try map.landings(of: origins).filter {
      $0.commit != text.commit.id && $0.branch != "mainline"
    }
    return Draft(
      position: position, text: text, paths: paths, patch: patch, origins: origins,
      upstream: upstream, backports: elsewhere)
  }

  private func enrich(_ draft: Draft, _ finder: RepairFinder) throws -> EnrichedChange {
    let text = draft.text
    var told = Set(draft.origins)
    return EnrichedChange(
      commit: text.commit, release: index.releases.first(with: draft.position)?.name,
      touchedPaths: draft.paths, patch: draft.patch, subsystems: text.subsystems,
      upstream: draft.upstream, backports: draft.backports,
      fixes: text.references.references.filter { $0.kind == .fixes },
      followUps: try finder.followUps(
        of: draft.origins, kinds: [.fixes, .reverts, .blames], inAnyBranch: false,
        notYet: &told, of: draft.position),
      cves: text.references.cves.sorted())
  }
}
