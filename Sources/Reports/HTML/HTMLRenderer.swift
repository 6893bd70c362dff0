internal import ChangeModel
internal import Mustache

/// Writes a document as one HTML file that needs nothing else: no script, no network.
struct HTMLRenderer {
  /// What a template is filled with. Every string in it is markup already, made by `HTMLText`; every name that a
  /// template uses is there, since Mustache would go on to look for it in the surroundings.
  private typealias Fields = [String: Any]

  func render(_ document: Document) -> String {
    let page: Fields = [
      "style": HTMLStyle.sheet,
      "windowTitle": HTMLText.escaped("\(document.title.text) · \(document.kind)"),
      "kind": HTMLText.escaped(document.kind),
      "title": HTMLText.markup(document.title),
      "headlines": document.headline.map { [fields(of: $0)] } ?? [],
      "hasFigures": !document.figures.isEmpty,
      "figures": document.figures.map { figure -> Fields in
        [
          "tone": figure.tone.rawValue, "value": HTMLText.escaped(figure.value),
          "label": HTMLText.escaped(figure.label),
        ]
      },
      "facts": document.facts.map { fact -> Fields in
        ["label": HTMLText.escaped(fact.label), "value": HTMLText.markup(fact.value)]
      },
      "sections": document.sections.map(fields),
      "hasNavigation": document.sections.count > 2,
    ]
    return HTMLTemplate.library.render(page, withTemplate: "page") ?? ""
  }

  private func fields(of headline: Document.Headline) -> Fields {
    ["tone": headline.tone.rawValue, "lines": headline.lines.map(HTMLText.markup)]
  }

  private func fields(of section: Document.Section) -> Fields {
    [
      "anchor": section.anchor, "title": HTMLText.markup(section.title),
      "blocks": section.blocks.map(fields),
    ]
  }

  private func fields(of block: Block) -> Fields {
    switch block {
    case .paragraph(let phrase): ["template": "paragraph", "text": HTMLText.markup(phrase)]
    case .callout(let tone, let phrase):
      ["template": "callout", "tone": tone.rawValue, "text": HTMLText.markup(phrase)]
    case .list(let items): ["template": "list", "items": items.map(fields)]
    case .table(let table): fields(of: table)
    case .bars(let bars): fields(of: bars)
    case .suspects(let list):
      [
        "template": "suspects", "cards": list.cards.map(fields),
        "rest": HTMLText.markup(list.rest),
      ]
    case .group(let group):
      [
        "template": "group", "title": HTMLText.markup(group.title),
        "note": HTMLText.markup(group.note), "blocks": group.blocks.map(fields),
      ]
    }
  }

  private func fields(of item: Block.Item) -> Fields {
    [
      "text": HTMLText.markup(item.phrase), "items": item.children.map(fields),
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
            ["alignment": alignment(column), "text": HTMLText.markup(phrase)]
          }
        ]
      },
    ]
  }

  private func fields(of bars: [Block.Bar]) -> Fields {
    let largest = max(1, bars.map(\.count).max() ?? 1)
    return [
      "template": "bars",
      "bars": bars.map { bar -> Fields in
        [
          "label": HTMLText.markup(bar.label), "count": bar.count.grouped,
          "width": Self.width(Double(bar.count) / Double(largest)),
        ]
      },
    ]
  }

  private func fields(of card: Block.SuspectCard) -> Fields {
    [
      "rank": String(card.rank), "percent": HTMLText.escaped(card.probability.percent),
      "width": Self.width(card.probability),
      "id": HTMLText.escaped(card.id), "subject": HTMLText.escaped(card.subject),
      "context": HTMLText.markup(card.context),
      "evidence": card.evidence.map(HTMLText.markup),
      "hasEvidence": !card.evidence.isEmpty,
      "followUps": card.followUps.map { line -> Fields in
        [
          "tone": line.isMissing ? Phrase.Tone.bad.rawValue : Phrase.Tone.plain.rawValue,
          "text": HTMLText.markup(line.phrase),
        ]
      },
    ]
  }

  /// A CSS width in whole percent.
  private static func width(_ share: Double) -> String {
    "\(Int((max(0, min(1, share.isFinite ? share : 0)) * 100).rounded()))%"
  }
}
