import Assessment
import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import Reports

/// One figure, one value, whatever the format: each is read out of the text as its reader would.
@Suite("Ten figures") struct TenFiguresTests {
  enum Figure: String, CaseIterable {
    case verdict, commits, missingFixes, missingReverts, newCVEs, openCVEs, closedCVEs, unresolved
    case applying, suspect
  }

  typealias Figures = [Figure: String]

  /// The sample, with an entry that led to no commit.
  static var sample: Draft {
    var draft = SampleReport.withOutlook
    let last = draft.resolved.count - 1
    draft.resolved[last] = ResolvedEntry(
      entry: draft.resolved[last].entry, resolution: .notFound(.noSuchSubject()))
    return draft
  }

  // MARK: - Reading

  private static func first(_ pattern: String, in text: String) -> String? {
    guard let match = try? Regex(pattern).firstMatch(in: text) else { return nil }
    let groups = match.output.dropFirst().compactMap { $0.substring.map(String.init) }
    return groups.joined(separator: " ")
  }

  /// What people read, without marks of any kind.
  private static func prose(_ text: String) -> Figures {
    let plain = text.replacing(
      #/<style>.*?<\/style>|<script>.*?<\/script>/#.dotMatchesNewlines(), with: ""
    )
    .replacing(#/\[([^\]]*)\]\([^)]*\)/#) { String($0.1) }
    .replacing(#/<[^>]*>/#, with: " ").replacing(#/[*`\\>|]/#, with: " ")
    .replacing("&gt;", with: ">").replacing(#/\s+/#, with: " ")
    return [
      .verdict: first(#"(?i)\b(hold|go with conditions|not judged)\b"#, in: plain)?.lowercased(),
      .commits: first(#"([0-9]+(?:,[0-9]{3})*) commits"#, in: plain),
      .missingFixes: first(#"([0-9]+(?:,[0-9]{3})*) known fix(?:es)? "#, in: plain),
      .missingReverts: first(
        #"([0-9]+(?:,[0-9]{3})*) changes? (?:was|were) reverted later"#, in: plain),
      .newCVEs: first(#"opens ([0-9]+(?:,[0-9]{3})*) CVE"#, in: plain),
      .openCVEs: first(#"leaves ([0-9]+(?:,[0-9]{3})*) "#, in: plain),
      .closedCVEs: first(#"update closes ([0-9]+(?:,[0-9]{3})*)"#, in: plain),
      .unresolved: first(#" unresolved ([0-9]+(?:,[0-9]{3})*) [0-9]"#, in: plain),
      .applying: first(#"([0-9]+(?:,[0-9]{3})*) of them appl"#, in: plain),
      .suspect: first(
        #"(?:cause of the symptom|irst suspect) \(([0-9]+ %)\)[a-z, ]*: ([0-9a-f]{12})"#, in: plain),
    ].compactMapValues(\.self)
  }

  private static func json(_ text: String) throws -> Figures {
    let report = try #require(try PipelineTests.json(text) as? [String: Any])
    let assessment = try #require(report["assessment"] as? [String: Any])
    let values = try #require(assessment["values"] as? [String: Double])
    func count(_ name: String) -> String? { values[name].map { String(Int($0)) } }
    let resolved = try #require(report["resolutionCounts"] as? [String: Int])
    func first(_ list: Any?, by key: String, _ name: String) throws -> String? {
      let all = try #require(list as? [[String: Any]])
      let worst = all.max { ($0[key] as? Double ?? 0) < ($1[key] as? Double ?? 0) }
      return (worst?["id"] as? String).map { "\(values[name]?.percent ?? "?") \($0.prefix(12))" }
    }
    let facts = (assessment["reasons"] as? [[String: Any]] ?? []).compactMap {
      $0["fact"] as? [String: Any]
    }
    let applying = facts.first { $0["kind"] as? String == "missingFixes" }?["applying"] as? Int
    let standings = report["cveStandings"] as? [[String: Any]]
    return [
      .verdict: assessment["verdict"] as? String,
      .commits: (report["changes"] as? [Any]).map { String($0.count) },
      .missingFixes: count("missing-fix"), .missingReverts: count("missing-revert"),
      .newCVEs: count("new-cve"), .openCVEs: count("open-cve"),
      .closedCVEs: standings.map { String($0.count { $0["state"] as? String == "closed" }) },
      .unresolved: String((resolved["ambiguous"] ?? 0) + (resolved["notFound"] ?? 0)),
      .applying: applying.map { String($0) },
      .suspect: try first(report["suspects"], by: "probability", "suspect"),
    ].compactMapValues(\.self)
  }

  private static let names: [(Figure, String)] = [
    (.verdict, "verdict"), (.commits, "commits"), (.missingFixes, "missing-fix"),
    (.missingReverts, "missing-revert"), (.newCVEs, "new-cve"), (.openCVEs, "open-cve"),
    (.closedCVEs, "closed-cve"), (.unresolved, "unresolved"), (.applying, "applying-fix"),
    (.suspect, "suspect"),
  ]

  private static func sarif(_ text: String) throws -> Figures {
    let log = try #require(try PipelineTests.json(text) as? [String: Any])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let bag = try #require(run["properties"] as? [String: Any])
    var figures: Figures = [:]
    for (figure, name) in names {
      if let commit = bag[name + "-commit"] as? String, let share = bag[name] as? Double {
        figures[figure] = "\(share.percent) \(commit.prefix(12))"
      } else {
        figures[figure] = bag[name].map { "\($0)" }
      }
    }
    return figures
  }

  private static func junit(_ text: String) -> Figures {
    var figures: Figures = [:]
    for (figure, name) in names {
      guard let value = first("<property name=\"\(name)\" value=\"([^\"]*)\"", in: text) else {
        continue
      }
      let parts = value.split(separator: " ")
      if parts.count == 2, let share = Double(parts[0]) {
        figures[figure] = "\(share.percent) \(parts[1].prefix(12))"
      } else {
        figures[figure] = value
      }
    }
    return figures
  }

  private static func table(_ text: String) -> Figures {
    let titles: [(Figure, String)] =
      [
        (.verdict, "Verdict"), (.commits, "Commits"),
        (.closedCVEs, "CVEs closed, by the data on CVEs"),
        (.applying, "Missing fixes that apply"),
      ]
      + names.compactMap { figure, name in
        Criterion.Measure(rawValue: name).map { (figure, PipelineRule($0).title) }
      }
    var figures: Figures = [:]
    for (figure, title) in titles {
      figures[figure] =
        first(#"\| \#(title) \| ([0-9]+ %): `([0-9a-f]{12})`"#, in: text)
        ?? first(#"\| \#(title) \| ([^|]*) \|"#, in: text)
    }
    return figures
  }

  /// Formats that are a list: what they count is the findings of a rule.
  private static func findings(_ lines: [(rule: String, message: String)]) -> Figures {
    func count(_ rules: String...) -> String { String(lines.count { rules.contains($0.rule) }) }
    let suspect = lines.first { $0.rule == "suspect" }.map(\.message) ?? ""
    return [
      .verdict: lines.first { $0.rule == "verdict" }.flatMap {
        first("^([A-Za-z ]+)", in: $0.message)
      }?
      .lowercased(),
      // A revert is a missing fix, too.
      .missingFixes: count("missing-fix", "missing-revert"),
      .missingReverts: count("missing-revert"), .newCVEs: count("new-cve"),
      .openCVEs: count("new-cve", "open-cve"),
      .suspect: prose(suspect)[.suspect],
      .unresolved: lines.first { $0.rule == "unresolved" }.flatMap {
        first("^([0-9]+(?:,[0-9]{3})*) of", in: $0.message)
      },
    ].compactMapValues(\.self)
  }

  private static func gitLab(_ text: String) throws -> Figures {
    let issues = try #require(try PipelineTests.json(text) as? [[String: Any]])
    return findings(
      issues.map {
        (
          String(($0["check_name"] as? String ?? "").dropFirst(7)),
          $0["description"] as? String ?? ""
        )
      })
  }

  private static func gitHub(_ text: String) -> Figures {
    let ids = Dictionary(uniqueKeysWithValues: PipelineRule.all.map { ($0.title, $0.id) })
    return findings(
      text.split(separator: "\n").map { line in
        let title = first("title=([^:]*)::", in: String(line)) ?? ""
        let message = line.split(separator: "::", maxSplits: 1).last.map(String.init) ?? ""
        return (ids[title] ?? title, message.replacing("%25", with: "%"))
      })
  }

  private static func vex(_ text: String, fixed: String, affected: [String]) -> Figures {
    func count(_ status: String) -> Int {
      text.matches(of: try! Regex("\": \"\(status)\"[,\n]")).count
    }
    return [
      .closedCVEs: String(count(fixed)), .openCVEs: String(affected.map(count).reduce(0, +)),
    ]
  }

  private static func read(_ format: ReportFormat, _ text: String) throws -> Figures {
    switch format {
    case .terminal, .markdown, .html: prose(text)
    case .json: try json(text)
    case .sarif: try sarif(text)
    case .junit: junit(text)
    case .gitHub: gitHub(text)
    case .gitLab: try gitLab(text)
    case .shortMarkdown, .gitHubSummary: table(text)
    case .openVEX: vex(text, fixed: "fixed", affected: ["affected", "not_affected"])
    case .cycloneDX: vex(text, fixed: "resolved", affected: ["exploitable", "not_affected"])
    case .gitFixes: [:]
    }
  }

  // MARK: - Comparing

  /// What a format cannot say: VEX is of CVEs alone, and a list of findings does not count what is well.
  static func lacks(_ format: ReportFormat) -> Set<Figure> {
    switch format {
    case .openVEX, .cycloneDX: Set(Figure.allCases).subtracting([.openCVEs, .closedCVEs])
    case .gitHub, .gitLab: [.commits, .closedCVEs, .applying]
    default: []
    }
  }

  @Test("are equal in all formats", arguments: ReportFormat.allCases.filter { $0 != .gitFixes })
  func areEqual(_ format: ReportFormat) throws {
    let expected = try Self.json(Self.sample.report.rendered(as: .json))
    #expect(Set(expected.keys) == Set(Figure.allCases))
    #expect(expected[.verdict] == "hold")
    #expect(expected[.unresolved] == "1")
    let text = Self.sample.report.rendered(
      as: format, style: TerminalStyle(width: 4000, color: false),
      at: SourcePosition(file: "kernel.txt", line: 1))
    let found = try Self.read(format, text)
    for figure in Figure.allCases where !Self.lacks(format).contains(figure) {
      #expect(found[figure] == expected[figure], "\(figure)")
    }
  }
}
