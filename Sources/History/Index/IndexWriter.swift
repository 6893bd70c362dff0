import ChangeModel
import Foundation
import GRDB
import Git

/// Adds commits to an index file. Lives for one transaction.
struct IndexWriter {
  private let db: Database
  private let commits, refs, cves, releases, messages: Statement

  init(_ db: Database) throws {
    self.db = db
    commits = try db.makeStatement(sql: "INSERT INTO commits VALUES (?, ?, ?, ?)")
    refs = try db.makeStatement(sql: "INSERT INTO refs VALUES (?, ?, ?, ?)")
    cves = try db.makeStatement(sql: "INSERT INTO cves VALUES (?, ?)")
    releases = try db.makeStatement(sql: "INSERT INTO releases VALUES (?, ?)")
    messages = try db.makeStatement(
      sql: "INSERT INTO messages (rowid, subject, body) VALUES (?, ?, ?)")
  }

  /// Adds every commit behind `tips` that is not here yet.
  ///
  /// - Parameter graph: what the file has; gets the new commits too.
  func addCommits(
    behind tips: [CommitID], in repository: Repository, to graph: inout CommitGraph,
    progress: (HistoryProgress) -> Void
  ) throws {
    let lookup = try db.makeStatement(sql: "SELECT position FROM commits WHERE id = ?")
    let start = graph.count
    var positions: [CommitID: Int32] = [:]
    /// Commits that the file had before, and which it lacks, as far as asked.
    var earlier: [CommitID: Int32?] = [:]
    func earlierPosition(_ id: CommitID) -> Int32? {
      guard start > 0 else { return nil }
      if let known = earlier[id] { return known }
      let found = try? Int32.fetchOne(lookup, arguments: [Data(id.bytes)])
      earlier[id] = .some(found)
      return found
    }

    var links: [(time: Int64, parents: [CommitID])] = []
    var walk = try CommitWalk(in: repository, from: tips) { earlierPosition($0) != nil }
    while let commit = try walk.next(isKnown: { earlierPosition($0) != nil }) {
      let position = Int32(start + links.count)
      positions[commit.id] = position
      links.append((commit.commitTime, commit.parents))
      try add(commit, at: position)
      if links.count % 4096 == 0 { progress(.indexing(commits: links.count)) }
    }
    for link in links {
      graph.append(
        time: link.time,
        parents: link.parents.compactMap { positions[$0] ?? earlierPosition($0) })
    }
    guard graph.count > start else { return }
    let furtherStart = try Int.fetchOne(db, sql: "SELECT sum(length(further)) / 4 FROM graph") ?? 0
    try db.execute(
      sql: "INSERT INTO graph (records, further) VALUES (?, ?)",
      arguments: [
        Data(graph.records(from: start)), Data(graph.furtherParentBytes(from: furtherStart)),
      ])
    progress(.indexed(commits: links.count))
  }

  private func add(_ commit: CommitObject, at position: Int32) throws {
    let subject = commit.subject
    let keys = SubjectKeys(subject)
    try commits.execute(arguments: [
      position, Data(commit.id.bytes), keys.whole.hash, keys.tail.hash,
    ])
    try messages.execute(arguments: [position, subject, commit.body])
    if let version = KernelVersion(releaseSubject: subject) {
      try releases.execute(arguments: [position, "\(version)"])
    }
    let message = MessageReferences(reading: commit.message)
    for reference in message.references {
      let quoted = reference.quotedSubject.map { SubjectKeys($0).whole }
      try refs.execute(arguments: [
        position, reference.kind.rawValue, reference.id.digits, quoted?.hash,
      ])
    }
    if let reverted = message.revertedSubject {
      try refs.execute(arguments: [
        position, CommitReference.Kind.reverts.rawValue, "", SubjectKeys(reverted).whole.hash,
      ])
    }
    for cve in message.cves { try cves.execute(arguments: [cve, position]) }
  }
}

extension KernelVersion {
  /// Reads `Linux 4.4.157`, the whole subject of the commit that makes a release.
  init?(releaseSubject subject: String) {
    guard subject.hasPrefix("Linux ") else { return nil }
    self.init(subject.dropFirst(6))
  }
}

/// What a long operation is doing, for whoever shows it.
public enum HistoryProgress: Hashable, Sendable {
  /// So many commits were read so far; how many there will be is not known.
  case indexing(commits: Int)
  /// All new commits are in.
  case indexed(commits: Int)
  /// Trees of so many commits were compared.
  case comparingTrees(done: Int, total: Int)
}
