internal import ChangeModel

/// Writes a document for a terminal: answers first, two columns further in for every step down.
struct TerminalRenderer {
  private let style: TerminalStyle
  private let text: TerminalText

  init(style: TerminalStyle, links: Links) {
    self.style = style
    text = TerminalText(style: style, links: style.hyperlinks ? links : .none)
  }

  func render(_ document: Document) -> String {
    var lines: [String] = []
    if let headline = document.headline {
      if let title = headline.title {
        lines += text.lines(Phrase(title, headline.tone == .plain ? .strong : headline.tone))
      }
      let mark = headline.title == nil ? "" : "· "
      lines += headline.lines.flatMap { text.lines($0, first: mark, rest: "  ") }
      lines += headline.commands.map { "  " + $0.inert() }
      lines += headline.notes.flatMap { text.lines($0) } + [""]
    }
    lines += facts(document.facts)
    for section in document.sections {
      if !lines.isEmpty { lines.append("") }
      if !section.isLead { lines += text.lines(emphasized(section.title)) }
      let indent = section.isLead ? "" : "  "
      for block in section.blocks { lines += self.lines(of: block, indent: indent) }
    }
    return lines.map { $0.trimmingTrailingSpaces }.joined(separator: "\n") + "\n"
  }

  private func emphasized(_ title: Phrase) -> Phrase {
    title.runs.map { Phrase($0.text, $0.tone == .plain ? .strong : $0.tone) }
      .reduce("") { $0 + $1 }
  }

  /// Labels in a column of their own; a long label stands alone above its value.
  private func facts(_ facts: [Document.Fact]) -> [String] {
    let limit = style.width / 3 - 3
    let widths = facts.map { $0.label.inert().displayWidth }
    let column = widths.filter { $0 <= limit }.max() ?? 0
    return zip(facts, widths).flatMap { fact, width in
      let label = text.line(Phrase(fact.label))
      let rest = String(repeating: " ", count: column + 3)
      guard width <= column else {
        return [label] + text.lines(fact.value, first: "  ", rest: "  ")
      }
      let gap = String(repeating: " ", count: column - width + 3)
      return text.lines(fact.value, first: rest, rest: rest).enumerated().map { index, line in
        index == 0 ? label + gap + String(Substring(line.utf8.dropFirst(rest.utf8.count))) : line
      }
    }
  }

  private func lines(of block: Block, indent: String) -> [String] {
    switch block {
    case .paragraph(let phrase): text.lines(phrase, first: indent, rest: indent)
    case .callout(let tone, let phrase):
      text.lines(phrase, first: indent + (tone == .bad ? "! " : "· "), rest: indent + "  ")
    case .list(let items): items.flatMap { lines(of: $0, first: "- ", indent: indent) }
    case .table(let table): TerminalTable(table, text: text, indent: indent).lines
    case .bars(let chart): lines(of: chart, indent: indent)
    case .commands(let commands): commands.map { indent + "  " + $0.inert() }
    case .suspects(let list): lines(of: list)
    case .changes: []
    case .group(let group):
      text.lines(
        group.title + .dim(" · \(group.note.text)"), first: indent, rest: indent + "  ")
        + group.blocks.flatMap { lines(of: $0, indent: indent + "  ") }
    case .screen(let blocks, _): blocks.flatMap { lines(of: $0, indent: indent) }
    case .signatures: []
    }
  }

  private func lines(of item: Block.Item, first: String, indent: String) -> [String] {
    text.lines(item.phrase, first: indent + first, rest: indent + "  ")
      + item.children.flatMap { lines(of: $0, first: "", indent: indent + "  ") }
  }

  private func lines(of chart: Block.BarChart, indent: String) -> [String] {
    guard !chart.isTimeline else {
      let values = chart.bars.map { $0.label + Phrase(" \($0.value)") }
      return text.lines(
        Phrase("\(chart.measure) by \(chart.things.lowercased()): ") + values.joined(by: ", "),
        first: indent, rest: indent + "  ")
    }
    let column = chart.bars.map { $0.value.count }.max() ?? 0
    return chart.bars.flatMap { bar in
      let rest = indent + String(repeating: " ", count: column + 2)
      return text.lines(
        bar.label, first: indent + Self.right(bar.value, column) + "  ", rest: rest)
    }
  }

  /// Rank, percent and id in columns, everything else under the id.
  private func lines(of list: Block.SuspectList) -> [String] {
    let rankWidth = max(2, String(list.cards.count).count)
    let indent = String(repeating: " ", count: rankWidth + 9)
    var lines: [String] = []
    for card in list.cards {
      let head =
        Self.right(String(card.rank), rankWidth) + "  "
        + Self.right(card.probability.percent, 5) + "  "
      lines += text.lines(
        .strong(card.subject), first: head + text.line(card.name) + "  ",
        firstWidth: indent.count + card.id.count + 2,
        rest: indent + String(repeating: " ", count: card.id.count + 2))
      lines += text.lines(card.context, first: indent, rest: indent)
      for sentence in card.evidence {
        lines += text.lines(sentence, first: indent + "· ", rest: indent + "  ")
      }
      for line in card.followUps {
        let mark = line.isMissing ? "! " : "· "
        lines += text.lines(line.phrase, first: indent + mark, rest: indent + "  ")
      }
    }
    if !list.rest.isEmpty {
      let start = String(repeating: " ", count: rankWidth + 2)
      // Percentages stand one below the other, as wide as `100 %`.
      let width = list.rest.runs.first?.text.count ?? 5
      let pad = String(repeating: " ", count: max(0, 5 - width))
      lines += text.lines(list.rest, first: start + pad, rest: indent)
    }
    return lines
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: Substring {
    let end = utf8.lastIndex { $0 != UInt8(ascii: " ") }.map(utf8.index(after:)) ?? startIndex
    return self[..<end]
  }
}
