import Foundation
import Subprocess
import TestSupport
import Testing

/// Kernels that ktrail builds, installs, boots and tests by a recipe, with real git work trees and real processes.
@Suite("ktrail bisect with a recipe") struct BootRunTests {
  @Test(
    "finds the first bad commit on a machine, step by step, and leaves the good kernel the default")
  func machine() async throws {
    let site = try await BootSite()
    let started = try await site.start(try site.recipe())
    #expect(started.exitCode == 0, "\(started.errors)")
    #expect(started.output.hasSuffix("Go on: ktrail bisect run\n"), "\(started.output)")
    let run = try await site.site.bisect("run")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try await site.found() == BootSite.culprit)
    #expect(
      run.output.hasSuffix("Test v4.4.157 without it: ktrail bisect run --revert\n"),
      "\(run.output)")
    let first = try site.lines().prefix(7).map { String($0.prefix { $0 != " " }) }
    #expect(first == ["obtain", "release", "install", "next-boot", "reboot", "verify", "test"])
    #expect(
      try String(contentsOfFile: site.machine + "/default", encoding: .utf8) == "good\n")
    let reset = try await site.site.bisect("reset")
    #expect(reset.exitCode == 0, "\(reset.errors)")
    let cleaned = try site.lines().count { $0.hasPrefix("clean ") }
    #expect(try cleaned == Set(site.lines().filter { $0.hasPrefix("install ") }).count)
    #expect(site.site.kept.isEmpty, "\(site.site.kept)")
  }

  static let stops = ["obtain", "release", "install", "next-boot", "reboot", "verify", "test"]
    .flatMap {
      ["before-\($0)", "after-\($0)"]
    }

  @Test("killed at any step, it goes on rightly and answers nothing twice", arguments: stops)
  func killed(_ stop: String) async throws {
    let site = try await BootSite()
    _ = try await site.start(try site.recipe())
    try site.write(stop, "kill")
    let killed = try await site.site.bisect("run")
    #expect(killed.exitCode == -9, "\(stop): \(killed.exitCode) \(killed.errors)")
    let status = try await site.site.bisect("status")
    #expect(status.output.hasSuffix("Go on: ktrail bisect resume\n"), "\(status.output)")
    let resumed = try await site.site.bisect("resume")
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("that a killed ktrail had left at work"), "\(resumed.errors)")
    try await expectOneAnswerEach(site)
    #expect(try site.lines().contains { $0.hasSuffix("outlived ktrail") } == false)
  }

  @Test(
    "killed, and the machine started again, it goes on rightly",
    arguments: [
      "before-install", "before-next-boot", "after-next-boot", "before-reboot", "after-reboot",
      "before-verify", "before-test", "after-verify",
    ])
  func powerCut(_ stop: String) async throws {
    let site = try await BootSite()
    _ = try await site.start(try site.recipe())
    try site.write(stop, "kill")
    _ = try await site.site.bisect("run")
    _ = try await Command.run(site.machine + "/restart", [])
    let resumed = try await site.site.bisect("resume")
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    // After the restart that the step itself has done, another one brings the default back: that looks as if the kernel did not
    // boot, so that answer is a skip; all others are true.
    try await expectOneAnswerEach(site, mayskip: ["before-reboot", "after-reboot"].contains(stop))
  }

  private func expectOneAnswerEach(_ site: BootSite, mayskip: Bool = false) async throws {
    let answers = try await site.answers()
    #expect(Set(answers.map(\.commit)).count == answers.count, "\(answers)")
    for answer in answers where answer.verdict != "skip" {
      let isBad =
        try await Command.run(
          "git",
          ["-C", site.site.clone, "merge-base", "--is-ancestor", BootSite.culprit, answer.commit]
        ).exitCode == 0
      #expect(answer.verdict == (isBad ? "bad" : "good"))
    }
    #expect(mayskip || !answers.contains { $0.verdict == "skip" }, "\(answers)")
    if !answers.contains(where: { $0.verdict == "skip" }) {
      #expect(try await site.found() == BootSite.culprit)
    }
  }

  @Test("an answer that is kept is not given again, whatever was left to do after it")
  func answered() async throws {
    let site = try await BootSite()
    _ = try await site.start(try site.recipe())
    try site.write("after-test", "kill")
    _ = try await site.site.bisect("run")
    // As if it had been killed right after the answer was written.
    let path = site.site.state + "/default.json"
    var record = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        as? [String: Any])
    var trial = try #require(record["trial"] as? [String: Any])
    trial["step"] = "answered"
    record["trial"] = trial
    record["entries"] = [
      ["commit": trial["commit"] as Any, "verdict": "bad", "time": "2026-11-30T00:00:00Z"]
    ]
    try JSONSerialization.data(withJSONObject: record).write(to: URL(fileURLWithPath: path))
    let resumed = try await site.site.bisect("resume")
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    let answers = try await site.answers()
    #expect(Set(answers.map(\.commit)).count == answers.count)
  }

  @Test(
    "a kernel that does not boot is a skip, said aloud, and the machine is back with the good one")
  func unbootable() async throws {
    let site = try await BootSite()
    _ = try await site.start(try site.recipe())
    let next = try #require(
      ((try await site.status()["test"] as? [String: Any])?["commit"] as? [String: Any])?["id"]
        as? String)
    try site.write("r-\(next)", "unbootable")
    let run = try await site.site.bisect("run")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.errors.contains("skip, r-\(next) does not boot: the machine came back with good"),
      "\(run.errors)")
    #expect(try await site.answers().first?.verdict == "skip")
  }

  @Test(
    "a kernel that does not build is a skip; if none was ever built, that is the recipe's fault")
  func unbuildable() async throws {
    let site = try await BootSite()
    let next =
      "case $KTRAIL_COMMIT in $(cat \(site.machine)/broken)) echo 'fs/x.c:1: error: no y' >&2; exit 2 ;; esac"
    _ = try await site.start(try site.recipe(obtain: next))
    try site.write("*", "broken")
    let stopped = try await site.site.bisect("run")
    #expect(stopped.exitCode == 1)
    #expect(stopped.errors.contains("not one kernel was built or fetched yet"), "\(stopped.errors)")
    #expect(stopped.errors.contains("fs/x.c:1: error: no y"))
    #expect(try await site.answers().isEmpty)
    // The ends build; what is asked for first does not.
    let first = try #require(
      ((try await site.status()["test"] as? [String: Any])?["commit"] as? [String: Any])?["id"]
        as? String)
    try site.write(first, "broken")
    let run = try await site.site.bisect("run", "--check-ends")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.errors.contains("skip, it does not build: fs/x.c:1: error: no y"), "\(run.errors)")
    #expect(try await site.answers().contains { $0.commit == first && $0.verdict == "skip" })
  }

  @Test("a step that says nothing of the kernel stops it, and nothing is answered")
  func failing() async throws {
    let site = try await BootSite()
    let recipe = try site.recipe()
    let text = try String(contentsOfFile: recipe, encoding: .utf8)
    try Data(text.replacing("test -s", with: "echo no room >&2; false # test -s").utf8).write(
      to: URL(fileURLWithPath: recipe))
    _ = try await site.start(recipe)
    let run = try await site.site.bisect("run")
    #expect(run.exitCode == 1)
    #expect(
      run.errors.contains("[install] of the recipe failed with exit code 1: no room"),
      "\(run.errors)")
    #expect(run.errors.contains("`ktrail bisect resume`"))
    #expect(try await site.answers().isEmpty)
    try Data(text.utf8).write(to: URL(fileURLWithPath: recipe))
    #expect(try await site.site.bisect("resume").exitCode == 0)
    #expect(try await site.found() == BootSite.culprit)
  }

  @Test("a test that is killed by a crash of the machine is done once more, then it is a skip")
  func crashing() async throws {
    let site = try await BootSite()
    // A bad kernel crashes the machine.
    let recipe = try site.recipe(
      test: "\(site.judgment); if [ $code = 1 ]; then \(site.machine)/restart; fi; exit $code")
    _ = try await site.start(recipe)
    let run = try await site.site.bisect("run")
    #expect(run.exitCode == 1, "\(run.errors)")
    #expect(run.errors.contains("5 kernels in a row could not be tested"), "\(run.errors)")
    #expect(
      run.errors.contains("skip, the machine started again while it was tested, twice"),
      "\(run.errors)")
    #expect(try await site.answers().contains { $0.verdict == "bad" } == false)
  }

  @Test("with a pattern, the journal of the boot that crashed says which crash it was")
  func journal() async throws {
    let site = try await BootSite()
    let crash =
      "\(site.judgment); if [ $code = 1 ]; then echo 'BUG: unable to handle page fault in ovl_x' > \(site.machine)/journal; \(site.machine)/restart; else echo fine > \(site.machine)/journal; fi"
    _ = try await site.start(try site.recipe(test: crash + "; exit 0"))
    let run = try await site.site.bisect("run", "--symptom-pattern", "page fault in ovl_")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try await site.found() == BootSite.culprit)
    #expect(
      run.errors.contains("bad, the symptom is there: BUG: unable to handle page fault in ovl_x"))
  }

  @Test("with a trimmed configuration the good kernel is tested first, and said so")
  func trimmed() async throws {
    let site = try await BootSite()
    let recipe = try site.virtual(console: "true", test: "\(site.judgment); exit $code")
    let text = try String(contentsOfFile: recipe, encoding: .utf8)
    try Data(
      (text + "[values]\nlsmod = \"none\"\n[source]\ntrimmed-by = \"lsmod\"\n").utf8
    ).write(to: URL(fileURLWithPath: recipe))
    _ = try await site.start(recipe, "--set", "lsmod=/tmp/lsmod.txt")
    let run = try await site.site.bisect("run")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.errors.contains("the configuration is trimmed, so ")
        && run.errors.contains("the good end, is tested with it first"), "\(run.errors)")
    let old = try await site.site.git("rev-parse", "v4.4.121^{commit}")
    #expect(try await site.answers().first?.commit == old)
    #expect(try await site.found() == BootSite.culprit)
  }

  @Test("a trimmed configuration with which the good kernel is bad ends it at once")
  func trimmedTooMuch() async throws {
    let site = try await BootSite()
    _ = try await site.start(try site.recipe(test: "exit 1"))
    let run = try await site.site.bisect("run", "--check-ends")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("v4.4.121 is bad\n"), "\(run.output)")
    #expect(try await site.answers().count == 1)
  }

  // MARK: - What says nothing of a kernel

  struct Silent: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What the virtual machine does instead of booting, and its test.
    let boot, test: String
    var done: String?
    var pattern: String?
    /// What is said: why it stops, or why each is a skip.
    let says: String
    var isSkip = false
  }

  static let booted = "echo Linux version r-$KTRAIL_COMMIT x; "
  static let silent = [
    Silent(
      testDescription: "it never starts", boot: "echo 'qemu: could not open image' >&2; exit 1",
      test: "exit 0", pattern: "BUG",
      says: "[boot] of the recipe failed with exit code 1: qemu: could not open image"),
    Silent(
      testDescription: "its program is missing", boot: "nosuchqemu -kernel x", test: "exit 0",
      says: "[boot] of the recipe failed with exit code 127"),
    Silent(
      testDescription: "it prints nothing", boot: "true", test: "exit 0",
      says: "the virtual machine ended too early", isSkip: true),
    Silent(
      testDescription: "it ends before it is done", boot: booted + "echo hi", test: "exit 0",
      done: "^PASS", says: "the virtual machine ended too early; its console ends with: hi",
      isSkip: true),
    Silent(
      testDescription: "it is killed", boot: booted + "kill -9 $$", test: "exit 0", pattern: "BUG",
      says: "the virtual machine ended too early", isSkip: true),
    Silent(
      testDescription: "its time is over", boot: booted + "sleep 60", test: "exit 0",
      says: "neither the symptom nor an end within 1 second", isSkip: true),
    Silent(
      testDescription: "it panics, and the test does not see it",
      boot: booted + "echo 'Kernel panic - not syncing: VFS: Unable to mount root fs'",
      test: "exit 0",
      says: "a different crash, without the symptom: Kernel panic - not syncing: VFS",
      isSkip: true),
    Silent(
      testDescription: "the test cannot be run, later too", boot: booted,
      test:
        "if [ -e $KTRAIL_BUILD/first ]; then nosuchtest; fi; touch $KTRAIL_BUILD/first; exit 0",
      says: "[test] of the recipe cannot be run (exit code 127)"),
  ]

  @Test("a machine that says nothing of its kernel makes none good", arguments: silent)
  func saysNothing(_ row: Silent) async throws {
    let site = try await BootSite()
    let recipe = try site.site.directory.write(
      """
      [obtain]
      run = ["touch", "{kernel}/image"]
      [release]
      run = ["echo", "r-{commit}"]
      [boot]
      timeout = "1s"
      \(row.done.map { "done = \"\($0)\"" } ?? "")
      shell = '''
      \(row.boot)
      '''
      [test]
      shell = '''
      \(row.test)
      '''
      """, to: "silent.toml")
    _ = try await site.start(recipe)
    let run = try await site.site.bisect(
      ["run"] + (row.pattern.map { ["--symptom-pattern", $0] } ?? []))
    #expect(run.exitCode == 1, "\(run.output)")
    #expect(run.errors.contains(row.says), "\(run.errors)")
    let answers = try await site.answers()
    if row.isSkip {
      #expect(answers.count == 5 && answers.allSatisfy { $0.verdict == "skip" }, "\(answers)")
      #expect(run.errors.contains("5 kernels in a row could not be tested"), "\(run.errors)")
    } else {
      #expect(answers.count <= 1, "\(answers)")
    }
  }

  @Test("an empty journal is a lost one")
  func emptyJournal() async throws {
    let site = try await BootSite()
    _ = try await site.start(try site.recipe(test: ": > \(site.machine)/journal; exit 0"))
    let run = try await site.site.bisect("run", "--symptom-pattern", "BUG")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("[journal] of the recipe"), "\(run.errors)")
    #expect(try await site.answers().isEmpty)
  }

  @Test("a recipe that was changed since is used, and that is said")
  func changedRecipe() async throws {
    let site = try await BootSite()
    let recipe = try site.recipe()
    _ = try await site.start(recipe)
    try site.write("before-test", "kill")
    _ = try await site.site.bisect("run")
    let text = try String(contentsOfFile: recipe, encoding: .utf8)
    try Data((text + "# more\n").utf8).write(to: URL(fileURLWithPath: recipe))
    let resumed = try await site.site.bisect("resume")
    #expect(resumed.exitCode == 0)
    #expect(
      resumed.errors.contains("has changed; what was built and answered before is of the old one"),
      "\(resumed.errors)")
    #expect(try await !site.site.bisect("run").errors.contains("has changed"))
  }

  @Test("what a virtual machine's steps leave at work is ended")
  func daemons() async throws {
    let site = try await BootSite()
    let seconds = Int.random(in: 100_000..<900_000)
    _ = try await site.start(
      try site.virtual(
        console: "sleep \(seconds) >/dev/null 2>&1 & true", test: "\(site.judgment); exit $code"))
    #expect(try await site.site.bisect("run").exitCode == 0)
    #expect(try await Command.run("pgrep", ["-f", "^sleep \(seconds)"]).output.isEmpty)
  }

  // MARK: - Virtual machines

  @Test(
    "killed while a virtual machine runs or is tested, it goes on rightly",
    arguments: ["before-boot", "after-boot", "before-test", "before-obtain"])
  func killedVirtual(_ stop: String) async throws {
    let site = try await BootSite()
    _ = try await site.start(
      try site.virtual(console: "true", test: "\(site.judgment); exit $code"))
    try site.write(stop, "kill")
    #expect(try await site.site.bisect("run").exitCode == -9)
    let resumed = try await site.site.bisect("resume")
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    try await expectOneAnswerEach(site)
  }

  @Test("the console of a virtual machine says good, bad, or a different crash, which is a skip")
  func console() async throws {
    let site = try await BootSite()
    let recipe = try site.virtual(
      console: """
        if [ $code = 1 ]; then echo 'RIP: 0010:ovl_permission+0x1'; else echo 'all is well'; fi
        case $KTRAIL_COMMIT in $(cat \(site.machine)/other 2>/dev/null || echo none)) echo 'kernel BUG at mm/slub.c:1!' ;; esac
        """, test: nil)
    _ = try await site.start(recipe)
    let first = try #require(
      ((try await site.status()["test"] as? [String: Any])?["commit"] as? [String: Any])?["id"]
        as? String)
    try site.write(first, "other")
    let pattern = "RIP: .*ovl_perm"
    let run = try await site.site.bisect("run", "--symptom-pattern", pattern, "--boots", "2")
    #expect(run.exitCode == 0, "\(run.errors)")
    let answers = try await site.answers()
    let isBad =
      try await Command.run(
        "git", ["-C", site.site.clone, "merge-base", "--is-ancestor", BootSite.culprit, first]
      ).exitCode == 0
    #expect(answers.first?.verdict == (isBad ? "bad" : "skip"))
    for answer in answers {
      switch answer.verdict {
      case "good": #expect(answer.finding == "the symptom was not seen in 2 boots")
      case "bad": #expect(answer.finding == "the symptom is there: RIP: 0010:ovl_permission+0x1")
      default:
        #expect(
          answer.finding == "a different crash, without the symptom: kernel BUG at mm/slub.c:1!")
      }
    }
  }

  @Test(
    "a machine that hangs is ended in time, which is a skip; one that has said it is ended at once")
  func hangs() async throws {
    let site = try await BootSite()
    let recipe = try site.virtual(
      console: """
        case $KTRAIL_COMMIT in $(cat \(site.machine)/hangs)) sleep 100 ;; esac
        if [ $code = 1 ]; then echo 'TEST: FAIL'; else echo 'TEST: PASS'; fi; sleep 100
        """, test: nil, boot: "timeout = \"3s\"\ndone = \"^TEST: \"")
    _ = try await site.start(recipe)
    let first = try #require(
      ((try await site.status()["test"] as? [String: Any])?["commit"] as? [String: Any])?["id"]
        as? String)
    try site.write(first, "hangs")
    let run = try await site.site.bisect("run", "--symptom-pattern", "TEST: FAIL")
    #expect(run.exitCode == 0, "\(run.errors)")
    let answers = try await site.answers()
    #expect(answers.first?.finding == "neither the symptom nor an end within 3 seconds")
    #expect(answers.count { $0.verdict == "skip" } == 1, "\(answers)")
  }

  @Test("another kernel than the one that was built is not tested")
  func wrongKernel() async throws {
    let site = try await BootSite()
    let recipe = try site.virtual(console: "true")
    let text = try String(contentsOfFile: recipe, encoding: .utf8)
    try Data(text.replacing("Linux version r-$KTRAIL_COMMIT", with: "Linux version 6.1.0").utf8)
      .write(to: URL(fileURLWithPath: recipe))
    _ = try await site.start(recipe)
    let run = try await site.site.bisect("run")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("the virtual machine booted 6.1.0, not r-"), "\(run.errors)")
    #expect(try await site.answers().isEmpty)
  }

  @Test("the likeliest next kernels are built while one is tested, and used")
  func ahead() async throws {
    let site = try await BootSite()
    _ = try await site.start(
      try site.virtual(console: "sleep 1; true", test: "\(site.judgment); exit $code"))
    let run = try await site.site.bisect("run")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try await site.found() == BootSite.culprit)
    #expect(run.errors.contains("built ahead in"), "\(run.errors)")
    let answers = try #require(try await site.status()["answers"] as? [[String: Any]])
    let used = answers.count { ($0["boot"] as? [String: Any])?["wasBuiltAhead"] as? Bool == true }
    #expect(used == answers.count - 1, "all but the first")
    // Nothing is built twice.
    let built = try site.lines().filter { $0.hasPrefix("obtain ") }
    #expect(Set(built).count == built.count)
  }

  @Test("the newest kernels stay, as many as are to")
  func keep() async throws {
    let site = try await BootSite()
    _ = try await site.start(
      try site.virtual(console: "true", test: "\(site.judgment); exit $code"), "--keep", "1")
    #expect(try await site.site.bisect("run").exitCode == 0)
    let kept = try FileManager.default.contentsOfDirectory(
      atPath: site.site.state + "/default.kernels")
    #expect(kept.count <= 4, "one, and those that were likely next: \(kept)")
  }

  @Test("where a fix is looked for, a kernel that works is booted as often as was asked for")
  func findsFix() async throws {
    let site = try await BootSite()
    // OLD is broken: the commit repairs it.
    let recipe = try site.virtual(console: "true", test: "\(site.judgment); exit $((1 - code))")
    _ = try await site.start(recipe, "--find-fix")
    let run = try await site.site.bisect("run", "--boots", "2")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try await site.found() == BootSite.culprit)
    for answer in try await site.answers() {
      #expect(
        answer.finding
          == (answer.verdict == "good"
            ? "the test passed in 2 boots" : "the test failed (exit code 1)"),
        "\(answer)")
    }
  }

  // MARK: - After the end

  @Test("NEW without the commit that was found is one more boot, which proves it or not")
  func revert() async throws {
    let site = try await BootSite()
    // The culprit takes the mounter's credentials.
    let test = "if grep -q override_creds \"$KTRAIL_KERNEL/dir.c\"; then exit 1; fi; exit 0"
    let recipe = try site.virtual(console: "true", test: test)
    let text = try String(contentsOfFile: recipe, encoding: .utf8)
    try Data(
      text.replacing(
        "touch \"$KTRAIL_KERNEL/image\"",
        with: "cp \"$KTRAIL_WORKTREE/fs/overlayfs/dir.c\" \"$KTRAIL_KERNEL/\""
      ).utf8
    ).write(to: URL(fileURLWithPath: recipe))
    _ = try await site.start(recipe)
    #expect(
      try await site.site.bisect("run", "--revert").errors.contains("no commit was found yet"))
    #expect(try await site.site.bisect("run").exitCode == 0)
    #expect(try await site.found() == BootSite.culprit)
    let reverted = try await site.site.bisect("run", "--revert")
    #expect(reverted.exitCode == 0, "\(reverted.errors)")
    #expect(
      reverted.output.contains("Without it, v4.4.157 is good: that proves the result."),
      "\(reverted.output)")
    #expect(reverted.output.hasSuffix("When you are done: ktrail bisect reset\n"))
    #expect(
      reverted.errors.contains("v4.4.157 without cb9adfe8af36: good, the test passed"),
      "\(reverted.errors)")
  }

  @Test("on another machine, each step gets the words that the recipe means, through its shell")
  func host() async throws {
    let site = try await BootSite()
    // As sshd(8) does: what comes is one text for the user's shell, in another folder.
    let bin = site.site.directory.path + "/bin"
    _ = try site.site.script(
      "bin/ssh",
      "for word; do last=$word; done; echo \"$*\" >> \(site.machine)/ssh; cd / && exec sh -c \"$last\""
    )
    let recipe = try site.recipe()
    let text = try String(contentsOfFile: recipe, encoding: .utf8)
      .replacing(
        "test -s \"$KTRAIL_KERNEL/image\"",
        with: "test -s \"$KTRAIL_KERNEL/image\"; test \"$KTRAIL_ODD\" = \"a'b \\$(x) \\\"\"")
    // Tables come after the first keys of a file.
    let moved =
      "about = \"x\"\n"
      + ("required = [\"odd\"]\n" + text).replacing(
        "about = \"A machine that is a folder.\"\nneeds = [\"git\"]\n", with: "")
    try Data(moved.utf8).write(to: URL(fileURLWithPath: recipe))
    let path = "\(bin):" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    let started = try await site.site.bisect(
      [
        "start", "v4.4.121", "v4.4.157", "--linux", site.site.clone, "--boot", recipe, "--host",
        "root@lab", "--set", "odd=a'b $(x) \"",
      ])
    #expect(started.exitCode == 0, "\(started.errors)")
    let run = try await site.site.bisect("run", environment: ["PATH": path])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try await site.found() == BootSite.culprit)
    #expect(
      try String(contentsOfFile: site.machine + "/ssh", encoding: .utf8).contains(
        "-o BatchMode=yes"))
    #expect(try await site.site.bisect("reset", environment: ["PATH": path]).exitCode == 0)
    try? FileManager.default.removeItem(atPath: "/var/tmp/ktrail-default")
  }

  @Test("a dry run shows each step, and runs and keeps nothing")
  func dryRun() async throws {
    let site = try await BootSite()
    let dry = try await site.start(try site.virtual(console: "true"), "--dry-run")
    #expect(dry.exitCode == 0, "\(dry.errors)")
    #expect(dry.output.contains("# [obtain] here, 14400 s at most\n# a script for sh -eu:\n"))
    #expect(dry.output.contains("echo 'r-{commit}'"), "\(dry.output)")
    #expect(site.site.kept.isEmpty)
    #expect(try site.lines().isEmpty)
    _ = try await site.start(try site.virtual(console: "true"))
    let next = try await site.site.bisect("run", "--dry-run")
    #expect(next.output.contains("echo r-"), "\(next.output)")
    #expect(try site.lines().isEmpty)
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let arguments: [String]
    let code: Int
    let says: String
  }

  static let mistakes = [
    Mistake(
      testDescription: "no such recipe", arguments: ["--boot", "qemo"], code: 1,
      says: "did you mean qemu?; `ktrail bisect recipes` lists"),
    Mistake(
      testDescription: "a value that is not set", arguments: ["--boot", "qemu"], code: 1,
      says: "the recipe needs {initramfs}, which is not set; give --set initramfs=…"),
    Mistake(
      testDescription: "a value that it has not",
      arguments: ["--boot", "qemu", "--set", "initramf=x"], code: 1,
      says: "the recipe has no value initramf; did you mean initramfs?"),
    Mistake(
      testDescription: "a value without a name", arguments: ["--boot", "qemu", "--set", "x"],
      code: 64, says: "--set takes NAME=VALUE"),
    Mistake(
      testDescription: "a value twice",
      arguments: ["--boot", "qemu", "--set", "memory=1", "--set", "memory=2"], code: 64,
      says: "--set memory is given twice"),
    Mistake(
      testDescription: "a host that is an option",
      arguments: ["--boot", "qemu", "--host=-oProxyCommand=x"], code: 64,
      says: "--host is a name for ssh"),
    Mistake(
      testDescription: "without a recipe", arguments: ["--host", "lab"], code: 64,
      says: "go with --boot"),
    Mistake(
      testDescription: "with --checkout", arguments: ["--boot", "bindeb-pkg", "--checkout"],
      code: 64, says: "leave out --checkout"),
  ]

  @Test("mistakes are told with what to do, before anything is kept", arguments: mistakes)
  func refuses(_ row: Mistake) async throws {
    let site = try await BisectionSite()
    let result = try await site.bisect(
      ["start", "v4.4.121", "v4.4.157", "--linux", site.clone] + row.arguments)
    #expect(result.exitCode == row.code, "\(result.errors)")
    #expect(result.errors.contains(row.says), "\(result.errors)")
    #expect(site.kept.isEmpty)
  }

  @Test("without a recipe, a pattern reads what the command prints")
  func commandPattern() async throws {
    let site = try await BootSite()
    _ = try await site.site.start()
    let script = try site.site.script(
      "boots",
      "git -C \(site.site.clone) merge-base --is-ancestor \(BootSite.culprit) $KTRAIL_COMMIT && echo 'BUG: ovl' || echo fine"
    )
    let run = try await site.site.bisect("run", "--symptom-pattern", "^BUG: ovl$", script)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try await site.found() == BootSite.culprit)
    #expect(run.errors.contains("bad: the symptom is there: BUG: ovl"), "\(run.errors)")
    #expect(try await site.site.bisect("resume").errors.contains("was begun without --boot"))
  }
}
