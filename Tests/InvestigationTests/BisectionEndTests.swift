import Foundation
import TestSupport
import Testing

/// What rests on an end that nobody has tested is asked about, before it is said.
@Suite("The ends of a bisection") struct BisectionEndTests {
  /// Answers the same for each kernel that is to be tested, until something else is said.
  private func answer(
    _ word: String, _ site: BisectionSite, until: (Command) -> Bool
  ) async throws -> Command {
    for _ in 0..<20 {
      let answered = try await site.bisect(word)
      #expect(answered.exitCode == 0, "\(answered.errors)")
      if until(answered) { return answered }
    }
    return try await site.bisect("status")
  }

  struct Side: CustomTestStringConvertible, Sendable {
    let testDescription, word, other, end, otherEnd: String
  }

  static let sides = [
    Side(
      testDescription: "all good", word: "good", other: "bad", end: "v4.4.157", otherEnd: "v4.4.121"
    ),
    Side(
      testDescription: "all bad", word: "bad", other: "good", end: "v4.4.121", otherEnd: "v4.4.157"),
  ]

  @Test("answers that are all the same end in a question, and its answer decides", arguments: sides)
  func asks(_ side: Side) async throws {
    let site = try await BisectionSite()
    _ = try await site.start()
    let asked = try await answer(side.word, site) { $0.output.contains("No kernel was seen to be") }
    #expect(
      asked.output.hasPrefix("No kernel was seen to be \(side.other); test "), "\(asked.output)")
    #expect(
      asked.output.contains("rests on \(side.end) being \(side.other)")
        || asked.output.contains("rests on\n"), "\(asked.output)")
    #expect(!asked.output.contains("First bad commit:"))
    let json = try await site.bisect("status", "--json")
    #expect(json.output.contains("\"state\": \"confirm\""), "\(json.output)")

    // It is as it was given: now the result stands.
    let confirmed = try await site.bisect(side.other)
    #expect(confirmed.output.hasPrefix("First bad commit: "), "\(confirmed.output)")
    _ = try await site.bisect("undo")

    // It is not: nothing between is the cause.
    let differs = try await site.bisect(side.word)
    #expect(differs.output.hasPrefix("\(side.end) is \(side.word)\n"), "\(differs.output)")
    #expect(differs.output.contains("?"))
    #expect(differs.output.hasSuffix("If that was a mistake: ktrail bisect undo\n"))
    #expect(try await site.bisect("status", "--json").output.contains("\"state\": \"endDiffers\""))
    _ = try await site.bisect("undo")

    // It cannot be tested: that is said of the result.
    let skipped = try await site.bisect("skip")
    #expect(skipped.output.hasPrefix("First bad commit: "), "\(skipped.output)")
    #expect(skipped.output.contains("could not be tested"), "\(skipped.output)")
  }

  @Test("run tests such an end itself")
  func runs() async throws {
    let site = try await BisectionSite()
    _ = try await site.start()
    let always = try site.script("always", "exit 0")
    let run = try await site.bisect("run", always)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("v4.4.157 is good\n"), "\(run.output)")
  }

  @Test("where broken kernels may pass, NEW is tested until its passes are no chance")
  func flaky() async throws {
    let site = try await BisectionSite()
    _ = try await site.start("--flaky", "0.2", "--confidence", "0.95")
    let always = try site.script("always", "exit 0")
    let run = try await site.bisect("run", always)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("v4.4.157 is good\n"), "\(run.output)")
  }

  static let outside = [
    ("HEAD", "good", "leave the revision out to answer for the kernel to test"),
    ("v4.8", "good", "is not between v4.4.121 and v4.4.157"),
  ]

  @Test("an answer about a kernel that tells nothing is refused, and kept nowhere")
  func refusesOutside() async throws {
    let site = try await BisectionSite()
    _ = try await site.git("checkout", "--quiet", "v4.4.121")
    let older = try await site.git("rev-parse", "v4.4.121^")
    _ = try await site.start()
    // HEAD of the clone is not the kernel to test.
    _ = try await site.git("checkout", "--quiet", older)
    let head = try await site.bisect("good", "HEAD")
    #expect(head.exitCode == 1, "\(head.output)")
    #expect(
      head.errors.contains(
        "it comes before the older end, so it says nothing; nothing was recorded"),
      "\(head.errors)")
    #expect(head.errors.contains("HEAD is that of the clone; leave the revision out"))
    #expect(try await site.answers() == 0)
    // The ends may be answered for, and what is between.
    #expect(try await site.bisect("good", "v4.4.121").exitCode == 0)
    #expect(try await site.answers() == 1)
  }

  @Test("the user's two words are in every sentence")
  func terms() async throws {
    let site = try await BisectionSite()
    _ = try await site.start("--term-old", "fast", "--term-new", "slow")
    var seen = ""
    for word in ["fast", "slow", "skip", "fast", "fast", "fast", "fast"] {
      let answered = try await site.bisect(word)
      seen += answered.output
      if answered.output.contains("First slow commit") { break }
    }
    seen += try await site.bisect("view").output
    #expect(seen.contains("likely slow"))
    for word in ["good", "bad", "broken", "fixed"] {
      let lines = seen.split(separator: "\n").filter { line in
        line.split { !$0.isLetter }.contains { $0.lowercased() == word }
          // Subjects of commits have words of their own.
          && !line.contains("fix ") && !line.contains(" (v4.4")
      }
      #expect(lines.isEmpty, "\(lines)")
    }
    #expect(seen.contains("say ktrail bisect fast, ktrail bisect slow or"))
  }

  @Test("all bisections are listed, also one that cannot be read")
  func lists() async throws {
    let site = try await BisectionSite()
    let none = try await site.bisect("list")
    #expect(none.output.isEmpty)
    #expect(none.errors.contains("no bisection is under way"))
    _ = try await site.start()
    _ = try await site.start("--name", "other")
    _ = try await site.bisect("good")
    try Data("{".utf8).write(to: URL(fileURLWithPath: site.state + "/torn.json"))
    let list = try await site.bisect("list")
    let lines = list.output.split(separator: "\n")
    #expect(lines.count == 3, "\(list.output)")
    #expect(lines.contains { $0.hasPrefix("default  v4.4.121 → v4.4.157  1 answer") })
    #expect(lines.contains { $0.hasPrefix("other  v4.4.121 → v4.4.157  0 answers") })
    #expect(lines.contains { $0.hasPrefix("torn  ") && $0.contains("cannot be read") })
  }
}
