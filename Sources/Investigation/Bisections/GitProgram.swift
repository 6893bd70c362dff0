import FoundationEssentials
import Subprocess
import Text

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A run of `git` that knows nothing of the caller's environment, and nothing of any configuration
/// unless it is told to.
///
/// The variables `GIT_*` of the caller would lead git to another repository, index or work tree; so
/// none is passed on, and where the repository and its files are is always said. A repository's
/// configuration names programs (hooks, filters, monitors, transports), and newer versions of git
/// read more of them; so it is not read at all, rather than overruled key by key.
struct GitProgram: Sendable {
  struct Result: Sendable {
    let output, errors: String
    let isSuccess: Bool
    /// A signal ended it, wherever it was.
    let wasStopped: Bool

    /// git goes on after some errors and ends with 0, as where a file's contents are missing.
    var hasErrors: Bool {
      !isSuccess || lines.contains { $0.starts(with: "error:".utf8) }
    }

    /// The same, but that objects of files that are not written may be missing: git says so and goes on.
    var hasErrorsInFilesWritten: Bool {
      !isSuccess
        || lines.contains {
          $0.starts(with: "error:".utf8) && !$0.starts(with: "error: invalid object ".utf8)
        }
    }

    private var lines: [Substring.UTF8View] { errors.utf8.split(separator: UInt8(ascii: "\n")) }

    /// The first of what git said, which may be a line for each file of a kernel.
    var reason: String {
      let shown = 3
      let more = lines.count - shown
      return lines.prefix(shown).map { String(Substring($0)) }.joined(separator: "\n")
        + (more > 0 ? " … (\(more) more lines)" : "")
    }
  }

  /// `nil` where there is no repository yet.
  let gitDirectory: String?
  /// Where refs, objects and configuration are looked for, if not in `gitDirectory`.
  var commonDirectory: String?
  let workTree: String
  /// Whether configuration, of the repository and the user, is obeyed.
  let obeysConfiguration: Bool
  /// A git that outlives a killed ktrail keeps the lock until it ends.
  let lock: FileLock?

  func run(_ arguments: [String]) async throws(BisectionError) -> Result {
    do {
      let input =
        try lock.map { FileDescriptor(rawValue: $0.descriptor) }
        ?? FileDescriptor.open("/dev/null", .readOnly, options: .closeOnExec)
      let result = try await Subprocess.run(
        .name("git"), arguments: Arguments(arguments), environment: .custom(environment),
        workingDirectory: FilePath(
          FileManager.default.fileExists(atPath: workTree) ? workTree : "/"),
        input: .fileDescriptor(input, closeAfterSpawningProcess: lock == nil),
        output: .string(limit: 1 << 24), error: .string(limit: 1 << 26))
      let wasStopped = if case .exited = result.terminationStatus { false } else { true }
      return Result(
        output: result.standardOutput,
        errors: result.standardError.trimmed,
        isSuccess: result.terminationStatus.isSuccess, wasStopped: wasStopped)
    } catch {
      guard MachineCheckup.path(of: "git") != nil else { throw .noGit }
      throw .git(arguments.first ?? "", path: workTree, reason: "git cannot be run (\(error))")
    }
  }

  private var environment: [Environment.Key: String] {
    var variables: [Environment.Key: String] = [:]
    for (name, value) in ProcessInfo.processInfo.environment
    where !name.utf8.starts(with: "GIT_".utf8) {
      variables[Environment.Key(rawValue: name)!] = value
    }
    variables["LC_ALL"] = "C"
    variables["GIT_TERMINAL_PROMPT"] = "0"
    // What a commit is called here is what it holds.
    variables["GIT_NO_REPLACE_OBJECTS"] = "1"
    variables["GIT_DIR"] = gitDirectory
    variables["GIT_WORK_TREE"] = gitDirectory == nil ? nil : workTree
    variables["GIT_COMMON_DIR"] = commonDirectory
    // A repository that is made has the form that libgit2 and older versions read.
    variables["GIT_DEFAULT_HASH"] = "sha1"
    variables["GIT_DEFAULT_REF_FORMAT"] = "files"
    guard !obeysConfiguration else { return variables }
    variables["GIT_CONFIG_NOSYSTEM"] = "1"
    variables["GIT_CONFIG_GLOBAL"] = "/dev/null"
    variables["GIT_ATTR_NOSYSTEM"] = "1"
    // Nothing is fetched, by whatever transport.
    variables["GIT_NO_LAZY_FETCH"] = "1"
    variables["GIT_ALLOW_PROTOCOL"] = "none"
    return variables
  }
}
