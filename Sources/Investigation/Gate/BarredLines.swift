import ChangeModel
import Text

/// The lines of a list that people write: parts between bars, `#` before a comment on a line of its own.
struct BarredLines {
  struct Line {
    let position: SourcePosition
    /// Without the blanks around them.
    let parts: [String]
  }

  let lines: [Line]

  init(_ bytes: [UInt8], source: String) throws(InvestigationError) {
    var lines: [Line] = []
    var number = 0
    for line in bytes.split(separator: .newline, omittingEmptySubsequences: false) {
      number += 1
      guard let first = line.first(where: { !$0.isWhite }), first != UInt8(ascii: "#") else {
        continue
      }
      let position = SourcePosition(file: source, line: number)
      guard let text = String(validating: line, as: UTF8.self), !line.contains(0) else {
        throw .unusableLine(position, .notText)
      }
      lines.append(
        Line(
          position: position,
          parts: text.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)))
    }
    self.lines = lines
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var part = self
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return String(part)
  }
}
