import Bisection
import ChangeModel
import Recipes
import Text

// MARK: - On a machine

extension KernelTest {
  mutating func bootMachine() async throws {
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

  /// Does a step whose output is read, or what stands for it where the recipe has none.
  private func ask(
    _ kind: Recipe.StepKind, else command: [String]
  ) async throws -> StepRunner.Result {
    if let result = try await run.runner.run(
      kind, values(remote: isOnHost(kind)), in: folder, keepsOutput: true)
    {
      return result
    }
    let isRemote = run.plan.host != nil
    return try await run.runner.run(
      [command], as: kind, remote: isRemote, timeout: .seconds(300), values(remote: isRemote),
      in: folder, keepsOutput: true)
  }

  /// What is another after each boot; `nil` while the machine cannot be asked.
  private func bootID() async throws -> String? {
    let result = try await ask(.bootID, else: ["cat", "/proc/sys/kernel/random/boot_id"])
    return result.isSuccess ? result.output.lastWord : nil
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
    let result = try await ask(
      .verify, else: ["sh", "-c", "uname -r; cat /proc/sys/kernel/tainted"])
    guard result.isSuccess else {
      throw BootError.stepFailed(.verify, result.failure(run.recipe[.verify]), log: result.log)
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
        let (verdict, finding) = judge(journal)
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
      return try await take(passing, .noSymptom(boots: trial.boot))
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

  /// - Parameter journal: with the symptom, or with a crash.
  private func judge(_ journal: ConsoleReading) -> (Bisection.Verdict, BootFinding) {
    if let line = journal.symptomLine { return (broken, .symptom(line: line)) }
    return (.skip, .otherCrash(line: journal.crashes[0]))
  }

  private func journal() async throws -> ConsoleReading {
    var reading = ConsoleReading(symptom: run.symptom)
    let boot = kernel.values[.boot] ?? "0"
    let result = try await ask(
      .journal, else: ["journalctl", "-k", "-b", boot, "--no-pager", "-o", "short-monotonic"])
    // No kernel is silent: then it was lost, or may not be read.
    guard result.isSuccess, !result.output.isEmpty else {
      throw BootError.stepFailed(.journal, result.failure(run.recipe[.journal]), log: result.log)
    }
    reading.read(result.output)
    reading.finish()
    return reading
  }
}
