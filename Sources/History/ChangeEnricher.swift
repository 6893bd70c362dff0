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
      let map = try ReferenceMap(index: index, reader: reader, asking: commits.count)
      let finder = RepairFinder(map: map, kernel: try kernel(map))
      let maintainers = index.maintainers(at: revision)
      maintainers?.remarks.forEach(remark)
      var subsystems = SubsystemMap(maintainers: maintainers)
      return try commits.indices.map { place in
        let position = try reader.requirePosition(of: commits[place])
        return try enrich(position, paths[place], patches[place], finder, &subsystems)
      }
    }
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
    _ position: CommitPosition, _ paths: [String]?, _ patch: PatchWords?,
    _ finder: RepairFinder, _ subsystems: inout SubsystemMap
  ) throws -> EnrichedChange {
    let map = finder.map
    let object = try map.object(at: position)
    let message = MessageReferences(reading: object.message)
    let upstream = try message.upstreamIDs.map { id in
      guard let named = try map.reader.named(id).only else {
        return UpstreamCommit(id: id, release: nil)
      }
      return UpstreamCommit(
        id: AbbreviatedCommitID(try map.reader.id(at: named)),
        release: index.releases.first(with: named)?.name)
    }
    let origins = try map.origins(of: ChangeNode(position))
    let elsewhere = try map.landings(of: map.members(origins)).filter {
      $0.commit != object.id && $0.branch != "mainline"
    }
    var told = Set(origins)
    return EnrichedChange(
      commit: object.commit, release: index.releases.first(with: position)?.name,
      touchedPaths: paths, patch: patch,
      subsystems: paths.map { subsystems.subsystems(of: $0, saying: Array(object.message)) } ?? [],
      upstream: upstream, backports: elsewhere,
      fixes: message.references.filter { $0.kind == .fixes },
      followUps: try finder.followUps(
        of: origins, kinds: [.fixes, .reverts], inAnyBranch: false, notYet: &told, of: position),
      cves: message.cves.sorted())
  }
}
