import Assessment
import ChangeModel
import Foundation
import Testing

@testable import Reports

@Suite("An earlier report") struct EarlierReportTests {
  typealias Flaw = EarlierReport.Flaw

  struct Example: CustomTestStringConvertible, Sendable {
    let old, new: String
    let flaw: Flaw
    var testDescription: String { new.isEmpty ? "without \(old)" : new }
  }

  static let examples = [
    Example(old: #""command": "report", "#, new: "", flaw: .missing(key: "command")),
    Example(old: #""report""#, new: #""compare""#, flaw: .ofCommand("compare")),
    Example(old: #""schemaVersion": 1"#, new: #""schemaVersion": 2"#, flaw: .otherVersion),
    Example(old: #"["cold"]"#, new: #"["cold", 7]"#, flaw: .mistyped(key: "remarks[1]")),
    Example(old: "[]", new: #"[{"id": "1"}]"#, flaw: .mistyped(key: "changes[0].id")),
    Example(old: "[]", new: "[{}]", flaw: .missing(key: "changes[0].id")),
    Example(old: "[]", new: "null", flaw: .mistyped(key: "changes")),
    Example(
      old: #""remarks""#, new: #""assessment": {"verdict": "go"}, "remarks""#,
      flaw: .missing(key: "assessment.notJudged")),
  ]

  @Test("that breaks the schema is refused, with the path of the key", arguments: examples)
  func refuses(_ example: Example) throws {
    let json = """
      {"schemaVersion": 1, "tool": "ktrail", "command": "report", "remarks": ["cold"], "changes": []}
      """
    _ = try EarlierReport(name: "x", json: Data(json.utf8))
    let flawed = json.replacing(example.old, with: example.new)
    #expect(throws: example.flaw) { try EarlierReport(name: "x", json: Data(flawed.utf8)) }
  }

  @Test("that is something else is refused", arguments: ["", "[]", "{", "\"report\"", "null"])
  func refusesOthers(_ text: String) {
    #expect(throws: Flaw.notJSON) { try EarlierReport(name: "x", json: Data(text.utf8)) }
  }

  @Test("may have keys that nobody knows, and lack those that a command may leave out")
  func readsOthers() throws {
    let json = """
      {"schemaVersion": 1, "tool": "ktrail", "command": "report", "remarks": [], "verdict": 7,
       "cveStandings": null, "assessmentOf": {"changes": [{}]}}
      """
    let report = try EarlierReport(name: "x", json: Data(json.utf8))
    #expect(report.verdict == nil)
    #expect(
      report.changes.isEmpty && report.openCVEs?.isEmpty != false && report.missingFixes.isEmpty)
  }

  /// What joins schema version 1 must not shut out the reports that were written before.
  @Test("of the first days of schema version 1 can be read")
  func readsEarly() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let json = try Data(contentsOf: folder.appending(path: "Golden/earlier-report-1.json"))
    let report = try EarlierReport(name: "earlier-report-1.json", json: json)
    #expect(report.verdict == "hold")
    #expect(report.changes.count == 9)
    #expect(report.missingFixes.count == 2)
    #expect(report.openCVEs == ["CVE-2018-99999", "CVE-2017-11111"])
  }
}
