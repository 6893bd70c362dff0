import FoundationEssentials
import Subprocess
import Text

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// git itself, asked for bytes about a clone; it reads no configuration but the clone's, runs no hook, and fetches nothing.
struct GitQuestions {
  let clone: String

  /// - Returns: what it writes.
  func output(
    _ arguments: [String], input: some Sequence<String> = []
  ) async throws(InvestigationError) -> [UInt8] {
    let fixed = [
      "-C", clone, "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false",
      "-c", "protocol.allow=never", "-c", "safe.directory=*", "-c",
      "advice.graftFileDeprecated=false",
    ]
    let own = ProcessInfo.processInfo.environment
    var environment: [Environment.Key: String] = [
      "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": "/dev/null", "GIT_OPTIONAL_LOCKS": "0",
      "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
    ]
    environment["PATH"] = own["PATH"]
    let reason: String
    do {
      let questions = try Self.file(with: input.joined(separator: "\n") + "\n")
      let result = try await Subprocess.run(
        .name("git"), arguments: Arguments(fixed + arguments), environment: .custom(environment),
        input: .fileDescriptor(questions, closeAfterSpawningProcess: true),
        output: .bytes(limit: 16 << 30), error: .string(limit: 1 << 16))
      if result.terminationStatus.isSuccess { return result.standardOutput }
      reason = result.standardError.trimmed
    } catch {
      reason = "git cannot be run: \(error)"
    }
    throw .git(operation: arguments[0], clone: clone, reason: reason)
  }

  /// A file without a name: where git ends before it has read all, a pipe would break.
  private static func file(with text: String) throws -> FileDescriptor {
    var template = Array("\(FileManager.default.temporaryDirectory.path)/ktrail-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    unlink(template)
    let descriptor = FileDescriptor(rawValue: file)
    try descriptor.closeAfterFailing {
      _ = try descriptor.writeAll(text.utf8)
      _ = try descriptor.seek(offset: 0, from: .start)
    }
    return descriptor
  }
}

extension FileDescriptor {
  fileprivate func closeAfterFailing(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch {
      try? close()
      throw error
    }
  }
}
