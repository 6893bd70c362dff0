internal import ChangeModel
import Text

/// A changelog without what pasting, quoting and other programs have put around it.
///
/// Taken off are marks and indentation that all lines have, in this order what is not of the
/// changelog at all, and the line ends of a terminal. The text keeps as many lines as it had: a line
/// that is left out, or joined to the one above it, stays as an empty one, so that each line of the
/// rest has the number it has in the user's file.
struct PastedText {
  private(set) var bytes: [UInt8]
  /// The lines that are left out.
  private(set) var foreign: [Run] = []
  /// Whether a program printed the changelogs of several packages one after the other.
  private(set) var listsPackages = false

  /// Lines that follow one another, blank ones between them not counted.
  struct Run {
    let line: Int
    var count = 1
    fileprivate(set) var last: Int
  }

  /// - Complexity: O(*n*); a text that nothing was done to is looked through for line ends alone.
  init(_ text: [UInt8]) {
    bytes = text.withoutNoBreakSpaces
    let mark = FirstMark(of: bytes)
    if mark.map({ $0.kind == .commits && !$0.isFirst }) ?? true,
      let list = Dress.takenOffAll(bytes), mark == nil || GitList(of: list) != nil
    {
      bytes = list
      return
    }
    guard let mark else { return }
    var isForeign: [Bool] = []
    if let dress = mark.dress { (bytes, isForeign) = dress.takenOff(bytes) }
    if mark.kind == .rpm { bytes = bytes.withPlainBullets }
    guard mark.kind != .spec,
      !isForeign.isEmpty || !mark.isFirst || bytes.hasOddLine(for: mark.kind)
    else {
      return
    }
    var lines = PastedLines(bytes, of: mark.kind, isForeign: isForeign)
    listsPackages = lines.listsPackages
    note(lines)
    lines.findWraps()
    if !foreign.isEmpty || lines.width != nil { bytes = lines.joined }
  }

  private mutating func note(_ lines: PastedLines) {
    for (index, line) in lines.lines.enumerated() where line.kind == .foreign {
      if let run = foreign.last, lines.lines[run.last..<index].allSatisfy({ $0.kind.isNothing }) {
        foreign[foreign.count - 1].count += 1
        foreign[foreign.count - 1].last = index
      } else {
        foreign.append(Run(line: index + 1, last: index))
      }
    }
  }
}

extension [UInt8] {
  /// Whether a line at the margin begins as none of such a changelog does.
  fileprivate func hasOddLine(for kind: FirstMark.Kind) -> Bool {
    withUnsafeBytes { bytes in
      bytes.lines.contains { line in
        guard let first = line.first.map({ bytes[$0] }) else { return false }
        if first.isBlank || first == UInt8(ascii: "*") || first == UInt8(ascii: "+") {
          return false
        }
        let text = ByteText(self, line)
        switch kind {
        // "--More--", "-- ": a bullet has something else behind it.
        case .rpm, .spec: return first != UInt8(ascii: "-") || text.byte(at: 1) == first
        case .debian: return DebianLayout.readTitle(text) == nil
        case .commits: return !first.isLetter
        case .suseChanges:
          return first == UInt8(ascii: "-")
            ? text.byte(at: 1) == first && !SuseChangesLayout.isRule(text)
            : HeadingReader.readDate(text) == nil
        }
      }
    }
  }
}
