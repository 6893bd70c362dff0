import Foundation
import Subprocess
import TestSupport
import Testing

/// What a terminal gets: colors, links, a line of progress, and nothing of it elsewhere.
@Suite("At a terminal", .enabled(if: TerminalTalk.python != nil, "needs python3"))
struct TerminalUseTests {
  let site: TerminalSite

  init() async throws { site = try await TerminalSite() }

  @Test("colors where the terminal has them, each descriptor for itself")
  func colors() async throws {
    let compare = ["compare", "v4.4.121", "v4.4.157"]
    func isColored(_ arguments: [String], _ variables: [String: String]) async throws -> Bool {
      try await site.talk(compare + arguments, variables).screen.contains("\u{1B}[1m")
    }
    #expect(try await isColored([], [:]))
    #expect(try await !isColored(["--color", "never"], ["CLICOLOR_FORCE": "1"]))
    #expect(try await isColored(["--color", "always"], ["NO_COLOR": "1"]))
    #expect(try await !isColored([], ["NO_COLOR": "1"]))
    let piped = try await TerminalTalk.run(
      [Command.ktrail] + compare, answers: [], prompt: "no prompt", in: site.directory.path,
      environment: site.environment([:]))
    #expect(!piped.output.contains("\u{1B}"))

    let red = "\u{1B}[1;31mktrail:\u{1B}[0m "
    let wrong = ["fixes", "no-such-revision", "--no-pager"]
    #expect(try await site.talk(wrong).screen.contains(red))
    #expect(try await !site.talk(wrong + ["--color", "never"]).screen.contains("\u{1B}[1"))
    let elsewhere = try await Command.ktrail(
      wrong + ["--color", "always"], environment: ["KTRAIL_LINUX": site.clone])
    #expect(elsewhere.errors.contains(red))
    let file = try await Command.ktrail(wrong, environment: ["KTRAIL_LINUX": site.clone])
    #expect(file.errors.hasPrefix("ktrail: "))
  }

  @Test("links where the terminal has them, through a pager that passes them on")
  func hyperlinks() async throws {
    let compare = ["compare", "v4.4.121", "v4.4.157"]
    let known = ["VTE_VERSION": "7200"]
    func links(_ arguments: [String], _ variables: [String: String]) async throws -> Bool {
      try await site.talk(compare + arguments, variables).screen.contains(
        "\u{1B}]8;;https://git.kernel.org/stable/c/")
    }
    #expect(try await links([], known))
    #expect(try await !links([], ["VTE_VERSION": ""]))
    #expect(try await !links(["--hyperlinks", "never"], known))
    #expect(try await links(["--hyperlinks", "always"], ["VTE_VERSION": ""]))
    _ = try await site.talk(compare, known.merging(TerminalSite.toFile) { $1 })
    #expect(site.pages()?.contains("\u{1B}]8;") == false)
    let piped = try await Command.ktrail(
      compare + ["--hyperlinks", "always"], environment: ["KTRAIL_LINUX": site.clone])
    #expect(piped.output.contains("\u{1B}]8;;https://git.kernel.org/stable/c/"))
    // Where there are none, a template for them is refused.
    let template = ["--link-commits", "https://example.org/{id}"]
    let report = ["report", "v4.4.121", "v4.4.157"] + template
    #expect(try await site.talk(report, known).screen.contains("\u{1B}]8;;https://example.org/"))
    #expect(try await site.talk(report, ["VTE_VERSION": ""]).exitCode == 64)
  }

  // MARK: Progress

  @Test(
    "a line of progress comes after a moment, never wraps, and is gone at the end",
    arguments: [80, 24])
  func progress(_ columns: Int) async throws {
    let (clone, start) = try await slowClone()
    let talk = try await site.talk(start, ["KTRAIL_LINUX": clone], columns: columns)
    #expect(talk.exitCode == 0, "\(talk.screen)")
    let shown = TerminalSite.progress(talk.screen)
    #expect(shown.contains { $0.hasPrefix("checking out ") })
    #expect(shown.allSatisfy { $0.count < columns })
    #expect(shown.last == "")
  }

  @Test(
    "no progress on a dumb terminal, and none with --quiet",
    arguments: [(["--quiet"], "xterm"), ([], "dumb")])
  func noProgress(_ options: [String], _ terminal: String) async throws {
    let (clone, start) = try await slowClone()
    let talk = try await site.talk(start + options, ["KTRAIL_LINUX": clone, "TERM": terminal])
    #expect(talk.exitCode == 0, "\(talk.screen)")
    #expect(TerminalSite.progress(talk.screen).isEmpty && !talk.screen.contains("checking out "))
  }

  @Test("a signal leaves no line of progress behind")
  func interrupted() async throws {
    let pid = site.directory.path + "/pid"
    let (clone, start) = try await slowClone("sleep 1; kill -INT $(cat '\(pid)'); exec sleep 9")
    let script = "echo $$ >'\(pid)'; exec \"$@\""
    let talk = try await TerminalTalk.run(
      ["sh", "-c", script, "sh", Command.ktrail] + start, answers: [], prompt: "no prompt",
      in: site.directory.path, environment: site.environment(["KTRAIL_LINUX": clone]),
      outputIsTerminal: true)
    #expect(talk.exitCode == -2, "\(talk.screen)")
    #expect(TerminalSite.progress(talk.screen).contains { $0.hasPrefix("checking out ") })
    #expect(talk.screen.hasSuffix("\r\u{1B}[K"), "\(talk.screen)")
  }

  @Test("an answer to standard output waits for no input")
  func outputToTerminal() async throws {
    let compare = ["compare", "v4.4.156", "v4.4.157", "-o", "-"]
    let talk = try await site.talk(compare)
    #expect(talk.exitCode == 0, "\(talk.screen)")
    #expect(talk.screen.contains("v4.4.157"))
  }

  /// A clone whose hook takes its time, and the words that have it run.
  private func slowClone(_ hook: String = "exec sleep 1") async throws -> (String, [String]) {
    let source = try await BisectionSite()
    let slow = site.directory.path + "/slow"
    _ = try await Command.git("clone", "-q", source.clone, slow, in: site.directory.path)
    // Its directory is removed with it.
    withExtendedLifetime(source) {}
    try site.directory.write("#!/bin/sh\n\(hook)\n", to: "slow/.git/hooks/post-checkout")
    _ = try await Command.run(
      "chmod", ["+x", "slow/.git/hooks/post-checkout"], in: site.directory.path)
    return (slow, ["bisect", "start", "v4.4.121", "v4.4.157", "--run-hooks"])
  }

  @Test("--quiet leaves errors alone on standard error, and the answer as it is")
  func quiet() async throws {
    let environment: [Environment.Key: String] = [
      "KTRAIL_LINUX": site.clone, "XDG_CACHE_HOME": "/proc/none",
    ]
    let question = ["fixes", "--missing-in", "v4.4.157"]
    let told = try await Command.ktrail(question, environment: environment)
    let quiet = try await Command.ktrail(question + ["-q"], environment: environment)
    #expect(told.exitCode == 0 && quiet.exitCode == 0)
    #expect(!told.errors.isEmpty && quiet.errors.isEmpty)
    #expect(told.output == quiet.output && !quiet.output.isEmpty)
    let wrong = try await Command.ktrail(
      ["fixes", "no-such-revision", "-q"], environment: ["KTRAIL_LINUX": site.clone])
    #expect(wrong.errors.hasPrefix("ktrail: "))
    for contradiction in [["-q", "--verbose"], ["-q", "--in", "v4.4.157", "--json"]] {
      let refused = try await Command.ktrail(
        ["fixes", "012345678901"] + contradiction, environment: environment)
      #expect(refused.exitCode == 64 && refused.errors.contains("--quiet"))
    }
  }
}
