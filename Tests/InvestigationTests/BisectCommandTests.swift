import Foundation
import Subprocess
import TestSupport
import Testing

/// Bisections of the story's clone by the program itself, with real git work trees.
@Suite("ktrail bisect") struct BisectCommandTests {
  let directory: TemporaryDirectory
  let clone: String
  static let culprit = "cb9adfe8af3654b720cfd57f432470b044e4228c"

  init() async throws {
    directory = try TemporaryDirectory()
    // Work trees are noted in the clone, so it cannot be the one that all tests share.
    clone = directory.path + "/linux"
    _ = try await Command.git(
      "clone", "--quiet", "--bare", "--shared", try await SharedMaterial.storyClone(), clone,
      in: directory.path)
    let script = directory.path + "/has-culprit.sh"
    try directory.write(
      """
      #!/bin/sh
      # The culprit takes the mounter's credentials.
      ! grep -q override_creds fs/overlayfs/dir.c
      """, to: "has-culprit.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
  }

  private func bisect(_ arguments: String..., input: String = "") async throws -> Command {
    try await Command.ktrail(
      ["bisect"] + arguments, in: directory.path, input: input,
      environment: [
        "XDG_STATE_HOME": directory.path + "/state", "XDG_CACHE_HOME": directory.path + "/cache",
      ])
  }

  private func start(
    _ options: String..., bad: String = "v4.4.157"
  ) async throws -> Command {
    try await Command.ktrail(
      ["bisect", "start", "v4.4.121", bad, "--linux", clone] + options, in: directory.path,
      environment: [
        "XDG_STATE_HOME": directory.path + "/state", "XDG_CACHE_HOME": directory.path + "/cache",
      ])
  }

  /// Whether git says that a kernel has the culprit.
  private func isBad(_ commit: String) async throws -> Bool {
    try await Command.run(
      "git", ["-C", clone, "merge-base", "--is-ancestor", Self.culprit, commit]
    ).exitCode == 0
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func next(_ status: [String: Any]) -> String? {
    ((status["test"] as? [String: Any])?["commit"] as? [String: Any])?["id"] as? String
  }

  @Test("runs a script over real work trees to the first bad commit, with its evidence and its fix")
  func runs() async throws {
    let begun = try await start("--symptom", StoryTests.symptom)
    #expect(begun.exitCode == 0, "\(begun.errors)")
    #expect(begun.output.contains("Test next: "))
    let done = try await bisect("run", "./has-culprit.sh")
    #expect(done.exitCode == 0, "\(done.errors)")
    #expect(done.output.contains("First bad commit: cb9adfe8af36"))
    #expect(done.output.contains("Already repaired or reverted by 3a889947b784"))
    #expect(done.output.contains("#regzbot introduced: \(Self.culprit)"))
    #expect(done.output.contains("overlay"))
    let tests = done.errors.split(separator: "\n").count
    #expect(tests <= 6, "git bisect needs 8")
    #expect(try await bisect("reset").exitCode == 0)
    let trees = try await Command.git("worktree", "list", in: clone)
    #expect(trees.count == 1)
    #expect(try await bisect("status").exitCode == 1)
  }

  @Test("by hand, with a skip, an undo and a note, each command a process of its own")
  func byHand() async throws {
    var status = try json(try await start("--no-checkout", "--json").output)
    let first = try #require(next(status))
    status = try json(try await bisect("skip", "--json").output)
    #expect(next(status) != first)
    status = try json(try await bisect("undo", "--json").output)
    #expect(next(status) == first)
    var tests = 0
    while let commit = next(status), tests < 20 {
      tests += 1
      let verdict = try await isBad(commit) ? "bad" : "good"
      status = try json(
        try await bisect(verdict, commit, "--note", "boot \(tests)", "--json").output)
    }
    #expect(status["state"] as? String == "found")
    let found = try #require((status["found"] as? [String: Any])?["commit"] as? [String: Any])
    #expect(found["id"] as? String == Self.culprit)
    #expect(tests <= 10)
    let answers = try #require(status["answers"] as? [[String: Any]])
    #expect(answers.last?["note"] as? String == "boot \(tests)")
  }

  @Test("goes over to git bisect, and comes back")
  func handsOver() async throws {
    var status = try json(try await start("--no-checkout", "--json").output)
    for _ in 0..<3 {
      let commit = try #require(next(status))
      status = try json(try await bisect(isBad(commit) ? "bad" : "good", "--json").output)
    }
    try directory.write(try await bisect("log").output, to: "ktrail.log")
    let tree = directory.path + "/tree"
    _ = try await Command.git("clone", "--quiet", "--shared", clone, tree, in: directory.path)
    _ = try await Command.git("bisect", "replay", directory.path + "/ktrail.log", in: tree)
    let left = try await Command.git("bisect", "visualize", "--oneline", in: tree).count
    #expect(status["remaining"] as? Int == left)
    _ = try await Command.git("bisect", "run", directory.path + "/has-culprit.sh", in: tree)
    try directory.write(
      try await Command.git("bisect", "log", in: tree).joined(separator: "\n"), to: "git.log")
    let back = try await bisect(
      "replay", "git.log", "--linux", clone, "--name", "back", "--no-checkout", "--json")
    #expect(back.exitCode == 0, "\(back.errors)")
    let found = (try json(back.output)["found"] as? [String: Any])?["commit"] as? [String: Any]
    #expect(found?["id"] as? String == Self.culprit)
  }

  @Test("finds the commit that repaired a bug")
  func findsFix() async throws {
    // Whoever reverts the culprit in a branch repairs it there.
    let tree = directory.path + "/tree"
    _ = try await Command.git("clone", "--quiet", "--shared", clone, tree, in: directory.path)
    _ = try await Command.git("checkout", "--quiet", "v4.4.157", in: tree)
    for number in 1...5 {
      _ = try await Command.git(
        "commit", "--quiet", "--allow-empty", "-m", "before \(number)", in: tree)
    }
    _ = try await Command.git("revert", "--no-edit", Self.culprit, in: tree)
    let fix = try #require(try await Command.git("rev-parse", "HEAD", in: tree).first)
    for number in 1...5 {
      _ = try await Command.git(
        "commit", "--quiet", "--allow-empty", "-m", "after \(number)", in: tree)
    }
    _ = try await Command.git("branch", "mended", in: tree)
    let begun = try await bisect(
      "start", "v4.4.157", "mended", "--linux", tree, "--find-fix", "--name", "fix")
    #expect(begun.exitCode == 0, "\(begun.errors)")
    let done = try await bisect("run", "--name", "fix", "./has-culprit.sh")
    #expect(done.output.contains("First fixed commit: \(fix.prefix(12))"), "\(done.output)")
    #expect(try await bisect("reset", "--name", "fix").exitCode == 0)
  }

  @Test("a test that may pass on a broken kernel is asked again until it is sure")
  func flaky() async throws {
    // Every third run of a broken kernel passes.
    let script = directory.path + "/flaky.sh"
    try directory.write(
      """
      #!/bin/sh
      count=$(cat "\(directory.path)/count" 2>/dev/null || echo 0)
      echo $((count + 1)) > "\(directory.path)/count"
      [ $((count % 3)) = 2 ] || ! grep -q override_creds fs/overlayfs/dir.c
      """, to: "flaky.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    _ = try await start("--symptom", StoryTests.symptom, "--flaky", "0.3")
    let done = try await bisect("run", "./flaky.sh")
    #expect(done.output.contains("First bad commit: cb9adfe8af36"), "\(done.output) \(done.errors)")
    _ = try await bisect("reset")
  }

  @Test("packages come first by default; where any kernel will do, what gives most information")
  func anyKernel() async throws {
    /// Whether each kernel that was to be tested is a package.
    func order(_ options: String...) async throws -> [Bool] {
      let begun = try await Command.ktrail(
        [
          "bisect", "start", StoryTests.old, StoryTests.new, "--linux", clone, "--no-checkout",
          "--json",
        ] + options, in: directory.path,
        environment: [
          "XDG_STATE_HOME": directory.path + "/state", "XDG_CACHE_HOME": directory.path + "/cache",
        ])
      var status = try json(begun.output)
      var order: [Bool] = []
      while let commit = next(status) {
        let test = try #require((status["test"] as? [String: Any])?["commit"] as? [String: Any])
        order.append(test["package"] is String)
        status = try json(try await bisect(isBad(commit) ? "bad" : "good", "--json").output)
      }
      #expect(status["state"] as? String == "found")
      _ = try await bisect("reset")
      return order
    }
    let packagesFirst = try await order("--packages-first")
    #expect(packagesFirst == packagesFirst.filter { $0 } + packagesFirst.filter { !$0 })
    #expect(Set(packagesFirst).count == 2)
    #expect(try await order() == packagesFirst)
    let any = try await order("--any-kernel")
    let lastPackage = try #require(any.lastIndex(of: true))
    #expect(any[..<lastPackage].contains(false), "\(any)")
    #expect(any.count <= packagesFirst.count)
  }

  @Test("packages are named and come first; with packages only, it ends at one step between two")
  func packages() async throws {
    func begin(_ options: String...) async throws -> [String: Any] {
      let begun = try await Command.ktrail(
        [
          "bisect", "start", StoryTests.old, StoryTests.new, "--linux", clone, "--no-checkout",
          "--json",
        ] + options, in: directory.path,
        environment: [
          "XDG_STATE_HOME": directory.path + "/state", "XDG_CACHE_HOME": directory.path + "/cache",
        ])
      #expect(begun.exitCode == 0, "\(begun.errors)")
      return try json(begun.output)
    }
    func package(_ status: [String: Any]) -> String? {
      ((status["test"] as? [String: Any])?["commit"] as? [String: Any])?["package"] as? String
    }
    var status = try await begin("--installed", "4.4.140-1.el7.elrepo.x86_64")
    let first = try #require(package(status))
    #expect(first.hasPrefix("kernel-lt-4.4.1"))
    while let commit = next(status), package(status) != nil {
      status = try json(try await bisect(isBad(commit) ? "bad" : "good", "--json").output)
    }
    // No package is left that says anything, so commits of one step are next.
    #expect(next(status) != nil || status["state"] as? String == "found")
    _ = try await bisect("reset")

    status = try await begin("--packages-only")
    while let commit = next(status) {
      #expect(package(status) != nil)
      status = try json(try await bisect(isBad(commit) ? "bad" : "good", "--json").output)
    }
    #expect(status["state"] as? String == "undecided")
    let text = try await bisect("status").output
    #expect(text.contains("No package distinguishes these"), "\(text)")
    _ = try await bisect("reset")
  }

  @Test("takes the user's own words, and no others")
  func terms() async throws {
    var status = try json(
      try await start("--no-checkout", "--json", "--term-old", "fast", "--term-new", "slow").output)
    #expect(try await bisect("terms").output == "fast\nslow\n")
    let wrong = try await bisect("good")
    #expect(wrong.exitCode == 1 && wrong.errors.contains("the answers are fast, slow, skip"))
    while let commit = next(status) {
      let word = try await isBad(commit) ? "slow" : "fast"
      status = try json(try await bisect(word, "--json").output)
    }
    let found = (status["found"] as? [String: Any])?["commit"] as? [String: Any]
    #expect(found?["id"] as? String == Self.culprit)
    let log = try await bisect("log").output
    #expect(log.hasPrefix("git bisect start '--term-new=slow' '--term-old=fast'\n"))
    let badWord = try await start("--term-old", "skip", "--term-new", "slow", "--name", "other")
    #expect(badWord.exitCode == 64)
    _ = try await bisect("reset")
  }

  @Test("goes on with what git has under way in the clone")
  func continuesGit() async throws {
    let tree = directory.path + "/tree"
    _ = try await Command.git("clone", "--quiet", "--shared", clone, tree, in: directory.path)
    _ = try await Command.git("bisect", "start", "v4.4.157", "v4.4.121", in: tree)
    let middle = try #require(try await Command.git("rev-parse", "HEAD", in: tree).first)
    _ = try await Command.git("bisect", try await isBad(middle) ? "bad" : "good", in: tree)
    let begun = try await bisect("replay", "--linux", tree, "--no-checkout", "--json")
    #expect(begun.exitCode == 0, "\(begun.errors)")
    let answers = try #require(try json(begun.output)["answers"] as? [[String: Any]])
    #expect((answers.first?["commit"] as? [String: Any])?["id"] as? String == middle)
    _ = try await bisect("reset")
    let none = try await bisect("replay", "--linux", clone, "--no-checkout")
    #expect(none.exitCode == 1 && none.errors.contains("bisect"))
  }

  @Test("killed while it runs, it goes on from the last answer", .enabled(if: Command.canKill))
  func survivesKill() async throws {
    let script = directory.path + "/slow.sh"
    try directory.write(
      """
      #!/bin/sh
      echo "$KTRAIL_COMMIT" >> "\(directory.path)/tested"
      [ "$(wc -l < "\(directory.path)/tested")" != 3 ] || [ -e "\(directory.path)/again" ] || {
        touch "\(directory.path)/again"
        kill -9 $PPID
        sleep 1
      }
      ! grep -q override_creds fs/overlayfs/dir.c
      """, to: "slow.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    _ = try await start()
    let killed = try await bisect("run", "./slow.sh")
    #expect(killed.exitCode != 0)
    let status = try json(try await bisect("status", "--json").output)
    #expect((status["answers"] as? [Any])?.count == 2)
    let done = try await bisect("run", "./slow.sh")
    #expect(done.output.contains("First bad commit: cb9adfe8af36"), "\(done.output) \(done.errors)")
    let tested = try String(contentsOfFile: directory.path + "/tested", encoding: .utf8)
      .split(separator: "\n")
    // Only the kernel under test when it was killed is tested twice.
    #expect(tested.count == Set(tested).count + 1)
    _ = try await bisect("reset")
  }

  @Test("ends that are not what they are taken for are found first")
  func checksEnds() async throws {
    _ = try await start()
    let wrong = try await bisect("run", "--check-ends", "true")
    #expect(wrong.exitCode == 1)
    #expect(
      wrong.errors.contains("the command says that v4.4.157 is good, although it was given as bad"),
      "\(wrong.errors)")
    let done = try await bisect("run", "--check-ends", "./has-culprit.sh")
    #expect(done.output.contains("First bad commit: cb9adfe8af36"), "\(done.errors)")
    _ = try await bisect("reset")
  }

  @Test("the newest commit is offered first, and what it says rules nothing out")
  func offersNewest() async throws {
    let begun = try json(try await start("--no-checkout", "--json", bad: "v4.4.156").output)
    let newest = try #require((begun["offer"] as? [String: Any])?["id"] as? String)
    let offered = try await bisect("next", "--newest")
    #expect(offered.output.contains("Offered first\n  \(newest.prefix(12))"))
    #expect(offered.errors.contains("ktrail bisect good"))
    for (word, says) in [("bad", "is bad too: the bug is not repaired"), ("good", "--find-fix")] {
      let answered = try json(try await bisect(word, newest, "--json").output)
      #expect(answered["offer"] is NSNull)
      #expect(next(answered) == next(begun))
      #expect((answered["remarks"] as? [String])?.contains { $0.contains(says) } == true)
    }
    let done = try await bisect(
      "run", "--check-ends", "sh", "-c",
      "! git -C \(clone) merge-base --is-ancestor \(Self.culprit) $KTRAIL_COMMIT"
    )
    #expect(done.output.contains("First bad commit: cb9adfe8af36"), "\(done.errors)")
    #expect(done.output.contains("the newest commit of the clone, is bad too"))
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let arguments: [String]
    let says: String
  }

  static let mistakes = [
    Row(
      testDescription: "nothing begun", arguments: ["next"], says: "there is no bisection default"),
    Row(
      testDescription: "nothing between", arguments: ["start", "v4.4.157", "v4.4.121"],
      says: "no commits between"),
    Row(
      testDescription: "a name that is a path", arguments: ["status", "--name", "../x"],
      says: "cannot be the name"),
    Row(
      testDescription: "no log", arguments: ["replay", "has-culprit.sh"],
      says: "has-culprit.sh:3: expected \"git bisect …\""),
    Row(
      testDescription: "a log that is not there", arguments: ["replay", "gone"],
      says: "gone: No such file or directory"),
  ]

  @Test("mistakes are told with what to do", arguments: mistakes)
  func complains(_ row: Row) async throws {
    let needsClone = ["start", "replay"].contains(row.arguments[0])
    let result = try await Command.ktrail(
      ["bisect"] + row.arguments + (needsClone ? ["--linux", clone] : []), in: directory.path,
      environment: ["XDG_STATE_HOME": directory.path + "/state"])
    #expect(result.exitCode == 1)
    #expect(result.errors.contains(row.says), "\(result.errors)")
  }

  @Test("a command that cannot be run, or is killed, says nothing of the kernel")
  func keepsNoAnswer() async throws {
    _ = try await start()
    for (command, says) in [
      (["run", "./gone.sh"], "cannot be run"), (["run", "sh", "-c", "exit 127"], "cannot be run"),
      (["run", "sh", "-c", "exit 200"], "exit code 200"),
      (["run", "sh", "-c", "kill -9 $$"], "a signal"),
    ] {
      let result = try await Command.ktrail(
        ["bisect"] + command, in: directory.path,
        environment: ["XDG_STATE_HOME": directory.path + "/state"])
      #expect(result.exitCode == 1)
      #expect(result.errors.contains(says), "\(result.errors)")
    }
    let status = try json(try await bisect("status", "--json").output)
    #expect((status["answers"] as? [Any])?.isEmpty == true)
    _ = try await bisect("reset")
  }
}
