internal import CLibgit2
public import ChangeModel
import Foundation

/// A git repository opened for reading; nothing here writes into it.
///
/// Used by one thread at a time, so not `Sendable`: parallel work opens its own.
public final class Repository {
  /// As given by the user.
  public let path: String
  /// Where refs and objects are: the `.git` directory, shared by all work trees of a clone.
  public let commonDirectory: String
  /// Commits whose parents are cut off, as the `shallow` file lists them. libgit2 1.5 does not read it.
  public let shallowBoundary: Set<CommitID>

  let handle: OpaquePointer
  private let objects: OpaquePointer
  private let packs: PackReader

  /// Opens the repository *in* `path`, never one that a parent directory holds.
  public init(opening path: String) throws(GitError) {
    guard Libgit2.isReady else {
      throw .failed(operation: "start libgit2", code: -1, reason: GitError.lastReason)
    }
    var handle: OpaquePointer?
    let flags = UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
    let status = git_repository_open_ext(&handle, path, flags, nil)
    guard status >= 0, let handle else { throw Self.openingError(status, path) }
    var objects: OpaquePointer?
    do {
      try GitError.check("open the objects of \(path)") {
        git_repository_odb(&objects, handle)
      }
    } catch {
      git_repository_free(handle)
      throw error
    }
    self.path = path
    self.handle = handle
    self.objects = objects!  // set whenever the status is not negative
    commonDirectory = String(cString: git_repository_commondir(handle))
    shallowBoundary = Self.readShallow(commonDirectory)
    packs = PackReader(objectDirectory: commonDirectory + "objects")
  }

  deinit {
    git_odb_free(objects)
    git_repository_free(handle)
  }

  public var isShallow: Bool { !shallowBoundary.isEmpty }

  private static func openingError(_ status: Int32, _ path: String) -> GitError {
    let reason = GitError.lastReason
    if reason.contains("safe.directory") || status == GIT_EOWNER.rawValue {
      return .notOwned(path: path)
    }
    if reason.contains("extension") || reason.contains("object format")
      || reason.contains("version")
    {
      return .unsupported(path: path, reason: reason)
    }
    if status == GIT_ENOTFOUND.rawValue { return .notARepository(path: path) }
    return .failed(operation: "open \(path)", code: status, reason: reason)
  }

  /// The file `shallow` holds one full commit id a line (gitformat-shallow in git's technical documentation).
  private static func readShallow(_ directory: String) -> Set<CommitID> {
    guard let text = try? String(contentsOfFile: directory + "/shallow", encoding: .utf8) else {
      return []
    }
    return Set(text.split(separator: "\n").compactMap { CommitID($0) })
  }
}

// MARK: - Names

/// A branch, tag or other ref, with the commit it leads to.
public struct Reference: Hashable, Sendable {
  /// `refs/tags/v4.4.157`
  public let name: String
  public let commit: CommitID

  /// `v4.4.157` if this is a tag.
  public var tagName: String? {
    name.hasPrefix("refs/tags/") ? String(name.dropFirst(10)) : nil
  }
}

extension Repository {
  /// All refs that lead to a commit, and a detached HEAD, by name. A ref to anything else is left out.
  public func references() throws(GitError) -> [Reference] {
    var iterator: OpaquePointer?
    try GitError.check("list the refs of \(path)") {
      git_reference_iterator_new(&iterator, handle)
    }
    defer { git_reference_iterator_free(iterator) }
    var found: [Reference] = []
    while true {
      var reference: OpaquePointer?
      let status = git_reference_next(&reference, iterator)
      if status == GIT_ITEROVER.rawValue { break }
      try GitError.check("list the refs of \(path)") { status }
      defer { git_reference_free(reference) }
      guard let name = git_reference_name(reference), let commit = peel(reference) else { continue }
      found.append(Reference(name: String(cString: name), commit: commit))
    }
    var head: OpaquePointer?
    if git_repository_head(&head, handle) >= 0 {
      defer { git_reference_free(head) }
      if let commit = peel(head), !found.contains(where: { $0.commit == commit }) {
        found.append(Reference(name: "HEAD", commit: commit))
      }
    }
    return found.sorted { $0.name < $1.name }
  }

  /// Follows symbolic refs and tag objects to a commit.
  private func peel(_ reference: OpaquePointer?) -> CommitID? {
    // Packed refs tell where a tag leads, and a pack's entry what it is: nothing need be inflated for most.
    if let target = git_reference_target_peel(reference) ?? git_reference_target(reference),
      packs.kind(of: CommitID(target.pointee)) == .commit
    {
      return CommitID(target.pointee)
    }
    var object: OpaquePointer?
    guard git_reference_peel(&object, reference, GIT_OBJECT_COMMIT) >= 0 else { return nil }
    defer { git_object_free(object) }
    return git_object_id(object).map { CommitID($0.pointee) }
  }

  /// The commit that a revision names, in the notations of gitrevisions(7) that libgit2 knows.
  public func resolve(_ revision: String) throws(GitError) -> CommitID {
    var object: OpaquePointer?
    let status = git_revparse_single(&object, handle, revision)
    guard status >= 0 else {
      if status == GIT_EAMBIGUOUS.rawValue { throw .ambiguousRevision(revision, path: path) }
      throw .unknownRevision(revision, path: path)
    }
    defer { git_object_free(object) }
    var commit: OpaquePointer?
    guard git_object_peel(&commit, object, GIT_OBJECT_COMMIT) >= 0 else {
      throw .unknownRevision(revision, path: path)
    }
    defer { git_object_free(commit) }
    return CommitID(git_object_id(commit).pointee)
  }
}

// MARK: - Objects

extension Repository {
  /// The bytes of an object, or an error that names it.
  func bytes(of id: CommitID, kind: ObjectKind) throws(GitError) -> [UInt8] {
    var damage: PackDamage?
    do throws(PackDamage) {
      if let bytes = try packs.read(id, kind) { return bytes }
    } catch {
      damage = error
    }
    return try looseBytes(of: id, kind: kind, damage: damage)
  }

  /// What libgit2 has: loose objects, and a second copy of an object that is damaged in a pack.
  private func looseBytes(
    of id: CommitID, kind: ObjectKind, damage: PackDamage?
  ) throws(GitError) -> [UInt8] {
    var name = id.gitName
    var object: OpaquePointer?
    let status = git_odb_read(&object, objects, &name)
    guard status >= 0 else {
      if let damage { throw .damagedObject(id, path: path, reason: damage.reason) }
      if status == GIT_ENOTFOUND.rawValue { throw .missingObject(id, path: path) }
      throw .damagedObject(id, path: path, reason: GitError.lastReason)
    }
    defer { git_odb_object_free(object) }
    let type = git_odb_object_type(object)
    guard type.rawValue == Int32(kind.rawValue), let data = git_odb_object_data(object) else {
      throw .damagedObject(id, path: path, reason: "not a \(kind)")
    }
    let size = git_odb_object_size(object)
    if let damage {
      // The copy may be the damaged one itself, read with less care.
      var found = git_oid()
      guard git_odb_hash(&found, data, size, type) >= 0, CommitID(found) == id else {
        throw .damagedObject(id, path: path, reason: damage.reason)
      }
    }
    return Array(UnsafeRawBufferPointer(start: data, count: size))
  }

  func has(_ id: CommitID) -> Bool {
    var name = id.gitName
    return git_odb_exists(objects, &name) == 1
  }

  /// The tree of a commit, without reading the rest of its header.
  public func tree(of commit: CommitID) throws(GitError) -> CommitID {
    let bytes = try bytes(of: commit, kind: .commit)
    guard let tree = bytes.withUnsafeBytes({ CommitHeader.tree(in: $0) }) else {
      throw .damagedObject(commit, path: path, reason: "its header has no tree")
    }
    return tree
  }

  public func commit(_ id: CommitID) throws(GitError) -> CommitObject {
    let bytes = try bytes(of: id, kind: .commit)
    guard let commit = CommitObject(id: id, bytes: bytes) else {
      throw .damagedObject(id, path: path, reason: "its header has no tree, author or committer")
    }
    return shallowBoundary.contains(id) ? CommitObject(cuttingOff: commit) : commit
  }
}

extension CommitID {
  init(_ name: git_oid) {
    self = withUnsafeBytes(of: name) {
      CommitID(bytes: UnsafeRawBufferPointer(rebasing: $0[..<20]))!
    }
  }

  var gitName: git_oid {
    var name = git_oid()
    withUnsafeMutableBytes(of: &name) { $0.copyBytes(from: bytes) }
    return name
  }
}
