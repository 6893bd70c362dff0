internal import Mustache

/// The page and its parts. In the source, not a resource: an installed executable needs no files beside it.
enum HTMLTemplate {
  static let library: MustacheLibrary = {
    do {
      return MustacheLibrary(
        templates: try [
          "page": page, "paragraph": paragraph, "callout": callout, "list": list, "items": items,
          "table": table, "bars": bars, "suspects": suspects, "group": group,
        ].mapValues { try MustacheTemplate(string: $0) })
    } catch {
      preconditionFailure("a template of HTMLTemplate does not parse: \(error)")
    }
  }()

  private static let page = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="ktrail">
    <title>{{{windowTitle}}}</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    <main>
    <header>
    <p class="kind">{{{kind}}}</p>
    <h1>{{{title}}}</h1>
    {{#headlines}}<div class="headline {{{tone}}}">{{#lines}}<p>{{{.}}}</p>{{/lines}}</div>{{/headlines}}
    {{#hasFigures}}<ul class="figures">{{#figures}}<li><span class="value {{{tone}}}">{{{value}}}</span> <span class="label">{{{label}}}</span></li>{{/figures}}</ul>{{/hasFigures}}
    <dl class="facts">{{#facts}}<div><dt>{{{label}}}</dt><dd>{{{value}}}</dd></div>{{/facts}}</dl>
    {{#hasNavigation}}<nav aria-label="Sections">{{#sections}}<a href="#{{{anchor}}}">{{{title}}}</a>{{/sections}}</nav>{{/hasNavigation}}
    </header>
    {{#sections}}<section id="{{{anchor}}}" aria-labelledby="{{{anchor}}}-title">
    <h2 id="{{{anchor}}}-title">{{{title}}}</h2>
    {{#blocks}}{{>*template}}{{/blocks}}
    </section>
    {{/sections}}
    </main>
    </body>
    </html>

    """

  private static let paragraph = "<p>{{{text}}}</p>\n"

  private static let callout = "<p class=\"callout {{{tone}}}\">{{{text}}}</p>\n"

  private static let list = "<ul class=\"entries\">{{#items}}{{>items}}{{/items}}</ul>\n"

  private static let items = """
    <li>{{{text}}}{{#hasItems}}<ul>{{#items}}{{>items}}{{/items}}</ul>{{/hasItems}}</li>

    """

  private static let table = """
    <div class="scroll"><table><thead><tr>{{#columns}}<th scope="col" class="{{{alignment}}}">{{{name}}}</th>{{/columns}}</tr></thead>
    <tbody>{{#rows}}<tr>{{#cells}}<td class="{{{alignment}}}">{{{text}}}</td>{{/cells}}</tr>
    {{/rows}}</tbody></table></div>

    """

  private static let bars = """
    <ul class="bars">{{#bars}}<li><span class="label">{{{label}}}</span><span class="track"><span class="fill" style="width:{{{width}}}"></span></span><span class="count">{{{count}}}</span></li>
    {{/bars}}</ul>

    """

  private static let suspects = """
    <ol class="suspects">{{#cards}}<li><article>
    <div class="chance"><span class="rank">{{{rank}}}</span><span class="percent">{{{percent}}}</span><span class="track"><span class="fill" style="width:{{{width}}}"></span></span></div>
    <div class="about"><h3>{{{subject}}}</h3>
    <p class="context"><code>{{{id}}}</code> {{{context}}}</p>
    {{#hasEvidence}}<ul class="evidence">{{#evidence}}<li>{{{.}}}</li>{{/evidence}}</ul>{{/hasEvidence}}
    {{#followUps}}<p class="callout {{{tone}}}">{{{text}}}</p>{{/followUps}}</div>
    </article></li>
    {{/cards}}</ol>
    <p class="rest">{{{rest}}}</p>

    """

  private static let group = """
    <details><summary><span class="name">{{{title}}}</span> <span class="note">{{{note}}}</span></summary>
    {{#blocks}}{{>*template}}{{/blocks}}</details>

    """
}
