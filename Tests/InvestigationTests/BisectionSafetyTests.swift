import Foundation
import Subprocess
import TestSupport
import Testing

/// What a bisection must not touch, run or forget; by the program itself, with real git.
@Suite("ktrail bisect is safe") struct BisectionSafetyTests {
  let site: BisectionSite

  init() async throws { site = try await BisectionSite() }

  // MARK: - Other people's repositories and folders

  @Test("a work tree of the user's on a disk that is not mounted is not forgotten")
  func prunesNothing() async throws {
    let mine = site.directory.path + "/mine"
    _ = try await site.git("worktree", "add", "--quiet", "--detach", mine, "v4.4.130")
    let before = try await site.listing(of: site.clone)
    try FileManager.default.moveItem(atPath: mine, toPath: mine + ".away")
    for command in [["start", "v4.4.121", "v4.4.157", "--linux", site.clone], ["good"], ["reset"]] {
      let result = try await site.bisect(command)
      #expect(result.exitCode == 0, "\(result.errors)")
    }
    try FileManager.default.moveItem(atPath: mine + ".away", toPath: mine)
    #expect(try await site.git("status", "--porcelain", in: mine) == "")
    #expect(try await site.listing(of: site.clone) == before, "the clone is not written to")
    #expect(site.kept.isEmpty)
  }

  @Test(
    "variables of the environment lead git to no other repository", arguments: ["", "--checkout"])
  func ignoresEnvironment(_ option: String) async throws {
    let other = site.directory.path + "/other"
    _ = try await site.git("clone", "--quiet", "--shared", site.clone, other)
    let before = try await site.listing(of: other)
    let misleading: [Environment.Key: String] = [
      "GIT_DIR": other + "/.git", "GIT_WORK_TREE": other, "GIT_INDEX_FILE": other + "/.git/index",
      "GIT_OBJECT_DIRECTORY": other + "/.git/objects", "GIT_COMMON_DIR": other + "/.git",
      "GIT_NAMESPACE": "x", "GIT_CEILING_DIRECTORIES": "/", "GIT_CONFIG_COUNT": "1",
      "GIT_CONFIG_KEY_0": "core.worktree", "GIT_CONFIG_VALUE_0": other,
      "GIT_CONFIG_PARAMETERS": "'core.bare'='true'", "GIT_TEMPLATE_DIR": other,
      "GIT_DEFAULT_HASH": "sha256",
    ]
    let begun = try await site.bisect(
      ["start", "v4.4.121", "v4.4.157", "--linux", site.clone] + [option].filter { !$0.isEmpty },
      environment: misleading)
    #expect(begun.exitCode == 0, "\(begun.errors)")
    // The command, too, finds itself in the work tree and nowhere else.
    let run = try await site.bisect(
      "run", "sh", "-c",
      "git rev-parse --show-toplevel HEAD >&2; [ $(git rev-parse HEAD) = $KTRAIL_COMMIT ]",
      environment: misleading)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.errors.contains(option.isEmpty ? site.tree : site.clone))
    #expect(try await site.bisect("reset", environment: misleading).exitCode == 0)
    #expect(try await site.listing(of: other) == before)
    #expect(try await site.git("symbolic-ref", "HEAD") == "refs/heads/mine")
  }

  struct Folder: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Makes it at `$TREE`, where the clone is `$CLONE` and another repository `$OTHER`.
    let make: String
    let says: String
  }

  static let folders = [
    Folder(testDescription: "an empty folder", make: "mkdir $TREE", says: "is an empty folder"),
    Folder(
      testDescription: "a folder with files", make: "mkdir $TREE; echo mine > $TREE/file",
      says: "is another folder"),
    Folder(
      testDescription: "a clone of the user's", make: "git clone -q $CLONE $TREE",
      says: "is a work tree of another repository"),
    Folder(
      testDescription: "a work tree of another repository",
      make: "git -C $OTHER worktree add -q --detach $TREE",
      says: "is a work tree of another repository"),
    Folder(
      testDescription: "a work tree that git notes in the clone",
      make: "git -C $CLONE worktree add -q --detach $TREE",
      says: "worktree remove --force"),
    Folder(
      testDescription: "a link to a folder of the user's", make: "ln -s $OTHER $TREE",
      says: "is a symbolic link"),
    Folder(testDescription: "a link to nothing", make: "ln -s gone $TREE", says: "a symbolic link"),
    Folder(testDescription: "a file", make: "echo mine > $TREE", says: "is a file"),
  ]

  @Test("what is at the work tree's place and not ktrail's is refused and left", arguments: folders)
  func refusesFolders(_ folder: Folder) async throws {
    let other = site.directory.path + "/other"
    _ = try await site.git("clone", "--quiet", "--shared", site.clone, other)
    // A folder below a repository is not that repository's work tree for us.
    _ = try await site.git("init", "--quiet", site.directory.path + "/state")
    let script = try site.script(
      "make", "mkdir -p \"$(dirname $TREE)\"\n" + folder.make)
    let made = try await Command.run(
      script, [],
      environment: [
        "TREE": site.tree, "CLONE": site.clone, "OTHER": other,
      ])
    #expect(made.exitCode == 0, "\(made.errors)")
    let before = try await site.listing(of: site.directory.path + "/other")
    let stateBefore = try await site.listing(of: site.directory.path + "/state")
    let begun = try await site.start()
    #expect(begun.exitCode == 1)
    #expect(begun.errors.contains(folder.says), "\(begun.errors)")
    #expect(try await site.listing(of: site.directory.path + "/other") == before)
    #expect(try await site.listing(of: site.directory.path + "/state") == stateBefore)
    #expect(site.kept == ["default.tree"], "nothing is recorded")
    // In the middle of a bisection, too; and a reset leaves it.
    _ = try await site.start("--no-checkout", "--name", "other")
    try FileManager.default.moveItem(
      atPath: site.state + "/other.json", toPath: site.state + "/default.json")
    let reset = try await site.bisect("reset")
    #expect(reset.exitCode == 0, "\(reset.errors)")
    #expect(reset.output.contains("left \(site.tree)"), "\(reset.output)")
    #expect(try await site.listing(of: site.directory.path + "/state") == stateBefore)
  }

  // MARK: - What a clone would have run

  /// Everything in a clone's configuration that names a program, each of which writes its name into a file.
  private func makeHostile() async throws -> (clone: String, ran: () -> [String]) {
    let ran = site.directory.path + "/ran"
    let program = try site.script("program", "echo \"$1\" >> '\(ran)'; [ \"$2\" != cat ] || cat")
    let hooks = site.clone + "/.git/hooks"
    try FileManager.default.createDirectory(atPath: hooks, withIntermediateDirectories: true)
    for hook in [
      "post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc",
      "fsmonitor-watchman",
      "post-merge", "post-rewrite", "pre-commit", "sendemail-validate",
    ] {
      try FileManager.default.copyItem(
        atPath: try site.script("hook", "exec '\(program)' hook-\(hook)"),
        toPath: hooks + "/" + hook)
    }
    for filter in ["plain", "a=b", "with space", "x.y"] {
      for kind in ["smudge", "clean"] {
        _ = try await site.git(
          "config", "filter.\(filter).\(kind)", "'\(program)' \(kind) cat")
      }
    }
    try FileManager.default.createDirectory(
      atPath: site.directory.path + "/elsewhere", withIntermediateDirectories: true)
    _ = try await site.git("config", "filter.proc.process", "'\(program)' process")
    _ = try await site.git("config", "filter.proc.required", "false")
    try site.directory.write(
      """
      * filter=plain diff=x merge=x
      *.c filter=a=b
      Makefile filter=proc
      fs/** filter=x.y
      """, to: "linux/.git/info/attributes")
    let attributes = try site.directory.write("*.h filter=plain", to: "attributes")
    let included = try site.directory.write(
      "[core]\n\tfsmonitor = \(program)\n[core]\n\tattributesFile = \(attributes)", to: "included")
    for (key, value) in [
      ("include.path", included), ("core.fsmonitor", program), ("core.sshCommand", program),
      ("core.pager", program), ("pager.checkout", "true"), ("core.editor", program),
      ("core.askPass", program), ("core.gitProxy", program), ("core.alternateRefsCommand", program),
      ("credential.helper", "!\(program) credential"), ("diff.external", program),
      ("diff.x.textconv", program), ("diff.x.command", program), ("merge.x.driver", program),
      ("gpg.program", program), ("log.showSignature", "true"), ("alias.checkout", "!\(program)"),
      ("alias.init", "!\(program)"), ("submodule.recurse", "true"), ("hook.x.command", program),
      ("hook.x.event", "post-checkout"), ("uploadpack.packObjectsHook", program),
      ("remote.origin.promisor", "true"), ("remote.origin.uploadpack", program),
      ("remote.origin.url", "ext::\(program) fetch"), ("protocol.ext.allow", "always"),
      ("extensions.partialClone", "origin"), ("core.worktree", site.directory.path + "/elsewhere"),
      ("core.hooksPath", hooks), ("extensions.worktreeConfig", "true"),
      ("init.templateDir", site.clone + "/.git"),
    ] {
      _ = try await site.git("config", key, value)
    }
    try site.directory.write(
      "[core]\n\tfsmonitor = \(program)\n[filter \"wt\"]\n\tsmudge = \(program)\n",
      to: "linux/.git/config.worktree")
    return (
      site.clone,
      {
        ((try? String(contentsOfFile: ran, encoding: .utf8)) ?? "").split(separator: "\n").map(
          String.init)
      }
    )
  }

  @Test(
    "no program that a clone names is run, in a work tree or in the clone",
    arguments: ["", "--checkout"])
  func runsNothing(_ option: String) async throws {
    let (clone, ran) = try await makeHostile()
    // A configuration of the user's own says the same.
    let home = site.directory.path + "/home"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: clone + "/.git/config", toPath: home + "/.gitconfig")
    let user: [Environment.Key: String] = ["HOME": home]
    for command in [
      ["start", "v4.4.121", "v4.4.157", "--linux", clone] + [option].filter { !$0.isEmpty },
      ["next"], ["good"], ["bad", "v4.4.156"], ["undo"], ["skip"], ["next", "--newest"], ["status"],
      ["view"], ["log"], ["run", "true"], ["reset"], ["replay", "--linux", clone],
    ] {
      let result = try await site.bisect(command, environment: user)
      let fails = command[0] == "replay" || command == ["next", "--newest"]
      #expect(result.exitCode == (fails ? 1 : 0), "\(command) \(result.errors)")
      #expect(ran() == [], "\(command)")
    }
    let head = try String(contentsOfFile: clone + "/.git/HEAD", encoding: .utf8)
    #expect(head == "ref: refs/heads/mine\n")
    let elsewhere = site.directory.path + "/elsewhere"
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
  }

  @Test("with --run-hooks, hooks and filters of the clone are run", arguments: ["", "--checkout"])
  func runsHooks(_ option: String) async throws {
    let ran = site.directory.path + "/ran"
    let program = try site.script("program", "echo \"$1\" >> '\(ran)'; [ \"$1\" = hook ] || cat")
    try site.directory.write("", to: "linux/.git/hooks/x")
    try FileManager.default.copyItem(
      atPath: try site.script("hook", "exec '\(program)' hook"),
      toPath: site.clone + "/.git/hooks/post-checkout")
    _ = try await site.git("config", "filter.x.smudge", "'\(program)' smudge")
    try site.directory.write("*.c filter=x", to: "linux/.git/info/attributes")
    let begun = try await site.bisect(
      ["start", "v4.4.121", "v4.4.157", "--linux", site.clone, "--run-hooks"]
        + [option].filter { !$0.isEmpty })
    #expect(begun.exitCode == 0, "\(begun.errors)")
    let text = try String(contentsOfFile: ran, encoding: .utf8)
    #expect(text.contains("hook\n") && text.contains("smudge\n"), "\(text)")
    // The record keeps it for later commands.
    try FileManager.default.removeItem(atPath: ran)
    _ = try await site.bisect("good")
    #expect(try String(contentsOfFile: ran, encoding: .utf8).contains("hook\n"))
    let reset = try await site.bisect("reset")
    #expect(reset.exitCode == 0, "\(reset.errors)")
    #expect(try await site.git("symbolic-ref", "HEAD") == "refs/heads/mine")
  }

  @Test("a partial clone is not filled from its remote; what is missing is said")
  func fetchesNothing() async throws {
    let full = site.directory.path + "/full"
    _ = try await site.git("clone", "--quiet", "--bare", site.clone, full)
    _ = try await site.git("config", "uploadpack.allowFilter", "true", in: full)
    let partial = site.directory.path + "/partial"
    let ran = site.directory.path + "/ran"
    _ = try await site.git(
      "clone", "--quiet", "--filter=blob:none", "--no-checkout", "file://\(full)", partial)
    let program = try site.script("program", "touch '\(ran)'; exec git-upload-pack \"$@\"")
    _ = try await site.git("config", "remote.origin.uploadpack", program, in: partial)
    let begun = try await site.bisect("start", "v4.4.121", "v4.4.157", "--linux", partial)
    #expect(begun.exitCode == 1)
    #expect(begun.errors.contains("git cannot check out c118801d9f32"), "\(begun.errors)")
    #expect(begun.errors.contains("--no-checkout"))
    #expect(!FileManager.default.fileExists(atPath: ran))
    #expect(site.kept.isEmpty, "nothing is recorded")
    let named = try await site.bisect(
      "start", "v4.4.121", "v4.4.157", "--linux", partial, "--no-checkout")
    #expect(named.exitCode == 0, "\(named.errors)")
  }

  // MARK: - --checkout

  @Test("reset gives back HEAD, the branch or the commit, and says so", arguments: [true, false])
  func givesBackHead(onBranch: Bool) async throws {
    if !onBranch { _ = try await site.git("checkout", "--quiet", "--detach") }
    let before = try String(contentsOfFile: site.clone + "/.git/HEAD", encoding: .utf8)
    let begun = try await site.start("--checkout", "--name", "co")
    #expect(begun.exitCode == 0, "\(begun.errors)")
    #expect(try await site.git("rev-parse", "HEAD").hasPrefix("c118801d9f32"))
    for word in ["bad", "good", "skip"] {
      #expect(try await site.bisect(word, "--name", "co").exitCode == 0)
    }
    let reset = try await site.bisect("reset", "--name", "co")
    #expect(reset.exitCode == 0, "\(reset.errors)")
    #expect(reset.output.contains("gave back HEAD of \(site.clone)"), "\(reset.output)")
    #expect(try String(contentsOfFile: site.clone + "/.git/HEAD", encoding: .utf8) == before)
    #expect(try await site.git("status", "--porcelain") == "")
    #expect(site.kept.isEmpty)
  }

  @Test(
    "reset gives back what there is: a branch that moved, that is gone, or HEAD where the user put it"
  )
  func givesBackWhatThereIs() async throws {
    _ = try await site.start("--checkout")
    _ = try await site.git("branch", "--force", "mine", "v4.4.140")
    #expect(try await site.bisect("reset").output.contains("refs/heads/mine"))
    #expect(try await site.git("rev-parse", "HEAD") == site.git("rev-parse", "v4.4.140^{commit}"))
    _ = try await site.start("--checkout")
    _ = try await site.git("branch", "--quiet", "-D", "mine")
    let gone = try await site.bisect("reset").output
    #expect(gone.contains("refs/heads/mine is gone"), "\(gone)")
    _ = try await site.start("--checkout")
    _ = try await site.git("checkout", "--quiet", "-b", "other", "v4.4.150")
    let moved = try await site.bisect("reset").output
    #expect(moved.contains("left HEAD of"), "\(moved)")
    #expect(try await site.git("symbolic-ref", "HEAD") == "refs/heads/other")
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    let text: String
    let says: String
  }

  static let refusals = [
    Refusal(
      testDescription: "a changed file", file: "Makefile", text: "mine",
      says: "has changes that are not committed (Makefile)"),
    Refusal(
      testDescription: "a file in the way that git ignores", file: "fs/overlayfs/only-old.c",
      text: "mine", says: "cannot check out"),
  ]

  @Test(
    "--checkout over something of the user's is refused before anything is recorded",
    arguments: refusals)
  func refusesChanges(_ refusal: Refusal) async throws {
    // The commit that is tested first has a file that is ignored later.
    let log = try await site.git("rev-parse", "v4.4.140^{commit}")
    #expect(log.hasPrefix("c118801d9f32"))
    let path = site.clone + "/" + refusal.file
    if !FileManager.default.fileExists(atPath: path) {
      // Made the same as a path of the kernel to test: HEAD does not have it.
      _ = try await site.git("rm", "--quiet", "-r", "fs/overlayfs")
      _ = try await site.git("commit", "--quiet", "-m", "no overlayfs")
      try site.directory.write("*.c\n", to: "linux/.git/info/exclude")
      try site.directory.write(refusal.text, to: "linux/fs/overlayfs/dir.c")
    } else {
      try site.directory.write(refusal.text, to: "linux/" + refusal.file)
    }
    let before = try await site.git("status", "--porcelain", "--ignored")
    let head = try await site.git("rev-parse", "HEAD")
    let begun = try await site.start("--checkout")
    #expect(begun.exitCode == 1)
    #expect(begun.errors.contains(refusal.says), "\(begun.errors)")
    #expect(site.kept.isEmpty)
    #expect(try await site.git("symbolic-ref", "HEAD") == "refs/heads/mine")
    #expect(try await site.git("rev-parse", "HEAD") == head)
    #expect(try await site.git("status", "--porcelain", "--ignored") == before)
    #expect(try await site.start("--no-checkout").exitCode == 0)
  }

  @Test("a bare clone has no files to check kernels out into")
  func refusesBare() async throws {
    let bare = site.directory.path + "/bare"
    _ = try await site.git("clone", "--quiet", "--bare", "--shared", site.clone, bare)
    let begun = try await site.bisect(
      "start", "v4.4.121", "v4.4.157", "--linux", bare, "--checkout")
    #expect(begun.exitCode == 1 && begun.errors.contains("is bare"), "\(begun.errors)")
    #expect(site.kept.isEmpty)
  }
}
