import Bisection
import ChangeModel
import FoundationEssentials
import Recipes
import Text

// MARK: - Building and fetching

extension BootRun {
  /// A kernel with what is filled into the recipe for it.
  struct Kernel: Sendable {
    let target: Target
    let name: BootNotice.Kernel
    /// What is checked out for it; `nil` for a package.
    let source: CommitID?
    let badName: String
    var values: RecipeValues
  }

  func kernel(_ target: Target, in session: BisectionSession) throws -> Kernel {
    var values = settings
    let record = session.record
    let package = record.line?[target.commit]
    // NEW without a commit is built from NEW.
    let commit = target.isRevert ? record.bad.id : target.commit
    var name = session.bootName(commit)
    values[.commit] = record.line == nil ? "\(commit)" : ""
    values[.version] =
      package?.version
      ?? name.release.map { $0.hasPrefix("v") ? String($0.dropFirst()) : $0 } ?? ""
    values[.package] = package?.name ?? record.packages[commit] ?? ""
    if target.isRevert { name = Self.revertName(record, target.commit) }
    values[.name] = desk.name
    values[.recipe] = recipeFolder
    values[.jobs] = "\(max(1, ProcessInfo.processInfo.activeProcessorCount))"
    (values[.old], values[.new]) = (plan.old, plan.new)
    values[.host] = plan.host ?? ""
    values[.boot] = "0"
    values[.kernel] = folders.folder(target.name)
    values[.worktree] = try desk.workTreePath
    values[.build] = try desk.buildPath
    if recipe.uses(.config) { values[.config] = try configuration() }
    return Kernel(
      target: target, name: name,
      source: record.line != nil ? nil : target.isRevert ? record.bad.id : target.commit,
      badName: record.bad.name, values: values)
  }

  /// `v4.4.157 without cb9adfe8af36`
  static func revertName(_ record: BisectionRecord, _ commit: CommitID) -> BootNotice.Kernel {
    .init(name: "\(record.bad.name) without \(commit.short)", release: nil)
  }

  private func configuration() throws -> String {
    if let given = plan.configuration { return given }
    let running = "/boot/config-\(AskedKernels.running ?? "")"
    guard FileManager.default.fileExists(atPath: running) else {
      throw BootError.noConfiguration(running: running)
    }
    return running
  }

  // MARK: - Obtaining

  enum Obtained: Sendable {
    case complete(KernelFolders.Complete)
    case failed(BootFinding, log: String, seconds: Double)
  }

  /// Builds or fetches a kernel, unless that was done before.
  func obtain(_ kernel: Kernel, in workTree: WorkTree?, ahead: Bool) async throws -> Obtained {
    let name = kernel.target.name
    if let complete = folders.complete(name) {
      folders.touch(name)
      return .complete(complete)
    }
    let start = ContinuousClock.now
    try folders.begin(name)
    let folder = folders.folder(name)
    func failed(_ finding: BootFinding, _ log: String) -> Obtained {
      .failed(finding, log: log, seconds: (ContinuousClock.now - start).seconds)
    }
    if let source = kernel.source {
      guard let workTree else { throw BootError.noWorkTree }
      if let finding = try await prepare(kernel, source, workTree, folder) {
        return failed(finding, folder)
      }
      let build = try desk.buildPath
      do {
        try FileManager.default.createDirectory(
          atPath: build, withIntermediateDirectories: true)
      } catch {
        throw BisectionError.unwritable(path: build, reason: SystemError.reason(of: error))
      }
    }
    guard let result = try await runner.run(.obtain, kernel.values, in: folder) else {
      throw BootError.noRecipe(desk.name)
    }
    try Task.checkCancellation()
    switch result.ending {
    case .exited(0): break
    case .timedOut:
      return failed(
        .buildTimedOut(seconds: Int(recipe[.obtain]?.timeout.seconds ?? 0)), result.log)
    // The machine that builds is at fault: a program is missing, or memory.
    case .cannotRun, .signaled, .exited(126), .exited(127):
      throw BootError.stepFailed(.obtain, result.failure(recipe[.obtain]), log: result.log)
    case .stopped, .flooded, .exited:
      return failed(
        .notBuilt(said: StepRunner.lastLine(of: result.log) ?? "it said nothing"), result.log)
    }
    var release: String?
    if let said = try await runner.run(.release, kernel.values, in: folder, keepsOutput: true) {
      release = said.isSuccess ? said.output.lastWord : nil
      guard release != nil else {
        throw BootError.stepFailed(.release, said.failure(recipe[.release]), log: said.log)
      }
    }
    try Task.checkCancellation()
    let complete = KernelFolders.Complete(
      release: release, seconds: (ContinuousClock.now - start).seconds, wasAhead: ahead)
    try folders.end(name, complete)
    return .complete(complete)
  }

  /// Puts the sources into the work tree, with the patches that each build needs.
  private func prepare(
    _ kernel: Kernel, _ source: CommitID, _ workTree: WorkTree, _ folder: String
  ) async throws -> BootFinding? {
    try await workTree.checkOut(source, sparse: recipe.sparse, patches: patches.map(\.path))
    try Task.checkCancellation()
    if kernel.target.isRevert {
      let commit = kernel.target.commit
      let patch = folder + "/revert.patch"
      do {
        try await Data(workTree.patch(of: commit).utf8).write(to: URL(fileURLWithPath: patch))
      } catch let error as CocoaError {
        throw BisectionError.unwritable(path: patch, reason: SystemError.reason(of: error))
      }
      if let reason = try await workTree.apply(patch, reverse: true) {
        throw BootError.cannotRevert(commit, on: kernel.badName, reason: reason)
      }
    }
    for patch in patches where try await !workTree.has(patch.path) {
      if let reason = try await workTree.apply(patch.path) {
        return .patchFails(patch.name, reason: reason)
      }
    }
    return nil
  }

  private var patches: [(name: String, path: String)] {
    recipe.patches.map { ($0, $0.hasPrefix("/") ? $0 : "\(recipeFolder)/\($0)") }
  }
}
