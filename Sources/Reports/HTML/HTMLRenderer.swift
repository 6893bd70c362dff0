internal import ChangeModel

/// Writes a document as one HTML file that needs nothing else: no network, and no script to be read.
struct HTMLRenderer {
  /// Short ids of the commits that have a row of their own.
  private var linked: Set<String> = []
  private let links: Links

  init(links: Links = .standard) { self.links = links }

  func render(_ document: Document) -> String {
    let tables = document.sections.flatMap(\.blocks).compactMap { block in
      if case .changes(let table) = block { table } else { nil }
    }
    var renderer = self
    renderer.linked = Set(tables.flatMap(\.rows).map(\.id))
    return renderer.page(document, hasScript: !tables.isEmpty).source
  }

  func markup(_ phrase: Phrase) -> Markup {
    phrase.runs.markup { run in
      let inner = Markup(run)
      guard let link = run.link else { return inner }
      if let address = links.address(of: link) {
        // Five thousand commits make fifteen thousand links.
        return address.needsNoQuotes
          ? "<a href=\(address)>\(inner)</a>" : "<a href=\"\(address)\">\(inner)</a>"
      }
      switch link {
      case .row(let id) where linked.contains(id):
        return "<a class=\"row\" href=\"#c\(id)\">\(inner)</a>"
      case .section(let anchor): return "<a href=\"#\(anchor)\">\(inner)</a>"
      default: return inner
      }
    }
  }

  private func page(_ document: Document, hasScript: Bool) -> Markup {
    let title = "\(document.imprint?.title ?? document.title.text) · \(document.kind)"
    let margins = document.imprint.map(PageMargins.sheet)
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy(margins, withScript: hasScript))">
      <meta name="referrer" content="no-referrer">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="ktrail">
      <meta name="referrer" content="no-referrer">
      <title>\(title)</title>
      <style>\(HTMLStyle.sheet)</style>
      \("<style>\(margins ?? "")</style>\n", if: margins != nil)\
      \("<script>\(HTMLScript.source)</script>\n", if: hasScript)    </head>
      <body>
      <main>
      \(header(of: document))
      \(document.sections.markup(section))</main>
      </body>
      </html>

      """
  }

  /// Forbids everything but our style sheets and, where there is one, the one script.
  private static func policy(_ margins: Markup?, withScript hasScript: Bool) -> Markup {
    let styles = [HTMLStyle.digest] + [margins.map(ContentDigest.name)].compactMap(\.self)
    return """
      default-src 'none'; style-src \(styles.markup(separatedBy: " ") { "'\($0)'" }); \
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
      "<a href=\"#\(section.anchor)\">\(Markup(unlinked: section.title))</a>"
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
    case .screen(let blocks, let paper):
      """
      <div class="screen">\(blocks.markup(self.block))</div><p class="paper">\(Markup(unlinked: paper))</p>

      """
    case .signatures(let signatures): self.signatures(signatures)
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
    let brief = Self.briefColumns(of: table)
    func number(_ column: Int) -> Markup {
      table.numeric.contains(column)
        ? " class=\"number\"" : brief.contains(column) ? " class=\"brief\"" : ""
    }
    let columns = table.columns.enumerated().markup { column, name in
      "<th scope=\"col\"\(number(column))>\(name)</th>"
    }
    let rows = table.rows.enumerated().markup { place, row in
      let cells = row.enumerated().markup { column, phrase in
        "<td\(number(column)) data-label=\"\(table.columns[column])\">\(cell(phrase))</td>"
      }
      return "<tr\(" class=\"screen\"", if: place >= table.paperLimit)>\(cells)</tr>\n"
    }
    let rest = table.rows.count - min(table.rows.count, table.paperLimit)
    let note: Markup = "<p class=\"paper\">\(Self.onScreen(rest))</p>\n"
    return """
      <div class="frame"><table class="cells"><thead><tr>\(columns)</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      \(note, if: rest > 0)
      """
  }

  /// Columns whose words are all short enough to stay whole however narrow the page is.
  private static func briefColumns(of table: Block.Table) -> Set<Int> {
    Set(
      table.columns.indices.filter { column in
        table.rows.allSatisfy { row in
          column >= row.count
            || row[column].text.utf8.split(separator: UInt8(ascii: " "))
              .allSatisfy { $0.count <= longestBriefWord }
        }
      })
  }

  private static let longestBriefWord = 16

  /// A path may be broken after each of its folders.
  private func cell(_ phrase: Phrase) -> Markup {
    guard phrase.runs.count == 1, let run = phrase.runs.first, run.link == nil, run.tone == .plain,
      run.text.utf8.contains(UInt8(ascii: "/"))
    else { return markup(phrase) }
    return run.text.split(separator: "/", omittingEmptySubsequences: false)
      .markup(separatedBy: "/<wbr>") { Markup(escaping: String($0)) }
  }

  /// What a table says on paper, where it is cut.
  private static func onScreen(_ count: Int) -> String {
    "and \(count.of("more row")), which the page shows on a screen"
  }

  private func signatures(_ signatures: [Block.Signature]) -> Markup {
    let rows = signatures.markup { signature in
      """
      <tr><th scope="row">\(signature.role)</th><td>\(signature.name)</td><td></td><td></td></tr>

      """
    }
    let heads = ["Role", "Name", "Date", "Signature"].markup { "<th scope=\"col\">\($0)</th>" }
    return """
      <div class="frame"><table class="signatures"><thead><tr>\(heads)</tr></thead>
      <tbody>\(rows)</tbody></table></div>

      """
  }

  private func group(_ group: Block.Group) -> Markup {
    """
    <details><summary><span class="name">\(Markup(unlinked: group.title))</span> \
    <span class="note">\(Markup(unlinked: group.note))</span></summary>
    \(group.blocks.markup(block))</details>

    """
  }

  private func suspects(_ list: Block.SuspectList) -> Markup {
    """
    <ol class="suspects">\(list.cards.markup(card))</ol>
    <p class="paper">\(Self.suspectsOnScreen(list.cards.count))</p>
    <p class="rest">\(markup(list.rest))</p>

    """
  }

  /// How many suspects paper has, as the style sheet says.
  private static let suspectsOnPaper = 5

  private static func suspectsOnScreen(_ count: Int) -> String {
    let rest = count - suspectsOnPaper
    return rest > 0 ? "and \(rest.of("more suspect")), which the page shows on a screen" : ""
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
      <p class="context">\(markup(card.name)) \(markup(card.context))</p>
      \("<ul class=\"evidence\">\(evidence)</ul>", if: !card.evidence.isEmpty)
      \(followUps)</div>
      </article></li>

      """
  }
}

extension String {
  /// Whether it may stand as the value of an attribute as it is.
  fileprivate var needsNoQuotes: Bool {
    utf8.allSatisfy { $0.isASCIIWord || "/:.-".utf8.contains($0) } && utf8.last != UInt8(ascii: "/")
  }
}

extension UInt8 {
  fileprivate var isASCIIWord: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
