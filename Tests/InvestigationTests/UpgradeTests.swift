import Assessment
import ChangeModel
import Foundation
import Investigation
import Reports
import TestSupport
import Testing

/// `ktrail report` as the one who decides on an upgrade uses it, on the story's history.
@Suite("The upgrade report") struct UpgradeTests {
  let directory: TemporaryDirectory
  let clone: String

  init() async throws {
    directory = try TemporaryDirectory()
    clone = try await SharedMaterial.laterStoryClone()
  }

  private func ktrail(_ arguments: String...) async throws -> Command {
    try await ktrail(arguments)
  }

  private func ktrail(
    _ arguments: [String], now day: String = "2026-11-28"
  ) async throws -> Command {
    try await Command.ktrail(
      ["report", StoryTests.old, StoryTests.new, "--linux", clone, "--now", day] + arguments,
      in: directory.path)
  }

  private func report(_ outlook: UpgradeQuestion = UpgradeQuestion()) async throws -> UpgradeReport
  {
    let cache = try TemporaryDirectory()
    return try await Investigation(clone: .init(path: clone, indexDirectory: cache.path))
      .report(StoryTests.old, StoryTests.new, outlook: outlook)
  }

  @Test("report, fixes --for and a later report count the same missing fixes")
  func sameNumbers() async throws {
    let history = try await HistoryBuilder()
    try await history.commit("v440", "Linux 4.4")
    try await history.tag("v4.4", "v440")
    try await history.commit("bug", "fs: add the thing", files: ["fs/a.c": "a"])
    try await history.commit("4.4.1", on: "linux-4.4.y", "Linux 4.4.1", parents: ["v440"])
    try await history.commit(
      "backport", on: "linux-4.4.y", "fs: add the thing\n\n[ Upstream commit {bug} ]",
      files: ["fs/a.c": "a"])
    try await history.commit("4.4.2", on: "linux-4.4.y", "Linux 4.4.2")
    for (branch, subject) in [
      ("master", "fs: fix it"), ("vendor", "fs: fix it"), ("vendor", "fs: fix more"),
      ("linux-4.9.y", "fs: fix it in 4.9"),
    ] {
      try await history.commit(
        "\(branch) \(subject)", on: branch, "\(subject)\n\nFixes: {bug:12} (\"fs: add the thing\")",
        files: ["fs/a.c": "\(subject)"])
    }
    func ktrail(_ arguments: String...) async throws -> [String: Any] {
      let command = try await Command.ktrail(
        arguments + ["--linux", history.path, "--json"], in: directory.path)
      #expect(command.exitCode == 0, "\(command.errors)")
      try directory.write(command.output, to: "answer.json")
      return try #require(
        JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
    }
    let missing = try #require(
      (try await ktrail("fixes", "--for", "4.4.1", "4.4.2")["fixes"] as? [String: Any])?["counts"]
        as? [String: Int])["missing"]
    let report = try await ktrail("report", "4.4.1", "4.4.2")
    let assessment = try #require(report["assessment"] as? [String: Any])
    #expect((assessment["values"] as? [String: Double])?["missing-fix"] == missing.map(Double.init))
    #expect(missing ?? 0 > 1)
    // The lists of the same answer tell of no others.
    let told = ((report["changes"] as? [[String: Any]]) ?? [])
      .flatMap { $0["followUps"] as? [[String: Any]] ?? [] }
      .filter { $0["status"] as? String == "missing" }.compactMap { $0["id"] as? String }
    #expect(Set(told).count == missing)
    let again = try await ktrail("report", "4.4.1", "4.4.2", "--previous", "answer.json")
    let since = try #require(again["since"] as? [String: Any])
    #expect(since["settled"] as? Int == 0)
    #expect((since["fixes"] as? [Any])?.isEmpty == true)
    #expect(since["changes"] as? Int == 0)
  }

  /// A stable series of four releases: the first brings a bug that the second reverts, and each repairs something of OLD.
  private func series() async throws -> HistoryBuilder {
    let history = try await HistoryBuilder()
    for name in ["old bug", "older bug", "oldest bug"] {
      try await history.commit(name, "fs: add \(name)", files: ["fs/\(name).c": "a"])
    }
    try await history.commit("v440", "Linux 4.4")
    try await history.tag("v4.4", "v440")
    try await history.commit("4.4.1", on: "linux-4.4.y", "Linux 4.4.1", parents: ["v440"])
    try await history.commit(
      "bug", on: "linux-4.4.y", "net: add the thing", files: ["net/a.c": "a"])
    try await history.commit(
      "repair 1", on: "linux-4.4.y", "fs: fix\n\nFixes: {old bug:12} (\"fs: add old bug\")",
      files: ["fs/old bug.c": "b"])
    try await history.commit("4.4.2", on: "linux-4.4.y", "Linux 4.4.2")
    try await history.commit(
      "revert", on: "linux-4.4.y",
      "Revert \"net: add the thing\"\n\nThis reverts commit {bug}.", files: ["net/a.c": ""])
    try await history.commit(
      "repair 2", on: "linux-4.4.y",
      "fs: fix more\n\nFixes: {older bug:12} (\"fs: add older bug\")",
      files: ["fs/older bug.c": "b"])
    try await history.commit("4.4.3", on: "linux-4.4.y", "Linux 4.4.3")
    try await history.commit(
      "bad", on: "linux-4.4.y", "mm: add a thing", files: ["mm/a.c": "a"])
    try await history.commit("4.4.4", on: "linux-4.4.y", "Linux 4.4.4")
    try await history.commit(
      "last", on: "linux-4.4.y", "mm: fix the thing\n\nFixes: {bad:12} (\"mm: add a thing\")",
      files: ["mm/a.c": "b"])
    try await history.commit("4.4.5", on: "linux-4.4.y", "Linux 4.4.5")
    return history
  }

  private func json(_ arguments: String..., in history: HistoryBuilder) async throws
    -> [String: Any]
  {
    let command = try await Command.ktrail(
      ["report"] + arguments + ["--linux", history.path, "--now", "2026-11-28", "--json"],
      in: directory.path)
    #expect(command.exitCode == 0, "\(command.errors)")
    return try #require(
      JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
  }

  @Test(
    "of several candidates each is judged as it would be alone, and the report is on the chosen")
  func comparesCandidates() async throws {
    let history = try await series()
    let all = try await json("4.4.1", "4.4.2", "4.4.3", "v4.4.4", in: history)
    let comparison = try #require(all["candidates"] as? [String: Any])
    #expect(comparison["choice"] as? String == "4.4.3")
    #expect(comparison["isRecommended"] as? Bool == true)
    let reasons = try #require(comparison["reasons"] as? [[String: Any]])
    #expect(
      reasons.map { $0["sentence"] as? String }
        == [
          "no other is judged as well", "the first without a known revert", "no fix is missing",
          "1 fewer known bug than 4.4.4",
        ])
    let candidates = try #require(comparison["candidates"] as? [[String: Any]])
    #expect(candidates.map { $0["leftUnfixed"] as? Int } == [1, 0, 0])
    for (candidate, name) in zip(candidates, ["4.4.2", "4.4.3", "4.4.4"]) {
      let alone = try await json("4.4.1", name, in: history)
      let assessment = try #require(alone["assessment"] as? [String: Any])
      #expect(candidate["name"] as? String == name)
      #expect(candidate["verdict"] as? String == assessment["verdict"] as? String)
      #expect(
        candidate["values"] as? [String: Double] == assessment["values"] as? [String: Double])
      #expect(candidate["commits"] as? Int == (alone["changes"] as? [Any])?.count)
      guard name == "4.4.3" else { continue }
      var chosen = all
      chosen["candidates"] = nil
      #expect(NSDictionary(dictionary: chosen) == NSDictionary(dictionary: alone))
    }
  }

  @Test("--candidates stands for the releases that the clone has after OLD")
  func comparesReleases() async throws {
    let history = try await series()
    for (arguments, names) in [
      (["4.4.1", "--candidates", "4.4.1.."], ["4.4.2", "4.4.3", "4.4.4", "4.4.5"]),
      (["4.4.2", "--candidates", "4.4.1..4.4.4"], ["4.4.3", "4.4.4"]),
      (["4.4.1", "4.4.4", "--candidates", "v4.4.3..4.4.4"], ["4.4.4", "4.4.3"]),
      (["4.4.1..4.4.4", "--candidates", "4.4.3..4.4.3"], ["4.4.4", "4.4.3"]),
    ] {
      let command = try await Command.ktrail(
        ["report", "--linux", history.path, "--json"] + arguments, in: directory.path)
      #expect(command.exitCode == 0, "\(command.errors)")
      let report = try #require(
        JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
      let candidates = try #require(
        (report["candidates"] as? [String: Any])?["candidates"] as? [[String: Any]])
      #expect(candidates.map { $0["name"] as? String } == names)
    }
  }

  @Test("refuses candidates that are none")
  func refusesCandidates() async throws {
    let history = try await series()
    for (arguments, complaint) in [
      (["4.4.1", "4.4.2", "v4.4.2"], "4.4.2 and v4.4.2 are the same kernel"),
      (["4.4.1", "4.4.2", "v4.4.1"], "v4.4.1 is the kernel that is to be replaced"),
      (["4.4.1", "--candidates", "4.4.3"], "4.4.3 is not a range of releases"),
      (["4.4.1", "--candidates", "master..HEAD"], "master..HEAD is not a range of releases"),
      (["4.4.5", "--candidates", "4.4.2.."], "the clone has no release from 4.4.2"),
      (["4.4.1", "--candidates", "4.4.2..4.4.9"], "4.4.9"),
    ] {
      let command = try await Command.ktrail(
        ["report", "--linux", history.path] + arguments, in: directory.path)
      #expect(command.exitCode == 64 || complaint == "4.4.9")
      #expect(command.exitCode != 0)
      #expect(command.errors.contains(complaint), "\(command.errors)")
    }
  }

  @Test("a downgrade says nothing new of its own report, and a waiver that ended is told")
  func sinceItself() async throws {
    let history = try await series()
    func since(_ arguments: [String], now day: String = "2026-11-28") async throws -> [String: Any]
    {
      let command = try await Command.ktrail(
        ["report", "--linux", history.path, "--now", day, "--json"] + arguments, in: directory.path)
      #expect(command.exitCode == 0, "\(command.errors)")
      try directory.write(command.output, to: "last.json")
      let report = try #require(
        JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
      return report["since"] as? [String: Any] ?? [:]
    }
    let down = ["4.4.5", "4.4.2", "--downgrade"]
    _ = try await since(down)
    let again = try await since(down + ["--previous", "last.json"])
    #expect((again["fixes"] as? [Any])?.isEmpty == true)
    #expect(again["settled"] as? Int == 0)

    let up = ["4.4.1", "4.4.4"]
    try directory.write(
      "\(history.id("last")) | 2026-12-01 | not our hardware | Jane Doe\n", to: "waivers")
    let waived = up + ["--waivers", "waivers"]
    _ = try await since(waived)
    let later = try await since(waived + ["--previous", "last.json"], now: "2026-12-10")
    #expect(later["countingAgain"] as? [String] == [history.id("last")])
  }

  @Test("the story's fix is known bad, applies cleanly, and makes a condition")
  func knowsBad() async throws {
    let text = try await ktrail("--json").output
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let bad = try #require(json["knownBad"] as? [[String: Any]])
    let fix = try #require(bad.first { $0["subject"] as? String == StoryTests.fix })
    #expect(fix["mainline"] as? String == "v4.7-rc4")
    #expect(fix["subsystem"] as? String == "fs/overlayfs")
    #expect((fix["daysKnown"] as? Int ?? 0) > 3_000)
    let pick = try #require(fix["pick"] as? [String: Any])
    #expect(pick["conflicts"] as? [String] == [])
    #expect((json["cherryPicks"] as? [String])?.contains(fix["id"] as? String ?? "") == true)
  }

  @Test(
    "the exit code says what --fail-on asks",
    arguments: [
      ("hold", 0), ("conditions", 3), ("missing-fix", 3), ("missing-fix>1000", 0),
      ("unresolved>50%", 0), ("risk>0.3", 64), ("open-cve", 4), ("never", 64),
    ])
  func fails(_ condition: String, _ code: Int) async throws {
    let command = try await ktrail("--fail-on", condition)
    #expect(command.exitCode == code)
    // The answer is written all the same, except to a question that is none.
    #expect(command.output.contains("Go with conditions") == (code != 64))
  }

  @Test("rules of one's own, waivers and an earlier report change what is said")
  func takesOptions() async throws {
    let first = try await ktrail("--json", "-o", "first.json", "--hold-if", "missing-fix")
    #expect(first.exitCode == 0)
    let held = try String(contentsOfFile: directory.path + "/first.json", encoding: .utf8)
    #expect(held.contains("\"verdict\": \"hold\""))
    let waivers = try await report().assessment.findings.missingFixes.map(\.fix).map {
      "{\"id\": \"\($0.commit.id.short)\", \"owner\": \"ops\", \"reason\": \"not used\", \"expiry\": \"2027-01-31\"}"
    }
    try directory.write("[\(waivers.joined(separator: ","))]", to: "waivers.json")
    let waived = ["--waivers", "waivers.json", "--fail-on", "missing-fix"]
    let second = try await ktrail(waived + ["--previous", "first.json"])
    #expect(second.exitCode == 0)
    #expect(second.output.contains("The verdict was: hold; now it is: go"))
    #expect(second.output.contains("waived by ops until 2027-01-31: not used"))
    #expect(try await ktrail(waived, now: "2027-02-01").exitCode == 3)
  }

  static let files: [(option: String, content: String, says: String)] = [
    ("--waivers", "{}", "not a JSON array"), ("--waivers", "[{\"id\": \"1\"}]", "not a JSON array"),
    ("--previous", "{\"command\": \"compare\"}", "it is not what `ktrail report --json` writes"),
    ("--cve-data", "{}", "has no CVEs"), ("--cve-data", "CVE", "not valid JSON"),
  ]

  @Test("says of a file that it cannot use what is wrong with it", arguments: files)
  func refusesFiles(_ example: (option: String, content: String, says: String)) async throws {
    try directory.write(example.content, to: "file")
    let command = try await ktrail(example.option, "file")
    #expect(command.exitCode == 1)
    #expect(command.errors.contains("file cannot be used: "))
    #expect(command.errors.contains(example.says))
  }

  @Test("reads CVEs in the form of linux_kernel_cves and in that of the kernel's vulns repository")
  func readsCVEs() async throws {
    let all = try await report().upgrade.changes
    let bad = try #require(all.first { $0.followUps.contains { $0.status == .missing } })
    let fix = try #require(bad.followUps.first?.commit.id)
    try directory.write(
      "{\"CVE-2018-1\": {\"breaks\": \"\(bad.commit.id)\", \"fixes\": \"\(fix)\", \"cmt_msg\": \"ovl: x\", \"cvss3\": {\"score\": \"7.8\"}}, \"CVE-2018-2\": {\"breaks\": \"\", \"fixes\": \"\"}}",
      to: "cves/data/kernel_cves.json")
    try directory.write(
      """
      {"cveMetadata": {"cveId": "CVE-2018-1"}, "containers": {"cna": {"title": "ovl: x", "metrics": [{"cvssV3_1": {"baseScore": 7.8}}], "affected": [{"versions": [
        {"version": "\(bad.commit.id)", "lessThan": "\(fix)", "status": "affected", "versionType": "git"},
        {"version": "4.4", "status": "affected"}]}]}}}
      """, to: "vulns/cve/published/2018/CVE-2018-1.json")
    try directory.write("[]", to: "vulns/cve/published/2018/other.json")
    for folder in ["cves", "vulns"] {
      let command = try await ktrail("--cve-data", folder, "--json", "--fail-on", "open-cve")
      #expect(command.exitCode == 3)
      for line in [#""isNew": true"#, #""title": "ovl: x""#, #""score": 7.8"#] {
        #expect(command.output.contains(line), "\(folder): \(line)")
      }
    }
  }
}
