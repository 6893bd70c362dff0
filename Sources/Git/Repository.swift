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
  /// What belongs to this work tree alone, such as its HEAD.
  public let gitDirectory: String
  /// Commits whose parents are cut off, as the `shallow` file lists them. libgit2 1.5 does not read it.
  public let shallowBoundary: Set<CommitID>

  private let layout: RepositoryLayout?
  private var opened: OpenedRepository?
  private let packs: PackReader

  /// Opens the repository *in* `path`, never one that a parent directory holds.
  public init(opening path: String) throws(GitError) {
    self.path = path
    layout = RepositoryLayout(of: path)
    let opened = layout == nil ? try OpenedRepository(path) : nil
    self.opened = opened
    let commonDirectory = layout?.commonDirectory ?? opened?.commonDirectory ?? path
    self.commonDirectory = commonDirectory
    gitDirectory = layout?.gitDirectory ?? opened?.gitDirectory ?? path
    shallowBoundary = Self.readShallow(commonDirectory)
    packs = PackReader(objectDirectory: commonDirectory + "objects")
  }

  /// libgit2's view of the repository, for everything that is not read here.
  func library() throws(GitError) -> OpenedRepository {
    if let opened { return opened }
    let opened = try OpenedRepository(path)
    self.opened = opened
    return opened
  }

  public var isShallow: Bool { !shallowBoundary.isEmpty }

  /// The file `shallow` holds one full commit id a line (gitformat-shallow in git's technical documentation).
  private static func readShallow(_ directory: String) -> Set<CommitID> {
    guard let text = try? String(contentsOfFile: directory + "/shallow", encoding: .utf8) else {
      return []
    }
    return Set(text.split(whereSeparator: \.isNewline).compactMap { CommitID($0) })
  }
}

// MARK: - Names

/// A branch, tag or other ref, with the commit it leads to.
public struct Reference: Hashable, Sendable {
  /// `refs/tags/v4.4.157`
  public let name: String
  public let commit: CommitID

  public init(name: String, commit: CommitID) { (self.name, self.commit) = (name, commit) }

  /// `v4.4.157` if this is a tag.
  public var tagName: String? {
    name.hasPrefix("refs/tags/") ? String(name.dropFirst(10)) : nil
  }
}

extension Repository {
  /// All that the files of the clone say about refs, byte for byte; `nil` where libgit2 must be asked.
  ///
  /// As long as they say the same, and no ref leads to an object that is missing, ``references()`` are the same.
  public func writtenReferences() -> [UInt8]? { layout?.writtenReferences() }

  /// All refs that lead to a commit, and a detached HEAD, by name. A ref to anything else is left out.
  public func references() throws(GitError) -> [Reference] { try readReferences().found }

  /// ``references()``, and whether another ref leads to an object that the clone lacks.
  public func readReferences() throws(GitError) -> (found: [Reference], isDangling: Bool) {
    var isDangling = false
    let handle = try library().handle
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
      guard let name = git_reference_name(reference), let commit = peel(reference, &isDangling)
      else { continue }
      found.append(Reference(name: String(cString: name), commit: commit))
    }
    var head: OpaquePointer?
    if git_repository_head(&head, handle) >= 0 {
      defer { git_reference_free(head) }
      if let commit = peel(head, &isDangling), !found.contains(where: { $0.commit == commit }) {
        found.append(Reference(name: "HEAD", commit: commit))
      }
    }
    return (found.sorted { $0.name < $1.name }, isDangling)
  }

  /// Follows symbolic refs and tag objects to a commit.
  private func peel(_ reference: OpaquePointer?, _ isDangling: inout Bool) -> CommitID? {
    var direct: OpaquePointer?
    guard git_reference_resolve(&direct, reference) >= 0 else { return nil }
    defer { git_reference_free(direct) }
    // Packed refs tell where a tag leads, and a pack's entry what it is: nothing need be inflated for most.
    if let target = git_reference_target_peel(direct) ?? git_reference_target(direct),
      packs.kind(of: CommitID(target.pointee)) == .commit
    {
      return CommitID(target.pointee)
    }
    var object: OpaquePointer?
    let status = git_reference_peel(&object, direct, GIT_OBJECT_COMMIT)
    guard status >= 0 else {
      isDangling = isDangling || status == GIT_ENOTFOUND.rawValue
      return nil
    }
    defer { git_object_free(object) }
    return git_object_id(object).map { CommitID($0.pointee) }
  }

  /// The commit that a revision names, in the notations of gitrevisions(7) that libgit2 knows.
  public func resolve(_ revision: String) throws(GitError) -> CommitID {
    let handle = try library().handle
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
      if error.isTooLarge { throw .damagedObject(id, path: path, reason: error.reason) }
      damage = error
    }
    return try looseBytes(of: id, kind: kind, damage: damage)
  }

  /// What libgit2 has: loose objects, and a second copy of an object that is damaged in a pack.
  private func looseBytes(
    of id: CommitID, kind: ObjectKind, damage: PackDamage?
  ) throws(GitError) -> [UInt8] {
    let objects = try library().objects
    var name = id.gitName
    var (size, kindFound) = (0, GIT_OBJECT_ANY)
    if git_odb_read_header(&size, &kindFound, objects, &name) >= 0, size > ObjectKind.mostBytes {
      throw .damagedObject(id, path: path, reason: PackDamage.tooLarge(size).reason)
    }
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
    size = git_odb_object_size(object)
    if let damage {
      // The copy may be the damaged one itself, read with less care.
      var found = git_oid()
      guard git_odb_hash(&found, data, size, type) >= 0, CommitID(found) == id else {
        throw .damagedObject(id, path: path, reason: damage.reason)
      }
    }
    return Array(UnsafeRawBufferPointer(start: data, count: size))
  }

  func has(_ id: CommitID) -> Bool { packs.has(id) }

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
