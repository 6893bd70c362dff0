internal import Subprocess

/// Runs one of the system's programs and collects what it says.
struct ProgramRunner {
  struct Outcome {
    let succeeded: Bool
    let output: [UInt8]
    /// The last line the program wrote to standard error, or to standard output if it wrote none
    /// there.
    let lastLine: String
  }

  /// Replaces `PATH`, if set.
  let searchPath: String?

  /// - Parameters:
  ///   - purpose: What needs the program, for the error.
  ///   - source: What the user calls the thing being read.
  ///   - limit: The most bytes of output.
  func run(
    _ tool: String, _ arguments: [String], input: [UInt8] = [], purpose: String, source: String,
    limit: Int
  ) async throws(ChangelogError) -> Outcome {
    var changes: [Environment.Key: String?] = ["LC_ALL": "C", "LANG": "C"]
    if let searchPath { changes["PATH"] = searchPath }
    do {
      let result = try await Subprocess.run(
        .name(tool), arguments: Arguments(arguments),
        environment: .inherit.updating(changes), input: .array(input),
        output: .bytes(limit: limit), error: .string(limit: 1 << 20))
      let output = result.standardOutput
      let complaints = result.standardError
      let lines =
        complaints.isEmpty ? String(decoding: output.suffix(4096), as: UTF8.self) : complaints
      return Outcome(
        succeeded: result.terminationStatus.isSuccess, output: output,
        lastLine: lines.split(separator: "\n").last.map(String.init) ?? "it gave no reason")
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .missingTool(tool, neededFor: purpose)
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      throw .tooLarge(source, limit: limit)
    } catch {
      throw .unreadable(source, reason: "\(tool) could not be run: \(error)")
    }
  }
}
