internal import ChangeModel

/// Writes a document as GitHub Flavored Markdown; blocks are separated by blank lines, text is never wrapped.
struct MarkdownRenderer {
  private let links: Links

  init(links: Links = .standard) { self.links = links }

  private func line(_ phrase: Phrase, isStart: Bool = true) -> String {
    MarkdownText.line(phrase, isStart: isStart, links: links)
  }

  func render(_ document: Document) -> String {
    (head(of: document) + document.sections.flatMap(blocks)).joined(separator: "\n\n") + "\n"
  }

  /// The same in at most so many bytes of UTF-8: sections that do not fit are left out, and a last sentence names them.
  ///
  /// - Parameter limit: at least 1,000.
  func render(_ document: Document, within limit: Int) -> String {
    let room = limit - Self.closingRoom
    var texts: [String] = []
    var size = 0
    func add(_ text: String) -> Bool {
      guard size + text.utf8.count + 2 <= room else { return false }
      texts.append(text)
      size += text.utf8.count + 2
      return true
    }
    var isCut = false
    for block in head(of: document) where !add(block) { isCut = true }
    var leftOut: [Phrase] = []
    for section in document.sections
    where !add(blocks(of: section).joined(separator: "\n\n")) {
      leftOut.append(section.title)
    }
    if isCut || !leftOut.isEmpty {
      let names = (isCut ? ["part of what leads here"] : []) + leftOut
      let list = names.prefix(20).map { Phrase($0.text.clipped(to: 60)) }.joined(by: ", ")
      texts.append(
        "> "
          + line(
            "Left out, for want of room: " + list + (names.count > 20 ? ", and more" : "")
              + ". The report in HTML or JSON has all."))
    }
    return texts.joined(separator: "\n\n") + "\n"
  }

  /// For the sentence on what was left out: 21 names of at most 60 characters, each escaped to some 8 bytes at most.
  private static let closingRoom = 12_000

  private func blocks(of section: Document.Section) -> [String] {
    ["## " + line(section.title, isStart: false)]
      + section.blocks.flatMap { render($0, level: 3) }
  }

  private func head(of document: Document) -> [String] {
    let title = Phrase("\(document.kind): ") + document.title
    var blocks = ["# " + line(title, isStart: false)]
    if let headline = document.headline {
      if let title = headline.title { blocks.append("**\(line(Phrase(title)))**") }
      func quote(_ phrases: [Phrase]) -> String {
        phrases.map { "> " + line($0) }.joined(separator: "\n>\n")
      }
      if headline.commands.isEmpty {
        blocks.append(quote(headline.lines + headline.notes))
      } else {
        blocks += [quote(headline.lines)] + render(.commands(headline.commands), level: 3)
        if !headline.notes.isEmpty { blocks.append(quote(headline.notes)) }
      }
    }
    if !document.facts.isEmpty {
      let rows = document.facts.map { [Phrase($0.label), $0.value] }
      blocks.append(table(columns: ["", ""], rows: rows, numeric: []))
    }
    return blocks
  }

  private func render(_ block: Block, level: Int) -> [String] {
    switch block {
    case .paragraph(let phrase): [line(phrase)]
    case .callout(let tone, let phrase):
      ["> " + (tone == .bad ? "**!** " : "") + line(phrase, isStart: tone != .bad)]
    case .list(let items): [items.flatMap { lines(of: $0, indent: "") }.joined(separator: "\n")]
    case .table(let table): [self.table(table)]
    case .bars(let chart):
      [
        table(
          columns: [Phrase(chart.measure), Phrase(chart.things)],
          rows: chart.bars.map { [Phrase($0.value), $0.label] }, numeric: [0])
      ]
    // A line of ours stands first, so none of strangers' text can end the block.
    case .commands(let commands):
      ["```sh\n" + commands.map { $0.inert() }.joined(separator: "\n") + "\n```"]
    case .suspects(let list): render(list, level: level)
    case .changes: []
    case .group(let group):
      [
        String(repeating: "#", count: level) + " "
          + line(group.title + " (" + group.note + ")", isStart: false)
      ] + group.blocks.flatMap { render($0, level: min(6, level + 1)) }
    case .screen(let blocks, _): blocks.flatMap { render($0, level: level) }
    case .signatures(let signatures):
      [
        table(
          columns: ["Role", "Name", "Date", "Signature"],
          rows: signatures.map { [Phrase($0.role), Phrase($0.name), "", ""] }, numeric: [])
      ]
    }
  }

  private func lines(of item: Block.Item, indent: String) -> [String] {
    [indent + "- " + line(item.phrase)]
      + item.children.flatMap { lines(of: $0, indent: indent + "  ") }
  }

  /// An overview in a table, then each suspect with its reasons.
  private func render(_ list: Block.SuspectList, level: Int) -> [String] {
    let rows = list.cards.map { card in
      [
        Phrase(String(card.rank)), Phrase(card.probability.percent), card.name,
        Phrase(card.subject), card.context,
      ]
    }
    var blocks: [String] = []
    if !rows.isEmpty {
      blocks.append(
        table(
          columns: ["#", "Probability", "Commit", "Subject", "Where"], rows: rows, numeric: [0, 1]))
    }
    if !list.rest.isEmpty { blocks.append(line(list.rest)) }
    for card in list.cards where !(card.evidence.isEmpty && card.followUps.isEmpty) {
      let title = Phrase("\(card.rank). ") + card.name + Phrase(" \(card.subject)")
      blocks.append(
        String(repeating: "#", count: level) + " " + line(title, isStart: false))
      let reasons = card.evidence.map { "- " + line($0) }
      let fixes = card.followUps.map { line in
        "- " + (line.isMissing ? "**!** " : "")
          + self.line(line.phrase, isStart: !line.isMissing)
      }
      blocks.append((reasons + fixes).joined(separator: "\n"))
    }
    return blocks
  }

  private func table(_ table: Block.Table) -> String {
    self.table(
      columns: table.columns.map { Phrase($0) }, rows: table.rows, numeric: table.numeric)
  }

  private func table(columns: [Phrase], rows: [[Phrase]], numeric: Set<Int>) -> String {
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rule = columns.indices.map { numeric.contains($0) ? "--:" : "---" }
    let head = columns.map { line($0, isStart: false) }
    let body = rows.map { row($0.map { line($0, isStart: false) }) }
    return ([row(head), row(rule)] + body).joined(separator: "\n")
  }
}
