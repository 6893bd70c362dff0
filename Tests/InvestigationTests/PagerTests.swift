import Foundation
import TestSupport
import Testing

/// Long answers at a terminal, page by page, as git shows them.
@Suite("Pager", .enabled(if: TerminalTalk.python != nil, "needs python3"))
struct PagerTests {
  let site: TerminalSite

  init() async throws { site = try await TerminalSite() }

  /// Exits with 3, and is longer than a screen.
  private static let gate = ["report", "v4.4.121", "v4.4.157", "--fail-on", "missing-fix"]

  struct Paging: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var arguments: [String] = []
    let variables: [String: String]
    /// Whether what the pager got is all, and the terminal has nothing of it.
    let isPaged: Bool
    var says = ""
  }

  static let pagings = [
    Paging(testDescription: "KTRAIL_PAGER", variables: TerminalSite.toFile, isPaged: true),
    Paging(
      testDescription: "KTRAIL_PAGER before PAGER",
      variables: TerminalSite.toFile.merging(["PAGER": "false"]) { $1 },
      isPaged: true),
    Paging(testDescription: "PAGER", variables: ["PAGER": "cat >pages"], isPaged: true),
    Paging(
      testDescription: "KTRAIL_PAGER, empty",
      variables: ["KTRAIL_PAGER": "", "PAGER": "cat >pages"],
      isPaged: false),
    Paging(testDescription: "cat", variables: ["KTRAIL_PAGER": "cat"], isPaged: false),
    Paging(
      testDescription: "--no-pager", arguments: ["--no-pager"], variables: TerminalSite.toFile,
      isPaged: false),
    Paging(
      testDescription: "--pager never", arguments: ["--pager", "never"],
      variables: TerminalSite.toFile,
      isPaged: false),
    Paging(
      testDescription: "--pager auto", arguments: ["--pager=auto"], variables: TerminalSite.toFile,
      isPaged: true),
    Paging(
      testDescription: "a dumb terminal",
      variables: TerminalSite.toFile.merging(["TERM": "dumb"]) { $1 },
      isPaged: false),
    Paging(
      testDescription: "a runner",
      variables: TerminalSite.toFile.merging(["GITHUB_ACTIONS": "true"]) { $1 },
      isPaged: false),
    Paging(
      testDescription: "Markdown", arguments: ["--format", "markdown"],
      variables: TerminalSite.toFile,
      isPaged: false),
    Paging(
      testDescription: "-o -", arguments: ["-o", "terminal:-"], variables: TerminalSite.toFile,
      isPaged: false),
    Paging(
      testDescription: "a program that is not there", variables: ["PAGER": "no-such-pager"],
      isPaged: false,
      says: "ktrail: the pager no-such-pager cannot be started: No such file or directory\n"),
    Paging(
      testDescription: "the same, --quiet", arguments: ["--quiet"],
      variables: ["PAGER": "no-such-pager"], isPaged: false),
    Paging(
      testDescription: "a shell's command that is not there",
      variables: ["PAGER": "no-such-pager -R 2>/dev/null"], isPaged: false),
  ]

  @Test("shows an answer with a pager where that makes sense", arguments: pagings)
  func paging(_ row: Paging) async throws {
    let talk = try await site.talk(Self.gate + row.arguments, row.variables)
    let shown = TerminalSite.left(on: talk.screen)
    #expect(talk.exitCode == 3)
    if row.isPaged {
      #expect(site.pages()?.count ?? 0 > 2_000)
      #expect(shown.isEmpty)
    } else {
      #expect(site.pages() == nil)
      #expect(shown.hasPrefix(row.says))
      #expect(shown.count > 2_000)
    }
  }

  @Test(
    "a pager that wants no more ends it without a word, and the exit code stays",
    arguments: ["true", "false", "exec <&-; sleep 0.1", "head -n 1 >/dev/null", "kill -9 $$"])
  func leaving(_ pager: String) async throws {
    let talk = try await site.talk(Self.gate, ["KTRAIL_PAGER": pager])
    #expect(talk.exitCode == 3)
    #expect(TerminalSite.left(on: talk.screen).isEmpty)
  }

  @Test("the pager gets git's settings, unless the user has others")
  func settings() async throws {
    let show = ["KTRAIL_PAGER": "cat >/dev/null; echo $LESS,$LV"]
    let usual = try await site.talk(Self.gate, show).screen
    #expect(TerminalSite.left(on: usual) == "FRX,-c\n")
    let own = try await site.talk(Self.gate, show.merging(["LESS": "-S", "LV": "-a"]) { $1 }).screen
    #expect(TerminalSite.left(on: own) == "-S,-a\n")
  }

  @Test("Ctrl-C in less is for less", .enabled(if: Command.installed("less") != nil, "needs less"))
  func interrupt() async throws {
    // The prompt is a colon, after which less clears the line.
    let prompt = ":\u{1B}[K"
    let talk = try await site.talk(
      Self.gate, ["KTRAIL_PAGER": "less"], answers: ["\u{3} ", "q"], prompt: prompt)
    #expect(talk.exitCode == 3, "\(talk.screen)")
    // The page after the one that was interrupted.
    #expect(talk.screen.ranges(of: prompt).count >= 2)
  }

  @Test(
    "a signal from elsewhere ends the program and its pager, also one that ignores interrupts",
    arguments: [("TERM", 143), ("INT", 130), ("HUP", 129)])
  func killed(_ signal: String, _ exitCode: Int) async throws {
    let script = """
      { until [ -s pid ]; do sleep 0.1; done; kill -\(signal) $(cat pid); } & "$@"
      """
    let pager = "trap '' INT; echo $PPID >pid; exec sleep 1000"
    let start = ContinuousClock.now
    let talk = try await TerminalTalk.run(
      ["sh", "-c", script, "sh", Command.ktrail] + Self.gate, answers: [], prompt: "no prompt",
      in: site.directory.path,
      environment: site.environment(["KTRAIL_PAGER": pager]),
      outputIsTerminal: true)
    // 128 and the signal, as the shell says it.
    #expect(talk.exitCode == exitCode)
    // The terminal is closed when nobody has it open any more.
    #expect(ContinuousClock.now - start < .seconds(90))
  }
}
