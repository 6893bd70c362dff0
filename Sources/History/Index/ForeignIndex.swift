internal import ChangeModel
import FoundationEssentials
import Git
import Text

/// An index file that was made elsewhere: in a pipeline whose cache was restored, for a colleague, or for another path.
///
/// It serves a clone if all that it was made from is in that clone, whatever the paths of the two: then what it lacks can be
/// added. Each page is checked when it is read, so that damage is noticed; who forged the file is believed.
struct ForeignIndex {
  let path: String
  let origin: IndexOrigin
  /// Opened for reading only.
  let db: Database
  private let commitCount: Int

  /// The one in these directories that has most of a clone's history; `nil` if none serves.
  ///
  /// - Parameter isMeant: asked with the path of each.
  static func best(
    for repository: Repository, _ clone: IndexOrigin, in directories: [String],
    where isMeant: (String) -> Bool
  ) -> Self? {
    var best: Self?
    for directory in directories {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      for name in names.sorted() where IndexFile.isName(name) {
        let path = "\(directory)/\(name)"
        guard isMeant(path), let found = try? Self(path), found.serves(repository, clone),
          found.commitCount > best?.commitCount ?? 0
        else { continue }
        best = found
      }
    }
    return best
  }

  /// Why an index of a directory cannot even be looked at; `nil` if all can, or if there is none.
  static func obstacle(in directory: String) -> IndexNotice? {
    guard access(directory + "/.", R_OK | X_OK) == 0 else {
      return .notShared(path: directory, reason: "\(SystemError.last)")
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    for name in names.sorted() where IndexFile.isName(name) {
      let path = "\(directory)/\(name)"
      if access(path, R_OK) != 0 { return .notShared(path: path, reason: "\(SystemError.last)") }
    }
    return nil
  }

  private init(_ path: String) throws {
    self.path = path
    guard
      let header = IndexHeader(try OpenFile(regular: path).bytes(IndexHeader.size, at: 0)),
      header.hasChecksums, header.version == IndexSchema.version
    else { throw DamagedIndex() }
    guard !IndexLock.isDamaged(path) else { throw DamagedIndex() }
    db = try CheckedFiles.open(path, isReadOnly: true)
    let (origin, isWhole, count) = try db.look { [db] in
      (
        try IndexOrigin(of: db),
        try UnreadableCommits(of: db).parts.isEmpty && UnfinishedCommits(of: db).rows.isEmpty
          && PathlessCommits(of: db).count == 0,
        try db.number("SELECT max(position) + 1 FROM commits") ?? 0
      )
    }
    // What its clone lacked ours may have.
    guard let origin, isWhole else { throw DamagedIndex() }
    (self.origin, commitCount) = (origin, count)
  }

  private func serves(_ repository: Repository, _ clone: IndexOrigin) -> Bool {
    origin.isCutOff(as: clone) && !origin.references.isEmpty
      && origin.references.allSatisfy { repository.has($0.commit) }
  }

  /// Whether it has all that a clone has, and nothing else.
  func isComplete(for clone: IndexOrigin) throws -> Bool {
    guard origin.references == clone.references else { return false }
    return try db.look {
      try db.meta(IndexReader.pathsBeforeKey) == "\(commitCount)"
        && db.meta(IndexLoading.hidden) == "none"
    }
  }

  /// Of its pages' checksums.
  var salt: Int {
    get throws { try db.number("PRAGMA application_id") ?? 0 }
  }

  func isIn(_ directory: String) -> Bool { path.hasPrefix(directory + "/") }

  /// Removes the file if nobody needs it any more: the clone is gone that it was made for.
  func removeIfLeft() {
    guard access(origin.clone, F_OK) != 0, errno == ENOENT else { return }
    unlink(path)
    unlink(path + IndexFile.lockSuffix)
  }
}
