import Testing

@testable import ktrail

@Suite("What COMMIT may be") struct FixOperandsTests {
  struct Row: Sendable {
    let operands, texts, cves: [String]
    init(_ operands: [String], texts: [String], cves: [String] = []) {
      (self.operands, self.texts, self.cves) = (operands, texts, cves)
    }
  }

  private static let two = ["CVE-2019-11477", "CVE-2019-11478"]

  static let rows = [
    Row(["CVE-2019-11477, CVE-2019-11478"], texts: two, cves: two),
    Row(["CVE-2019-11477 CVE-2019-11478"], texts: two, cves: two),
    Row(["3b4929f65b0d;9d49e3a3acd6"], texts: ["3b4929f65b0d", "9d49e3a3acd6"]),
    Row(["CVE-2019-11477 3b4929f65b0d"], texts: ["CVE-2019-11477", "3b4929f65b0d"]),
    // A title, a line of git log, and words that are made of such digits.
    Row(["CVE-2019-11477: SACK panic"], texts: ["CVE-2019-11477: SACK panic"]),
    Row(["9d49e3a3acd6 tcp: limit it"], texts: ["9d49e3a3acd6 tcp: limit it"]),
    Row(["add dead beef"], texts: ["add dead beef"]), Row([], texts: []),
  ]

  @Test("a list of ids or CVEs is several, anything else is one", arguments: rows)
  func reads(_ row: Row) {
    let operands = FixOperands(row.operands)
    #expect(operands.texts == row.texts)
    #expect(operands.cves == row.cves)
  }
}
