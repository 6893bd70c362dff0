import ChangeModel
import FoundationEssentials
import Git
import Text

/// A work tree of ktrail's own, with the sources of the kernel to test.
///
/// It has a repository of its own, which borrows the clone's objects, so nothing is noted in the
/// clone. It is made, and removed, under another name, so that a kill leaves all of it or nothing of
/// that name: `NAME.tree.new` is made, `NAME.tree.old` is removed, by the next command if need be.
struct WorkTree: Sendable {
  /// What became of a work tree that is not needed any more.
  enum Removal: Hashable, Sendable {
    case removed(String)
    /// It had commits or changes of the user's, so it was kept under another name.
    case kept(String)
    /// It was not ktrail's.
    case notOurs(String, BisectionError.Occupant)
  }

  private enum Found: Equatable {
    case nothing, ours
    case ofAnotherClone
    case other(BisectionError.Occupant)
  }

  let clone, directory: String
  let obeysConfiguration: Bool
  let lock: FileLock

  private var repository: BorrowedRepository { BorrowedRepository(directory: directory + "/.git") }

  /// Puts a commit there, detached from any branch; makes the work tree if there is none.
  ///
  /// - Parameters:
  ///   - sparse: which files, as `git sparse-checkout --no-cone` has them; empty for all.
  ///   - patches: files with patches that may be applied. Where a checkout lets them be they stay, since what is rewritten is
  ///     compiled again.
  func checkOut(
    _ commit: CommitID, sparse: [String] = [], patches: [String] = []
  ) async throws {
    try sweep()
    switch found {
    case .nothing: try await make()
    case .ours: break
    case .ofAnotherClone:
      _ = try await remove()
      try await make()
    case .other(let occupant): throw BisectionError.notOurs(path: directory, occupant)
    }
    let repository = repository
    repository.removeLocks()
    let choosing = try repository.choose(sparse)
    let goTo = choosing + ["checkout", "--quiet", "--detach"]
    if repository.isPatched {
      if !repository.isUnfinished {
        // Stopped half way, what was written would pass for what patches have changed.
        try repository.setUnfinished(true)
        if try await !git(goTo + ["\(commit)"]).hasErrorsInFilesWritten {
          return try repository.setUnfinished(false)
        }
      }
      for patch in patches.reversed() where try await has(patch) {
        _ = try await git(["apply", "--reverse", "--whitespace=nowarn", "--", patch])
      }
      try repository.setPatched(false)
    }
    let isUnfinished = repository.isUnfinished
    if !isUnfinished, try await !hasChanges() { try repository.setUnfinished(true) }
    // What an unfinished checkout wrote is not the user's.
    let force = isUnfinished ? ["--force"] : []
    let result = try await git(goTo + force + ["\(commit)"])
    guard !(sparse.isEmpty ? result.hasErrors : result.hasErrorsInFilesWritten) else {
      // git refuses before it writes anything: then what is in the way stays the user's.
      if !result.isSuccess, !result.wasStopped, !isUnfinished,
        try await git(["diff-files", "--name-only"]).output.isEmpty
      {
        try repository.setUnfinished(false)
      }
      throw BisectionError.cannotCheckOut(
        commit, path: directory, isClone: false, reason: result.reason)
    }
    try repository.setUnfinished(false)
  }

  /// Changes the files by a patch; what is changed is ktrail's own, and gone with the next checkout.
  ///
  /// - Returns: why git cannot apply it; `nil` if it did.
  func apply(_ patch: String, reverse: Bool = false) async throws -> String? {
    // What was taken back is of this kernel only.
    if reverse { try repository.setUnfinished(true) } else { try repository.setPatched(true) }
    let apply = ["apply", "--whitespace=nowarn"] + (reverse ? ["--reverse"] : [])
    let result = try await git(apply + ["--", patch])
    return result.hasErrors ? result.reason : nil
  }

  /// Whether the files have what a patch would change.
  func has(_ patch: String) async throws -> Bool {
    try await git(["apply", "--reverse", "--check", "--", patch]).isSuccess
  }

  /// What a commit changed, as `git apply` reads it.
  func patch(of commit: CommitID) async throws -> String {
    let result = try await git([
      "diff-tree", "-p", "--binary", "--full-index", "--no-commit-id", "--no-ext-diff",
      "--no-textconv", "\(commit)",
    ])
    guard !result.hasErrors else {
      throw BisectionError.git("show \(commit.short)", path: directory, reason: result.reason)
    }
    return result.output
  }

  /// Removes it, whatever the record says, unless it has something of the user's.
  ///
  /// - Returns: `nil` if there was none.
  func remove() async throws -> Removal? {
    try sweep()
    switch found {
    case .nothing: return nil
    case .other(let occupant): return .notOurs(directory, occupant)
    case .ours, .ofAnotherClone: break
    }
    repository.removeLocks()
    if repository.hasOwnObjects {
      return try keep()
    } else if !repository.isUnfinished, !repository.isPatched, try await hasChanges() {
      return try keep()
    }
    try rename(to: removed)
    try sweep()
    return .removed(directory)
  }

  // MARK: - What is there

  private var found: Found {
    var status = stat()
    guard lstat(directory, &status) == 0 else { return .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: break
    case S_IFLNK: return .other(.symbolicLink)
    default: return .other(.file)
    }
    if let made = repository.clone {
      return made == (try? Repository(opening: clone).commonDirectory) || !isDirectory(clone)
        ? .ours : .ofAnotherClone
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    if names.isEmpty { return .other(.emptyFolder) }
    guard names.contains(".git") else { return .other(.otherFolder) }
    let link = FileManager.default.contents(atPath: repository.directory) ?? Data()
    if let common = try? Repository(opening: clone).commonDirectory,
      String(decoding: link, as: UTF8.self).utf8.starts(with: "gitdir: \(common)worktrees/".utf8)
    {
      return .other(.workTree(of: clone, at: directory))
    }
    return .other(.otherWorkTree)
  }

  /// Whether files that git knows were changed; those that were removed have nothing to lose.
  ///
  /// Objects are not needed for this, so the clone may be gone.
  private func hasChanges() async throws -> Bool {
    // Without it, files that were only touched look changed.
    _ = try await git(["update-index", "-q", "--refresh"])
    let changed = try await git(["diff-files", "--name-only", "--diff-filter=d"])
    return changed.hasErrors || !changed.output.isEmpty
  }

  // MARK: - Making and removing

  private var unfinished: String { directory + ".new" }
  private var removed: String { directory + ".old" }

  private func make() async throws {
    let clone = try Repository(opening: clone)
    let maker = GitProgram(
      gitDirectory: nil, workTree: "/", obeysConfiguration: false, lock: lock)
    let result = try await maker.run(["init", "--quiet", "--template=", unfinished])
    guard !result.hasErrors else {
      throw BisectionError.git("make a repository", path: unfinished, reason: result.reason)
    }
    do {
      try BorrowedRepository(directory: unfinished + "/.git").borrow(
        from: clone, refs: try clone.tags(),
        obeyingConfigurationIn: obeysConfiguration ? directory : nil)
    } catch let error as GitError {
      throw error
    } catch {
      throw BisectionError.unwritable(path: unfinished, reason: SystemError.reason(of: error))
    }
    guard Text.rename(unfinished, directory) == 0 else {
      throw BisectionError.unwritable(path: directory, reason: "\(SystemError.last)")
    }
  }

  /// Removes what a killed command left.
  private func sweep() throws {
    for left in [unfinished, removed] {
      var status = stat()
      guard lstat(left, &status) == 0 else { continue }
      do {
        try FileManager.default.removeItem(atPath: left)
      } catch {
        throw BisectionError.unwritable(path: left, reason: SystemError.reason(of: error))
      }
    }
  }

  private func keep() throws -> Removal {
    for number in 1... {
      let kept = "\(directory).kept-\(number)"
      var status = stat()
      if lstat(kept, &status) == 0 { continue }
      try rename(to: kept)
      return .kept(kept)
    }
    return .kept(directory)
  }

  private func rename(to path: String) throws {
    guard Text.rename(directory, path) == 0 else {
      throw BisectionError.unwritable(path: directory, reason: "\(SystemError.last)")
    }
  }

  private func git(_ arguments: [String]) async throws -> GitProgram.Result {
    let result = try await GitProgram(
      gitDirectory: repository.directory, workTree: directory,
      obeysConfiguration: obeysConfiguration, lock: lock
    ).run(arguments)
    // What a git says that was ended with its task is no answer: it must not pass for changed files.
    try Task.checkCancellation()
    return result
  }
}
