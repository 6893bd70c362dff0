internal import ChangeModel

/// Lays a table out in a width: wide columns share what narrow ones leave, and their cells are wrapped.
///
/// Where columns would get too narrow to read, each row becomes a paragraph of labelled lines instead.
struct TerminalTable {
  /// A column that must wrap gets at least this much: a short commit id and a word.
  private static let narrowest = 18
  private static let gap = 2

  private let table: Block.Table
  private let text: TerminalText
  private let indent: String

  init(_ table: Block.Table, text: TerminalText, indent: String) {
    (self.table, self.text, self.indent) = (table, text, indent)
  }

  var lines: [String] {
    let head = table.columns.map { Phrase.dim($0) }
    guard let widths = widths(of: [head] + table.rows) else { return table.rows.flatMap(stacked) }
    return ([head] + table.rows).flatMap { lines(of: $0, widths: widths) }
  }

  /// `nil` if the columns do not fit.
  private func widths(of rows: [[Phrase]]) -> [Int]? {
    let natural = table.columns.indices.map { column in
      rows.map { column < $0.count ? text.width(of: $0[column]) : 0 }.max() ?? 0
    }
    var room = text.style.width - indent.count - Self.gap * max(0, natural.count - 1)
    for (index, width) in natural.sorted().enumerated() {
      let share = room / (natural.count - index)
      if width > share {
        let fits = longestWords(in: rows).allSatisfy { $0 <= max(share, Self.narrowest) }
        return share < Self.narrowest || !fits ? nil : natural.map { min($0, share) }
      }
      room -= width
    }
    return natural
  }

  /// By column: a word that is wider than its column would push the others out of line.
  private func longestWords(in rows: [[Phrase]]) -> [Int] {
    table.columns.indices.map { column in
      rows.flatMap {
        column < $0.count ? $0[column].text.inert().utf8.split(separator: UInt8(ascii: " ")) : []
      }.map { String(Substring($0)).displayWidth }.max() ?? 0
    }
  }

  private func lines(of row: [Phrase], widths: [Int]) -> [String] {
    let plain = TerminalText(style: TerminalStyle(width: text.style.width, color: false))
    let cells = zip(row, widths).map { phrase, width in
      // The same lines without paint show how much room is left beside them.
      zip(
        text.lines(phrase, width: width),
        plain.lines(phrase, width: width).map { max(0, width - $0.displayWidth) }
      ).map { (content: $0, padding: String(repeating: " ", count: $1)) }
    }
    return (0..<(cells.map(\.count).max() ?? 0)).map { index in
      let columns = cells.enumerated().map { column, lines in
        guard index < lines.count else { return String(repeating: " ", count: widths[column]) }
        let (content, padding) = lines[index]
        return table.numeric.contains(column) ? padding + content : content + padding
      }
      return indent + columns.joined(separator: String(repeating: " ", count: Self.gap))
    }
  }

  private func stacked(_ row: [Phrase]) -> [String] {
    zip(table.columns, row).enumerated().flatMap { index, cell in
      text.lines(
        .dim("\(cell.0): ") + cell.1, first: indent + (index == 0 ? "- " : "  "),
        rest: indent + "    ")
    }
  }
}
