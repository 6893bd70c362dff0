internal import CLibgit2
public import ChangeModel
import FoundationEssentials
import Text

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
    let layout = RepositoryLayout(of: path)
    if let file = layout?.specialFile { throw .specialFile(file) }
    self.layout = layout.flatMap { $0.isOrdinary(at: path) ? $0 : nil }
    let opened = self.layout == nil ? try OpenedRepository(path) : nil
    self.opened = opened
    let commonDirectory = opened?.commonDirectory ?? layout?.commonDirectory ?? path
    self.commonDirectory = commonDirectory
    gitDirectory = opened?.gitDirectory ?? layout?.gitDirectory ?? path
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

  /// Whether it was cloned without some of the objects (`--filter`), which git fetches when it needs them.
  public private(set) lazy var isPartial: Bool = {
    let packs = commonDirectory + "objects/pack"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: packs)) ?? []
    return files.contains { $0.hasSuffix(".promisor") }
  }()

  public var isShallow: Bool { !shallowBoundary.isEmpty }

  /// Whether `info/grafts` gives commits other parents; nothing here reads it, see gitrepository-layout(5).
  public var hasGrafts: Bool {
    var file = stat()
    return stat(commonDirectory + "info/grafts", &file) == 0 && file.st_size > 0
  }

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

  /// ``references()``, and the refs that cannot be followed to an object.
  public func readReferences() throws(GitError) -> (found: [Reference], broken: [UnreadablePart]) {
    var broken: [UnreadablePart] = []
    var names: Set<String> = []
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
      guard let name = git_reference_name(reference).map({ String(cString: $0) }) else { continue }
      names.insert(name)
      guard let commit = peel(reference, name, &broken) else { continue }
      found.append(Reference(name: name, commit: commit))
    }
    // libgit2 passes over files that it cannot read as refs.
    for file in RepositoryLayout.files(below: "refs", in: commonDirectory) ?? []
    where !names.contains(file) && isBrokenReference(file, handle) {
      broken.append(
        UnreadablePart(
          reference: file, id: nil, reason: .broken, detail: "its file says nothing that is a ref"))
    }
    var head: OpaquePointer?
    if git_repository_head(&head, handle) >= 0 {
      defer { git_reference_free(head) }
      var ofHead: [UnreadablePart] = []
      if let commit = peel(head, "HEAD", &ofHead), !found.contains(where: { $0.commit == commit }) {
        found.append(Reference(name: "HEAD", commit: commit))
      }
      // Of a branch that HEAD is on, it was told above.
      if git_repository_head_detached(handle) == 1 { broken += ofHead }
    }
    broken.sort { ($0.reference ?? "") < ($1.reference ?? "") }
    return (found.sorted { $0.name < $1.name }, broken)
  }

  /// Whether a file has the name of a ref, and not the contents.
  private func isBrokenReference(_ name: String, _ handle: OpaquePointer) -> Bool {
    var isValid: Int32 = 0
    guard !name.hasSuffix(".lock"), git_reference_name_is_valid(&isValid, name) >= 0, isValid == 1
    else { return false }
    // It may have come since the others were listed.
    var reference: OpaquePointer?
    guard git_reference_lookup(&reference, handle, name) < 0 else {
      git_reference_free(reference)
      return false
    }
    return true
  }

  /// Follows symbolic refs and tag objects to a commit; `nil` for what leads to something else, and for what cannot be
  /// followed, which is added to `broken`.
  private func peel(
    _ reference: OpaquePointer?, _ name: String, _ broken: inout [UnreadablePart]
  ) -> CommitID? {
    var direct: OpaquePointer?
    guard git_reference_resolve(&direct, reference) >= 0 else {
      // `refs/remotes/origin/HEAD` only repeats another ref, and often outlives it.
      if name != "HEAD", !name.hasSuffix("/HEAD") {
        let target = git_reference_symbolic_target(reference).map { String(cString: $0) }
        broken.append(
          UnreadablePart(
            reference: name, id: nil, reason: .broken,
            detail: target.map { "it stands for \($0), which is not there" } ?? ""))
      }
      return nil
    }
    defer { git_reference_free(direct) }
    // Packed refs say where a tag leads, and a pack's entry what it is: nothing need be inflated for most.
    if let target = git_reference_target_peel(direct) ?? git_reference_target(direct),
      packs.kind(of: CommitID(target.pointee)) == .commit
    {
      return CommitID(target.pointee)
    }
    var object: OpaquePointer?
    let status = git_reference_peel(&object, direct, GIT_OBJECT_COMMIT)
    guard status >= 0 else {
      if let part = unreadable(behind: direct, name) { broken.append(part) }
      return nil
    }
    defer { git_object_free(object) }
    return git_object_id(object).map { CommitID($0.pointee) }
  }

  /// The object that keeps a ref from being followed, unless it is just of another kind than a commit.
  private func unreadable(behind direct: OpaquePointer?, _ name: String) -> UnreadablePart? {
    guard let target = git_reference_target(direct), let objects = opened?.objects else {
      return nil
    }
    var id = CommitID(target.pointee)
    for _ in 0..<Self.longestChainOfTags {
      var wanted = id.gitName
      var object: OpaquePointer?
      let status = git_odb_read(&object, objects, &wanted)
      guard status >= 0 else {
        let isMissing = status == GIT_ENOTFOUND.rawValue
        return UnreadablePart(
          reference: name, id: id, reason: isMissing ? .missing : .damaged,
          detail: isMissing ? "" : GitError.lastReason)
      }
      defer { git_odb_object_free(object) }
      switch git_odb_object_type(object) {
      case GIT_OBJECT_TREE, GIT_OBJECT_BLOB: return nil
      case GIT_OBJECT_TAG:
        let bytes = UnsafeRawBufferPointer(
          start: git_odb_object_data(object), count: git_odb_object_size(object))
        guard let next = CommitHeader.taggedObject(in: bytes) else { fallthrough }
        id = next
      default:
        return UnreadablePart(
          reference: name, id: id, reason: .damaged, detail: "its header cannot be read")
      }
    }
    return UnreadablePart(reference: name, id: id, reason: .damaged, detail: "a tag of itself")
  }

  /// Tags of tags are rare, and only damaged ones lead in a circle.
  private static let longestChainOfTags = 100

  /// The commit that a revision names, in the notations of gitrevisions(7) that libgit2 knows.
  public func resolve(_ revision: String) throws(GitError) -> CommitID {
    guard let found = try find(revision) else { throw .unknownRevision(revision, path: path) }
    return found
  }

  /// The same; `nil` if the clone has no such revision, and an error only where it cannot tell.
  public func find(_ revision: String) throws(GitError) -> CommitID? {
    let handle = try library().handle
    var object: OpaquePointer?
    switch git_revparse_single(&object, handle, revision) {
    case 0...: break
    case GIT_ENOTFOUND.rawValue, GIT_EINVALIDSPEC.rawValue: return nil
    case GIT_EAMBIGUOUS.rawValue: throw .ambiguousRevision(revision, path: path)
    case let status:
      throw .failed(operation: "find \(revision)", code: status, reason: GitError.lastReason)
    }
    defer { git_object_free(object) }
    var commit: OpaquePointer?
    switch git_object_peel(&commit, object, GIT_OBJECT_COMMIT) {
    case 0...: break
    case GIT_EPEEL.rawValue, GIT_EINVALIDSPEC.rawValue, GIT_EAMBIGUOUS.rawValue: return nil
    case let status:
      throw .failed(
        operation: "follow \(revision) to a commit", code: status, reason: GitError.lastReason)
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

  public func has(_ id: CommitID) -> Bool { packs.has(id) }

  /// How many commits the clone has, as its packs' indexes say: some too many, since they count tags and what no ref
  /// leads to, too. For whoever waits, not for an answer.
  public var packedCommitCount: Int? {
    packs.leadingCommitCount.flatMap { $0 > 0 ? $0 : nil }
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
