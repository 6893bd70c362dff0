import Foundation
import TestSupport
import Testing

@Suite("The clone is never written to") struct NeverWritesTests {
  /// All questions that read a clone.
  private static func questions(_ builder: HistoryBuilder, _ clone: String) -> [[String]] {
    [
      ["index"], ["fixes", builder.id("bug")], ["fixes", "--matching", "thing"],
      ["fixes", "--missing-in", "v4.4"], ["compare", "v4.4", "v4.5-rc1"],
      ["report", "v4.4", "v4.5-rc1", "--format", "html"],
    ].map { $0 + ["--linux", clone] }
  }

  private func workingClone(of builder: HistoryBuilder) async throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    _ = try await Command.git("clone", "-q", builder.path, directory.path + "/linux", in: "/")
    return directory
  }

  @Test("not a file comes, goes or changes, nor its times")
  func listing() async throws {
    let builder = try await IndexAnswers.sampleClone()
    let directory = try await workingClone(of: builder)
    let clone = directory.path + "/linux"
    func listing() async throws -> String {
      let found = try await Command.run(
        "sh",
        [
          "-c",
          "find . -printf '%p %y %s %m %T@ %C@\\n' | sort; find . -type f | sort | xargs sha1sum",
        ], in: clone)
      return found.output
    }
    let before = try await listing()
    #expect(before.contains("./.git/HEAD"))
    for question in Self.questions(builder, clone) {
      let command = try await Command.ktrail(question)
      #expect(command.exitCode == 0, "\(command.errors)")
    }
    #expect(try await listing() == before)
  }

  /// Root is not held back by permissions, so it has to become somebody else.
  private static let somebody: [String]? =
    if getuid() != 0 {
      []
    } else if let setpriv = Command.installed("setpriv") {
      [setpriv, "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    } else {
      nil
    }

  @Test(
    "a clone without the right to write answers as any other",
    .enabled(if: somebody != nil, "root without setpriv(1) can write everywhere"))
  func readOnly() async throws {
    let builder = try await IndexAnswers.sampleClone()
    let directory = try await workingClone(of: builder)
    let clone = directory.path + "/linux"
    let cache = directory.path + "/cache"
    try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
    let prefix = try #require(Self.somebody)
    if !prefix.isEmpty {
      _ = try await Command.run("chown", ["-R", "65534:65534", directory.path])
    }
    _ = try await Command.run("chmod", ["-R", "a-w", clone])
    func run(_ arguments: [String]) async throws -> Command {
      return try await Command.run(
        "env", ["XDG_CACHE_HOME=\(cache)", "HOME=\(cache)"] + prefix + arguments)
    }
    #expect(try await run(["touch", clone + "/.git/new"]).exitCode != 0)
    for question in Self.questions(builder, clone) {
      let command = try await run([Command.ktrail] + question)
      #expect(command.exitCode == 0, "\(command.errors)")
      #expect(command.errors == "")
    }
    _ = try await Command.run("chmod", ["-R", "u+w", clone])
  }

  @Test(
    "where no index can be kept it is made in memory, and this is said",
    arguments: ["/proc/ktrail", "/proc/self/ktrail"])
  func noIndexDirectory(_ place: String) async throws {
    let builder = try await IndexAnswers.sampleClone()
    for question in Self.questions(builder, builder.path).dropFirst() {
      let usual = try await Command.ktrail(question)
      let command = try await Command.ktrail(question + ["--index-dir", place])
      #expect(command.exitCode == 0, "\(command.errors)")
      #expect(command.output == usual.output)
      #expect(command.errors.contains("in memory"), "\(command.errors)")
      #expect(command.errors.contains(place))
    }
  }
}
