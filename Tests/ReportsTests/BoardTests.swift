import Assessment
import ChangeModel
import Foundation
import Testing

@testable import Reports

/// What those read who decide, and did not run the command.
@Suite("For a board") struct BoardTests {
  static let samples: [SampleReport] = [
    .outlook, .upgrade, .upgradeSwapped, .upgradeToEndOfClone, .compare,
  ]

  private static func draft(_ sample: SampleReport) -> Draft {
    var draft = sample.report
    draft.command = .report
    draft.clone = CloneSummary(
      path: "/srv/clones/linux", newestCommit: SampleHistory.id(77), newestTime: 1_541_030_400,
      commitCount: 812_345, isShallow: false, hasFileContents: true)
    draft.symptomSources = draft.symptomSources.map {
      SymptomSource(
        name: "/home/jane/" + $0.name, lineCount: $0.lineCount, byteCount: $0.byteCount,
        usedLines: $0.usedLines, usedByteCount: $0.usedByteCount, isCut: $0.isCut,
        leftOut: $0.leftOut)
    }
    return draft
  }

  @Test("no option and no local path stands before the part for the operator", arguments: samples)
  func keepsOptionsOut(_ sample: SampleReport) throws {
    let report = Self.draft(sample)
    let markdown = report.rendered(as: .markdown)
    let board = try #require(markdown.components(separatedBy: "## For the operator").first)
    #expect(board.count < markdown.count)
    #expect(board.matches(of: #/--[a-z]/#).isEmpty)
    #expect(!board.contains("/srv/") && !board.contains("/home/"))
    let page = report.rendered(as: .html)
    let main = try #require(page.components(separatedBy: "<main>").last)
    let start = try #require(main.components(separatedBy: "<section id=\"kit\"").first)
    #expect(start.count < main.count)
    #expect(start.matches(of: #/--[a-z]/#).isEmpty)
    #expect(!start.contains("/srv/") && !start.contains("/home/"))
    #expect(report.rendered(as: .terminal).contains("/srv/clones/linux"))
  }

  @Test("an entry without a commit names no path and no command, and criteria are words")
  func keepsPathsOut() throws {
    var draft = Self.draft(.outlook)
    let last = draft.resolved.count - 1
    draft.resolved[last] = ResolvedEntry(
      entry: draft.resolved[last].entry,
      resolution: .notFound(
        .unknownRelease(
          KernelVersion(leading: "4.4.157")!, clone: "/srv/clones/linux", newest: nil)))
    for format in [ReportFormat.markdown, .html] {
      let text = draft.rendered(as: format)
      let start = format == .html ? "<section id=\"kit\"" : "## For the operator"
      let board = try #require(text.components(separatedBy: start).first)
      #expect(board.count < text.count)
      #expect(board.contains("v4.4.157 is not in the clone"))
      #expect(!board.contains("/srv/") && !board.contains("git -C"))
      #expect(board.contains("the first suspect is more likely than 25 %"))
      #expect(!board.contains("suspect&gt;0") && !board.contains("suspect>0"))
    }
    #expect(draft.rendered(as: .terminal).contains("git -C /srv/clones/linux fetch"))
  }

  static let criteria: [(text: String, words: String)] = [
    ("suspect>0.125", "the first suspect is more likely than 12.5 %"),
    ("suspect", "there is a suspect"), ("missing-revert", "a revert is missing"),
    ("missing-fix>5", "more than 5 known fixes are missing"), ("new-cve", "a CVE is opened"),
    ("open-cve>2", "more than 2 CVEs are open"),
    ("unresolved>5%", "more than 5 % of the entries led to no certain commit"),
    ("watched", "a change is on the watch list"),
    ("stale>14", "the newest commit of the clone is more than 14 days old"),
  ]

  @Test("a criterion is a clause", arguments: criteria)
  func sayCriteria(_ example: (text: String, words: String)) throws {
    #expect(try #require(Criterion(example.text)).words == example.words)
  }

  @Test("the most severe CVE is on the first screen, however much else there is")
  func showsWorst() throws {
    var draft = SampleReport.withOutlook
    draft.cveStandings = (0..<40).map { number in
      CVEStanding(
        open: KnownCVE(
          id: "CVE-2018-\(20_000 + number)", culprits: [], fixes: [], title: "t",
          score: number == 33 ? 9.8 : 5),
        broughtBy: [SampleHistory.culprit.commit.id])
    }
    let new = try #require(Document(draft.report, detail: .html(suspects: 10)).headline)
    #expect(new.lines.contains { $0.text.contains("CVE-2018-20033 (CVSS 9.8)") })
    #expect(new.lines.contains { $0.text.contains("and 37 more") })
    // The same, if OLD is open to it as well, and no rule looks at CVEs.
    draft.cveStandings = draft.cveStandings?.map { CVEStanding(open: $0.cve) }
    draft.terms.rules = VerdictRules(
      hold: [Criterion(.missingRevert)], conditions: [Criterion(.missingFix)])
    let old = try #require(Document(draft.report, detail: .html(suspects: 10)).headline)
    #expect(old.lines.contains { $0.text.contains("CVE-2018-20033 (CVSS 9.8)") })
  }

  @Test("paper has the most severe CVEs, new or not, and drops those without a score first")
  func printsWorst() throws {
    func cve(_ number: Int, _ score: Double?) -> KnownCVE {
      KnownCVE(
        id: "CVE-2018-\(20_000 + number)", culprits: [], fixes: [], title: "t", score: score)
    }
    var draft = SampleReport.withOutlook
    draft.cveStandings =
      (0..<15).map {
        CVEStanding(
          open: cve($0, $0 == 7 ? 9.8 : $0.isMultiple(of: 2) ? nil : 5),
          broughtBy: [SampleHistory.culprit.commit.id])
      } + [CVEStanding(open: cve(40, 9.9)), CVEStanding(open: cve(41, 9.1))]
    let document = Document(draft.report, detail: .html(suspects: 10))
    let section = try #require(document.sections.first { $0.anchor == "security" })
    let tables = section.blocks.compactMap { block in
      if case .table(let table) = block, table.columns.contains("CVSS") { table } else { nil }
    }
    let table = try #require(tables.first)
    #expect(table.rows.count == 17)
    let scores = table.rows.map { $0[1].text }
    #expect(scores.prefix(3) == ["9.9", "9.8", "9.1"])
    #expect(scores.suffix(table.rows.count - table.paperLimit) == ["–", "–"])
  }

  @Test(
    "what has no room on the first screen leads to where it is, and a comment refers to nothing")
  func leadsOn() throws {
    let report = SampleReport.withOutlook.report
    let head = try #require(Document(report, detail: .html(suspects: 10)).headline)
    let line = try #require(head.lines.first { $0.text.contains("more measurement") })
    #expect(line.runs.contains { $0.link == .section("verdict") })
    let comment = report.rendered(as: .shortMarkdown)
    #expect(comment.contains("If we stay on"))
    #expect(!comment.contains("Go or stay") && !comment.contains("measured"))
    #expect(!comment.contains("more measurement"))
  }

  @Test("unresolved is one number, whether no commit or several stand behind an entry")
  func countsUnresolved() throws {
    var draft = SampleReport.withOutlook
    let last = draft.resolved.count - 1
    for (place, resolution) in [
      Resolution.notFound(.noSuchSubject()),
      .ambiguous([SampleHistory.id(1), SampleHistory.id(2)], by: .subject),
    ].enumerated() {
      draft.resolved[last - place] = ResolvedEntry(
        entry: draft.resolved[last - place].entry, resolution: resolution)
    }
    let text = draft.rendered(as: .markdown)
    #expect(text.contains("| unresolved: no commit for 1, several that fit for 1 | 2 |"))
    #expect(draft.rendered(as: .shortMarkdown).contains("| Unresolved entries | 2 |"))
  }

  @Test("CVEs that the update names as closed are never none because the data lack them")
  func keepsNamed() throws {
    var draft = SampleReport.withOutlook
    let named = Set(draft.changes.flatMap(\.cves)).count
    draft.cveStandings = []
    let document = Document(draft.report, detail: .html(suspects: 10))
    let head = try #require(document.headline)
    #expect(head.lines.contains { $0.text.contains("\(named) CVEs named as closed") })
    let text = draft.rendered(as: .markdown)
    #expect(text.contains("\(named) CVEs that 4.4.157 names as closed"))
    #expect(text.contains("\(named) more are only named as closed"))
    #expect(draft.rendered(as: .junit).contains("name=\"named-cve\" value=\"\(named)\""))
  }

  @Test("what is usual has no column where no earlier upgrade is known")
  func dropsUsual() {
    var draft = SampleReport.withOutlook
    #expect(draft.rendered(as: .markdown).contains("| Usually |"))
    draft.upgradeHistory = UpgradeHistory(ranges: [], commits: [:])
    let text = draft.rendered(as: .markdown)
    #expect(text.contains("nothing can be called usual"))
    #expect(!text.contains("| Usually |"))
  }

  @Test("reverts stand first and by themselves, and one that three branches have is one row")
  func gathersReverts() throws {
    var draft = SampleReport.withOutlook
    let culprit = draft.changes[4]
    let subject = "Revert \"\(culprit.commit.subject)\""
    let reverts = (1...3).map { number in
      FollowUp(
        kind: .revert, commit: SampleHistory.commit(950 + number, subject),
        standing: .missing(of: [NamedCommit(id: culprit.commit.id, by: .subject)]), in: "v4.4.157",
        landings: [
          Landing(
            branch: "4.4.y", commit: SampleHistory.id(950 + number), release: "v4.4.16\(number)")
        ], of: [culprit.commit])
    }
    draft.changes[4] = EnrichedChange(
      commit: culprit.commit, release: culprit.release, touchedPaths: culprit.touchedPaths,
      subsystems: culprit.subsystems, followUps: reverts)
    let document = Document(draft.report, detail: .html(suspects: 10))
    let section = try #require(document.sections.first { $0.anchor == "known-bad" })
    let tables = section.blocks.compactMap { block in
      if case .table(let table) = block { table } else { nil }
    }
    #expect(tables.map { $0.columns[0] } == ["Revert", "Fix"])
    let rows = tables[0].rows.filter { $0[0].text.contains(subject) }
    #expect(rows.count == 1)
    #expect(try #require(rows.first)[0].text.contains(reverts[1].commit.id.short))
  }

  @Test("a column that is empty in every row is not there")
  func dropsEmptyColumns() {
    let table = Block.Table(
      columns: ["A", "B", "C"], rows: [["a", "", "1"], ["", "", "2"]], numeric: [2])
    #expect(table.columns == ["A", "C"])
    #expect(table.rows == [["a", "1"], ["", "2"]])
    #expect(table.numeric == [1])
    #expect(Block.Table(columns: ["A", "B"], rows: []).columns == ["A", "B"])
  }

  @Test(
    "fields stand in every format", arguments: [ReportFormat.terminal, .markdown, .html, .json])
  func showsFields(_ format: ReportFormat) {
    let text = SampleReport.withOutlook.rendered(as: format)
    #expect(text.contains("CHG-4711"))
    #expect(text.contains("Jane Doe"))
    #expect(!text.contains("<b>") || format != .html)
  }

  @Test("every label of the report itself is refused as a field", arguments: samples)
  func reservesLabels(_ sample: SampleReport) {
    let draft = Self.draft(sample)
    let own = Set(draft.terms.fields.map(\.key))
    for detail in [Detail.html(suspects: 3), .markdown(suspects: 3)] {
      for fact in Document(draft.report, detail: detail).facts where !own.contains(fact.label) {
        #expect(ReportField(key: fact.label.uppercased(), value: "x").isReserved, "\(fact.label)")
      }
    }
    #expect(!ReportField(key: "host", value: "x").isReserved)
  }

  @Test("a long title gives way to the versions at the edge of a page")
  func clipsTitle() {
    var imprint = Document.Imprint(versions: "kernel-lt 4.4.121-1 → 4.4.157-1", name: "Spring")
    #expect(imprint.title(within: 110) == "Spring: kernel-lt 4.4.121-1 → 4.4.157-1")
    imprint.name = String(repeating: "Längst ", count: 40)
    let title = imprint.title(within: 110)
    #expect(title.unicodeScalars.count == 110)
    #expect(title.hasSuffix("…: kernel-lt 4.4.121-1 → 4.4.157-1"))
    #expect(imprint.title.contains(imprint.name ?? "?"))
    #expect(PageMargins.sheet(for: imprint).source.contains("157\\2d 1"))
  }

  static let fields: [(text: String, key: String?, value: String?)] = [
    ("change=CHG-1", "change", "CHG-1"), ("a b = c=d ", "a b", "c=d"),
    ("approver=", "approver", ""),
    ("Прораб=Иван", "Прораб", "Иван"), ("=x", nil, nil), ("x", nil, nil), ("a<b=c", nil, nil),
    (String(repeating: "k", count: 41) + "=v", nil, nil),
  ]

  @Test("a field is a key, an equals sign and a value", arguments: fields)
  func readsFields(_ example: (text: String, key: String?, value: String?)) {
    let field = ReportField(example.text)
    #expect(field?.key == example.key)
    #expect(field?.value == example.value)
  }
}
