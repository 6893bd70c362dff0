internal import ChangeModel
internal import Git
import Text

/// Reads the commits reachable from some tips into batches, and keeps how they hang together.
struct CommitReader {
  private let repository: Repository
  private var batch: CommitBatch
  private(set) var links: CommitLinks
  private var references = ReferenceReader()
  private static let batchSize = 1024

  /// - Parameter start: position of the first commit to be read.
  init(in repository: Repository, start: Int) {
    self.repository = repository
    batch = CommitBatch(start: start)
    links = CommitLinks(start: start)
  }

  /// - Parameters:
  ///   - isKnown: commits to leave out, with all their ancestors.
  ///   - deliver: gets the batches, in order of positions.
  mutating func read(
    behind tips: [CommitID], isKnown: (CommitID) throws -> Bool,
    deliver: (CommitBatch) throws -> Void
  ) throws {
    var walk = try CommitWalk(in: repository, from: tips, isKnown: isKnown)
    while let commit = try walk.next(isKnown: isKnown) {
      commit.message.withUnsafeBufferPointer { message in
        references.read(message.span)
        links.append(commit, references, in: message.span)
      }
      batch.add(commit, cves: references.cves?.closed ?? [])
      if batch.entries.count == Self.batchSize {
        try deliver(batch)
        batch = CommitBatch(start: links.start + links.ids.count)
      }
    }
    if !batch.entries.isEmpty { try deliver(batch) }
    links.unreadable = walk.unreadable
  }
}
