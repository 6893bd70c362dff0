public import Bisection
import ChangeModel
import FoundationEssentials
import Recipes
import Text

/// Builds or fetches, installs, boots and tests the kernels of a bisection by its recipe, until the first bad commit is known.
///
/// Before each step the record says which one it is, and an answer is written in one piece with the note that its test is
/// over. So whatever stops ktrail, or the machine, the same test goes on from there, and nothing is answered twice.
public final class BootRun: Sendable {
  let desk: BisectionDesk
  let recipe: Recipe
  let plan: BootPlan
  let testing: BootPlan.Testing
  let settings: RecipeValues
  let folders: KernelFolders
  let runner: StepRunner
  let symptom: ConsoleReading.Wanted?
  let tell: @Sendable (BootNotice) -> Void
  /// What is called before anything is kept: it does not return if a signal ends the program.
  let checkpoint: @Sendable () -> Void
  /// The folder of the recipe's file.
  private let recipeFolder: String

  /// - Parameters:
  ///   - testing: what tells good from bad; `nil` for what `run` was told before.
  public init(
    _ desk: BisectionDesk, testing: BootPlan.Testing?, for session: BisectionSession,
    checkpoint: @escaping @Sendable () -> Void = {},
    tell: @escaping @Sendable (BootNotice) -> Void
  ) throws {
    guard let plan = session.record.bootPlan else { throw BootError.noRecipe(desk.name) }
    do throws(RecipeError) {
      recipe = try Recipe(named: plan.recipe)
      settings = try RecipeValues(of: recipe, given: plan.values)
    } catch {
      throw BootError.recipe(error)
    }
    let testing = testing ?? plan.testing ?? .init(folder: "/")
    if let pattern = testing.symptomPattern {
      guard let wanted = ConsoleReading.Wanted(pattern) else {
        throw BootError.badPattern(pattern)
      }
      symptom = wanted
    } else {
      symptom = nil
    }
    (self.desk, self.plan, self.testing, self.tell) = (desk, plan, testing, tell)
    self.checkpoint = checkpoint
    let directory = try desk.kernelsPath
    folders = KernelFolders(directory: directory)
    runner = StepRunner(recipe: recipe, host: plan.host, mark: "\(directory)#")
    recipeFolder = ShippedRecipes[plan.recipe] == nil ? plan.recipe.parentFolder : "/"
  }

  /// What has to be there before anything is built.
  private func requireAll() throws(BootError) {
    if testing.command.isEmpty, recipe[.test] == nil, symptom == nil {
      throw .noTest(recipe: plan.recipe)
    }
    for program in recipe.needs + (plan.host == nil ? [] : ["ssh", "tar"])
    where MachineCheckup.path(of: program) == nil {
      throw .missingProgram(program, recipe: plan.recipe)
    }
  }

  /// Whether a pattern for a symptom can be read.
  public static func canRead(_ pattern: String) -> Bool { ConsoleReading.Wanted(pattern) != nil }

  /// Goes on until there is nothing more to test.
  ///
  public func run() async throws -> BisectionSession {
    let tree = try await hold()
    defer { withExtendedLifetime(tree) {} }
    var session = try desk.session()
    if let known = session.record.bootPlan?.recipeDigest, known != recipe.digest {
      tell(.recipeChanged(plan.recipe))
    }
    try await desk.change(session) {
      $0.bootPlan?.testing = self.testing
      $0.bootPlan?.recipeDigest = self.recipe.digest
    }
    session = try desk.session()
    var ahead: BuildAhead?
    do {
      var skips = 0
      while let trial = try await trial(in: session) {
        ahead = try await test(trial, in: session, tree, ahead)
        session = try desk.session()
        guard let last = session.record.entries.last, last.verdict == .skip, let boot = last.boot
        else {
          skips = 0
          continue
        }
        skips += 1
        guard skips < Self.mostSkips else {
          throw BootError.manySkips(skips, boot.finding)
        }
      }
      await ahead?.end()
    } catch {
      await ahead?.end()
      throw error
    }
    return session
  }

  /// Goes on with what was under way: another kernel, or NEW without the commit that was found.
  public func resume() async throws -> BisectionSession {
    try await desk.session().record.trial?.purpose == .revert ? testRevert() : run()
  }

  /// Whether NEW works without the commit that was found.
  public func testRevert() async throws -> BisectionSession {
    let tree = try await hold()
    var session = try desk.session()
    guard session.record.line == nil else { throw BootError.revertsNoPackages }
    guard let commit = session.found else { throw BootError.nothingToRevert }
    if session.record.trial?.purpose != .revert || session.record.trial?.commit != commit {
      try await desk.change(session) {
        $0.trial = Trial(commit: commit, purpose: .revert, step: Recipe.StepKind.obtain.rawValue)
      }
    }
    session = try desk.session()
    if let trial = session.record.trial {
      _ = try await test(trial, in: session, tree, nil)
    }
    return try desk.session()
  }

  /// After so many in a row somebody should look.
  private static let mostSkips = 5

  /// Keeps the work tree, and ends what a killed ktrail has left at work there.
  private func hold() async throws -> BisectionDesk.Tree {
    try requireAll()
    let tree = try await desk.holdForBoots(try desk.session().record)
    let left = MarkedProcesses.all { $0.hasPrefix(runner.mark) }
    if !left.isEmpty {
      MarkedProcesses.end { $0.hasPrefix(runner.mark) }
      tell(.endedLeftovers(left.count))
    }
    return tree
  }

  // MARK: - What to test

  /// What is under way, else what comes next; `nil` at the end.
  private func trial(in session: BisectionSession) async throws -> Trial? {
    if let trial = session.record.trial {
      let isWanted =
        trial.step == Trial.answered || trial.purpose == .revert
        || target(in: session)?.commit == trial.commit
      if isWanted { return trial }
      tell(.dropped(session.bootName(trial.commit)))
      try await desk.change(session) { $0.trial = nil }
    }
    guard let (commit, purpose) = target(in: session) else { return nil }
    let trial = Trial(commit: commit, purpose: purpose, step: Recipe.StepKind.obtain.rawValue)
    try await desk.change(session) { $0.trial = trial }
    return trial
  }

  private var isTrimmed: Bool { recipe.isTrimmed(by: plan.values) }

  private func target(in session: BisectionSession) -> (commit: CommitID, purpose: Trial.Purpose)? {
    let record = session.record
    if testing.checksEnds || isTrimmed, record.answers(about: record.good.id).isEmpty {
      return (record.good.id, .search)
    }
    if testing.checksEnds, !session.contradictsEnds {
      if record.answers(about: record.bad.id).isEmpty { return (record.bad.id, .search) }
      if let newest = record.newest, record.answers(about: newest).isEmpty {
        return (newest, .newest)
      }
    }
    return session.next.map { ($0, .search) }
  }

  // MARK: - One kernel

  /// A kernel to build: a commit, or NEW without it.
  struct Target: Hashable, Sendable {
    let commit: CommitID
    var isRevert = false
    /// Of its folder.
    var name: String { isRevert ? "revert-\(commit)" : "\(commit)" }
  }

  /// - Returns: what is built ahead, if anything.
  private func test(
    _ trial: Trial, in session: BisectionSession, _ tree: BisectionDesk.Tree, _ ahead: BuildAhead?
  ) async throws -> BuildAhead? {
    let target = Target(commit: trial.commit, isRevert: trial.purpose == .revert)
    let name =
      target.isRevert
      ? Self.revertName(session.record, trial.commit) : session.bootName(trial.commit)
    if trial.purpose != .revert, !session.record.isFirstLook(at: trial) {
      if let step = Recipe.StepKind(rawValue: trial.step), step != .obtain {
        tell(.resumed(name, at: step))
      }
    }
    if trial.purpose == .search, trial.commit == session.record.good.id, isTrimmed,
      trial.step == Recipe.StepKind.obtain.rawValue
    {
      tell(.checksTrimmed(name))
    }
    var test = try KernelTest(self, trial, target, session, tree)
    if trial.step == Trial.answered {
      try await test.cleanUp()
      return ahead
    }
    // The same kernel may be in the making already.
    if let ahead { await ahead.leaveOnly(target) }
    var next: BuildAhead?
    if try await test.obtain() {
      if canBuildAhead(session, trial) {
        let kernels = try session.likelyNext(after: trial.commit).map {
          try kernel(Target(commit: $0), in: session)
        }
        next = BuildAhead(kernels, self, in: tree.workTree)
      }
      do {
        try await test.bootAndAnswer()
      } catch {
        await next?.end()
        throw error
      }
    }
    try await prune(
      keeping: [target.name] + session.likelyNext(after: trial.commit).map { "\($0)" })
    return next
  }

  /// Removes what was built or fetched of all but the newest kernels, after it was removed from the machine.
  private func prune(keeping others: [String]) async throws {
    for name in folders.surplus(keeping: plan.keep, and: Set(others)) {
      guard try await uninstall(name) else { continue }
      folders.remove(name)
    }
  }

  /// Removes all kernels of this bisection from the machine.
  ///
  /// - Returns: how many stay, since that failed.
  public func uninstallAll() async throws -> Int {
    var failed = 0
    for name in folders.all { if try await !uninstall(name) { failed += 1 } }
    return failed
  }

  /// Does the last step for a kernel that was installed.
  ///
  /// - Returns: whether it is not on the machine any more.
  private func uninstall(_ name: String) async throws -> Bool {
    guard let step = recipe[.clean], folders.isInstalled(name) else { return true }
    let digits = name.split(separator: "-").last.map(String.init) ?? name
    guard let commit = CommitID(digits) else { return true }
    let target = Target(commit: commit, isRevert: digits != name)
    var kernel = try kernel(target, in: try desk.session())
    kernel.values[.release] = folders.complete(name)?.release ?? ""
    if runner.isRemote(step) { kernel.values[.kernel] = StepRunner.hostFolder(desk.name, name) }
    let result = try await runner.run(.clean, kernel.values, in: folders.folder(name))
    guard let result, !result.isSuccess else { return true }
    tell(.stays(kernel.name, because: StepRunner.lastLine(of: result.log) ?? "[clean] failed"))
    return false
  }

  private func canBuildAhead(_ session: BisectionSession, _ trial: Trial) -> Bool {
    // Where this machine itself is tested, a build would disturb the test.
    (recipe.isVirtual || plan.host != nil) && !recipe.testsNeedSources && trial.purpose == .search
  }

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
    var name = utsname()
    uname(&name)
    let release = withUnsafeBytes(of: &name.release) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let running = "/boot/config-\(release)"
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

extension Trial {
  /// The step of a trial whose answer is kept.
  static let answered = "answered"
}

extension BisectionRecord {
  /// Whether nothing of a trial was done yet.
  fileprivate func isFirstLook(at trial: Trial) -> Bool {
    trial.step == Recipe.StepKind.obtain.rawValue
  }
}

extension StepRunner.Result {
  /// Whether the step itself failed.
  ///
  /// - Parameter beforeStarting: no kernel has said a word, so that any failure is the step's.
  func hasFailed(beforeStarting: Bool) -> Bool {
    switch ending {
    case .cannotRun, .exited(126), .exited(127): true
    case .exited(let code): beforeStarting && code != 0
    case .signaled: beforeStarting
    case .timedOut, .stopped, .flooded: false
    }
  }

  /// Why it did not end well.
  func failure(_ step: Recipe.Step?) -> BootError.StepFailure {
    switch ending {
    case .exited(let code): .code(Int(code), said: StepRunner.lastLine(of: log))
    case .signaled(let number): .signal(Int(number))
    case .timedOut: .timedOut(seconds: Int(step?.timeout.seconds ?? 0))
    case .flooded: .flooded
    case .cannotRun(let reason): .cannotRun(reason)
    case .stopped: .signal(Int(SIGTERM))
    }
  }
}

extension [UInt8] {
  /// The first word of the last line that has one, if it is plain.
  var lastWord: String? {
    let line = split(separator: UInt8(ascii: "\n")).last { line in line.contains { $0 > 0x20 } }
    guard let word = line?.split(whereSeparator: { $0 <= 0x20 }).first, word.count <= 200,
      word.allSatisfy({ $0 < 0x7F })
    else { return nil }
    return String(decoding: word, as: UTF8.self)
  }
}

extension String {
  var parentFolder: String {
    let folder = (self as String).utf8.lastIndex(of: UInt8(ascii: "/")).map {
      String(self[..<$0])
    }
    return folder.map { $0.isEmpty ? "/" : $0 } ?? FileManager.default.currentDirectoryPath
  }
}
