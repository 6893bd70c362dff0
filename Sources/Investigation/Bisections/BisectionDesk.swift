public import Bisection
public import ChangeModel
import FoundationEssentials
public import Logging
import Text

/// A bisection by its name, from one command to the next: its record, its answers, and the sources of
/// the kernel to test.
///
/// The record is locked only while it is read, changed and written, which takes milliseconds; the work
/// tree for as long as a kernel is checked out or tested there. Reading locks nothing.
public struct BisectionDesk: Sendable {
  /// What a command does while others must not change the work tree.
  public enum Purpose: String, Sendable {
    case checkout = "checks out a kernel"
    /// Others do not wait for this one.
    case test = "runs tests"
    case reset = "resets"
  }

  /// What the user must know beside the answer.
  public enum Notice: Hashable, Sendable {
    case index(IndexNotice)
    /// Another command has this lock.
    case waiting(for: LockHolder, path: String)
    /// Another command tests a kernel in this work tree, so nothing is checked out there.
    case inUse(path: String, by: LockHolder?)
  }

  public let name: String
  let store: BisectionStore
  let logger: Logger
  /// Told now and then what is being done.
  let progress: @Sendable (Activity) -> Void
  let notice: @Sendable (Notice) -> Void

  public init(
    _ name: String, in store: BisectionStore, logger: Logger = Logger(label: "ktrail"),
    progress: @escaping @Sendable (Activity) -> Void = { _ in },
    notice: @escaping @Sendable (Notice) -> Void = { _ in }
  ) {
    (self.name, self.store, self.logger) = (name, store, logger)
    (self.progress, self.notice) = (progress, notice)
  }

  public func requireFree() throws {
    if try store.has(name) { throw BisectionError.exists(name) }
  }

  /// The bisection as it is now.
  public func session() throws -> BisectionSession { try session(store.read(name)) }

  private func session(_ record: BisectionRecord) throws -> BisectionSession {
    let investigation = Investigation(
      clone: .init(
        path: record.clone, indexDirectory: record.indexDirectory,
        asOf: (record.asOf ?? []).map { "\($0)" }),
      logger: logger, progress: progress, notice: { [notice] in notice(.index($0)) })
    do {
      return try BisectionSession(name, record, investigation)
    } catch {
      // A damaged index is rebuilt when it is opened again.
      guard error.isLostIndex else { throw error }
      return try BisectionSession(name, record, investigation)
    }
  }

  // MARK: - Beginning and ending

  /// Keeps a new record and checks out the first kernel; if that fails, nothing is kept.
  public func begin(_ record: BisectionRecord) async throws -> View {
    var record = record
    try store.makeDirectory()
    let tree = try await hold(for: .checkout, record)
    if let checkout = tree.checkout {
      try await checkout.requireNoChanges()
      record.head = try checkout.head()
    }
    // Before the first checkout, so that a kill forgets neither the answers nor where HEAD was.
    try await store.create(record, as: name)
    do {
      return try await next(in: tree)
    } catch {
      if let checkout = tree.checkout, let head = record.head {
        _ = try? await checkout.giveBack(head)
      }
      try await store.remove(name)
      _ = try? await tree.workTree?.remove()
      throw error
    }
  }

  /// What ``reset()`` did.
  public enum Outcome: Hashable, Sendable {
    case forgotten
    /// The record could not be read, so whether HEAD of a clone was to be given back is not known.
    case forgottenUnread
    case removed(tree: String)
    case kept(tree: String)
    case notOurs(tree: String, BisectionError.Occupant)
    case head(String, of: String)
    case branchGone(String, CommitID, of: String)
    case headElsewhere(String, of: String)
    case headNotGivenBack(String, of: String)
    /// What was built or fetched of so many kernels.
    case removedKernels(Int, in: String)
  }

  /// Gives back what was changed for this bisection, and of no other, and forgets it.
  public func reset() async throws -> [Outcome] {
    guard try store.has(name) || isThere(try store.worktree(of: name)) else {
      throw BisectionError.none(name, others: store.names)
    }
    let lock = try await takeTree(for: .reset)
    var outcomes: [Outcome] = []
    let remains = store.remains(of: name)
    if let remains, remains.place == .checkout, let head = remains.head {
      outcomes.append(try await giveBack(head, to: remains, lock))
    }
    let tree = WorkTree(
      clone: remains?.clone ?? "", directory: try store.worktree(of: name),
      obeysConfiguration: false, lock: lock)
    switch try await tree.remove() {
    case .removed(let path): outcomes.append(.removed(tree: path))
    case .kept(let path): outcomes.append(.kept(tree: path))
    case .notOurs(let path, let occupant): outcomes.append(.notOurs(tree: path, occupant))
    case nil: break
    }
    if let removed = try removeKernels() { outcomes.append(removed) }
    let hadRecord = try store.has(name)
    // Last: whatever stopped this before, it can be done again.
    try await store.remove(name)
    if hadRecord { outcomes.append(remains == nil ? .forgottenUnread : .forgotten) }
    return outcomes
  }

  /// Removes what was built or fetched.
  private func removeKernels() throws -> Outcome? {
    let kernels = try kernelsPath
    MarkedProcesses.end { $0.hasPrefix("\(kernels)#") }
    let count = KernelFolders(directory: kernels).all.count
    var wasThere = false
    for path in [kernels, try buildPath] where isDirectory(path) {
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw BisectionError.unwritable(path: path, reason: SystemError.reason(of: error))
      }
      wasThere = true
    }
    return wasThere ? .removedKernels(count, in: kernels) : nil
  }

  private func giveBack(
    _ head: BisectionRecord.Head, to remains: BisectionStore.Remains, _ lock: FileLock
  ) async throws -> Outcome {
    let name = head.branch ?? "\(head.id)"
    guard isThere(remains.clone) else { return .headNotGivenBack(name, of: remains.clone) }
    let checkout = try CloneCheckout(
      clone: remains.clone, borrowed: try store.path(self.name, "git"),
      obeysConfiguration: remains.runsHooks ?? false, lock: lock)
    return switch try await checkout.giveBack(head) {
    case .given(let place): .head(place, of: remains.clone)
    case .branchGone(let branch, let id): .branchGone(branch, id, of: remains.clone)
    case .moved(let place): .headElsewhere(place, of: remains.clone)
    }
  }

  private func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  // MARK: - Answers

  /// Keeps an answer.
  ///
  /// - Parameters:
  ///   - word: of those that the bisection was begun with, or `skip`.
  ///   - revision: `nil` for the kernel to test as this command found it, whatever others answer meanwhile.
  public func answer(_ word: String, _ revision: String?, note: String?) async throws {
    let session = try session()
    guard let verdict = session.verdict(of: word) else {
      let words = session.words
      throw BisectionError.unknownWord(word, known: [words.old, words.new, "skip"])
    }
    let commit =
      if let revision { try session.commit(answeredAs: verdict, named: revision) } else {
        session.next
      }
    guard let commit else { throw BisectionError.nothingToTest(name) }
    try await keep(verdict, commit, note: note, in: session)
  }

  /// - Parameter session: the bisection that the answer belongs to.
  public func keep(
    _ verdict: Bisection.Verdict, _ commit: CommitID, note: String? = nil,
    in session: BisectionSession
  ) async throws {
    try await store.update(name, begunAs: session.record) {
      $0.add(.init(commit: commit, verdict: verdict, note: note, time: .now))
    }
  }

  /// Takes back the last answer.
  public func undo() async throws -> (word: String, commit: CommitID) {
    let session = try session()
    var undone: BisectionRecord.Entry?
    try await store.update(name, begunAs: session.record) {
      undone = $0.undo()
      if undone == nil { throw BisectionError.nothingToUndo }
    }
    guard let undone else { throw BisectionError.nothingToUndo }
    return (session.word(for: undone.verdict), undone.commit)
  }

  /// Changes what is being tested, and what was found of it; see ``BisectionStore/update(_:begunAs:_:)``.
  func change(
    _ session: BisectionSession, _ change: (inout BisectionRecord) throws -> Void
  ) async throws {
    try await store.update(name, begunAs: session.record, change)
  }

  // MARK: - Sources

  /// Where the sources of kernels are.
  public var workTreePath: String { get throws { try store.worktree(of: name) } }
  /// Where kernels are built.
  var buildPath: String { get throws { try store.path(name, "build") } }
  /// Where what was built or fetched of kernels is kept, a folder for each.
  public var kernelsPath: String { get throws { try store.path(name, "kernels") } }

  /// Keeps the work tree, and all that is built, for one command.
  func holdForBoots(_ record: BisectionRecord) async throws -> Tree {
    guard record.line != nil else { return try await hold(for: .test, record) }
    return Tree(
      lock: try await takeTree(for: .test), workTree: nil, checkout: nil, progress: progress)
  }

  /// A bisection, and where the sources of its next kernel are.
  public struct View {
    public let session: BisectionSession
    /// `nil` if they are nowhere.
    public let directory: String?
  }

  /// Checks out the kernel to test now, or the newest one.
  ///
  /// If another command tests a kernel in the work tree, nothing is checked out, and that is said.
  public func checkOutNext(newest: Bool = false) async throws -> View {
    let session = try session()
    if newest, session.record.newest == nil { throw BisectionError.nothingNewer }
    guard session.record.place != .nowhere, newest || session.next != nil,
      session.record.bootPlan == nil
    else { return View(session: session, directory: nil) }
    do {
      let tree = try await hold(for: .checkout, session.record)
      return try await next(in: tree, newest: newest)
    } catch BisectionError.inUse(_, let path, let holder) {
      notice(.inUse(path: path, by: holder))
      return View(session: try self.session(), directory: nil)
    }
  }

  /// What others answered while this one waited for the work tree counts.
  private func next(in tree: Tree, newest: Bool = false) async throws -> View {
    let session = try session()
    // With a recipe, a kernel is checked out when it is built, with the recipe's choice of files.
    guard let commit = newest ? session.record.newest : session.next,
      session.record.bootPlan == nil
    else { return View(session: session, directory: nil) }
    return View(session: session, directory: try await tree.checkOut(commit))
  }

  /// Keeps the work tree for one command, until the value is gone.
  public struct Tree {
    fileprivate let lock: FileLock?
    let workTree: WorkTree?
    fileprivate let checkout: CloneCheckout?
    fileprivate let progress: @Sendable (Activity) -> Void

    /// - Returns: where the sources are; `nil` if they are nowhere.
    public func checkOut(_ commit: CommitID) async throws -> String? {
      if workTree != nil || checkout != nil { progress(.checkingOut(commit)) }
      try await workTree?.checkOut(commit)
      try await checkout?.checkOut(commit)
      return workTree?.directory ?? checkout?.clone
    }
  }

  public func hold(for purpose: Purpose, _ record: BisectionRecord) async throws -> Tree {
    guard record.place != .nowhere else {
      return Tree(lock: nil, workTree: nil, checkout: nil, progress: progress)
    }
    let lock = try await takeTree(for: purpose)
    let obeys = record.runsHooks ?? false
    let workTree =
      record.place == .worktree
      ? WorkTree(
        clone: record.clone, directory: try store.worktree(of: name), obeysConfiguration: obeys,
        lock: lock) : nil
    let checkout =
      record.place == .checkout
      ? try CloneCheckout(
        clone: record.clone, borrowed: try store.path(name, "git"), obeysConfiguration: obeys,
        lock: lock) : nil
    return Tree(lock: lock, workTree: workTree, checkout: checkout, progress: progress)
  }

  /// Waits for a checkout to end, and says so; but not for tests, which may take hours.
  private func takeTree(for purpose: Purpose) async throws -> FileLock {
    try store.makeDirectory()
    let path = try store.path(name, "tree.lock")
    var holder: LockHolder?
    var isTold = false
    let lock = try await FileLock.waitedFor(path, for: purpose.rawValue) { found, waited in
      holder = found
      // A git that outlives a killed ktrail has its lock, and ends soon.
      if found.purpose == Purpose.test.rawValue, found.isAlive { return false }
      if !isTold, waited > .seconds(1) {
        notice(.waiting(for: found, path: path))
        isTold = true
      }
      return true
    }
    guard let lock else {
      throw BisectionError.inUse(
        name, path: try store.worktree(of: name), by: holder)
    }
    return lock
  }
}
