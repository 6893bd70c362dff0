import Foundation
import Subprocess
import TestSupport
import Testing

/// A clone of the story with a work tree on a branch, and a place where ktrail keeps bisections.
struct BisectionSite {
  let directory: Folder
  let clone: String

  /// A temporary directory by the name that the system gives it.
  struct Folder {
    private let owner: TemporaryDirectory
    let path: String

    init() throws {
      owner = try TemporaryDirectory()
      path = URL(fileURLWithPath: owner.path).resolvingSymlinksInPath().path
    }

    @discardableResult func write(_ text: String, to name: String) throws -> String {
      try owner.write(text, to: name)
      return path + "/" + name
    }
  }

  init() async throws {
    directory = try Folder()
    clone = directory.path + "/linux"
    _ = try await Command.git(
      "clone", "--quiet", "--shared", "--no-checkout", try await SharedMaterial.storyClone(), clone,
      in: directory.path)
    _ = try await Command.git("checkout", "--quiet", "-b", "mine", "v4.4.157", in: clone)
  }

  var state: String { directory.path + "/state/ktrail/bisect" }
  var tree: String { state + "/default.tree" }

  /// What is kept, by name.
  var kept: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: state)) ?? []).sorted()
  }

  var environment: [Environment.Key: String] {
    ["XDG_STATE_HOME": directory.path + "/state", "XDG_CACHE_HOME": directory.path + "/cache"]
  }

  func bisect(
    _ arguments: String..., in folder: String? = nil, input: String = "",
    environment more: [Environment.Key: String] = [:]
  ) async throws -> Command {
    try await bisect(arguments, in: folder, input: input, environment: more)
  }

  func bisect(
    _ arguments: [String], in folder: String? = nil, input: String = "",
    environment more: [Environment.Key: String] = [:]
  ) async throws -> Command {
    try await Command.ktrail(
      ["bisect"] + arguments, in: folder ?? directory.path, input: input,
      environment: environment.merging(more) { _, given in given })
  }

  func start(_ options: String..., environment more: [Environment.Key: String] = [:]) async throws
    -> Command
  {
    try await bisect(
      ["start", "v4.4.121", "v4.4.157", "--linux", clone] + options, environment: more)
  }

  /// Kills ktrail and the git that it runs, with no chance to tidy up.
  func bisect(_ arguments: [String], killedAfter milliseconds: Int) async throws -> Command {
    try await Command.run(
      "timeout",
      ["-s", "KILL", "\(Double(milliseconds) / 1000)", Command.ktrail, "bisect"] + arguments,
      in: directory.path, environment: environment)
  }

  /// One line of git's about the clone.
  func git(_ arguments: String..., in folder: String? = nil) async throws -> String {
    let command = try await Command.run("git", ["-C", folder ?? clone] + arguments)
    guard command.exitCode == 0 else { throw Command.Failure(command.errors) }
    return command.output.trimmingCharacters(in: .newlines)
  }

  /// Everything below a directory but its caches of times, with sizes, so that a change is seen.
  func listing(of path: String) async throws -> String {
    try await Command.run(
      "find", [path, "-type", "f", "-not", "-name", "index", "-printf", "%p %s %T@\n"]
    ).output.split(separator: "\n").sorted().joined(separator: "\n")
  }

  func answers() async throws -> Int {
    let status = try await bisect("status", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
    return try #require(object?["answers"] as? [Any], "\(status.errors)").count
  }

  /// Writes a script that can be run.
  func script(_ name: String, _ lines: String) throws -> String {
    let path = try directory.write("#!/bin/sh\n" + lines + "\n", to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }
}
