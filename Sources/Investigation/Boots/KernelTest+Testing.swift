import Bisection
import ChangeModel
import Recipes

// MARK: - The test, and what its end says

extension KernelTest {
  /// - Parameter said: the last line of the console.
  func judge(code: TestEnding, said: String?) -> (Bisection.Verdict, BootFinding) {
    switch code {
    case .timedOut(let seconds): return (.skip, .testTimedOut(seconds: seconds))
    case .exited(0):
      return (
        passing,
        run.symptom == nil ? .passes(boots: trial.boot) : .noSymptom(boots: trial.boot)
      )
    case .exited(125): return (.skip, .untestable(said: said))
    case .exited(let code):
      return run.symptom == nil
        ? (broken, .fails(code: code, boot: trial.boot)) : (.skip, .failsOtherwise(code: code))
    }
  }

  enum TestEnding {
    case exited(Int)
    case timedOut(seconds: Int)
  }

  mutating func test() async throws -> TestEnding {
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

  func isOnHost(_ kind: Recipe.StepKind) -> Bool {
    run.recipe[kind].map(run.runner.isRemote) ?? false
  }

  func values(remote: Bool) -> RecipeValues {
    var values = kernel.values
    if remote {
      values[.kernel] = StepRunner.hostFolder(run.desk.name, kernel.target.name)
    }
    return values
  }
}
