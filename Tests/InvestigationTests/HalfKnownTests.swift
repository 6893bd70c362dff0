import Foundation
import Subprocess
import TestSupport
import Testing

/// A vendor's packages against a clone that has some of their commits, through the program.
@Suite("A range that the clone half knows") struct HalfKnownTests {
  let directory: TemporaryDirectory
  let clone: String

  private static let old = """
    * Tue Sep 18 2018 Ada Byron <ada@redhat.com> [4.4.121-1.el7]
    - [fs] nfs: wait for the server (Ada Byron) [1000001]

    """
  private static let new = """
    * Wed Sep 19 2018 Ada Byron <ada@redhat.com> [4.4.157-1.el7]
    - [fs] \(StoryTests.culprit) (Ada Byron) [1000002]
    - [fs] zebra: count stripes twice (Ada Byron) [1000003] {CVE-2018-1234}
    - [net] giraffe: shorten the neck (Ada Byron) [1000004]
    - [net] giraffe: shorten the neck (Ada Byron) [1000005]
    - [redhat] configs: enable CONFIG_ZEBRA (Ada Byron) [1000006]
    - [redhat] rebuild (Ada Byron) [1000007]


    """

  init() async throws {
    directory = try TemporaryDirectory()
    clone = try await SharedMaterial.storyClone()
    try directory.write(Self.old, to: "old")
    try directory.write(Self.new + Self.old, to: "new")
    try directory.write(
      Self.new.split(separator: "\n").filter { !$0.contains("] ") || $0.contains("redhat") }
        .joined(separator: "\n") + "\n\n" + Self.old, to: "notes")
    try directory.write("the stripes of the zebra are counted twice\n", to: "symptom")
  }

  private func ktrail(_ command: String, _ new: String = "new", _ options: String...) async throws
    -> Command
  {
    try await Command.ktrail(
      command.split(separator: " ").map(String.init)
        + ["old", new, "--linux", clone, "--index-dir", directory.path, "-s", "symptom"] + options,
      in: directory.path, environment: ["XDG_STATE_HOME": directory.path])
  }

  private func object(_ command: Command) throws -> [String: Any] {
    #expect(command.exitCode == 0, "\(command.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
  }

  @Test("the first line says how much is not known, then entries are suspects by their text")
  func saysWhatIsUnknown() async throws {
    let command = try await ktrail("culprits")
    #expect(command.exitCode == 0, "\(command.errors)")
    #expect(command.output.hasPrefix("75 % of what NEW adds is not in this clone: 3 of 4 entries"))
    #expect(command.output.contains("Red Hat does not publish the commits of this kernel."))
    #expect(command.output.contains("line 3  zebra: count stripes twice"))
    #expect(command.output.contains("CVE-2018-1234"))
    #expect(!command.output.contains("rebuild"))
    let report = try await ktrail("report")
    #expect(report.output.contains("75 % of what NEW adds is not in this clone"))
    #expect(!report.output.contains("Most likely cause"))
  }

  @Test("JSON has commits and entries apart, ranked and weighed together")
  func writesJSON() async throws {
    let answer = try object(try await ktrail("culprits", "new", "--json"))
    let commits = try #require(answer["suspects"] as? [[String: Any]])
    let entries = try #require(answer["suspectEntries"] as? [[String: Any]])
    #expect(commits.count == 1)
    #expect(entries.map { $0["subject"] as? String }.first == "zebra: count stripes twice")
    #expect(Set(entries.compactMap { $0["kind"] as? String }) == ["change", "configuration"])
    let all = commits + entries
    #expect(all.compactMap { $0["rank"] as? Int }.sorted() == [1, 2, 3, 4])
    let outside = try #require(answer["outside"] as? Double)
    #expect(abs(all.compactMap { $0["probability"] as? Double }.reduce(outside, +) - 1) < 1e-9)
    let part = try #require(answer["unseenPart"] as? [String: Any])
    #expect(part["entries"] as? Int == 3)
    #expect(part["of"] as? Int == 4)
  }

  @Test("--explain takes an entry apart that is named by its line", arguments: [":3", "new:3"])
  func explainsEntry(_ name: String) async throws {
    let answer = try object(try await ktrail("culprits", "new", "--json", "--explain", name))
    let explanation = try #require(answer["entryExplanation"] as? [String: Any])
    #expect((explanation["position"] as? [String: Any])?["line"] as? Int == 3)
    #expect(answer["explanation"] is NSNull)
    let other = try await ktrail("culprits", "new", "--explain", ":2")
    #expect(other.exitCode == 64)
    #expect(other.errors.contains("no entry without a commit stands at :2"))
  }

  @Test(
    "where NEW has nothing but notes on the package, the configuration is the suspect, and nothing else"
  )
  func suspectsConfiguration() async throws {
    let command = try await ktrail("culprits", "notes")
    #expect(command.exitCode == 0, "\(command.errors)")
    #expect(
      command.output.contains(
        "NEW adds no commit, only 1 change to the configuration or the package"))
    #expect(command.output.contains("configs: enable CONFIG_ZEBRA"))
  }

  @Test("a bisection says what it cannot test")
  func bisectsTheRest() async throws {
    let command = try await ktrail("bisect start", "new", "--no-checkout")
    #expect(command.exitCode == 0, "\(command.errors)")
    #expect(command.output.contains("No test finds what has no commit in this clone: 3 entries"))
  }

  @Test("the step to a version that outgrows its byte is a change like others")
  func suspectsVersionStep() async throws {
    let builder = try await HistoryBuilder()
    for (name, message) in [
      ("v4.4.255", "Linux 4.4.255"), ("a", "tcp: count once"), ("v4.4.256", "Linux 4.4.256"),
      ("b", "nfs: wait for the server"), ("v4.4.257", "Linux 4.4.257"),
    ] {
      try await builder.commit(
        name, message, files: message.hasPrefix("Linux") ? ["Makefile": message] : nil)
      if name.hasPrefix("v") { try await builder.tag(name, name) }
    }
    try directory.write(
      "our modules take the wrong branch of KERNEL_VERSION checks\n", to: "symptom")
    let command = try await Command.ktrail(
      ["culprits", "v4.4.255", "v4.4.257", "--linux", builder.path, "-s", "symptom"],
      in: directory.path)
    #expect(command.exitCode == 0, "\(command.errors)")
    #expect(command.output.contains("sets the version to 4.4.256, whose last number"))
    #expect(!command.output.contains("Linux 4.4.257"))
  }
}
