import Assessment
import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import Reports

/// What each CVE is to NEW, as scanners read it.
@Suite("VEX") struct VEXTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let standing: CVEStanding
    var isBuilt = true
    /// `status`, `justification` of OpenVEX; `state`, `justification` of CycloneDX.
    let says: [String?]
  }

  private static let carrier = SampleHistory.id(700)

  static let examples = [
    Example(
      testDescription: "NEW has the fix",
      standing: CVEStanding(
        closed: KnownCVE(id: "CVE-1", culprits: [], fixes: []), by: SampleHistory.id(1)),
      says: ["fixed", nil, "resolved", nil]),
    Example(
      testDescription: "NEW has what it is about, and lacks the fix",
      standing: CVEStanding(
        open: KnownCVE(
          id: "CVE-2", culprits: [], fixes: [AbbreviatedCommitID(SampleHistory.id(2))], score: 7.8),
        carriers: [carrier]),
      says: ["affected", nil, "exploitable", nil]),
    Example(
      testDescription: "the configuration does not build it",
      standing: CVEStanding(
        open: KnownCVE(id: "CVE-3", culprits: [], fixes: []), carriers: [carrier]),
      isBuilt: false,
      says: ["not_affected", "vulnerable_code_not_present", "not_affected", "code_not_present"]),
    Example(
      testDescription: "the list does not say what brought it, so the configuration says nothing",
      standing: CVEStanding(open: KnownCVE(id: "CVE-4", culprits: [], fixes: [])), isBuilt: false,
      says: ["affected", nil, "exploitable", nil]),
    Example(
      testDescription: "nothing tells whether NEW has what it is about",
      standing: CVEStanding(unknown: KnownCVE(id: "CVE-5", culprits: [], fixes: [])),
      says: ["under_investigation", nil, "in_triage", nil]),
  ]

  static func draft(_ standings: [CVEStanding], isBuilt: Bool = true) -> Draft {
    var draft = SampleReport.withOutlook
    draft.cveStandings = standings
    draft.carrierRelevances = [
      carrier: Relevance(
        isBuilt ? .builtIn : .notBuilt,
        reason: .symbol("X", value: nil, makefile: "drivers/Makefile"))
    ]
    return draft
  }

  @Test("says what a CVE is to NEW", arguments: examples)
  func says(_ example: Example) throws {
    let draft = Self.draft([example.standing], isBuilt: example.isBuilt)
    let open = try #require(
      try PipelineTests.json(PipelineTests.text(draft, .openVEX)) as? [String: Any])
    let statement = try #require((open["statements"] as? [[String: Any]])?.first)
    #expect(
      (statement["vulnerability"] as? [String: Any])?["name"] as? String == example.standing.id)
    let cyclone = try #require(
      try PipelineTests.json(PipelineTests.text(draft, .cycloneDX)) as? [String: Any])
    let vulnerability = try #require((cyclone["vulnerabilities"] as? [[String: Any]])?.first)
    let analysis = try #require(vulnerability["analysis"] as? [String: Any])
    #expect(
      [
        statement["status"] as? String, statement["justification"] as? String,
        analysis["state"] as? String, analysis["justification"] as? String,
      ] == example.says)
    // The specification asks for what to do where the product is affected.
    #expect((statement["action_statement"] != nil) == (example.says[0] == "affected"))
  }

  @Test("of a CVE that the update names and the list lacks, nothing is claimed")
  func underInvestigation() throws {
    let draft = Self.draft([])
    let text = PipelineTests.text(draft, .openVEX)
    let named = Set(draft.changes.flatMap(\.cves))
    #expect(!named.isEmpty)
    for cve in named { #expect(text.contains("\"name\": \"\(cve)\"")) }
    #expect(text.contains("\"under_investigation\"") && !text.contains("\"fixed\""))
    #expect(PipelineTests.text(draft, .cycloneDX).contains("\"in_triage\""))
  }

  @Test("without any CVE there is a document that states nothing")
  func statesNothing() {
    #expect(PipelineTests.text(SampleReport.swapped, .openVEX).contains("\"statements\": []"))
    #expect(
      PipelineTests.text(SampleReport.swapped, .cycloneDX).contains("\"vulnerabilities\": []"))
  }

  static let packages: [(ChangelogDialect, name: String, version: String, purl: String)] = [
    (.elrepo, "kernel-lt", "4.4.157-1", "pkg:rpm/kernel-lt@4.4.157-1"),
    (.fedora, "kernel", "6.1.0-1.fc38", "pkg:rpm/fedora/kernel@6.1.0-1.fc38"),
    (.plain, "kernel", "1:5.4-3", "pkg:rpm/kernel@5.4-3?epoch=1"),
    (.debian, "linux", "6.1.140-1+b1", "pkg:deb/debian/linux@6.1.140-1%2Bb1"),
    (.ubuntu, "linux", "5.15.0-91.101", "pkg:deb/ubuntu/linux@5.15.0-91.101"),
    (.kernelOrg, "linux", "4.4.157", "pkg:generic/linux@4.4.157"),
    (.plain, "a/b c", "1", "pkg:rpm/a%2Fb%20c@1"),
  ]

  @Test("names NEW as scanners name packages", arguments: packages)
  func packageURLs(_ row: (dialect: ChangelogDialect, name: String, version: String, purl: String))
  {
    func side(_ version: String) -> ChangelogDifference.Side {
      ChangelogDifference.Side(
        Changelog(
          source: "x", dialect: row.dialect, packageName: row.name,
          releases: [
            ChangelogRelease(
              heading: "", date: nil, packager: nil, version: version,
              position: SourcePosition(file: "x", line: 1), entries: [])
          ]), takenFor: "x")
    }
    let upgrade = Upgrade(
      .packages(
        ChangelogDifference(
          old: side("1"), new: side(row.version), releasesAdded: [], added: [], removed: [],
          reworded: [], unchangedCount: 0)))
    #expect("\(PackageURL(of: upgrade, Operand.both(of: upgrade).new))" == row.purl)
  }

  @Test(
    "severities are those of CVSS",
    arguments: [
      (0.0, "none"), (0.1, "low"), (3.9, "low"), (4.0, "medium"), (6.9, "medium"), (7.0, "high"),
      (8.9, "high"), (9.0, "critical"), (10.0, "critical"),
    ])
  func severities(_ row: (Double, String)) {
    #expect(CycloneDXDocument.severity(ofScore: row.0) == row.1)
  }

  @Test("a document keeps its name while what it states does")
  func stableNames() {
    let first = PipelineTests.text(Self.draft([Self.examples[0].standing]), .openVEX)
    let other = PipelineTests.text(Self.draft([Self.examples[1].standing]), .openVEX)
    func name(_ text: String) -> Substring? {
      text.firstMatch(of: #/"@id": "(urn:uuid:[^"]*)"/#)?.1
    }
    #expect(name(first) != nil && name(first) != name(other))
    #expect(
      name(first) == name(PipelineTests.text(Self.draft([Self.examples[0].standing]), .openVEX)))
  }
}
