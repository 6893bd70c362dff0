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
    let paths = try touchedPaths(of: commits, progress)
    return try index.read { reader in
      let positions = try commits.map { try reader.requirePosition(of: $0) }
      let new = try revision.map { try reader.requirePosition(of: $0) }
      var contents = index.graph.ancestors(of: new.map { [$0] } ?? [])
      for id in picked { _ = contents.insert(try reader.requirePosition(of: id)) }

      let families = ChangeFamilies(index: index, reader: reader)
      let finder = FollowUpFinder(
        families: families, contents: contents, branch: new.map { index.releases.branch(of: $0) })
      var subsystems = SubsystemMap(maintainers: maintainers())
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
      touchedPaths: paths, subsystems: paths.map { subsystems.subsystems(of: $0) } ?? [],
      upstream: upstream, backports: elsewhere,
      fixes: message.references.filter { $0.kind == .fixes },
      followUps: try finder.followUps(of: position), cves: message.cves.sorted())
  }

  private func maintainers() -> Maintainers? {
    // A clone without file contents has no such file to read; the directory names the subsystem then.
    guard let revision,
      let bytes = try? index.repository.contents(of: "MAINTAINERS", at: revision)
    else {
      return nil
    }
    return Maintainers(parsing: String(gitBytes: bytes[...]))
  }
}

// MARK: - Touched paths

extension ChangeEnricher {
  /// The paths of each commit; `nil` for those whose trees the clone lacks.
  private func touchedPaths(
    of commits: [CommitID], _ progress: (HistoryProgress) -> Void
  ) throws(HistoryError) -> [[String]?] {
    var (positions, paths) = try index.read { reader in
      let positions = try commits.map { try reader.requirePosition(of: $0) }
      return (positions, try positions.map { try reader.touchedPaths(at: $0) })
    }
    let unknown = paths.indices.filter { paths[$0] == nil }
    guard !unknown.isEmpty else { return paths }
    var trees = TreeComparison(in: index.repository)
    for (done, place) in unknown.enumerated() {
      if done % 256 == 0 { progress(.comparingTrees(done: done, total: unknown.count)) }
      do {
        let commit = try index.repository.commit(commits[place])
        paths[place] = try trees.touchedPaths(of: commit)
      } catch GitError.missingObject {
        continue
      } catch {
        throw .git(error)
      }
    }
    progress(.comparingTrees(done: unknown.count, total: unknown.count))
    // If they cannot be kept (a full disk, say), they are compared again next time.
    try? index.write { db in
      let statement = try db.makeStatement(sql: "INSERT OR IGNORE INTO touched VALUES (?, ?)")
      for place in unknown {
        guard let paths = paths[place] else { continue }
        let bytes = Data(paths.joined(separator: "\0").utf8)
        try statement.execute(arguments: [positions[place].row, bytes])
      }
    }
    return paths
  }
}
