import FoundationEssentials
import Subprocess
import Synchronization
import Text

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A command of a recipe, from its start until all that it has started is gone.
///
/// Each has a mark in its environment that its children inherit, by which they are found again: when its time is over, and
/// when an earlier ktrail was killed and its children were not.
struct StepProcess: Sendable {
  enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signaled(Int32)
    case timedOut
    /// The watcher has seen enough.
    case stopped
    /// It wrote more than anybody reads.
    case flooded
    case cannotRun(String)
  }

  static let markName = "KTRAIL_STEP"
  /// More than the console of any boot.
  static let mostBytes = 256 << 20
  private static let pause = Duration.milliseconds(50)

  let mark: String
  let environment: [String: String]
  let folder: String
  let timeout: Duration

  /// - Parameters:
  ///   - output: a file that what it writes is added to.
  ///   - errors: another one for its standard error; `nil` for the same.
  ///   - watch: sees what is written, and says when that is enough.
  func run(
    _ words: [String], output: String, errors: String? = nil,
    watch: (@Sendable ([UInt8]) -> Bool)? = nil
  ) async throws -> Ending {
    guard let program = words.first else { return .exited(0) }
    let out = try FileDescriptor.adding(to: output)
    defer { try? out.close() }
    let err = try errors.map(FileDescriptor.adding) ?? out
    defer { if errors != nil { try? err.close() } }
    var changes: [Environment.Key: String?] = [:]
    for name in Self.leadsGitAway { changes[Environment.Key(rawValue: name)!] = String?.none }
    for (name, value) in environment { changes[Environment.Key(rawValue: name)!] = value }
    changes[Environment.Key(rawValue: Self.markName)!] = mark
    let surroundings = Environment.inherit.updating(changes)
    let end = End()
    let (folder, timeout, mark) = (folder, timeout, mark)
    return try await withThrowingTaskGroup(of: Ending?.self) { group in
      group.addTask {
        defer { end.isReached.store(true, ordering: .relaxed) }
        do {
          let status = try await Subprocess.run(
            program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: Arguments(Array(words.dropFirst())), environment: surroundings,
            workingDirectory: FilePath(folder),
            output: .fileDescriptor(out, closeAfterSpawningProcess: false),
            error: .fileDescriptor(err, closeAfterSpawningProcess: false)
          ).terminationStatus
          return switch status {
          case .exited(let code): .exited(code)
          case .signaled(let number): .signaled(number)
          }
        } catch is CancellationError {
          return .stopped
        } catch {
          return .cannotRun("\(error)")
        }
      }
      group.addTask {
        let start = ContinuousClock.now
        var place = FileManager.default.size(of: output)
        while !end.isReached.load(ordering: .relaxed) {
          try? await Task.sleep(for: Self.pause)
          var ending: Ending?
          if Task.isCancelled { ending = .stopped }
          if ContinuousClock.now - start > timeout { ending = .timedOut }
          if FileManager.default.size(of: output) > Self.mostBytes { ending = .flooded }
          if let watch, watch(FileManager.default.bytes(of: output, from: &place)) {
            ending = .stopped
          }
          if let ending {
            MarkedProcesses.end { $0 == mark }
            return ending
          }
        }
        return nil
      }
      var endings: [Ending] = []
      for try await ending in group { if let ending { endings.append(ending) } }
      // Why it was ended says more than that it was.
      return endings.first {
        switch $0 {
        case .timedOut, .stopped, .flooded: true
        case .exited, .signaled, .cannotRun: false
        }
      } ?? endings.first ?? .stopped
    }
  }

  /// Whether the command has ended, for whoever watches it.
  private final class End: Sendable {
    let isReached = Atomic(false)
  }

  /// What would lead a git that the command runs to another repository than the work tree's.
  static let leadsGitAway = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
  ]
}

/// Processes that a recipe's commands have started, by the mark in their environment (proc_pid_environ(5)).
enum MarkedProcesses {
  /// Ends those with such a mark, and waits until they are gone.
  static func end(_ isWanted: (String) -> Bool) {
    for round in 0..<100 {
      let found = all(isWanted)
      if found.isEmpty { return }
      for process in found { kill(process, round < 20 ? SIGTERM : SIGKILL) }
      usleep(100_000)
    }
  }

  static func all(_ isWanted: (String) -> Bool) -> [pid_t] {
    let prefix = Array("\(StepProcess.markName)=".utf8)
    return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap {
      guard let process = pid_t($0), process != getpid(),
        let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ"),
        let variable = environment.split(separator: 0).first(where: { $0.starts(with: prefix) })
      else { return nil }
      return isWanted(String(decoding: variable.dropFirst(prefix.count), as: UTF8.self))
        ? process : nil
    }
  }
}

extension FileDescriptor {
  fileprivate static func adding(to path: String) throws -> FileDescriptor {
    do {
      return try .open(
        FilePath(path), .writeOnly, options: [.append, .create, .closeOnExec, .noFollow],
        permissions: [.ownerReadWrite])
    } catch {
      throw BisectionError.unwritable(path: path, reason: "\(SystemError.last)")
    }
  }
}

extension FileManager {
  fileprivate func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// What was added since, a piece at most.
  fileprivate func bytes(of path: String, from place: inout Int) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = bytes.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress, $0.count, off_t(place))
    }
    guard count > 0 else { return [] }
    place += count
    return Array(bytes.prefix(count))
  }
}
