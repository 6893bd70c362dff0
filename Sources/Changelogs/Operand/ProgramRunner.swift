internal import Subprocess
import Text

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Runs one of the system's programs and collects what it says.
struct ProgramRunner: Sendable {
  enum Input: Sendable {
    case nothing
    case bytes([UInt8])
    /// An open file; it stays open.
    case file(Int32)
  }

  struct Outcome: Sendable {
    let output: [UInt8]
    /// `nil` if it succeeded. Its last line is that of standard error, or of standard output if it wrote none there.
    let failure: ChangelogError.ProgramFailure?
  }

  /// Replaces `PATH`, if set.
  let searchPath: String?
  /// How long an answer is waited for. rpm waits for ever where another one holds its database.
  var patience = Duration.seconds(300)

  /// - Parameters:
  ///   - purpose: What needs the program, for the error.
  ///   - source: What the user calls the thing being read.
  ///   - limit: The most bytes of output.
  func run(
    _ tool: String, _ arguments: [String], input: Input = .nothing, purpose: String, source: String,
    limit: Int
  ) async throws(ChangelogError) -> Outcome {
    try await waiting(for: tool, purpose: purpose, source: source, limit: limit) { environment in
      let result = try await Subprocess.run(
        .name(tool), arguments: Arguments(arguments), environment: environment,
        input: .fileDescriptor(try input.opened(), closeAfterSpawningProcess: true),
        output: .bytes(limit: limit), error: .string(limit: 1 << 20))
      return Outcome(
        output: result.standardOutput,
        failure: Self.failure(
          result.standardError, result.standardOutput, result.terminationStatus))
    }
  }

  /// Runs a program whose output is too large to collect, and hands it on chunk by chunk.
  ///
  /// - Parameter reader: takes a chunk; the value that it makes up is returned.
  func stream<Value: Sendable>(
    _ tool: String, _ arguments: [String], input: Input, purpose: String, source: String,
    limit: Int, into value: Value,
    _ reader:
      @escaping @Sendable (inout Value, UnsafeRawBufferPointer) throws(ChangelogError) ->
      Void
  ) async throws(ChangelogError) -> (value: Value, failure: ChangelogError.ProgramFailure?) {
    try await waiting(for: tool, purpose: purpose, source: source, limit: limit) { environment in
      let result = try await Subprocess.run(
        .name(tool), arguments: Arguments(arguments), environment: environment,
        input: .fileDescriptor(try input.opened(), closeAfterSpawningProcess: true),
        output: .sequence, error: .string(limit: 1 << 20)
      ) { execution in
        var (value, total) = (value, 0)
        do {
          for try await chunk in execution.standardOutput {
            total += chunk.count
            guard total <= limit else { throw ChangelogError.tooLarge(source, limit: limit) }
            try chunk.withUnsafeBytes { bytes throws(ChangelogError) in try reader(&value, bytes) }
          }
        } catch {
          try? execution.send(signal: .terminate)
          throw error
        }
        return value
      }
      return (
        result.closureResult,
        Self.failure(result.standardError, [], result.terminationStatus)
      )
    }
  }

  private func waiting<Value: Sendable>(
    for tool: String, purpose: String, source: String, limit: Int,
    _ work: @escaping @Sendable (Environment) async throws -> Value
  ) async throws(ChangelogError) -> Value {
    var changes: [Environment.Key: String?] = ["LC_ALL": "C", "LANG": "C"]
    if let searchPath { changes["PATH"] = searchPath }
    let environment = Environment.inherit.updating(changes)
    let running = Task { try await work(environment) }
    let alarm = Task { [patience] in
      try await Task.sleep(for: patience)
      running.cancel()
    }
    defer { alarm.cancel() }
    let result = await running.result
    guard !running.isCancelled else { throw .noAnswer(tool, of: source, after: patience) }
    do {
      return try result.get()
    } catch let error as ChangelogError {
      throw error
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .missingTool(tool, neededFor: purpose)
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      throw .tooLarge(source, limit: limit)
    } catch {
      throw .unreadable(source, reason: "\(tool) could not be run: \(error)")
    }
  }

  private static func failure(
    _ complaints: String, _ output: [UInt8], _ status: TerminationStatus
  ) -> ChangelogError.ProgramFailure? {
    guard !status.isSuccess else { return nil }
    if case .signaled(let signal) = status { return .signal(signal) }
    let lines =
      complaints.isEmpty ? String(decoding: output.suffix(4096), as: UTF8.self) : complaints
    return lines.split(whereSeparator: \.isNewline).last.map { .said(String($0)) } ?? .silent
  }
}

extension ProgramRunner.Input {
  fileprivate func opened() throws -> FileDescriptor {
    switch self {
    case .nothing: try FileDescriptor.open("/dev/null", .readOnly)
    case .file(let descriptor): try FileDescriptor(rawValue: descriptor).duplicate()
    case .bytes(let bytes): try PipeFeeder.pipe(of: bytes)
    }
  }
}

/// Writes bytes into a pipe as a child reads them, on a thread of its own.
private final class PipeFeeder {
  private let bytes: [UInt8]
  private let pipe: FileDescriptor

  private init(_ bytes: [UInt8], _ pipe: FileDescriptor) { (self.bytes, self.pipe) = (bytes, pipe) }

  /// - Returns: the end to read from.
  static func pipe(of bytes: [UInt8]) throws -> FileDescriptor {
    let (readEnd, writeEnd) = try FileDescriptor.pipe()
    let feeder = Unmanaged.passRetained(PipeFeeder(bytes, writeEnd))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { feeder in
        if let feeder { Unmanaged<PipeFeeder>.fromOpaque(feeder).takeRetainedValue().feed() }
        return nil
      }, feeder.toOpaque())
    guard failure == 0 else {
      feeder.release()
      try readEnd.close()
      try writeEnd.close()
      throw Errno(rawValue: failure)
    }
    pthread_detach(thread)
    return readEnd
  }

  private func feed() {
    // A child that ends before it has read all has its reason, and says it. The signal goes to the thread that
    // writes, and ends with it.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    _ = try? pipe.closeAfter { try pipe.writeAll(bytes) }
  }
}
