internal import Mustache

/// The page and its parts. In the source, not a resource: an installed executable needs no files beside it.
enum HTMLTemplate {
  static let library: MustacheLibrary = {
    do {
      return MustacheLibrary(
        templates: try [
          "page": page, "paragraph": paragraph, "callout": callout, "list": list, "items": items,
          "table": table, "bars": bars, "suspects": suspects, "group": group, "changes": changes,
          "commands": commands,
          "timeline": timeline, "agreement": agreement,
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
    <meta http-equiv="Content-Security-Policy" content="{{{policy}}}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="ktrail">
    <title>{{{windowTitle}}}</title>
    <style>{{{style}}}</style>
    {{#scripts}}<script>{{{.}}}</script>
    {{/scripts}}    </head>
    <body>
    <main>
    <header>
    <p class="kind">{{{kind}}}</p>
    <h1>{{{title}}}</h1>
    {{#headlines}}<div class="headline {{{tone}}}">{{#titles}}<p class="verdict">{{{.}}}</p>{{/titles}}{{#lines}}<p>{{{.}}}</p>{{/lines}}{{#commands}}{{>commands}}{{/commands}}{{#notes}}<p class="note">{{{.}}}</p>{{/notes}}</div>{{/headlines}}
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
    <ul class="bars" aria-label="{{{name}}}">{{#bars}}<li><span class="label">{{{label}}}</span><svg class="track" aria-hidden="true"><rect width="{{{width}}}" height="100%"/></svg><span class="count">{{{count}}}</span></li>
    {{/bars}}</ul>

    """

  private static let commands = "<pre class=\"commands\"><code>{{{text}}}</code></pre>\n"

  private static let timeline = """
    <figure><figcaption>{{{name}}}</figcaption><svg class="timeline" role="img" aria-label="{{{name}}}" viewBox="0 0 {{{range}}} 100" preserveAspectRatio="none">{{#bars}}<rect x="{{{x}}}" y="{{{y}}}" width="8" height="{{{height}}}"><title>{{{title}}}</title></rect>{{/bars}}</svg>
    <p class="ends">{{#ends}}<span>{{{.}}}</span>{{/ends}}</p></figure>

    """

  private static let agreement = """
    <figure class="agreement"><svg role="img" aria-label="{{{observed}}} over {{{expected}}}, as the table says" viewBox="-24 -6 132 126"><path class="axes" d="M0 0V100H100"/><path class="diagonal" d="M0 100L100 0"/>{{#points}}<circle cx="{{{x}}}" cy="{{{y}}}" r="2.4"><title>{{{title}}}</title></circle>{{/points}}<text x="-3" y="4" text-anchor="end">{{{largest}}}</text><text x="-3" y="100" text-anchor="end">0</text><text x="100" y="109" text-anchor="end">{{{largest}}}</text><text x="50" y="116" text-anchor="middle">{{{expected}}}</text><text x="-20" y="50" text-anchor="middle" transform="rotate(-90 -14 50)">{{{observed}}}</text></svg>
    {{#tables}}{{>table}}{{/tables}}</figure>

    """

  private static let suspects = """
    <ol class="suspects">{{#cards}}<li><article>
    <div class="chance"><span class="rank">{{{rank}}}</span><span class="percent">{{{percent}}}</span><svg class="track" aria-hidden="true"><rect width="{{{width}}}" height="100%"/></svg></div>
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

  /// What HTML lets out is let out: five thousand rows are to stay a small file.
  private static let changes = """
    <form id="commit-filter" role="search" aria-label="All commits" hidden>
    <label>Search <input type="search" name="search" placeholder="subject, author, id …"></label>
    <label>Subsystem <select name="subsystem"><option value="">all</select></label>
    {{#hasRelevance}}<label>Relevance <select name="relevance"><option value="">all</select></label>
    {{/hasRelevance}}{{#hasRisk}}<label>Risk <select name="risk"><option value="">all{{#chances}}<option value="{{{share}}}">≥ {{{label}}}{{/chances}}</select></label>
    {{/hasRisk}}<label>Attention <select name="attention"><option value="">all<option value="fix">fix missing<option value="cve">names a CVE</select></label>
    <button type="reset">Reset</button>
    <output></output>
    </form>
    <table id="all-commits" class="commits"><caption>Every commit of the update, newest first; a commit opens to its details.</caption>
    <thead><tr>{{#columns}}<th scope="col" class="{{{key}}}" data-column="{{{key}}}">{{{name}}}</th>{{/columns}}</tr></thead>
    <tbody>{{#rows}}<tr id=c{{{id}}}><td><code>{{{id}}}</code><td><details><summary><span>{{{subject}}}</span> {{{marks}}}</summary><ul>{{#details}}<li>{{{.}}}{{/details}}</ul></details><td>{{{subsystem}}}<td>{{{release}}}{{#risks}}<td><data value={{{share}}}>{{{percent}}}</data>{{/risks}}{{#relevances}}<td>{{{.}}}{{/relevances}}
    {{/rows}}</tbody></table>
    <p><button type="button" id="more-commits" hidden>Show more</button></p>

    """
}
