internal import ChangeModel

extension HTMLRenderer {
  /// What HTML lets out is let out: five thousand rows are to stay a small file.
  func changes(_ table: ChangeTable) -> Markup {
    let columns: [(key: String, name: String)] =
      [
        ("commit", "Commit"), ("subject", "Subject"), ("subsystem", "Subsystem"),
        ("release", "Release"),
      ] + (table.showsRisk ? [("risk", "Size and kind")] : [])
      + (table.showsRelevance ? [("relevance", "Relevance")] : [])
    let heads = columns.markup { key, name in
      "<th scope=\"col\" class=\"\(key)\" data-column=\"\(key)\">\(name)</th>"
    }
    return """
      <p class="paper">\(table.rows.count.of("commit")): the page lists them on a screen.</p>
      \(filter(of: table))<table id="all-commits" class="commits">\
      <caption>Every commit of the update, newest first; a commit opens to its details.</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>\(table.rows.markup { row($0, of: table) })</tbody></table>
      <p><button type="button" id="more-commits" hidden>Show more</button></p>

      """
  }

  private func filter(of table: ChangeTable) -> Markup {
    let weights = ChangeRisk.Weight.allCases.reversed().markup { "<option>\($0.name)" }
    let relevance: Markup = """
      <label>Relevance <select name="relevance"><option value="">all</select></label>

      """
    let risk: Markup = """
      <label>Size and kind <select name="weight"><option value="">all\(weights)</select></label>

      """
    return """
      <form id="commit-filter" role="search" aria-label="All commits" hidden>
      <label>Search <input type="search" name="search" placeholder="subject, author, id …"></label>
      <label>Subsystem <select name="subsystem"><option value="">all</select></label>
      \(relevance, if: table.showsRelevance)\(risk, if: table.showsRisk)\
      <label>Attention <select name="attention"><option value="">all\
      <option value="fix">fix missing<option value="cve">names a CVE</select></label>
      <button type="reset">Reset</button>
      <output></output>
      </form>

      """
  }

  private func row(_ row: ChangeTable.Row, of table: ChangeTable) -> Markup {
    let details = row.details.markup { "<li>\(markup($0))" }
    let risk: Markup
    if let known = row.risk {
      risk = "<td><data value=\((known.score * 1e3).rounded() / 1e3)>\(known.weight.name)</data>"
    } else {
      risk = "<td>–"
    }
    let relevance: Markup = "<td>\(markup(row.relevance))"
    let name = markup(Phrase(row.id, .code, to: .commit(row.name)))
    return """
      <tr id=c\(row.id)><td>\(name)<td><details><summary><span>\(row.subject)</span> \
      \(Markup(unlinked: row.marks))</summary><ul>\(details)</ul></details><td>\(row.subsystem)<td>\(row.release)\
      \(risk, if: table.showsRisk)\(relevance, if: table.showsRelevance)

      """
  }
}
