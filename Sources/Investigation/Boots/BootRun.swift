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
  let recipeFolder: String

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

  private func canBuildAhead(_ session: BisectionSession, _ trial: Trial) -> Bool {
    // Where this machine itself is tested, a build would disturb the test.
    (recipe.isVirtual || plan.host != nil) && !recipe.testsNeedSources && trial.purpose == .search
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
