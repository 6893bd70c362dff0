import Assessment
import ChangeModel
import Testing

@testable import Reports

/// Fixes and reverts of which there may be more: the clone ends at NEW, and knows some.
@Suite("What is known in part") struct KnownInPartTests {
  static let draft: Draft = {
    var draft = SampleReport.withOutlook
    draft.later = LaterHistory(isKnown: false, mainline: .goesOn)
    return draft
  }()

  private static let style = TerminalStyle(width: 4000, color: false)
  private static let revert = SampleHistory.id(930).short

  @Test("counts say that there may be more, and only then", arguments: [true, false])
  func counts(_ isWhole: Bool) {
    let draft = isWhole ? SampleReport.withOutlook : Self.draft
    let figures = Dictionary(
      uniqueKeysWithValues: PipelineFigures(draft.assessment).all.map { ($0.name, $0.value) })
    #expect(figures["missing-fix"] == (isWhole ? .count(2) : .atLeast(2)))
    #expect(figures["missing-revert"] == (isWhole ? .count(1) : .atLeast(1)))
    #expect(
      PipelineTests.text(draft, .junit).contains("value=\"at least 2\"") == !isWhole)
    #expect(
      PipelineTests.text(draft, .sarif).contains("\"missing-fix\": \"at least 2\"") == !isWhole)
    #expect(
      PipelineTests.text(draft, .shortMarkdown).contains("| Missing fixes | at least 2 |")
        == !isWhole)
    let text = draft.rendered(as: .terminal, style: Self.style)
    for words in [
      "At least 2 known fixes ", "At least 1 change was reverted later", "at least 2 fixes",
      "at least 1 change reverted later", "At least 1 other known fix is missing:",
    ] {
      #expect(text.contains(words) == !isWhole, "\(words)")
    }
  }

  @Test("what was found is not told as if it were not applied")
  func rulesTable() {
    let text = Self.draft.rendered(as: .terminal, style: Self.style)
    #expect(!text.contains("Not applied: missing-revert"))
    #expect(text.contains("Known in part: missing-revert, missing-fix."))
    var none = Self.draft
    for place in none.changes.indices {
      none.terms.waivers += none.changes[place].followUps.map {
        VerdictTests.waiver("\($0.commit.id)")
      }
    }
    let empty = none.rendered(as: .terminal, style: Self.style)
    #expect(empty.contains("Not applied: missing-revert, missing-fix."))
  }

  @Test(
    "a revert that no rule asks about is named, though there may be more",
    arguments: [ReportFormat.gitHub, .gitLab, .sarif, .junit, .shortMarkdown, .terminal])
  func namesRevert(_ format: ReportFormat) {
    var draft = Self.draft
    draft.ranking = nil
    draft.terms.rules = VerdictRules(
      hold: [Criterion(.suspect, above: 0.5, isOptional: true)], conditions: [])
    let text =
      format == .terminal
      ? draft.rendered(as: format, style: Self.style) : PipelineTests.text(draft, format)
    let known = draft.assessment.findings.knownBad.filter { $0.fix.kind == .revert }
    #expect(known.map(\.fix.commit.id.short) == [Self.revert])
    for change in known.flatMap(\.of) {
      #expect(text.contains(change.commit.id.short))
    }
    #expect(text.contains("At least 1 change was reverted later") || format == .gitLab)
    #expect(
      text.contains("Not judged: missing reverts") || format == .terminal || format == .sarif)
  }

  @Test("what was not given is a sentence of its own where it stands alone")
  func statement() {
    var draft = SampleReport.withOutlook
    draft.ranking = nil
    draft.terms.rules = VerdictRules(hold: [Criterion(.suspect, above: 0.5)], conditions: [])
    let sentence = "No symptom was given, so no change was looked for as its cause (--symptom)."
    #expect(PipelineTests.text(draft, .gitHub).contains("Verdict::Not judged. \(sentence)"))
    #expect(draft.rendered(as: .terminal, style: Self.style).contains(sentence))
  }
}
