internal import Assessment
internal import ChangeModel

extension PipelineReport {
  /// The numbers, each a row.
  var figuresSection: Document.Section {
    Document.Section(
      anchor: "figures", title: "In numbers",
      blocks: [
        .table(
          Block.Table(
            columns: ["", ""],
            rows: figures.all.map { figure in
              [Phrase(figure.label), figure.value?.words ?? "not judged"]
            }))
      ])
  }

  /// Says before all else why the pipeline fails, where the verdict does not.
  func tellConditions(in document: inout Document) {
    document.headline?.lines.insert(
      contentsOf: metConditions.map { Phrase($0.message, .bad) }, at: 0)
  }

  /// The findings of each check that asks for something, the worst check first; at most so many of each.
  func findingsSections(listing limit: Int) -> [Document.Section] {
    let asking = checks.filter { check in
      if case .failed = check.result {
        check.name != PipelineRule.verdict.id && check.findings.contains { $0.rule != .failOn }
      } else {
        false
      }
    }
    let hasReverts = asking.contains { $0.name == Criterion.Measure.missingRevert.rawValue }
    let sections = asking.compactMap { check -> Document.Section? in
      // What one sentence says stands above already.
      guard check.findings.map(\.message) != [check.sentence] else { return nil }
      let open = check.findings.filter { $0.waiver == nil }
      guard let rule = open.first?.rule else { return nil }
      let more = open.count - limit
      // Reverts count among the missing fixes, and stand apart.
      let title =
        hasReverts && rule == PipelineRule(.missingFix) ? "Other missing fixes" : rule.title
      let items =
        open.prefix(limit).map { Block.Item(Phrase($0.message.clipped(to: 400))) }
        + (more > 0 ? [Block.Item(.dim("… and \(more.grouped) more"))] : [])
      return Document.Section(
        anchor: rule.id, title: Phrase("\(title) (\(open.count.grouped))"),
        blocks: [.list(items)])
    }
    let unjudged = checks.flatMap(\.findings).filter { !$0.isJudged }
    guard !unjudged.isEmpty else { return sections }
    return sections + [
      Document.Section(
        anchor: "not-judged", title: Phrase("Not judged (\(unjudged.count.grouped))"),
        blocks: [.list(unjudged.map { Block.Item(Phrase($0.message)) })])
    ]
  }
}

/// What a pull request is told of an update: verdict, reasons, numbers, and the first of what asks for something.
enum PullRequestComment {
  /// A comment of GitHub has at most 65,536 characters, of which none has less than a byte.
  static let limit = 65_536
  private static let listed = 5

  static func text(of report: UpgradeReport, links: Links) -> String {
    let pipeline = PipelineReport(report)
    let writer = UpgradeWriter(report, detail: .markdown(suspects: 0))
    var document = writer.head(report, isAlone: true)
    document.facts = writer.fieldFacts
    pipeline.tellConditions(in: &document)
    document.sections =
      pipeline.findingsSections(listing: listed) + [pipeline.figuresSection]
    return MarkdownRenderer(links: links).render(document, within: limit)
  }
}

/// The summary of a step: the same, then the report as Markdown as far as there is room.
enum StepSummary {
  /// GitHub takes 1 MiB from a step, and nothing of what is larger.
  static let limit = 1_048_576

  static func text(of report: UpgradeReport, links: Links) -> String {
    let pipeline = PipelineReport(report)
    var document = Document(.upgrade(report), detail: .markdown(suspects: 10))
    pipeline.tellConditions(in: &document)
    document.sections.insert(pipeline.figuresSection, at: 0)
    return MarkdownRenderer(links: links).render(document, within: limit)
  }
}
