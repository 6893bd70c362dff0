import Assessment
import ChangeModel
import Foundation
import Reports
import Testing

/// The watch list, the hosts and what stands with a commit, in every format.
@Suite("The gate in a report") struct GateSectionTests {
  static func text(_ report: Draft, _ format: ReportFormat) -> String {
    report.rendered(as: format, style: TerminalStyle(width: 4000, color: false))
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(
    "says what is watched and who runs what",
    arguments: [ReportFormat.terminal, .markdown, .html])
  func says(_ format: ReportFormat) {
    let text = Self.text(SampleReport.withGate, format)
    for part in [
      "On the watch list", "an outage in May", "4 entries of the watch list were held against",
      "Entries that nothing matches", "The hosts",
      "Of 4 hosts, 1 runs kernel-lt 4.4.152-1, 1 already 4.4.157, 1 another kernel; of 1 it is unknown.",
      "At least 2 have a module loaded that changes",
      "Of 1 host it is not known what it has loaded",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(format != .html || text.contains("network &lt;team&gt;"))
  }

  @Test("says what could not be watched, and whose kernels are unknown")
  func saysUnknown() {
    let text = Self.text(SampleReport.withUnknownKernels, .terminal)
    for part in [
      "What else is on it is unknown: ", "Of 2 entries of the changelog without a certain commit",
      "ovl: keep creds (new:9)", "which of them run OLD is unknown",
      "What changes for them is unknown",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test("without a list and without hosts, nothing is said of them")
  func saysNothing() throws {
    let text = Self.text(SampleReport.withOutlook, .terminal)
    #expect(!text.contains("On the watch list") && !text.contains("The hosts"))
    let json = try Self.json(SampleReport.withOutlook)
    #expect(json["watched"] is NSNull && json["fleet"] is NSNull)
  }

  private static func json(_ report: Draft) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(report.rendered(as: .json).utf8))
        as? [String: Any])
  }

  @Test("risk, relevance and status stand with the commit, and what is not known is null")
  func standsWithCommit() throws {
    let json = try Self.json(SampleReport.withGate)
    #expect(json["toolVersion"] as? String == ToolVersion.current)
    let changes = try #require(json["changes"] as? [[String: Any]])
    let risks = try #require(json["risks"] as? [[String: Any]])
    let risk = Dictionary(
      uniqueKeysWithValues: risks.map { ($0["id"] as? String ?? "", $0["probability"] as? Double) })
    for change in changes {
      let id = try #require(change["id"] as? String)
      #expect(change["risk"] as? Double == risk[id])
      #expect((change["relevance"] as? [String: Any])?["id"] as? String == id)
      #expect(change["isBuilt"] is Bool)
    }
    let culprit = try #require(
      changes.first { $0["id"] as? String == "\(SampleHistory.culprit.commit.id)" })
    // Its fix is missing, and waived.
    #expect(culprit["status"] as? String == "left-out")
    #expect(culprit["missing"] as? [String] == ["\(SampleHistory.fix.id)"])
    #expect((culprit["watched"] as? [[String: Any]])?.map { $0["line"] as? Int } == [1, 2])
    #expect(Set(changes.compactMap { $0["status"] as? String }).contains("missing-revert"))

    let plain = try Self.json(SampleReport.bumps(.report, withClone: true))
    for change in try #require(plain["changes"] as? [[String: Any]]) {
      #expect(change["isBuilt"] is NSNull && change["relevance"] is NSNull)
    }
    for bad in try #require(plain["knownBad"] as? [[String: Any]]) {
      #expect(bad["isBuilt"] is NSNull)
    }
  }
}
