import Bisection
import ChangeModel
import FoundationEssentials
import Git
import Text

/// The clone's own work tree, for those who want kernels checked out there (`--checkout`).
///
/// HEAD, the index and the files of the clone are changed, which is what was asked for, and nothing
/// else: refs, objects and configuration are those of a ``BorrowedRepository`` while git works.
struct CloneCheckout {
  /// What became of the clone's HEAD.
  enum Return: Hashable, Sendable {
    /// It is on its branch, or at its commit, again.
    case given(String)
    /// The branch is gone, so HEAD is at the commit that it was at.
    case branchGone(String, CommitID)
    /// The user has put it elsewhere since; there it is left.
    case moved(String)
  }

  let clone: String
  /// Where the borrowed repository is made.
  let borrowed: String
  let obeysConfiguration: Bool
  let lock: FileLock

  private let repository: Repository
  /// Where the files are: the directory that has `.git`.
  private let files: String

  init(clone: String, borrowed: String, obeysConfiguration: Bool, lock: FileLock) throws {
    (self.clone, self.borrowed) = (clone, borrowed)
    (self.obeysConfiguration, self.lock) = (obeysConfiguration, lock)
    repository = try Repository(opening: clone)
    // Not what the configuration says: it may name any folder.
    let named = URL(fileURLWithPath: clone)
    if FileManager.default.fileExists(atPath: clone + "/.git") {
      files = clone
    } else if named.lastPathComponent == ".git" {
      files = named.deletingLastPathComponent().path
    } else {
      throw BisectionError.noFiles(clone: clone)
    }
  }

  /// Where HEAD is.
  func head() throws -> BisectionRecord.Head {
    let id = try repository.resolve("HEAD")
    return .init(branch: writtenBranch, id: id)
  }

  /// The ref that HEAD stands for, unless it is detached.
  private var writtenBranch: String? {
    guard let data = FileManager.default.contents(atPath: repository.gitDirectory + "/HEAD"),
      data.starts(with: "ref:".utf8)
    else { return nil }
    return String(decoding: data.dropFirst(4), as: UTF8.self)
      .trimmed
  }

  /// Refuses a clone with changes that are not committed.
  func requireNoChanges() async throws {
    let result = try await git([
      "status", "--porcelain", "-z", "--untracked-files=no", "--ignore-submodules=all",
      "--no-renames",
    ])
    guard !result.hasErrors else {
      throw BisectionError.git("look for changes", path: clone, reason: result.reason)
    }
    // Entries are `XY PATH`.
    let changed = result.output.split(separator: "\0").map { String($0.dropFirst(3)) }
    guard changed.isEmpty else {
      throw BisectionError.uncommitted(clone: clone, files: changed)
    }
  }

  /// Puts a commit there, detached from any branch.
  func checkOut(_ commit: CommitID) async throws {
    // Whatever is in the way is the user's, also where a .gitignore of that commit disagrees.
    let result = try await git([
      "checkout", "--quiet", "--detach", "--no-overwrite-ignore", "\(commit)",
    ])
    guard !result.hasErrors else {
      throw BisectionError.cannotCheckOut(
        commit, path: clone, isClone: true, reason: result.reason)
    }
  }

  /// Puts HEAD where it was before.
  func giveBack(_ head: BisectionRecord.Head) async throws -> Return {
    let now = writtenBranch
    if let now { return now == head.branch ? .given(now) : .moved(now) }
    guard let branch = head.branch else {
      try await checkOut(head.id)
      return .given("\(head.id)")
    }
    guard let tip = try? repository.resolve(branch) else {
      try await checkOut(head.id)
      return .branchGone(branch, head.id)
    }
    try await checkOut(tip)
    let result = try await git(["symbolic-ref", "-m", "ktrail bisect reset", "HEAD", branch])
    guard !result.hasErrors else {
      throw BisectionError.git("give back HEAD", path: clone, reason: result.reason)
    }
    return .given(branch)
  }

  // MARK: - git

  private func git(_ arguments: [String]) async throws -> GitProgram.Result {
    guard !obeysConfiguration else {
      return try await GitProgram(
        gitDirectory: repository.gitDirectory, workTree: files, obeysConfiguration: true, lock: lock
      ).run(arguments)
    }
    let settings = try await settings()
    try? FileManager.default.removeItem(atPath: borrowed)
    defer { try? FileManager.default.removeItem(atPath: borrowed) }
    let maker = GitProgram(
      gitDirectory: nil, workTree: "/", obeysConfiguration: false, lock: lock)
    let made = try await maker.run(["init", "--quiet", "--bare", "--template=", borrowed])
    guard !made.hasErrors else {
      throw BisectionError.git("make a repository", path: borrowed, reason: made.reason)
    }
    let head = try head()
    try BorrowedRepository(directory: borrowed).borrow(
      from: repository, refs: head.branch.map { [(name: $0, object: head.id)] } ?? [])
    return try await GitProgram(
      gitDirectory: repository.gitDirectory, commonDirectory: borrowed, workTree: files,
      obeysConfiguration: false, lock: lock
    ).run(settings + arguments)
  }

  /// Keys that say how files are written and compared, and name no program.
  private static let plainKeys = [
    "core.autocrlf", "core.checkstat", "core.eol", "core.filemode", "core.ignorecase",
    "core.precomposeunicode", "core.sharedrepository", "core.sparsecheckout",
    "core.sparsecheckoutcone", "core.symlinks", "core.trustctime", "index.sparse",
  ]

  /// The clone's settings of these, as options; reading a configuration starts nothing.
  private func settings() async throws -> [String] {
    let pattern = "^(" + Self.plainKeys.joined(separator: "|").replacing(".", with: "\\.") + ")$"
    let result = try await GitProgram(
      gitDirectory: repository.gitDirectory, workTree: files, obeysConfiguration: true, lock: lock
    ).run(["config", "-z", "--get-regexp", pattern])
    // Entries are `KEY\nVALUE`, or `KEY` alone, which means true.
    return result.output.split(separator: "\0").flatMap { entry -> [String] in
      let parts = entry.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return ["-c", parts.count == 2 ? "\(parts[0])=\(parts[1])" : String(parts[0])]
    }
  }
}
