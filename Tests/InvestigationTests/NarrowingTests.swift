import Foundation
import TestSupport
import Testing

/// What a question adds to the story or keeps out of sight, through the program.
@Suite("Narrowing a question") struct NarrowingTests {
  let cache: TemporaryDirectory
  let clone: String
  /// The commit that broke it, the same in every clone of the story.
  static let culprit = "cb9adfe8af3654b720cfd57f432470b044e4228c"

  init() async throws {
    cache = try TemporaryDirectory()
    clone = try await SharedMaterial.storyClone()
  }

  private func asked(_ arguments: [String]) async throws -> Command {
    try await Command.ktrail(arguments + ["--linux", clone, "--index-dir", cache.path])
  }

  private func object(_ arguments: [String]) async throws -> [String: Any] {
    let command = try await asked(arguments + ["--json"])
    #expect(command.exitCode == 0, "\(command.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(command.output.utf8))
    return try #require(object as? [String: Any])
  }

  private func culprits(_ options: String...) async throws -> [String: Any] {
    try await object(
      ["culprits", "v4.4.121", "v4.4.157", "--symptom", StoryTests.symptom] + options)
  }

  /// The first suspect: its id, its chance, and its evidence as JSON has it.
  private func first(_ answer: [String: Any]) throws -> (
    id: String, chance: Double, evidence: String
  ) {
    let suspect = try #require((answer["suspects"] as? [[String: Any]])?.first)
    return try (
      #require(suspect["id"] as? String), #require(suspect["probability"] as? Double),
      "\(#require(suspect["evidence"] as? [Any]))"
    )
  }

  /// Paths that a commit touches, as git lists them.
  private func paths(of commit: String) async throws -> [String] {
    try await Command.git("show", "--format=", "--name-only", commit, in: clone)
  }

  @Test("--explain gives the factors of one commit, those that matter most first")
  func explains() async throws {
    let answer = try await culprits("--explain", String(Self.culprit.prefix(12)))
    let explanation = try #require(answer["explanation"] as? [String: Any])
    #expect(explanation["id"] as? String == Self.culprit)
    let reasons = try #require(explanation["reasons"] as? [[String: Any]])
    let factors = try reasons.map { log(try #require($0["factor"] as? Double)) }
    #expect(factors.count > 3)
    let (raising, lowering) = (factors.filter { $0 > 0 }, factors.filter { $0 < 0 })
    #expect(raising == raising.sorted(by: >))
    #expect(lowering == lowering.sorted())
    #expect(try await culprits()["explanation"] is NSNull)
  }

  @Test("--explain of a commit that the update did not bring is refused")
  func explainsOnlyTheRange() async throws {
    let other = try await Command.git("rev-parse", "v4.8", in: clone)[0]
    let command = try await asked([
      "culprits", "v4.4.121", "v4.4.157", "--symptom", StoryTests.symptom, "--explain", other,
    ])
    #expect(command.exitCode == 64)
    #expect(command.output.isEmpty)
    #expect(command.errors.contains(other.prefix(12)))
  }

  @Test("--no-known-fixes takes the known fix out of the evidence, and its weight with it")
  func leavesOutKnownFixes() async throws {
    let fix = "3a889947b784"
    let usual = try first(try await culprits())
    let without = try first(try await culprits("--no-known-fixes"))
    #expect(usual.id == Self.culprit && without.id == Self.culprit)
    #expect(usual.evidence.contains(fix))
    #expect(!without.evidence.contains(fix))
    #expect(without.chance < usual.chance)
  }

  @Test(
    "--subsystem and --path put what is elsewhere below what is there",
    arguments: [["--subsystem", "ext4"], ["--path", "fs/ext4/*.c"], ["--path", "fs/ext4"]])
  func narrowsTo(_ options: [String]) async throws {
    let suspect = try first(try await culprits(options[0], options[1]))
    #expect(try await paths(of: suspect.id).contains { $0.hasPrefix("fs/ext4/") })
    #expect(try await !paths(of: Self.culprit).contains { $0.hasPrefix("fs/ext4/") })
  }

  @Test("--as-of sees the commits that git lists, and no fix that came later")
  func goesBack() async throws {
    let counted = try await Command.git("rev-list", "--count", "v4.4.157", in: clone)[0]
    let answer = try await culprits("--as-of", "v4.4.157")
    let summary = try #require(answer["clone"] as? [String: Any])
    #expect(summary["commitCount"] as? Int == Int(counted))
    #expect(try first(answer).id == Self.culprit)
    #expect(!"\(answer)".contains("3a889947b784"))
    #expect("\(try await culprits())".contains("3a889947b784"))
  }

  @Test(
    "--earlier-upgrades chooses how many upgrades of the same length are compared with this one")
  func comparesWithEarlier() async throws {
    let ranges = ["v4.4.143..v4.4.150", "v4.4.136..v4.4.143"]
    for count in 0...2 {
      let answer = try await object([
        "report", "v4.4.150", "v4.4.157", "--earlier-upgrades", "\(count)",
      ])
      let heat = try #require(answer["heat"] as? [String: Any])
      #expect(heat["ranges"] as? [String] == Array(ranges.prefix(count)))
      let subsystems = try #require(heat["subsystems"] as? [[String: Any]])
      let scsi = try #require(subsystems.first { $0["directory"] as? String == "drivers/scsi" })
      var before: [Int] = []
      for range in ranges.prefix(count) {
        before.append(
          try await Command.git("log", "--format=%h", range, "--", "drivers/scsi", in: clone).count)
      }
      #expect(scsi["before"] as? [Int] == before)
    }
  }
}
