public import ChangeModel
import Foundation
import GRDB
import Git

/// Adds to commits what the later stages ask: paths, subsystems, relatives, repairs.
public struct ChangeEnricher {
  private let index: HistoryIndex
  private let revision: CommitID?
  private let picked: [CommitID]
  private let readingPatches: Bool

  /// - Parameters:
  ///   - revision: the kernel in question (NEW, "bad"): follow-ups are told as missing or present there, and its
  ///     MAINTAINERS file names the subsystems. `nil` if no commit of the clone stands for NEW.
  ///   - picked: commits that NEW has besides those reachable from its revision, as a vendor's package does.
  ///   - readingPatches: gives the words of the diffs too, where the clone has contents of files.
  public init(
    in index: HistoryIndex, new revision: CommitID?, picked: [CommitID] = [],
    readingPatches: Bool = false
  ) {
    (self.index, self.revision, self.picked) = (index, revision, picked)
    self.readingPatches = readingPatches
  }

  /// - Parameter remark: gets what of MAINTAINERS was not understood.
  /// - Returns: one change for each commit, in order.
  /// - Complexity: trees are compared the first time a commit is asked for, about 30 µs each, and kept; the rest is some
  ///   50 µs a commit. For patches see ``HistoryIndex/patchWords(of:progress:)``.
  public func enrich(
    _ commits: [CommitID], progress: (Activity) -> Void = { _ in },
    remark: (Remark) -> Void = { _ in }
  ) throws(HistoryError) -> [EnrichedChange] {
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
      let finder = RepairFinder(map: map, kernel: try kernel(map))
      return try commits.indices.map { place in
        try enrich(positions[place], texts[place], paths[place], patches[place], finder)
      }
    }
  }

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

  private func kernel(_ map: ReferenceMap) throws -> RepairFinder.Kernel {
    let new = try revision.map { try map.reader.requirePosition(of: $0) }
    let picked = try picked.map { try map.reader.requirePosition(of: $0) }
    return RepairFinder.Kernel(
      name: try new.map { try index.releases.name(of: $0) ?? map.reader.id(at: $0).short }
        ?? "the new kernel",
      at: new, picked: CommitSet(picked, of: index.graph.count), in: index)
  }

  private func enrich(
    _ position: CommitPosition, _ text: ChangeText, _ paths: [String]?, _ patch: PatchWords?,
    _ finder: RepairFinder
  ) throws -> EnrichedChange {
    let map = finder.map
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
    var told = Set(origins)
    return EnrichedChange(
      commit: text.commit, release: index.releases.first(with: position)?.name,
      touchedPaths: paths, patch: patch, subsystems: text.subsystems,
      upstream: upstream, backports: elsewhere,
      fixes: text.references.references.filter { $0.kind == .fixes },
      followUps: try finder.followUps(
        of: origins, kinds: [.fixes, .reverts, .blames], inAnyBranch: false, notYet: &told,
        of: position),
      cves: text.references.cves.sorted())
  }
}
