/// Lays a table out in a width: the widest columns give way first, and their cells are wrapped.
struct TerminalTable {
  /// No column is made narrower than a short commit id.
  private static let narrowest = 12
  private static let gap = 2

  let lines: [String]

  init(_ table: Block.Table, text: TerminalText, indent: String) {
    let rows = [table.columns.map { Phrase.dim($0) }] + table.rows
    var widths = table.columns.indices.map { column in
      rows.map { column < $0.count ? text.width(of: $0[column]) : 0 }.max() ?? 0
    }
    let room = text.style.width - indent.count - Self.gap * max(0, widths.count - 1)
    while widths.reduce(0, +) > room,
      let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > Self.narrowest
    {
      // Down to the next narrower one in a step, so that hostile lengths cost nothing.
      let next = widths.filter { $0 < widths[widest] }.max() ?? Self.narrowest
      let excess = widths.reduce(0, +) - room
      widths[widest] = max(next, widths[widest] - excess, Self.narrowest)
      if next == widths[widest], excess > 0 { widths[widest] = max(Self.narrowest, next - 1) }
    }
    lines = rows.flatMap { row -> [String] in
      let cells = row.enumerated().map { column, phrase in
        text.lines(phrase, width: widths[column])
      }
      let widthsOfLines = row.enumerated().map { column, phrase in
        Self.plainWidths(of: phrase, text: text, width: widths[column])
      }
      let height = cells.map(\.count).max() ?? 0
      return (0..<height).map { index in
        var line = indent
        for (column, cell) in cells.enumerated() {
          let content = index < cell.count ? cell[index] : ""
          let used = index < cell.count ? widthsOfLines[column][index] : 0
          let pad = String(repeating: " ", count: max(0, widths[column] - used))
          let isLast = column == cells.count - 1
          line += table.numeric.contains(column) ? pad + content : content + (isLast ? "" : pad)
          if !isLast { line += String(repeating: " ", count: Self.gap) }
        }
        return line
      }
    }
  }

  /// Columns of each wrapped line without the paint.
  private static func plainWidths(of phrase: Phrase, text: TerminalText, width: Int) -> [Int] {
    TerminalText(style: TerminalStyle(width: text.style.width, color: false))
      .lines(phrase, width: width).map(\.displayWidth)
  }
}
