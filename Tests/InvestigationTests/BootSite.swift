import Foundation
import Subprocess
import TestSupport
import Testing

/// A bisection of the story's clone by a recipe, on a machine that is a folder: which kernel it runs, which is the default,
/// which is chosen for one boot, and what differs after each.
struct BootSite {
  let site: BisectionSite
  static let culprit = BisectCommandTests.culprit
  var machine: String { site.directory.path + "/machine" }
  var log: String { machine + "/log" }

  init() async throws {
    site = try await BisectionSite()
    try FileManager.default.createDirectory(
      atPath: machine, withIntermediateDirectories: true)
    for (name, text) in [("running", "good"), ("default", "good"), ("boot-id", "0"), ("log", "")] {
      try write(text, name)
    }
    // The machine starts: the kernel that was chosen for one boot, if it boots, else the default.
    _ = try site.script(
      "machine/restart",
      """
      cd \(machine)
      next=$(cat next 2>/dev/null || cat default); rm -f next
      case " $(cat unbootable 2>/dev/null) " in *" $next "*) next=$(cat default) ;; esac
      echo "$next" > running
      echo $(($(cat boot-id) + 1)) > boot-id
      """)
    // What each step does first: it says that it was done; and where it is told to, ktrail is killed there.
    try write(
      """
      note() { echo "$1 $(basename "$KTRAIL_KERNEL")" >> \(log); }
      stop() {
        if [ "$(cat \(machine)/kill 2>/dev/null)" = "$1" ]; then
          rm \(machine)/kill; kill -9 $PPID; sleep 60; echo "$1 outlived ktrail" >> \(log)
        fi
      }
      """, "steps")
  }

  func write(_ text: String, _ name: String) throws {
    try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: "\(machine)/\(name)"))
  }

  func lines() throws -> [String] {
    try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// A step as a script that may be stopped before and after what it does.
  static func step(_ name: String, in machine: String, _ script: String, _ more: String = "")
    -> String
  {
    """
    [\(name)]
    shell = '''
    . \(machine)/steps
    note \(name)
    stop before-\(name)
    \(script)
    stop after-\(name)
    '''
    \(more)

    """
  }

  private func step(_ name: String, _ script: String, _ more: String = "") -> String {
    Self.step(name, in: machine, script, more)
  }

  /// Whether the commit has the culprit, as git says.
  var judgment: String {
    "git -C \(site.clone) merge-base --is-ancestor \(Self.culprit) \"$KTRAIL_COMMIT\" && code=1 || code=0"
  }

  /// For a machine that is restarted.
  func recipe(test: String? = nil, obtain: String = "", more: String = "") throws -> String {
    let text =
      "about = \"A machine that is a folder.\"\nneeds = [\"git\"]\n"
      + step(
        "obtain", "\(obtain)\nhead -n 3 \"$KTRAIL_WORKTREE/Makefile\" > \"$KTRAIL_KERNEL/image\"")
      + step("release", "echo \"r-$KTRAIL_COMMIT\"")
      + step("install", "test -s \"$KTRAIL_KERNEL/image\"")
      + step("next-boot", "echo \"$KTRAIL_RELEASE\" > \(machine)/next")
      + "[boot-id]\nrun = [\"cat\", \"\(machine)/boot-id\"]\n"
      + step("reboot", "\(machine)/restart", "timeout = \"20s\"")
      + step("verify", "cat \(machine)/running")
      + step("test", test ?? "\(judgment)\nstop after-test\nexit $code")
      + "[journal]\nrun = [\"cat\", \"\(machine)/journal\"]\n"
      + step("clean", "true") + more
    return try site.directory.write(text, to: "machine.toml")
  }

  /// For a virtual machine, whose console a script writes.
  func virtual(console: String, test: String? = "exit 0", boot: String = "") throws -> String {
    let text =
      "about = \"A virtual machine that is a script.\"\nneeds = [\"git\"]\n"
      + step("obtain", "touch \"$KTRAIL_KERNEL/image\"")
      + "[release]\nrun = [\"echo\", \"r-{commit}\"]\n"
      + step("boot", "echo \"Linux version r-$KTRAIL_COMMIT (gcc)\"; \(judgment)\n\(console)", boot)
      + (test.map { step("test", $0) } ?? "")
    return try site.directory.write(text, to: "virtual.toml")
  }

  func start(_ recipe: String, _ options: String...) async throws -> Command {
    try await site.bisect(
      ["start", "v4.4.121", "v4.4.157", "--linux", site.clone, "--boot", recipe] + options)
  }

  func status() async throws -> [String: Any] {
    let status = try await site.bisect("status", "--json")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any],
      "\(status.errors)")
  }

  /// What was answered, by commit.
  func answers() async throws -> [(commit: String, verdict: String, finding: String)] {
    let answers = try #require(try await status()["answers"] as? [[String: Any]])
    return answers.map { answer in
      (
        ((answer["commit"] as? [String: Any])?["id"] as? String) ?? "",
        (answer["verdict"] as? String) ?? "",
        ((answer["boot"] as? [String: Any])?["finding"] as? String) ?? ""
      )
    }
  }

  func found() async throws -> String? {
    let found = try await status()["found"] as? [String: Any]
    return (found?["commit"] as? [String: Any])?["id"] as? String
  }
}
