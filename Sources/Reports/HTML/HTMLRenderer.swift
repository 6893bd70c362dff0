internal import ChangeModel
internal import Mustache

/// Writes a document as one HTML file that needs nothing else: no network, and no script to be read.
struct HTMLRenderer {
  /// What a template is filled with. Every string in it is markup already, made by `HTMLText`; every name that a
  /// template uses is there, since Mustache would go on to look for it in the surroundings.
  private typealias Fields = [String: Any]

  /// Short ids of the commits that have a row of their own.
  private var linked: Set<String> = []

  func render(_ document: Document) -> String {
    let tables = document.sections.flatMap(\.blocks).compactMap { block in
      if case .changes(let table) = block { table } else { nil }
    }
    var renderer = self
    renderer.linked = Set(tables.flatMap(\.rows).map(\.id))
    return renderer.page(document, hasTable: !tables.isEmpty)
  }

  private func markup(_ phrase: Phrase) -> String { HTMLText.markup(phrase, linking: linked) }

  private func page(_ document: Document, hasTable: Bool) -> String {
    let page: Fields = [
      "style": HTMLStyle.sheet,
      "policy": Self.policy(withScript: hasTable),
      "scripts": hasTable ? [HTMLScript.source] : [],
      "windowTitle": HTMLText.escaped("\(document.title.text) · \(document.kind)"),
      "kind": HTMLText.escaped(document.kind),
      "title": markup(document.title),
      "headlines": document.headline.map { [fields(of: $0)] } ?? [],
      "hasFigures": !document.figures.isEmpty,
      "figures": document.figures.map { figure -> Fields in
        [
          "tone": figure.tone.rawValue, "value": HTMLText.escaped(figure.value),
          "label": HTMLText.escaped(figure.label),
        ]
      },
      "facts": document.facts.map { fact -> Fields in
        ["label": HTMLText.escaped(fact.label), "value": markup(fact.value)]
      },
      "sections": document.sections.map(fields),
      "hasNavigation": document.sections.count > 2,
    ]
    return HTMLTemplate.library.render(page, withTemplate: "page") ?? ""
  }

  /// Forbids everything but the one style sheet and, where there is one, the one script.
  private static func policy(withScript hasScript: Bool) -> String {
    "default-src 'none'; style-src '\(HTMLStyle.digest)'; "
      + (hasScript ? "script-src '\(HTMLScript.digest)'; " : "")
      + "base-uri 'none'; form-action 'none'"
  }

  private func fields(of headline: Document.Headline) -> Fields {
    [
      "tone": headline.tone.rawValue, "titles": headline.title.map { [HTMLText.escaped($0)] } ?? [],
      "lines": headline.lines.map(markup), "notes": headline.notes.map(markup),
      "commands": headline.commands.isEmpty ? [] : [fields(of: .commands(headline.commands))],
    ]
  }

  private func fields(of section: Document.Section) -> Fields {
    [
      "anchor": section.anchor, "title": markup(section.title),
      "blocks": section.blocks.map(fields),
    ]
  }

  private func fields(of block: Block) -> Fields {
    switch block {
    case .paragraph(let phrase): ["template": "paragraph", "text": markup(phrase)]
    case .callout(let tone, let phrase):
      ["template": "callout", "tone": tone.rawValue, "text": markup(phrase)]
    case .list(let items): ["template": "list", "items": items.map(fields)]
    case .table(let table): fields(of: table)
    case .bars(let chart): chart.isTimeline ? fields(ofTimeline: chart) : fields(of: chart)
    case .agreement(let agreement): fields(of: agreement)
    case .commands(let commands):
      [
        "template": "commands",
        "text": commands.map(HTMLText.escaped).joined(separator: "\n"),
      ]
    case .suspects(let list):
      [
        "template": "suspects", "cards": list.cards.map(fields),
        "rest": markup(list.rest),
      ]
    case .changes(let table): fields(of: table)
    case .group(let group):
      [
        "template": "group", "title": markup(group.title),
        "note": markup(group.note), "blocks": group.blocks.map(fields),
      ]
    }
  }

  private func fields(of item: Block.Item) -> Fields {
    [
      "text": markup(item.phrase), "items": item.children.map(fields),
      "hasItems": !item.children.isEmpty,
    ]
  }

  private func fields(of table: Block.Table) -> Fields {
    func alignment(_ column: Int) -> String { table.numeric.contains(column) ? "number" : "text" }
    return [
      "template": "table",
      "columns": table.columns.enumerated().map { column, name -> Fields in
        ["alignment": alignment(column), "name": HTMLText.escaped(name)]
      },
      "rows": table.rows.map { row -> Fields in
        [
          "cells": row.enumerated().map { column, phrase -> Fields in
            ["alignment": alignment(column), "text": markup(phrase)]
          }
        ]
      },
    ]
  }

  private func fields(of chart: Block.BarChart) -> Fields {
    let largest = chart.bars.map(\.size).max() ?? 1
    return [
      "template": "bars",
      "name": HTMLText.escaped("\(chart.measure) by \(chart.things.lowercased())"),
      "bars": chart.bars.map { bar -> Fields in
        [
          "label": markup(bar.label), "count": HTMLText.escaped(bar.value),
          "width": Self.width(bar.size / largest),
        ]
      },
    ]
  }

  /// Columns side by side in a picture of 100 units height; the first, the last and the highest are named below.
  private func fields(ofTimeline chart: Block.BarChart) -> Fields {
    let largest = max(1, chart.bars.map(\.size).max() ?? 1)
    let name = { (bar: Block.Bar) in "\(bar.label.text): \(bar.value)" }
    let ends = [
      chart.bars.first.map(name),
      chart.bars.max { $0.size < $1.size }.map { "most in \(name($0))" },
      chart.bars.last.map(name),
    ].compactMap(\.self)
    return [
      "template": "timeline", "measure": HTMLText.escaped(chart.measure),
      "name": HTMLText.escaped("\(chart.measure) by \(chart.things.lowercased())"),
      "range": String(chart.bars.count * 10), "ends": ends.map(HTMLText.escaped),
      "bars": chart.bars.enumerated().map { place, bar -> Fields in
        let height = (bar.size / largest * 1000).rounded() / 10
        return [
          "x": String(place * 10), "y": String(100 - height), "height": String(height),
          "title": HTMLText.escaped(name(bar)),
        ]
      },
    ]
  }

  /// Points in a square of 100 units; those on the diagonal came as expected.
  private func fields(of agreement: Block.Agreement) -> Fields {
    let most = agreement.points.flatMap { [$0.expected, $0.observed] }.max() ?? 0
    let scale = max(0.05, (most * 20).rounded(.up) / 20)
    func place(_ share: Double) -> Double { (share / scale * 1000).rounded() / 10 }
    return [
      "template": "agreement", "largest": scale.percent,
      "expected": HTMLText.escaped(agreement.expected),
      "observed": HTMLText.escaped(agreement.observed),
      "points": zip(agreement.points, agreement.table.rows).map { point, row -> Fields in
        [
          "x": String(place(point.expected)), "y": String(100 - place(point.observed)),
          "title": HTMLText.escaped(
            "\(agreement.expected) \(row[0].text), \(agreement.observed.lowercased()) \(row[1].text) of \(row[2].text)"
          ),
        ]
      },
      "tables": [fields(of: agreement.table)],
    ]
  }

  private func fields(of card: Block.SuspectCard) -> Fields {
    [
      "rank": String(card.rank), "percent": HTMLText.escaped(card.probability.percent),
      "width": Self.width(card.probability),
      "id": HTMLText.escaped(card.id), "subject": HTMLText.escaped(card.subject),
      "context": markup(card.context),
      "evidence": card.evidence.map(markup),
      "hasEvidence": !card.evidence.isEmpty,
      "followUps": card.followUps.map { line -> Fields in
        [
          "tone": line.isMissing ? Phrase.Tone.bad.rawValue : Phrase.Tone.plain.rawValue,
          "text": markup(line.phrase),
        ]
      },
    ]
  }

  private func fields(of table: ChangeTable) -> Fields {
    let columns: [(key: String, name: String)] =
      [
        ("commit", "Commit"), ("subject", "Subject"), ("subsystem", "Subsystem"),
        ("release", "Release"),
      ] + (table.showsRisk ? [("risk", "Risk")] : [])
      + (table.showsRelevance ? [("relevance", "Relevance")] : [])
    return [
      "template": "changes", "hasRisk": table.showsRisk, "hasRelevance": table.showsRelevance,
      "chances": Self.chances.map { ["share": String($0), "label": $0.percent] },
      "columns": columns.map { ["key": $0.key, "name": $0.name] },
      "rows": table.rows.map { row -> Fields in
        [
          "id": HTMLText.escaped(row.id), "subject": HTMLText.escaped(row.subject),
          "marks": markup(row.marks), "subsystem": HTMLText.escaped(row.subsystem),
          "release": HTMLText.escaped(row.release), "details": row.details.map(markup),
          "risks": table.showsRisk ? [fields(ofRisk: row.risk)] : [],
          "relevances": table.showsRelevance ? [markup(row.relevance)] : [],
        ]
      },
    ]
  }

  /// What readers may ask to see no less than.
  private static let chances = [0.02, 0.05, 0.1, 0.2, 0.5]

  private func fields(ofRisk risk: Double?) -> Fields {
    [
      "share": String(risk.map { ($0 * 1e4).rounded(.down) / 1e4 } ?? -1),
      "percent": risk?.percent ?? "–",
    ]
  }

  /// An SVG width in whole percent.
  private static func width(_ share: Double) -> String {
    "\(Int((max(0, min(1, share.isFinite ? share : 0)) * 100).rounded()))%"
  }
}
