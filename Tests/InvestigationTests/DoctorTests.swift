import Foundation
import Subprocess
import TestSupport
import Testing

@Suite("ktrail doctor") struct DoctorTests {
  private struct Answer {
    let checks: [[String: Any]]
    let exitCode: Int

    init(_ command: Command) throws {
      let json = try JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any]
      let checkup = json?["checkup"] as? [String: Any]
      checks = try #require(checkup?["checks"] as? [[String: Any]], "\(command.errors)")
      exitCode = command.exitCode
    }

    func standing(_ kind: String) -> String? { check(kind)?["standing"] as? String }
    func check(_ kind: String) -> [String: Any]? { checks.first { $0["kind"] as? String == kind } }
    func command(_ kind: String) -> String? {
      (check(kind)?["remedy"] as? [String: Any])?["command"] as? String
    }
  }

  private func ask(
    _ arguments: [String], in directory: String? = nil,
    environment: [Environment.Key: String] = [:]
  ) async throws -> Answer {
    try Answer(
      try await Command.ktrail(
        ["doctor", "--json"] + arguments, in: directory, environment: environment))
  }

  /// A clone of a stable branch alone, of one release of mainline and two of its own.
  private func stableClone() async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit(
      "base", "Linux 4.4", files: ["kernel/a.c": "1", "fs/a.c": "1", "mm/a.c": "1"])
    try await builder.tag("v4.4", "base")
    try await builder.commit("first", "Linux 4.4.1")
    try await builder.tag("v4.4.1", "first")
    return builder
  }

  @Test("a clone without mainline is said to be one, with the command that brings it")
  func mainline() async throws {
    let builder = try await stableClone()
    let answer = try await ask(["--linux", builder.path])
    #expect(answer.standing("mainline") == "partly")
    let command = try #require(answer.command("mainline"))
    #expect(command.hasPrefix("git -C \(builder.path) remote add -f --tags mainline https://"))
    #expect(answer.exitCode == 0)
    try await builder.commit("next", "Linux 4.5-rc1")
    try await builder.tag("v4.5-rc1", "next")
    #expect(try await ask(["--linux", builder.path]).standing("mainline") == "ok")
  }

  @Test("fixes says it, too, in one remark, and says nothing where mainline is there")
  func fixes() async throws {
    let builder = try await stableClone()
    try await builder.commit("bug", "net: break it")
    func remarks() async throws -> Int {
      let command = try await Command.ktrail(
        ["fixes", builder.id("bug"), "--linux", builder.path, "--json"])
      return command.output.matches(of: #/"kind": "noMainline"/#).count
    }
    #expect(try await remarks() == 1)
    let story = try await SharedMaterial.storyClone()
    let command = try await Command.ktrail(
      ["fixes", "--matching", "whiteout", "--linux", story, "--json"])
    #expect(command.exitCode == 0, "\(command.errors)")
    #expect(!command.output.contains("noMainline"))
  }

  @Test(
    "each operand is taken for something, and a release that the clone lacks comes with its command"
  )
  func kernels() async throws {
    let builder = try await stableClone()
    let clone = ["--linux", builder.path]
    let both = try await ask(["v4.4", "4.4.1-1.el7.x86_64"] + clone)
    let kernels = both.checks.filter { $0["kind"] as? String == "kernel" }
    #expect(kernels.map { $0["state"] as? String } == ["release", "release"])
    #expect(kernels.map { $0["standing"] as? String } == ["ok", "ok"])
    #expect(both.exitCode == 0)
    let lacking = try await ask(["4.4.1", "4.4.2"] + clone)
    #expect(lacking.exitCode == 3)
    #expect(
      lacking.checks.contains {
        (($0["remedy"] as? [String: Any])?["command"] as? String)?.hasSuffix("tag v4.4.2") ?? false
      })
    let unknown = try await ask(["4.4.1", "nonsense"] + clone)
    #expect(unknown.exitCode == 3)
    let file = try await ask([StoryTests.old, StoryTests.new])
    #expect(file.checks.count { $0["state"] as? String == "package" } == 2)
  }

  @Test(
    "a remote's address is shown without what signs in",
    arguments: [
      ("https://jane:secret@example.org/linux.git", "https://example.org/linux.git"),
      ("http://secret@example.org:8080/a@b/linux.git", "http://example.org:8080/a@b/linux.git"),
      ("https://example.org/a@b.git", "https://example.org/a@b.git"),
      ("https://secret@example.org", "https://example.org"),
      ("git@example.org:linux.git", "git@example.org:linux.git"),
      ("/srv/a@b/linux.git", "/srv/a@b/linux.git"),
    ])
  func remotes(_ written: String, _ shown: String) async throws {
    let builder = try await stableClone()
    _ = try await Command.git("remote", "add", "origin", written, in: builder.path)
    let remotes = try await ask(["--linux", builder.path]).check("remotes")?["remotes"]
    #expect((remotes as? [[String: String]])?.first?["url"] == shown)
  }

  @Test(
    "contents are there or not, wherever the first file is",
    arguments: [["kernel/a.c"], ["a/b/c/d.c"], ["README", "a/b.c"]])
  func hasContents(_ files: [String]) async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit(
      "base", "Linux 4.4", files: Dictionary(uniqueKeysWithValues: files.map { ($0, "1") }))
    #expect(
      try await ask(["--linux", builder.path]).check("contents")?["isThere"] as? Bool == true)
    let directory = try TemporaryDirectory()
    let blobless = directory.path + "/blobless"
    _ = try await Command.git("config", "uploadpack.allowFilter", "true", in: builder.path)
    let done = try await Command.run(
      "git",
      ["clone", "-q", "--bare", "--filter=blob:none", "file://\(builder.path)", blobless])
    #expect(done.exitCode == 0, "\(done.errors)")
    #expect(try await ask(["--linux", blobless]).check("contents")?["isThere"] as? Bool == false)
  }

  @Test("of a clone of something else it is said that mainline was not looked at")
  func otherProject() async throws {
    let builder = try await HistoryBuilder()
    for name in ["lib", "doc", "app"] {
      try await builder.commit(name, "\(name): begin", files: ["\(name)/a": "1"])
    }
    try await builder.tag("v20.11", "doc")
    try await builder.tag("v20.11.1", "app")
    let answer = try await ask(["--linux", builder.path])
    #expect(answer.standing("mainline") == "ok")
    #expect(answer.check("mainline")?["state"] as? String == "notAsked")
    #expect(answer.command("mainline") == nil)
  }

  @Test("an index of a shared directory that the next question takes over is named")
  func sharedIndex() async throws {
    let builder = try await stableClone()
    let shared = try TemporaryDirectory()
    let built = try await Command.ktrail([
      "index", "--linux", builder.path, "--index-dir", shared.path,
    ])
    #expect(built.exitCode == 0, "\(built.errors)")
    let index = try await ask(
      ["--linux", builder.path, "--index-dir", shared.path + "/own"],
      environment: ["KTRAIL_SHARED_INDEX": shared.path]
    ).check("index")
    #expect(index?["state"] as? String == "elsewhere")
    #expect((index?["source"] as? String)?.hasPrefix(shared.path + "/") ?? false)
  }

  @Test("without git, a bisection says that it is missing, and only names kernels if asked to")
  func withoutGit() async throws {
    let clone = try await SharedMaterial.storyClone()
    let place = try TemporaryDirectory()
    func start(_ options: [String]) async throws -> Command {
      try await Command.ktrail(
        ["bisect", "start", "v4.4.121", "v4.4.157", "--linux", clone] + options,
        environment: ["PATH": .init(place.path), "XDG_STATE_HOME": .init(place.path)])
    }
    let refused = try await start([])
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("is not installed; install it, or begin with --no-checkout"))
    let begun = try await start(["--no-checkout"])
    #expect(begun.exitCode == 0, "\(begun.errors)")
  }

  @Test("the index is looked at and not touched")
  func index() async throws {
    let builder = try await stableClone()
    let cache = try TemporaryDirectory()
    let arguments = ["--linux", builder.path, "--index-dir", cache.path + "/new"]
    #expect(try await ask(arguments).check("index")?["state"] as? String == "none")
    #expect(!FileManager.default.fileExists(atPath: cache.path + "/new"))
    let built = try await Command.ktrail(["index"] + arguments)
    #expect(built.exitCode == 0, "\(built.errors)")
    #expect(try await ask(arguments).check("index")?["state"] as? String == "current")
    try await builder.commit("more", "net: a thing")
    try await builder.commit("evenMore", "net: another thing")
    func files() throws -> [String: Date?] {
      let folder = cache.path + "/new"
      return Dictionary(
        uniqueKeysWithValues: try FileManager.default.contentsOfDirectory(atPath: folder).map {
          (
            $0,
            try FileManager.default.attributesOfItem(atPath: "\(folder)/\($0)")[.modificationDate]
              as? Date
          )
        })
    }
    let before = try files()
    let behind = try await ask(arguments).check("index")
    #expect(behind?["state"] as? String == "behind")
    #expect(behind?["commits"] as? Int == 2)
    #expect(try files() == before)
    let file = try #require(before.keys.first { $0.hasSuffix(".ktrail") })
    try Data(repeating: 7, count: 5000).write(to: URL(fileURLWithPath: "\(cache.path)/new/\(file)"))
    let damaged = try await ask(arguments)
    #expect(damaged.check("index")?["state"] as? String == "unreadable")
    #expect(damaged.standing("index") == "unknown")
    #expect(damaged.exitCode == 4)
  }

  @Test("how the clone was chosen is said")
  func choice() async throws {
    let builder = try await stableClone()
    #expect(
      try await ask(["--linux", builder.path]).check("clone")?["chosenBy"] as? String == "option")
    let variable = try await ask([], environment: ["KTRAIL_LINUX": builder.path])
    #expect(variable.check("clone")?["setting"] as? String == "KTRAIL_LINUX")
    let none = try await ask([], in: "/")
    #expect(none.standing("noClone") == "partly")
    #expect(none.exitCode == 0)
    let gone = try await ask(["--linux", builder.path + "/gone"])
    #expect(gone.standing("unusableClone") == "missing")
    #expect(gone.exitCode == 3)
  }

  @Test("a clone that is cut off or without contents says so, with the command for it")
  func partialClones() async throws {
    let builder = try await stableClone()
    try await builder.commit("more", "Linux 4.4.2")
    try await builder.tag("v4.4.2", "more")
    let directory = try TemporaryDirectory()
    let shallow = directory.path + "/shallow"
    let done = try await Command.run(
      "git", ["clone", "-q", "--bare", "--depth", "1", "file://\(builder.path)", shallow])
    #expect(done.exitCode == 0, "\(done.errors)")
    let answer = try await ask(["--linux", shallow])
    #expect(answer.standing("history") == "partly")
    #expect(answer.command("history")?.hasSuffix("fetch --unshallow --tags") ?? false)
    #expect(answer.standing("remotes") == "ok")
    let strict = try await ask(["--linux", shallow, "--strict"])
    #expect(strict.exitCode == 2)
  }

  @Test("the command for contents brings those of all branches of a bare clone")
  func contents() async throws {
    let directory = try TemporaryDirectory()
    let (source, clone) = (directory.path + "/source", directory.path + "/clone")
    let story = try await SharedMaterial.storyClone()
    _ = try await Command.git("clone", "-q", "--bare", story, source, in: directory.path)
    _ = try await Command.git("config", "uploadpack.allowFilter", "true", in: source)
    _ = try await Command.git(
      "clone", "-q", "--bare", "--filter=blob:none", "file://\(source)", clone, in: directory.path)
    func missing() async throws -> Int {
      try await Command.git("rev-list", "--objects", "--all", "--missing=print", in: clone)
        .count { $0.hasPrefix("?") }
    }
    #expect(try await missing() > 0)
    let command = try #require(try await ask(["--linux", clone]).command("contents"))
    let done = try await Command.run("sh", ["-c", command])
    #expect(done.exitCode == 0, "\(done.errors)")
    #expect(try await missing() == 0)
    #expect(try await ask(["--linux", clone]).standing("contents") == "ok")
  }

  @Test("a clone that cannot be looked at is unknown, not missing")
  func forbidden() async throws {
    let directory = try TemporaryDirectory()
    let loop = directory.path + "/loop"
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
    let answer = try await ask(["--linux", loop])
    #expect(answer.standing("unusableClone") == "unknown")
    #expect(answer.exitCode == 4)
  }

  @Test("--version and version name the same, in two lines")
  func version() async throws {
    let option = try await Command.ktrail(["--version"])
    let command = try await Command.ktrail(["version"])
    #expect(option.output == command.output)
    let lines = option.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      option.output.contains(
        #/^ktrail \d+\.\d+\.\d+ \(commit ([0-9a-f]{12}(-modified)?|unknown)\)/#))
    #expect(
      option.output.contains(
        #/libgit2 \d+\.\d+\.\d+, SQLite 3\.\d+\.\d+, index format \d+, Swift \d/#),
      "\(option.output)")
  }
}
