import Foundation
public import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A program run to its end by a test.
public struct Command: Sendable {
  public let output: String
  public let errors: String
  public let exitCode: Int

  /// Runs a program found in the search path, with git free of the user's configuration.
  public static func run(
    _ program: String, _ arguments: [String], in directory: String? = nil, input: String = "",
    environment: [Environment.Key: String] = [:]
  ) async throws -> Command {
    let fixed: [Environment.Key: String] = [
      "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_AUTHOR_NAME": "A. Author", "GIT_AUTHOR_EMAIL": "author@example.org",
      "GIT_COMMITTER_NAME": "C. Committer", "GIT_COMMITTER_EMAIL": "committer@example.org",
    ]
    let result = try await Subprocess.run(
      program.contains("/") ? .path(FilePath(program)) : .name(program),
      arguments: Arguments(arguments),
      environment: .inherit.updating(
        fixed.merging(environment) { _, given in given }.mapValues { Optional($0) }),
      workingDirectory: directory.map { FilePath($0) },
      input: .string(input), output: .string(limit: 64 << 20), error: .string(limit: 1 << 20))
    let code: Int =
      switch result.terminationStatus {
      case .exited(let code): Int(code)
      case .signaled(let signal): -Int(signal)
      }
    return Command(
      output: result.standardOutput, errors: result.standardError, exitCode: code)
  }

  /// The first of these programs that is in the search path.
  public static func installed(_ names: String...) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return names.first { name in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
  }

  /// The output's lines of a git command that must succeed.
  public static func git(
    _ arguments: String..., in directory: String, environment: [Environment.Key: String] = [:]
  ) async throws -> [String] {
    let command = try await run(
      "git", ["-C", directory] + arguments, environment: environment)
    guard command.exitCode == 0 else { throw Failure(command.errors) }
    return command.output.split(separator: "\n").map(String.init)
  }

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
  }
}

/// A directory of a test's own, gone with the value.
public final class TemporaryDirectory: Sendable {
  public let path: String

  public init() throws {
    path = NSTemporaryDirectory() + "/ktrail-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file below, with the directories it needs, and gives its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }
}

extension Command {
  /// The program that was built beside the tests.
  public static var ktrail: String {
    // The tests run as `<products>/ktrailPackageTests.xctest`.
    (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/ktrail"
  }

  /// Runs ktrail with an index directory of its own.
  public static func ktrail(
    _ arguments: [String], in directory: String? = nil, input: String = "",
    environment: [Environment.Key: String] = [:]
  ) async throws -> Command {
    let cache = try TemporaryDirectory()
    let fixed: [Environment.Key: String] = ["XDG_CACHE_HOME": cache.path, "KTRAIL_LINUX": ""]
    return try await run(
      ktrail, arguments, in: directory, input: input,
      environment: fixed.merging(environment) { _, given in given })
  }
}
