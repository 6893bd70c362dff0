import Bisection
import ChangeModel
import FoundationEssentials
import Recipes
import Synchronization
import Text

/// The test of one kernel, step by step, from wherever it was left.
struct KernelTest {
  let run: BootRun
  var trial: Trial
  let session: BisectionSession
  let tree: BisectionDesk.Tree
  var kernel: BootRun.Kernel
  /// By step, over all boots.
  var seconds: [String: Double] = [:]
  var wasBuiltAhead = false

  init(
    _ run: BootRun, _ trial: Trial, _ target: BootRun.Target, _ session: BisectionSession,
    _ tree: BisectionDesk.Tree
  ) throws {
    (self.run, self.trial, self.session, self.tree) = (run, trial, session, tree)
    kernel = try run.kernel(target, in: session)
    kernel.values[.release] = trial.release
  }

  var folder: String { run.folders.folder(kernel.target.name) }

  /// Says in the record what is done next, before it is.
  mutating func enter(_ step: Recipe.StepKind) async throws {
    trial.step = step.rawValue
    try await keep()
    run.tell(.doing(step, kernel.name, boot: trial.boot, of: run.testing.boots))
  }

  func keep() async throws {
    try await run.desk.change(session) { [trial] in $0.trial = trial }
  }

  mutating func note(_ step: Recipe.StepKind, _ spent: Double) {
    seconds[step.rawValue, default: 0] += spent
  }

  // MARK: - Obtaining

  /// - Returns: whether there is a kernel to test; else that was answered with a skip.
  mutating func obtain() async throws -> Bool {
    let isBuilt = run.folders.complete(kernel.target.name) != nil
    if trial.step == Recipe.StepKind.obtain.rawValue, !isBuilt { try await enter(.obtain) }
    switch try await run.obtain(kernel, in: tree.workTree, ahead: false) {
    case .complete(let complete):
      wasBuiltAhead = complete.wasAhead
      note(.obtain, complete.seconds)
      trial.release = complete.release
      kernel.values[.release] = complete.release
      if !isBuilt { run.tell(.obtained(kernel.name, seconds: complete.seconds)) }
      return true
    case .failed(let finding, let log, let spent):
      if case .notBuilt(let said) = finding, said.hasSuffix("No space left on device") {
        throw BootError.stepFailed(.obtain, .code(1, said: said), log: log)
      }
      // Where nothing was ever built, the compiler may be missing.
      if run.folders.all.isEmpty, !session.record.entries.contains(where: { $0.boot != nil }) {
        throw BootError.firstNotObtained(kernel.name.name, finding, log: log)
      }
      note(.obtain, spent)
      try await answer(.skip, finding)
      return false
    }
  }

  // MARK: - Booting

  mutating func bootAndAnswer() async throws {
    if run.recipe.isVirtual {
      try await bootVirtualMachine()
    } else {
      try await bootMachine()
    }
  }

  /// The verdicts of a kernel that fails and of one that passes: a fix is looked for from the broken side.
  var broken: Bisection.Verdict { session.record.findsFix ? .good : .bad }
  var passing: Bisection.Verdict { broken.opposite }

  /// What a boot has shown; a pass is of this boot only.
  ///
  /// - Returns: whether the kernel needs no further boot.
  mutating func take(
    _ verdict: Bisection.Verdict, _ finding: BootFinding
  ) async throws -> Bool {
    guard verdict == passing, trial.boot < run.testing.boots else {
      try await answer(verdict, finding)
      return true
    }
    run.tell(.goesOn(kernel.name, boot: trial.boot, of: run.testing.boots))
    trial.boot += 1
    try await keep()
    return false
  }

  // MARK: - Answering

  /// Keeps the answer, in one piece with the note that this test is over, and tidies up.
  mutating func answer(
    _ verdict: Bisection.Verdict, _ finding: BootFinding
  ) async throws {
    run.checkpoint()
    trial.step = Trial.answered
    let boot = BootRecord(finding: finding, seconds: seconds, wasBuiltAhead: wasBuiltAhead)
    let boots = session.record.passOfBroken > 0 && verdict != .skip ? trial.boot : 1
    try await run.desk.change(session) { [trial, session, passing] record in
      guard record.trial?.commit == trial.commit, record.trial?.step != Trial.answered else {
        return
      }
      record.trial = trial
      if trial.purpose == .revert {
        record.revertTest = verdict
        return
      }
      // Somebody has answered meanwhile.
      if record.passOfBroken <= 0,
        record.entries.dropFirst(session.record.entries.count).contains(where: {
          $0.commit == trial.commit && $0.verdict != .skip
        })
      {
        return
      }
      // Where broken kernels may pass, each boot that passed counts.
      for number in 1...boots {
        record.add(
          .init(
            commit: trial.commit, verdict: number == boots ? verdict : passing, note: nil,
            time: .now, boot: number == boots ? boot : nil))
      }
    }
    run.tell(.answered(kernel.name, word: session.word(for: verdict), boot))
    // What the virtual machine's steps have left at work.
    if run.recipe.isVirtual {
      let mark = " \(folder)"
      MarkedProcesses.end { $0.hasPrefix(run.runner.mark) && $0.hasSuffix(mark) }
    }
    try await cleanUp()
  }

  /// Forgets the test, whose answer is kept.
  func cleanUp() async throws {
    try await run.desk.change(session) { $0.trial = nil }
  }
}
