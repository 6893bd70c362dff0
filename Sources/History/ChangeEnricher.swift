public import ChangeModel
import Foundation
import GRDB
import Git

/// Adds to commits what the later stages ask: paths, subsystems, relatives, repairs.
public struct ChangeEnricher {
  private let index: HistoryIndex
  private let revision: CommitID?
  private let picked: [CommitID]

  /// - Parameters:
  ///   - revision: the kernel in question (NEW, "bad"): follow-ups are told as missing or present there, and its
  ///     MAINTAINERS file names the subsystems. `nil` if no commit of the clone stands for NEW.
  ///   - picked: commits that NEW has besides those behind its revision, as a vendor's package does.
  public init(in index: HistoryIndex, new revision: CommitID?, picked: [CommitID] = []) {
    (self.index, self.revision, self.picked) = (index, revision, picked)
  }

  /// - Returns: one change for each commit, in order.
  /// - Complexity: trees are compared the first time a commit is asked for, about 30 µs each, and kept; the rest is some
  ///   50 µs a commit.
  public func enrich(
    _ commits: [CommitID], progress: (HistoryProgress) -> Void = { _ in }
  ) throws(HistoryError) -> [EnrichedChange] {
    let paths = try index.touchedPaths(of: commits, progress)
    return try index.read { reader in
      let positions = try commits.map { try reader.requirePosition(of: $0) }
      let new = try revision.map { try reader.requirePosition(of: $0) }
      var contents = index.graph.ancestors(of: new.map { [$0] } ?? [])
      for id in picked { _ = contents.insert(try reader.requirePosition(of: id)) }

      let families = ChangeFamilies(index: index, reader: reader)
      let finder = FollowUpFinder(
        families: families, contents: contents, branch: new.map { index.releases.branch(of: $0) })
      var subsystems = SubsystemMap(maintainers: index.maintainers(at: revision))
      return try zip(positions, paths).map { position, paths in
        try enrich(position, paths, families, finder, &subsystems)
      }
    }
  }

  private func enrich(
    _ position: CommitPosition, _ paths: [String]?, _ families: ChangeFamilies,
    _ finder: FollowUpFinder, _ subsystems: inout SubsystemMap
  ) throws -> EnrichedChange {
    let object = try families.object(at: position)
    let message = try families.references(at: position)
    let upstream = try message.upstreamIDs.map { id in
      let original = try families.position(of: id)
      return UpstreamCommit(
        id: try original.map { AbbreviatedCommitID(try families.reader.id(at: $0)) } ?? id,
        release: original.flatMap { index.releases.first(with: $0)?.name })
    }
    let elsewhere = try families.landings(of: families.family(of: position)).filter {
      $0.commit != object.id && $0.branch != "mainline"
    }
    return EnrichedChange(
      commit: object.commit, release: index.releases.first(with: position)?.name,
      touchedPaths: paths,
      subsystems: paths.map { subsystems.subsystems(of: $0, saying: Array(object.message)) } ?? [],
      upstream: upstream, backports: elsewhere,
      fixes: message.references.filter { $0.kind == .fixes },
      followUps: try finder.followUps(of: position), cves: message.cves.sorted())
  }
}

extension HistoryIndex {
  /// The MAINTAINERS file of a revision.
  func maintainers(at revision: CommitID?) -> Maintainers? {
    // A clone without file contents has no such file to read; the directory names the subsystem then.
    guard let revision, let bytes = try? repository.contents(of: "MAINTAINERS", at: revision) else {
      return nil
    }
    return Maintainers(parsing: bytes)
  }
}
