import Foundation
import TestSupport
import Testing

/// A bisection that is begun with `--as-of` sees nothing else until it ends.
@Suite("ktrail bisect start --as-of") struct BisectionBoundTests {
  let site: BisectionSite
  /// What repairs the culprit, in mainline only.
  static let fix = "3a889947b784"
  static let isKnown = "Already repaired or reverted by \(fix)"

  init() async throws { site = try await BisectionSite() }

  private var test: [String] {
    [
      "sh", "-c",
      "! git -C '\(site.clone)' merge-base --is-ancestor \(BisectCommandTests.culprit) $KTRAIL_COMMIT",
    ]
  }

  private var record: String { site.state + "/default.json" }

  @Test("no later command speaks of a commit that is not reachable from it")
  func keepsBound() async throws {
    let begun = try await site.start("--no-checkout", "--as-of", "v4.4.157")
    #expect(begun.exitCode == 0, "\(begun.errors)")
    #expect(!begun.output.contains("Offered first"), "\(begun.output)")
    let done = try await site.bisect(["run"] + test)
    #expect(done.exitCode == 0, "\(done.errors)")
    for output in [done.output, try await site.bisect("status").output] {
      #expect(output.contains("First bad commit: cb9adfe8af36"), "\(output)")
      #expect(!output.contains(Self.fix), "\(output)")
    }
    for revision in [Self.fix, "v4.8", "4.8"] {
      let good = try await site.bisect("good", revision)
      #expect(good.exitCode == 1)
      #expect(
        good.errors.contains("\(revision) is not reachable from ")
          && good.errors.contains("--as-of keeps everything else out of sight"), "\(good.errors)")
    }
  }

  @Test("the bound is a commit, whatever becomes of the branch that named it")
  func keepsCommit() async throws {
    _ = try await site.git("branch", "horizon", "v4.4.157")
    _ = try await site.start("--no-checkout", "--as-of", "horizon")
    _ = try await site.git("branch", "--force", "horizon", "v4.8")
    _ = try await site.bisect(["run"] + test)
    #expect(try await !site.bisect("status").output.contains(Self.fix))
    _ = try await site.git("branch", "--delete", "--force", "horizon")
    let status = try await site.bisect("status")
    #expect(status.exitCode == 0, "\(status.errors)")
    #expect(!status.output.contains(Self.fix))
  }

  @Test("several are kept, and a record of before has none")
  func readsOlderRecords() async throws {
    _ = try await site.start("--no-checkout", "--as-of", "v4.4.157", "--as-of", "v4.8")
    _ = try await site.bisect(["run"] + test)
    #expect(try await site.bisect("status").output.contains(Self.isKnown))
    _ = try await site.bisect("reset")
    _ = try await site.start("--no-checkout", "--as-of", "v4.4.157")
    _ = try await site.bisect(["run"] + test)
    #expect(try await !site.bisect("status").output.contains(Self.fix))
    let text = try String(contentsOfFile: record, encoding: .utf8)
    let older = text.replacing(/"asOf":\[[^\]]*\],/, with: "")
    #expect(older != text)
    try older.write(toFile: record, atomically: true, encoding: .utf8)
    #expect(try await site.bisect("status").output.contains(Self.isKnown))
  }

  @Test("replay keeps it, and refuses answers that are not reachable from it")
  func replays() async throws {
    _ = try await site.start("--no-checkout")
    _ = try await site.bisect(["run"] + test)
    let log = try await site.bisect("log").output
    _ = try await site.bisect("reset")
    let options = ["-", "--linux", site.clone, "--no-checkout", "--as-of", "v4.4.157"]
    let begun = try await site.bisect(["replay"] + options, input: log)
    #expect(begun.exitCode == 0, "\(begun.errors)")
    for output in [begun.output, try await site.bisect("status").output] {
      #expect(output.contains("First bad commit: cb9adfe8af36"), "\(output)")
      #expect(!output.contains(Self.fix), "\(output)")
    }
    _ = try await site.bisect("reset")
    let other = try await site.bisect(["replay"] + options, input: log + "git bisect good v4.8\n")
    #expect(other.exitCode == 1)
    #expect(other.errors.contains("v4.8 is not reachable from "), "\(other.errors)")
    #expect(site.kept.isEmpty, "\(site.kept)")
  }

  @Test("the newest commit is the newest in sight, and the command to find its repair keeps it")
  func offersNewestInSight() async throws {
    let begun = try await site.bisect(
      "start", "v4.4.121", "v4.4.156", "--linux", site.clone, "--no-checkout", "--as-of",
      "v4.4.157")
    let newest = try await site.git("rev-parse", "v4.4.157^{commit}")
    #expect(begun.output.contains("Offered first\n  \(newest.prefix(12))"), "\(begun.output)")
    let good = try await site.bisect("good", newest)
    #expect(
      good.output.contains("--name default-fix --as-of \(newest.prefix(12)) v4.4.156"),
      "\(good.output)")
  }

  @Test(
    "an end that is not reachable from it is refused",
    arguments: [["v4.8", "v4.4.157"], ["v4.4.157", "v4.8"]])
  func refusesEnds(_ ends: [String]) async throws {
    let begun = try await site.bisect(
      ["start"] + ends + ["--linux", site.clone, "--no-checkout", "--as-of", "v4.4.157"])
    #expect(begun.exitCode == 1)
    #expect(begun.errors.contains("v4.8 is not reachable from "), "\(begun.errors)")
  }
}
