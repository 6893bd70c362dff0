import Bisection
import ChangeModel
import FoundationEssentials
import Recipes
import Synchronization
import Text

/// The test of one kernel, step by step, from wherever it was left.
struct KernelTest {
  private let run: BootRun
  private var trial: Trial
  private let session: BisectionSession
  private let tree: BisectionDesk.Tree
  private var kernel: BootRun.Kernel
  /// By step, over all boots.
  private var seconds: [String: Double] = [:]
  private var wasBuiltAhead = false

  init(
    _ run: BootRun, _ trial: Trial, _ target: BootRun.Target, _ session: BisectionSession,
    _ tree: BisectionDesk.Tree
  ) throws {
    (self.run, self.trial, self.session, self.tree) = (run, trial, session, tree)
    kernel = try run.kernel(target, in: session)
    kernel.values[.release] = trial.release
  }

  private var folder: String { run.folders.folder(kernel.target.name) }

  /// Says in the record what is done next, before it is.
  private mutating func enter(_ step: Recipe.StepKind) async throws {
    trial.step = step.rawValue
    try await keep()
    run.tell(.doing(step, kernel.name, boot: trial.boot, of: run.testing.boots))
  }

  private func keep() async throws {
    try await run.desk.change(session) { [trial] in $0.trial = trial }
  }

  private mutating func note(_ step: Recipe.StepKind, _ spent: Double) {
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

  /// What a boot has shown; `good` is of this boot only.
  private mutating func take(
    _ verdict: Bisection.Verdict, _ finding: BootFinding
  ) async throws -> Bool {
    guard verdict == .good, trial.boot < run.testing.boots else {
      try await answer(verdict, finding)
      return true
    }
    run.tell(.goesOn(kernel.name, boot: trial.boot, of: run.testing.boots))
    trial.boot += 1
    try await keep()
    return false
  }

  private mutating func bootVirtualMachine() async throws {
    while true {
      try await enter(.boot)
      let console = "\(folder)/console-\(trial.boot).log"
      unlink(console)
      try requireRoom(for: console)
      kernel.values[.console] = console
      let step = run.recipe[.boot]
      let reading = Mutex(
        ConsoleReading(
          symptom: run.symptom, done: step?.done.flatMap { ConsoleReading.Wanted($0) }))
      let result = try await run.runner.run(
        .boot, kernel.values, in: folder,
        watch: { bytes in
          reading.withLock { reading in
            reading.read(bytes)
            // After a panic a few more lines say what it was; the machine then ends, or its time is over.
            return reading.isDone || reading.symptomLine != nil
          }
        }, console: console)
      guard let result, let step else { throw BootError.noTest(recipe: run.plan.recipe) }
      note(.boot, result.seconds)
      try requireRoom(for: console)
      // All of it: what came after the last look is read as well.
      var whole = ConsoleReading(
        symptom: run.symptom, done: step.done.flatMap { ConsoleReading.Wanted($0) })
      whole.read((try? OpenFile(console).readAll(limit: StepProcess.mostBytes)) ?? [])
      whole.finish()
      let hasStarted = try await check(whole)
      // What ends without a word of the kernel's says nothing of it.
      if whole.symptomLine == nil, result.hasFailed(beforeStarting: !hasStarted) {
        throw BootError.stepFailed(.boot, result.failure(step), log: console)
      }
      let (verdict, finding) = try await judge(whole, result, step)
      if try await take(verdict, finding) { return }
    }
  }

  /// Stops where a full disk could pass for a silent kernel.
  private func requireRoom(for console: String) throws {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return }
    guard UInt64(status.f_bavail) * UInt64(status.f_frsize) >= Self.leastRoom else {
      throw BisectionError.unwritable(path: console, reason: "\(SystemError(code: ENOSPC))")
    }
  }

  /// In bytes; a boot prints some 100,000.
  private static let leastRoom: UInt64 = 1 << 20

  /// Checks that it is the kernel that was built, as far as the console tells.
  ///
  /// - Returns: whether a kernel has started.
  private func check(_ console: ConsoleReading) async throws -> Bool {
    guard let wanted = trial.release else { return console.release != nil }
    var found = console.release
    if let said = try await run.runner.run(
      .verify, kernel.values, in: folder, keepsOutput: true)
    {
      found = said.isSuccess ? said.output.lastWord : nil
    }
    guard let found else {
      run.tell(.unverified(wanted: wanted))
      return console.release != nil
    }
    guard found == wanted else { throw BootError.wrongKernel(wanted: wanted, found: found) }
    return true
  }

  // MARK: - Judging

  /// What a boot says of the kernel: good only if the machine came to the end that the recipe waits for.
  private mutating func judge(
    _ console: ConsoleReading, _ boot: StepRunner.Result, _ step: Recipe.Step
  ) async throws -> (Bisection.Verdict, BootFinding) {
    let broken: Bisection.Verdict = session.record.findsFix ? .good : .bad
    if let line = console.symptomLine { return (broken, .symptom(line: line)) }
    var untestable: BootFinding?
    if run.symptom != nil || console.hasPanicked, let crash = console.crashes.first {
      untestable = .otherCrash(line: crash)
    } else if boot.ending == .timedOut {
      untestable = .bootTimedOut(seconds: Int(step.timeout.seconds))
    } else if step.done != nil ? !console.isDone : !boot.isSuccess || console.lastLines.isEmpty {
      untestable = .endedEarly(said: console.lastLines.last)
    }
    // With a pattern nothing else is bad, so the test need not be asked.
    if run.symptom != nil, let untestable { return (.skip, untestable) }
    guard !run.testing.command.isEmpty || run.recipe[.test] != nil else {
      return (broken.opposite, .noSymptom(boots: trial.boot))
    }
    try await enter(.test)
    let (verdict, finding) = judge(code: try await test(), said: console.lastLines.last)
    if verdict == broken.opposite, let untestable { return (.skip, untestable) }
    return (verdict, finding)
  }

  /// - Parameter said: the last line of the console.
  private func judge(code: TestEnding, said: String?) -> (Bisection.Verdict, BootFinding) {
    let broken: Bisection.Verdict = session.record.findsFix ? .good : .bad
    switch code {
    case .timedOut(let seconds): return (.skip, .testTimedOut(seconds: seconds))
    case .exited(0):
      return (
        broken.opposite,
        run.symptom == nil ? .passes(boots: trial.boot) : .noSymptom(boots: trial.boot)
      )
    case .exited(125): return (.skip, .untestable(said: said))
    case .exited(let code):
      return run.symptom == nil
        ? (broken, .fails(code: code, boot: trial.boot)) : (.skip, .failsOtherwise(code: code))
    }
  }

  private enum TestEnding {
    case exited(Int)
    case timedOut(seconds: Int)
  }

  private mutating func test() async throws -> TestEnding {
    let step = run.recipe[.test]
    let result: StepRunner.Result?
    if run.testing.command.isEmpty {
      result = try await run.runner.run(.test, values(remote: isOnHost(.test)), in: folder)
    } else {
      // It is meant from where it was given.
      result = try await run.runner.run(
        [run.testing.command], as: .test, remote: false,
        timeout: step?.timeout ?? .seconds(24 * 3600), kernel.values, in: folder,
        workingIn: run.testing.folder)
    }
    guard let result else { throw BootError.noTest(recipe: run.plan.recipe) }
    note(.test, result.seconds)
    let command = run.testing.command.first ?? "[test] of the recipe"
    switch result.ending {
    case .exited(let code) where code == 126 || code == 127:
      throw BootError.cannotTest(command, code: Int(code))
    case .exited(255) where isOnHost(.test) && run.testing.command.isEmpty:
      // ssh(1) could not, or the machine is gone.
      return .exited(255)
    case .exited(let code) where code > 127:
      throw BootError.testAborted("exit code \(code)")
    case .exited(let code): return .exited(Int(code))
    case .timedOut:
      return .timedOut(seconds: Int(step?.timeout.seconds ?? 24 * 3600))
    case .cannotRun: throw BootError.cannotTest(command, code: 127)
    case .signaled, .stopped: throw BootError.testAborted("a signal")
    case .flooded:
      throw BootError.stepFailed(.test, .flooded, log: result.log)
    }
  }

  private func isOnHost(_ kind: Recipe.StepKind) -> Bool {
    run.recipe[kind].map(run.runner.isRemote) ?? false
  }

  private func values(remote: Bool) -> RecipeValues {
    var values = kernel.values
    if remote {
      values[.kernel] = StepRunner.hostFolder(run.desk.name, kernel.target.name)
    }
    return values
  }

  // MARK: - Answering

  /// Keeps the answer, in one piece with the note that this test is over, and tidies up.
  private mutating func answer(
    _ verdict: Bisection.Verdict, _ finding: BootFinding
  ) async throws {
    run.checkpoint()
    trial.step = Trial.answered
    let boot = BootRecord(finding: finding, seconds: seconds, wasBuiltAhead: wasBuiltAhead)
    let boots = session.record.passOfBroken > 0 && verdict != .skip ? trial.boot : 1
    try await run.desk.change(session) { [trial, session] record in
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
        let passed: Bisection.Verdict = record.findsFix ? .bad : .good
        record.add(
          .init(
            commit: trial.commit, verdict: number == boots ? verdict : passed, note: nil,
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

// MARK: - On a machine

extension KernelTest {
  private mutating func bootMachine() async throws {
    var step = Recipe.StepKind(rawValue: trial.step) ?? .install
    if step == .obtain || step == .release { step = .install }
    while true {
      switch step {
      case .install:
        try await enter(.install)
        try await copy()
        try run.folders.noteInstalled(kernel.target.name)
        try await must(.install)
        step = .nextBoot
      case .nextBoot:
        try await enter(.nextBoot)
        try await must(.nextBoot)
        trial.bootID = try await bootID()
        step = .reboot
      case .reboot:
        try await restart()
        step = .verify
      case .verify:
        // Left here, and started again since: which kernel runs now says nothing.
        if trial.step == step.rawValue, trial.restarts == 0, try await bootID() != trial.bootID {
          trial.restarts += 1
          step = .nextBoot
          continue
        }
        guard try await isWantedKernel() else { return }
        step = .test
      case .test:
        if try await testMachine() { return }
        step = .nextBoot
      case .packages, .obtain, .release, .bootID, .boot, .journal, .clean: step = .install
      }
    }
  }

  private func copy() async throws {
    guard isOnHost(.install) else { return }
    let result = try await run.runner.copy(
      folder, to: StepRunner.hostFolder(run.desk.name, kernel.target.name))
    guard result.isSuccess else {
      throw BootError.stepFailed(.install, result.failure(nil), log: result.log)
    }
  }

  /// Does a step that says nothing of the kernel.
  private mutating func must(_ kind: Recipe.StepKind) async throws {
    let result = try await run.runner.run(kind, values(remote: isOnHost(kind)), in: folder)
    guard let result else { return }
    note(kind, result.seconds)
    guard result.isSuccess else {
      throw BootError.stepFailed(kind, result.failure(run.recipe[kind]), log: result.log)
    }
  }

  /// What is another after each boot; `nil` while the machine cannot be asked.
  private func bootID() async throws -> String? {
    let read = ["cat", "/proc/sys/kernel/random/boot_id"]
    let result: StepRunner.Result?
    if run.recipe[.bootID] != nil {
      result = try await run.runner.run(
        .bootID, values(remote: isOnHost(.bootID)), in: folder, keepsOutput: true)
    } else {
      result = try await run.runner.run(
        [read], as: .bootID, remote: run.plan.host != nil, timeout: .seconds(60),
        values(remote: run.plan.host != nil), in: folder, keepsOutput: true)
    }
    return result.flatMap { $0.isSuccess ? $0.output.lastWord : nil }
  }

  /// Has the machine start again, unless it did already, and waits until it is back.
  ///
  /// Where this is the machine, ktrail ends here, and goes on here when it is started again.
  private mutating func restart() async throws {
    let before = trial.bootID
    if trial.step == Recipe.StepKind.reboot.rawValue, let now = try await bootID(), now != before {
      trial.bootID = now
      return
    }
    try await enter(.reboot)
    let start = ContinuousClock.now
    let step = run.recipe[.reboot]
    let limit = step?.timeout ?? .seconds(900)
    // What it says and how it ends is of no use: the machine may be gone before it ends.
    let result = try await run.runner.run(.reboot, values(remote: isOnHost(.reboot)), in: folder)
    if let result, case .exited(let code) = result.ending, code != 0, code != 255 {
      throw BootError.stepFailed(.reboot, result.failure(step), log: result.log)
    }
    while true {
      if let now = try await bootID(), now != before {
        trial.bootID = now
        note(.reboot, (ContinuousClock.now - start).seconds)
        return
      }
      guard ContinuousClock.now - start < limit else {
        throw BootError.noRestart(seconds: Int(limit.seconds), host: run.plan.host)
      }
      try await Task.sleep(for: .milliseconds(run.plan.host == nil ? 200 : 1000))
    }
  }

  /// - Returns: whether the machine runs the kernel to test; else that was answered with a skip.
  private mutating func isWantedKernel() async throws -> Bool {
    try await enter(.verify)
    guard let wanted = trial.release else { return true }
    let result: StepRunner.Result?
    if run.recipe[.verify] != nil {
      result = try await run.runner.run(
        .verify, values(remote: isOnHost(.verify)), in: folder, keepsOutput: true)
    } else {
      let ask = ["sh", "-c", "uname -r; cat /proc/sys/kernel/tainted"]
      result = try await run.runner.run(
        [ask], as: .verify, remote: run.plan.host != nil, timeout: .seconds(60),
        values(remote: run.plan.host != nil), in: folder, keepsOutput: true)
    }
    guard let result, result.isSuccess else {
      throw BootError.stepFailed(
        .verify, result?.failure(run.recipe[.verify]) ?? .code(1, said: nil),
        log: result?.log ?? folder)
    }
    let words = result.output.split(whereSeparator: { $0 <= 0x20 }).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let found = words.first, found == wanted else {
      try await answer(
        .skip, .otherKernel(wanted: wanted, found: words.first.map { $0.inert() } ?? "nothing"))
      return false
    }
    if let taint = words.dropFirst().first.flatMap({ Int($0) }), taint != 0 {
      run.tell(.taint(kernel.name, taint))
    }
    return true
  }

  /// - Returns: whether that was the last boot.
  private mutating func testMachine() async throws -> Bool {
    let isLeft = trial.step == Recipe.StepKind.test.rawValue
    var hasRestarted = false
    if isLeft, let now = try await bootID(), now != trial.bootID {
      hasRestarted = true
    } else {
      try await enter(.test)
    }
    var ending: TestEnding?
    if !hasRestarted {
      if !run.testing.command.isEmpty || run.recipe[.test] != nil { ending = try await test() }
      hasRestarted = try await bootIDWhenBack() != trial.bootID
    }
    kernel.values[.boot] = hasRestarted ? "-1" : "0"
    if run.symptom != nil {
      let journal = try await journal()
      if journal.symptomLine != nil || !journal.crashes.isEmpty {
        let (verdict, finding) = try await judgeJournal(journal)
        return try await take(verdict, finding)
      }
    }
    guard !hasRestarted, let ending else {
      if hasRestarted {
        guard trial.restarts == 0 else {
          try await answer(.skip, .restarts)
          return true
        }
        trial.restarts += 1
        trial.step = Recipe.StepKind.nextBoot.rawValue
        try await keep()
        return false
      }
      return try await take(
        session.record.findsFix ? .bad : .good, .noSymptom(boots: trial.boot))
    }
    let (verdict, finding) = judge(code: ending, said: nil)
    return try await take(verdict, finding)
  }

  private func bootIDWhenBack() async throws -> String? {
    let limit = run.recipe[.reboot]?.timeout ?? .seconds(900)
    let start = ContinuousClock.now
    while ContinuousClock.now - start < limit {
      if let id = try await bootID() { return id }
      try await Task.sleep(for: .seconds(1))
    }
    throw BootError.noRestart(seconds: Int(limit.seconds), host: run.plan.host)
  }

  private func judgeJournal(
    _ journal: ConsoleReading
  ) async throws -> (Bisection.Verdict, BootFinding) {
    if let line = journal.symptomLine {
      return (session.record.findsFix ? .good : .bad, .symptom(line: line))
    }
    return (.skip, .otherCrash(line: journal.crashes[0]))
  }

  private func journal() async throws -> ConsoleReading {
    var reading = ConsoleReading(symptom: run.symptom)
    let result: StepRunner.Result?
    if run.recipe[.journal] != nil {
      result = try await run.runner.run(
        .journal, values(remote: isOnHost(.journal)), in: folder, keepsOutput: true)
    } else {
      let boot = kernel.values[.boot] ?? "0"
      let ask = ["journalctl", "-k", "-b", boot, "--no-pager", "-o", "short-monotonic"]
      result = try await run.runner.run(
        [ask], as: .journal, remote: run.plan.host != nil, timeout: .seconds(300),
        values(remote: run.plan.host != nil), in: folder, keepsOutput: true)
    }
    // No kernel is silent: then it was lost, or may not be read.
    guard let result, result.isSuccess, !result.output.isEmpty else {
      throw BootError.stepFailed(
        .journal, result?.failure(run.recipe[.journal]) ?? .code(1, said: nil),
        log: result?.log ?? folder)
    }
    reading.read(result.output)
    reading.finish()
    return reading
  }
}
