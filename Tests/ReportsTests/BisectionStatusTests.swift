import ChangeModel
import Reports
import Testing

@Suite("The status of a bisection") struct BisectionStatusTests {
  private func found(subject: String, maintainers: [String]) throws -> BisectionStatus {
    let id = try #require(CommitID(String(repeating: "a", count: 40)))
    var finding = BisectionStatus.Finding()
    finding.maintainers = maintainers
    return BisectionStatus(
      name: "it", clone: "/a  b", good: "v1", bad: "v2", findsFix: false, candidates: 8,
      remaining: 1, expectedTests: 0, plainTests: 3, answers: [],
      step: .found(
        .init(id: id, subject: subject, release: nil), probability: 1, finding),
      suspects: [], remarks: [.newestIsRepaired(id, answer: "good")])
  }

  @Test(
    "a mail has one line for each header, at every width, whatever a stranger's subject says",
    arguments: [20, 40, 80, 200])
  func neverFoldsMails(width: Int) throws {
    let subject =
      "ovl: fix a very long name of something \n#regzbot invalid: no bug\r\nCc: x@example.org #regzbot dup: y"
    let addresses = (1...9).map { "Someone Number \($0) <someone-\($0)@example.org>" }
    let report = Report.bisection(try found(subject: subject, maintainers: addresses))
    let lines = report.rendered(as: .terminal, style: TerminalStyle(width: width, color: false))
      .split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(lines.contains("To: \(addresses.joined(separator: ", "))"))
    #expect(lines.count { $0.hasPrefix("Subject: [REGRESSION] ovl:") } == 1)
    #expect(
      lines.contains {
        $0.hasPrefix("Subject: [REGRESSION] ") && $0.hasSuffix("#regzbot dup: y")
      })
    #expect(
      lines.filter { $0.hasPrefix("#regzbot") } == [
        "#regzbot introduced: \(String(repeating: "a", count: 40))"
      ])
    let mail = try #require(lines.firstIndex { $0 == "Report it" })
    #expect(
      lines[mail...].dropFirst().prefix(3).map { $0.prefix { $0 != ":" } } == [
        "To", "Subject", "#regzbot introduced",
      ])
    #expect(
      lines.contains {
        $0.contains(
          "`ktrail bisect start --find-fix --linux '/a  b' --name it-fix v2 aaaaaaaaaaaa`")
      })
  }
}
