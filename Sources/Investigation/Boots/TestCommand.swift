public import Bisection
public import ChangeModel
import FoundationEssentials
import Recipes
import Subprocess
import Text

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A command that tests the kernel in a work tree, for bisections without a recipe.
public struct TestCommand: Sendable {
  public enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signaled
    case cannotRun
    /// What it printed was read for the symptom.
    case read(Bisection.Verdict, BootFinding)
  }

  let words: [String]
  let commit: CommitID
  let directory: String?
  let symptomPattern: String?

  public init(
    words: [String], commit: CommitID, directory: String?, symptomPattern: String? = nil
  ) {
    (self.words, self.commit, self.directory) = (words, commit, directory)
    self.symptomPattern = symptomPattern
  }

  /// Runs it; what it writes goes to standard error.
  public func run() async throws -> Ending {
    guard let program = words.first else { return .cannotRun }
    let reading = symptomPattern.flatMap { ConsoleReading.Wanted($0) }
    do {
      guard let reading else {
        let status = try await Subprocess.run(
          executable(program), arguments: Arguments(Array(words.dropFirst())),
          environment: environment, workingDirectory: directory.map { FilePath($0) },
          output: .currentStandardError, error: .currentStandardError
        ).terminationStatus
        return Self.ending(status)
      }
      let result = try await Subprocess.run(
        executable(program), arguments: Arguments(Array(words.dropFirst())),
        environment: environment, workingDirectory: directory.map { FilePath($0) },
        input: .none, output: .sequence, error: .combinedWithOutput
      ) { execution in
        var console = ConsoleReading(symptom: reading)
        for try await piece in execution.standardOutput {
          let bytes = piece.withUnsafeBytes { Array($0) }
          Self.show(bytes)
          console.read(bytes)
        }
        console.finish()
        return console
      }
      let ending = Self.ending(result.terminationStatus)
      guard case .exited(let code) = ending, code < 126 else { return ending }
      return Self.judge(result.closureResult, code)
    } catch {
      return .cannotRun
    }
  }

  private static func judge(_ console: ConsoleReading, _ code: Int32) -> Ending {
    if let line = console.symptomLine { return .read(.bad, .symptom(line: line)) }
    if let crash = console.crashes.first { return .read(.skip, .otherCrash(line: crash)) }
    switch code {
    case 0: return .read(.good, .noSymptom(boots: 1))
    case 125: return .read(.skip, .untestable(said: console.lastLines.last))
    default: return .read(.skip, .failsOtherwise(code: Int(code)))
    }
  }

  private static func show(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func ending(_ status: TerminationStatus) -> Ending {
    switch status {
    case .exited(let code): .exited(code)
    default: .signaled
    }
  }

  private func executable(_ program: String) -> Executable {
    program.contains("/") ? .path(FilePath(program)) : .name(program)
  }

  /// What would lead a git in the command to another repository than the work tree's is left out.
  private var environment: Environment {
    var changes: [Environment.Key: String?] = ["KTRAIL_COMMIT": "\(commit)"]
    if directory != nil {
      for name in StepProcess.leadsGitAway {
        changes[Environment.Key(rawValue: name)!] = String?.none
      }
    }
    return .inherit.updating(changes)
  }
}
