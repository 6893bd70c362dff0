/// Writes a document as one HTML file that needs nothing else: no network, and no script to be read.
struct HTMLRenderer {
  /// Short ids of the commits that have a row of their own.
  private var linked: Set<String> = []

  func render(_ document: Document) -> String {
    let tables = document.sections.flatMap(\.blocks).compactMap { block in
      if case .changes(let table) = block { table } else { nil }
    }
    var renderer = self
    renderer.linked = Set(tables.flatMap(\.rows).map(\.id))
    return renderer.page(document, hasScript: !tables.isEmpty).source
  }

  func markup(_ phrase: Phrase) -> Markup { Markup(phrase, linking: linked) }

  private func page(_ document: Document, hasScript: Bool) -> Markup {
    let title = "\(document.title.text) · \(document.kind)"
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy(withScript: hasScript))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="ktrail">
      <title>\(title)</title>
      <style>\(HTMLStyle.sheet)</style>
      \("<script>\(HTMLScript.source)</script>\n", if: hasScript)    </head>
      <body>
      <main>
      \(header(of: document))
      \(document.sections.markup(section))</main>
      </body>
      </html>

      """
  }

  /// Forbids everything but the one style sheet and, where there is one, the one script.
  private static func policy(withScript hasScript: Bool) -> Markup {
    """
    default-src 'none'; style-src '\(HTMLStyle.digest)'; \
    \("script-src '\(HTMLScript.digest)'; ", if: hasScript)base-uri 'none'; form-action 'none'
    """
  }

  private func header(of document: Document) -> Markup {
    let figures = document.figures.markup { figure in
      """
      <li><span class="value \(figure.tone.rawValue)">\(figure.value)</span> \
      <span class="label">\(figure.label)</span></li>
      """
    }
    let facts = document.facts.markup { fact in
      "<div><dt>\(fact.label)</dt><dd>\(markup(fact.value))</dd></div>"
    }
    let links = document.sections.markup { section in
      "<a href=\"#\(section.anchor)\">\(markup(section.title))</a>"
    }
    return """
      <header>
      <p class="kind">\(document.kind)</p>
      <h1>\(markup(document.title))</h1>
      \(document.headline.map(headline) ?? "")
      \("<ul class=\"figures\">\(figures)</ul>", if: !document.figures.isEmpty)
      <dl class="facts">\(facts)</dl>
      \("<nav aria-label=\"Sections\">\(links)</nav>", if: document.sections.count > 2)
      </header>
      """
  }

  private func headline(_ headline: Document.Headline) -> Markup {
    let lines = headline.lines.markup { "<p>\(markup($0))</p>" }
    let notes = headline.notes.markup { "<p class=\"note\">\(markup($0))</p>" }
    return """
      <div class="headline \(headline.tone.rawValue)">\
      \("<p class=\"verdict\">\(headline.title ?? "")</p>", if: headline.title != nil)\(lines)\
      \(commands(headline.commands), if: !headline.commands.isEmpty)\(notes)</div>
      """
  }

  private func section(_ section: Document.Section) -> Markup {
    """
    <section id="\(section.anchor)" aria-labelledby="\(section.anchor)-title">
    <h2 id="\(section.anchor)-title">\(markup(section.title))</h2>
    \(section.blocks.markup(block))
    </section>

    """
  }

  private func block(_ block: Block) -> Markup {
    switch block {
    case .paragraph(let phrase): "<p>\(markup(phrase))</p>\n"
    case .callout(let tone, let phrase):
      "<p class=\"callout \(tone.rawValue)\">\(markup(phrase))</p>\n"
    case .list(let items): "<ul class=\"entries\">\(items.markup(item))</ul>\n"
    case .table(let table): self.table(table)
    case .bars(let chart): chart.isTimeline ? timeline(chart) : bars(chart)
    case .commands(let commands): self.commands(commands)
    case .suspects(let list): suspects(list)
    case .changes(let table): changes(table)
    case .group(let group): self.group(group)
    }
  }

  private func item(_ item: Block.Item) -> Markup {
    let children = item.children.markup(self.item)
    return "<li>\(markup(item.phrase))\("<ul>\(children)</ul>", if: !item.children.isEmpty)</li>\n"
  }

  private func commands(_ commands: [String]) -> Markup {
    let lines = commands.markup(separatedBy: "\n") { Markup(escaping: $0) }
    return "<pre class=\"commands\"><code>\(lines)</code></pre>\n"
  }

  func table(_ table: Block.Table) -> Markup {
    func alignment(_ column: Int) -> String { table.numeric.contains(column) ? "number" : "text" }
    let columns = table.columns.enumerated().markup { column, name in
      "<th scope=\"col\" class=\"\(alignment(column))\">\(name)</th>"
    }
    let rows = table.rows.markup { row in
      let cells = row.enumerated().markup { column, phrase in
        "<td class=\"\(alignment(column))\">\(markup(phrase))</td>"
      }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <div class="scroll"><table><thead><tr>\(columns)</tr></thead>
      <tbody>\(rows)</tbody></table></div>

      """
  }

  private func group(_ group: Block.Group) -> Markup {
    """
    <details><summary><span class="name">\(markup(group.title))</span> \
    <span class="note">\(markup(group.note))</span></summary>
    \(group.blocks.markup(block))</details>

    """
  }

  private func suspects(_ list: Block.SuspectList) -> Markup {
    """
    <ol class="suspects">\(list.cards.markup(card))</ol>
    <p class="rest">\(markup(list.rest))</p>

    """
  }

  private func card(_ card: Block.SuspectCard) -> Markup {
    let evidence = card.evidence.markup { "<li>\(markup($0))</li>" }
    let followUps = card.followUps.markup { line in
      let tone: Phrase.Tone = line.isMissing ? .bad : .plain
      return "<p class=\"callout \(tone.rawValue)\">\(markup(line.phrase))</p>"
    }
    return """
      <li><article>
      <div class="chance"><span class="rank">\(card.rank)</span>\
      <span class="percent">\(card.probability.percent)</span>\
      \(Self.track(card.probability))</div>
      <div class="about"><h3>\(card.subject)</h3>
      <p class="context"><code>\(card.id)</code> \(markup(card.context))</p>
      \("<ul class=\"evidence\">\(evidence)</ul>", if: !card.evidence.isEmpty)
      \(followUps)</div>
      </article></li>

      """
  }
}
