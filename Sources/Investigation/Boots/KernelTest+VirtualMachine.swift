import Bisection
import ChangeModel
import Recipes
import Synchronization
import Text

// MARK: - In a virtual machine

extension KernelTest {
  mutating func bootVirtualMachine() async throws {
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

  /// What a boot says of the kernel: good only if the machine came to the end that the recipe waits for.
  private mutating func judge(
    _ console: ConsoleReading, _ boot: StepRunner.Result, _ step: Recipe.Step
  ) async throws -> (Bisection.Verdict, BootFinding) {
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
      return (passing, .noSymptom(boots: trial.boot))
    }
    try await enter(.test)
    let (verdict, finding) = judge(code: try await test(), said: console.lastLines.last)
    if verdict == passing, let untestable { return (.skip, untestable) }
    return (verdict, finding)
  }
}
