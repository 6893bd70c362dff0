import Foundation
import Subprocess
import TestSupport
import Testing

/// What a bisection keeps through several commands at once, kills and damage.
@Suite("ktrail bisect forgets nothing") struct BisectionKeepingTests {
  let site: BisectionSite

  init() async throws { site = try await BisectionSite() }

  // MARK: - Several commands at once

  @Test("eight answers at once are all kept, and all commands end well")
  func keepsAllAnswers() async throws {
    _ = try await site.start()
    let results = try await withThrowingTaskGroup(of: Command.self) { group in
      for number in 0..<8 {
        group.addTask {
          let word = number.isMultiple(of: 2) ? "good" : "skip"
          return try await site.bisect(word, "v4.4.12\(number + 2)", "--note", "\(number)")
        }
      }
      return try await group.reduce(into: [Command]()) { $0.append($1) }
    }
    for result in results { #expect(result.exitCode == 0, "\(result.errors)") }
    #expect(try await site.answers() == 8)
    let text = try await site.bisect("status").output
    for number in 0..<8 { #expect(text.contains("(\(number))")) }
    #expect(site.kept == ["default.json", "default.tree"])
  }

  @Test("of four starts of one name at once, one begins and three are refused")
  func beginsOnce() async throws {
    _ = try await site.start("--name", "warm", "--no-checkout")
    let results = try await withThrowingTaskGroup(of: Command.self) { group in
      for number in 0..<4 {
        group.addTask {
          try await site.bisect("start", "v4.4.12\(number)", "v4.4.157", "--linux", site.clone)
        }
      }
      return try await group.reduce(into: [Command]()) { $0.append($1) }
    }
    #expect(results.count { $0.exitCode == 0 } == 1)
    for refused in results where refused.exitCode != 0 {
      #expect(refused.exitCode == 1)
      #expect(refused.errors.contains("the bisection default is under way"), "\(refused.errors)")
    }
    let begun = try #require(results.first { $0.exitCode == 0 }).output.prefix { $0 != " " }
    #expect(try await site.bisect("status").output.hasPrefix(begun))
  }

  @Test("while tests run, answers are kept, the work tree is left alone, and nothing is reset")
  func sharesWithRun() async throws {
    _ = try await site.start()
    let ktrail = Command.ktrail
    let script = try site.script(
      "test",
      """
      [ ! -e '\(site.directory.path)/done' ] || exit 0
      touch '\(site.directory.path)/done'
      '\(ktrail)' bisect good v4.4.122 > '\(site.directory.path)/good' 2>&1 || exit 200
      '\(ktrail)' bisect status > '\(site.directory.path)/status' 2>&1 || exit 200
      ! '\(ktrail)' bisect reset > '\(site.directory.path)/reset' 2>&1 || exit 200
      [ $(git rev-parse HEAD) = $KTRAIL_COMMIT ] || exit 200
      """)
    let done = try await site.bisect("run", script)
    #expect(done.exitCode == 0, "\(done.errors)")
    func said(_ name: String) throws -> String {
      try String(contentsOfFile: site.directory.path + "/" + name, encoding: .utf8)
    }
    #expect(try said("good").contains("nothing is checked out there now"))
    #expect(try said("reset").contains("is in use by process"))
    let status = try await site.bisect("status").output
    #expect(status.contains("good: ") && status.contains("(v4.4.122)"), "\(status)")
  }

  @Test("what a test found of a bisection that was given up meanwhile goes into no other")
  func noticesReset() async throws {
    _ = try await site.start("--no-checkout")
    let script = try site.script(
      "test",
      "'\(Command.ktrail)' bisect reset >&2 && '\(Command.ktrail)' bisect start v4.4.130 v4.4.157 --linux '\(site.clone)' --no-checkout >&2"
    )
    let done = try await site.bisect("run", script)
    #expect(done.exitCode == 1)
    #expect(done.errors.contains("was reset, or begun again"), "\(done.errors)")
    #expect(try await site.answers() == 0)
  }

  @Test("an answer is kept before it is printed, and the exit code says that printing failed")
  func keepsBeforePrinting() async throws {
    _ = try await site.start("--no-checkout")
    for redirection in [">/dev/full", ">&-"] {
      let before = try await site.answers()
      let result = try await Command.run(
        "sh", ["-c", "'\(Command.ktrail)' bisect good \(redirection)"], in: site.directory.path,
        environment: site.environment)
      #expect(result.exitCode == 1, "\(redirection)")
      #expect(!result.errors.isEmpty)
      #expect(try await site.answers() == before + 1)
    }
  }

  // MARK: - Damage

  struct Damage: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// With `$STATE`, `$CLONE`.
    let make: String
    let says: String
    var resets = "forgot the bisection d1"
  }

  static let damages = [
    Damage(
      testDescription: "a record that is not JSON", make: "echo '{' > $STATE/d1.json",
      says: "it is not a ktrail bisection", resets: "whose record could not be read"),
    Damage(
      testDescription: "an empty record", make: ": > $STATE/d1.json",
      says: "it is not a ktrail bisection", resets: "whose record could not be read"),
    Damage(
      testDescription: "half a record",
      make: "head -c 300 $STATE/d1.json > $STATE/x; mv $STATE/x $STATE/d1.json",
      says: "it is not a ktrail bisection", resets: "whose record could not be read"),
    Damage(
      testDescription: "a record of a later version, with another form",
      make: "echo '{\"version\": 99, \"kernels\": {}}' > $STATE/d1.json",
      says: "it was written by another version of ktrail (99)",
      resets: "whose record could not be read"),
    Damage(
      testDescription: "a record of a later version, with more in it",
      make: "sed -i 's/\"version\":1/\"version\":2/' $STATE/d1.json",
      says: "it was written by another version of ktrail (2)"),
    Damage(
      testDescription: "a record that may not be read",
      make: "rm $STATE/d1.json; ln -s d1.json $STATE/d1.json",
      says: "Too many levels of symbolic links", resets: "whose record could not be read"),
  ]

  @Test(
    "a damaged record is named, and reset removes it with its tree and no other", arguments: damages
  )
  func resetsDamaged(_ damage: Damage) async throws {
    _ = try await site.start()
    _ = try await site.start("--name", "d1")
    #expect(site.kept == ["d1.json", "d1.tree", "default.json", "default.tree"])
    let made = try await Command.run(
      "sh", ["-c", damage.make], environment: ["STATE": site.state, "CLONE": site.clone])
    #expect(made.exitCode == 0, "\(made.errors)")
    let good = try await site.bisect("good", "--name", "d1")
    #expect(good.exitCode == 1)
    #expect(good.errors.contains(damage.says), "\(good.errors)")
    #expect(good.errors.contains("`ktrail bisect reset --name d1` removes it"), "\(good.errors)")
    let reset = try await site.bisect("reset", "--name", "d1")
    #expect(reset.exitCode == 0, "\(reset.errors)")
    #expect(reset.output.contains(damage.resets), "\(reset.output)")
    #expect(reset.output.contains("removed the work tree"))
    #expect(site.kept == ["default.json", "default.tree"])
    #expect(try await site.bisect("good").exitCode == 0)
  }

  static let losses = [
    Damage(testDescription: "the clone is gone", make: "mv $CLONE $CLONE.away", says: ""),
    Damage(
      testDescription: "the clone is not a repository any more", make: "rm $CLONE/.git/HEAD",
      says: ""),
    Damage(testDescription: "the tree is gone", make: "rm -rf $STATE/d1.tree", says: ""),
    Damage(testDescription: "half the tree is gone", make: "rm -rf $STATE/d1.tree/fs", says: ""),
    Damage(testDescription: "the record is gone", make: "rm $STATE/d1.json", says: "", resets: ""),
    Damage(
      testDescription: "a removal was stopped", make: "mv $STATE/d1.tree $STATE/d1.tree.old",
      says: ""),
  ]

  @Test("reset works whatever is gone, and leaves no more of it than it must", arguments: losses)
  func resetsWithout(_ loss: Damage) async throws {
    _ = try await site.start()
    _ = try await site.start("--name", "d1")
    let made = try await Command.run(
      "sh", ["-c", loss.make], environment: ["STATE": site.state, "CLONE": site.clone])
    #expect(made.exitCode == 0, "\(made.errors)")
    let reset = try await site.bisect("reset", "--name", "d1")
    #expect(reset.exitCode == 0, "\(reset.errors)")
    #expect(loss.resets.isEmpty || reset.output.contains(loss.resets), "\(reset.output)")
    #expect(site.kept == ["default.json", "default.tree"])
    let again = try await site.bisect("reset", "--name", "d1")
    #expect(again.exitCode == 1)
    #expect(again.errors.contains("there is no bisection d1, but default; choose one with --name"))
  }

  @Test("reset without the clone says where HEAD was")
  func saysWhereHeadWas() async throws {
    _ = try await site.start("--checkout")
    try FileManager.default.moveItem(atPath: site.clone, toPath: site.clone + ".away")
    let reset = try await site.bisect("reset")
    #expect(reset.exitCode == 0, "\(reset.errors)")
    #expect(reset.output.contains("its HEAD, which was at refs/heads/mine, was not given back"))
    #expect(site.kept.isEmpty)
  }

  @Test("a work tree with commits or changes of the user's is kept, not removed")
  func keepsTheUsersWork() async throws {
    let changes = [
      "echo mine >> Makefile", "git commit -q --allow-empty -m mine", "git checkout -q -b mine",
      "echo mine > new; git add new",
    ]
    for (number, change) in changes.enumerated() {
      _ = try await site.start()
      let changed = try await Command.run("sh", ["-c", change], in: site.tree)
      #expect(changed.exitCode == 0, "\(changed.errors)")
      let reset = try await site.bisect("reset")
      #expect(reset.exitCode == 0, "\(reset.errors)")
      // A branch alone is a name for a commit of the clone.
      let isKept = number != 2
      #expect(
        reset.output.contains("kept the work tree as") == isKept, "\(change): \(reset.output)")
      #expect(site.kept.isEmpty != isKept)
      for kept in site.kept { try FileManager.default.removeItem(atPath: site.state + "/" + kept) }
    }
  }

  @Test("a file of the user's that is in the way in the work tree is never overwritten")
  func leavesWhatIsInTheWay() async throws {
    // The first kernel to test has a file less than the next.
    for number in 1...8 {
      try site.directory.write("\(number)", to: "linux/fs/file-\(number).c")
      _ = try await site.git("add", "fs")
      _ = try await site.git("commit", "--quiet", "-m", "fs: file \(number)")
    }
    let begun = try await site.bisect("start", "v4.4.157", "mine", "--linux", site.clone)
    #expect(begun.exitCode == 0, "\(begun.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: site.tree + "/fs")
    let added = "fs/" + (try #require((1...8).map { "file-\($0).c" }.first { !files.contains($0) }))
    try site.directory.write("mine", to: "state/ktrail/bisect/default.tree/" + added)
    for word in ["good", "skip"] {
      let good = try await (word == "good" ? site.bisect("good") : site.bisect("skip", "mine~7"))
      #expect(good.exitCode == 1)
      #expect(good.errors.contains("git cannot check out"), "\(good.errors)")
      #expect(try String(contentsOfFile: site.tree + "/" + added, encoding: .utf8) == "mine")
    }
    #expect(try await site.answers() == 2, "the answers are kept")
    try FileManager.default.removeItem(atPath: site.tree + "/" + added)
    #expect(try await site.bisect("next").exitCode == 0)
  }

  // MARK: - Kills

  static let leftovers = [
    "rm -rf $TREE; mkdir -p $CLONE/.git/worktrees/default.tree; echo initializing > $CLONE/.git/worktrees/default.tree/locked",
    "touch $TREE/.git/index.lock $TREE/.git/HEAD.lock",
    "touch $TREE/.git/index.lock $TREE/.git/ktrail-unfinished; rm -rf $TREE/fs; echo half > $TREE/Makefile",
    "rm $TREE/.git/index; touch $TREE/.git/ktrail-unfinished",
    "mv $TREE $TREE.old", "rm -rf $TREE; mkdir -p $TREE.new/.git",
    "echo '{' > $STATE/default.json.new; mkdir -p $STATE/default.git/objects",
    "echo '1 checks out a kernel' > $STATE/default.tree.lock; echo 1 > $STATE/default.lock",
  ]

  @Test("what a kill leaves is put right by the next command", arguments: leftovers)
  func healsLeftovers(_ leftover: String) async throws {
    _ = try await site.start()
    let made = try await Command.run(
      "sh", ["-c", leftover],
      environment: ["STATE": site.state, "CLONE": site.clone, "TREE": site.tree])
    #expect(made.exitCode == 0, "\(made.errors)")
    for command in ["next", "good"] {
      let result = try await site.bisect(command)
      #expect(result.exitCode == 0, "\(result.errors)")
      #expect(try await site.git("status", "--porcelain", in: site.tree) == "")
    }
    let reset = try await site.bisect("reset")
    #expect(reset.exitCode == 0, "\(reset.errors)")
    #expect(site.kept.isEmpty)
  }

  @Test(
    "killed at any moment, no answer is lost and the next command goes on",
    .enabled(if: Command.canKill))
  func survivesKills() async throws {
    _ = try await site.start("--name", "warm", "--no-checkout")
    _ = try await site.bisect("reset", "--name", "warm")
    let before = try await site.listing(of: site.clone)
    var answers = 0
    for round in 0..<24 {
      let milliseconds = 4 + round * 9 % 220
      let command = [["next"], ["good", "v4.4.122"], ["reset"], ["undo"]][round % 4]
      if !site.kept.contains("default.json") {
        _ = try await site.bisect(
          ["start", "v4.4.121", "v4.4.157", "--linux", site.clone], killedAfter: milliseconds)
        answers = 0
      } else {
        let result = try await site.bisect(command, killedAfter: milliseconds)
        if result.exitCode == 0, command[0] == "good" { answers += 1 }
        if command[0] == "undo" { answers = max(0, answers - 1) }
      }
      guard site.kept.contains("default.json") else { continue }
      let kept = try await site.answers()
      #expect(kept >= answers)
      answers = kept
      if round.isMultiple(of: 3) {
        let next = try await site.bisect("next")
        #expect(next.exitCode == 0, "\(next.errors)")
        #expect(try await site.git("status", "--porcelain", in: site.tree) == "")
      }
    }
    if !site.kept.contains("default.json") {
      #expect(try await site.start().exitCode == 0)
    }
    #expect(try await site.bisect("next").exitCode == 0)
    let reset = try await site.bisect("reset")
    #expect(reset.exitCode == 0, "\(reset.errors)")
    #expect(site.kept.isEmpty, "\(site.kept)")
    #expect(try await site.listing(of: site.clone) == before)
  }

  // MARK: - Places and words

  @Test("relative paths are understood later from another folder")
  func relativePaths() async throws {
    let folder = site.directory.path + "/some/where"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try site.directory.write("overlayfs mkdir EACCES", to: "some/symptom")
    let begun = try await site.bisect(
      "start", "v4.4.121", "v4.4.157", "--linux", "../../linux", "--index-dir", "../index",
      "--symptom", "../symptom", in: folder)
    #expect(begun.exitCode == 0, "\(begun.errors)")
    #expect(try await site.bisect("good", in: "/").exitCode == 0)
    let run = try await site.bisect("run", "./gone", in: folder)
    #expect(run.errors.contains("cannot be run"), "\(run.errors)")
    let log = try await site.bisect("log", in: "/").output
    #expect(try await site.bisect("reset", in: "/").exitCode == 0)
    let again = try await site.bisect(
      "replay", "-", "--linux", "../../linux", "--index-dir", "../index", in: folder, input: log)
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(try await site.bisect("next", in: "/").exitCode == 0)
    #expect(
      FileManager.default.fileExists(atPath: site.directory.path + "/some/index"), "one index")
    #expect(!FileManager.default.fileExists(atPath: site.directory.path + "/index"))
  }

  static let logs = [
    ("git bisect start\r\ngit bisect bad v4.4.157\r\ngit bisect good v4.4.121\r\n", 0, ""),
    (
      "git bisect start '--term-new=$(touch${IFS}PWN)' '--term-old=status'\ngit bisect status v4.4.157",
      1, "x.log:1: \"status\" cannot be a word for kernels"
    ),
    (
      "git bisect start '--term-new=a'b' '--term-old=\u{1B}[31mX'\n", 1,
      "x.log:1: a command with control characters"
    ),
    // A name in a log is never a file.
    (
      "git bisect start\ngit bisect bad v4.4.157\ngit bisect good ./has", 1, "x.log:3: "
    ),
    ("git bisect start\ngit bisect bad -\ngit bisect good v4.4.121", 1, "x.log:2: "),
    ("git bisect start\ngit bisect bad v4.4.157", 1, "x.log: it has no good and bad kernel"),
  ]

  @Test("logs of strangers are checked as typed words are", arguments: logs)
  func replays(_ log: String, _ code: Int, _ says: String) async throws {
    try site.directory.write(log, to: "x.log")
    try site.directory.write("* mine", to: "has")
    let result = try await site.bisect("replay", "x.log", "--linux", site.clone, "--no-checkout")
    #expect(result.exitCode == code, "\(result.errors)")
    #expect(says.isEmpty || result.errors.contains(says), "\(result.errors)")
    #expect(!result.errors.contains("\u{1B}"))
    #expect(site.kept.isEmpty == (code != 0))
  }

  @Test("a word that is neither a subcommand nor an answer is refused with the nearest")
  func namesTheNearest() async throws {
    for (word, says) in [
      ("lits", "\"lits\" is neither a subcommand of bisect nor an answer (good, bad, skip)"),
      ("goood", "did you mean good?"), ("statsu", "did you mean status?"),
      ("re", "did you mean replay or resume or recipes or reset?"), ("\u{1B}[31m", "<U+001B>[31m"),
    ] {
      let wrong = try await site.bisect(word)
      #expect(wrong.exitCode == 64)
      #expect(wrong.errors.contains(says), "\(wrong.errors)")
    }
  }

  @Test("commands that are printed are about this bisection, and mean to a shell what they say")
  func printsCommands() async throws {
    let hostile = "a;$(touch${IFS}PWN)'b"
    _ = try await site.git("branch", hostile, "v4.4.156~3")
    let begun = try await site.bisect(
      "start", "v4.4.121", hostile, "--linux", site.clone, "--name", "n1")
    #expect(begun.exitCode == 0, "\(begun.errors)")
    #expect(begun.output.contains("    ktrail bisect next --newest --name n1\n"), "\(begun.output)")
    let newest = try await site.bisect("next", "--newest", "--name", "n1")
    let commit = try #require(newest.errors.split(separator: " ").first)
    #expect(newest.errors.contains("`ktrail bisect good --name n1 \(commit)`"))
    let good = try await site.bisect("good", String(commit), "--name", "n1")
    let command = try #require(
      good.output.split(separator: "`").first { $0.hasPrefix("ktrail bisect start --find-fix") },
      "\(good.output)")
    #expect(!command.contains("\n"), "a command is not folded")
    let words = try await Command.run(
      "sh", ["-c", "ktrail() { printf '%s\\n' \"$@\"; }; " + command], in: site.directory.path)
    #expect(
      words.output
        == [
          "bisect", "start", "--find-fix", "--linux", site.clone, "--name", "n1-fix", hostile,
          "\(commit)", "",
        ].joined(separator: "\n"))
    #expect(!FileManager.default.fileExists(atPath: site.directory.path + "/PWN"))
    let log = try await site.bisect("log", "--name", "n1").output
    #expect(!log.contains("PWN"))
  }
}
