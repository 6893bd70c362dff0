internal import ChangeModel

/// Breaks phrases into lines of a width and paints their tones.
struct TerminalText {
  let style: TerminalStyle
  var links = Links.none

  private struct Fragment {
    var text: String
    let tone: Phrase.Tone
    /// The address of a page.
    var page: String?
  }

  /// The phrase in lines of `width` columns at most, unless a single word is longer.
  ///
  /// - Parameters:
  ///   - first: Stands before the first line, `rest` before the others; both count as columns.
  ///   - firstWidth: Columns of `first` when it holds paint.
  func lines(
    _ phrase: Phrase, first: String = "", firstWidth: Int? = nil, rest: String = "",
    width: Int? = nil
  ) -> [String] {
    let width = width ?? style.width
    var lines: [String] = []
    var line: [Fragment] = []
    var used = firstWidth ?? first.displayWidth
    var isEmpty = true
    func finish() {
      lines.append((lines.isEmpty ? first : rest) + line.map(paint).joined())
      line = []
      used = rest.displayWidth
      isEmpty = true
    }
    for word in words(of: phrase) {
      let length = word.reduce(0) { $0 + $1.text.displayWidth }
      // regzbot obeys a line that begins with #, and a report is pasted into mails.
      let isHash = word.first?.text.utf8.first == UInt8(ascii: "#")
      if !isEmpty, used + 1 + length > width, !isHash { finish() }
      if !isEmpty {
        // Between two words of one link the blank is of it, too.
        let page = line.last?.page == word.first?.page ? word.first?.page : nil
        append(Fragment(text: " ", tone: word.first?.tone ?? .plain, page: page), to: &line)
        used += 1
      }
      for fragment in word { append(fragment, to: &line) }
      used += length
      isEmpty = false
    }
    if !isEmpty || lines.isEmpty { finish() }
    return lines
  }

  /// The phrase in one line, painted.
  func line(_ phrase: Phrase) -> String {
    phrase.runs.map { paint(Fragment(text: $0.text.inert(), tone: $0.tone, page: page(of: $0))) }
      .joined()
  }

  func width(of phrase: Phrase) -> Int {
    phrase.runs.reduce(0) { $0 + $1.text.inert().displayWidth }
  }

  /// Words, each of one fragment or of several that touch. A command is one: its blanks are part of what is pasted.
  private func words(of phrase: Phrase) -> [[Fragment]] {
    var words: [[Fragment]] = []
    var word: [Fragment] = []
    for run in phrase.runs {
      // By bytes: a space before a combining mark is not a space to Characters.
      let text =
        (run.isPath ? run.text.inert().shortenedPath(to: style.width / 2) : run.text.inert()).utf8
      let pieces =
        run.tone == .code
        ? [text[...]] : text.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      for (index, piece) in pieces.enumerated() {
        if index > 0, !word.isEmpty {
          words.append(word)
          word = []
        }
        if !piece.isEmpty {
          word.append(
            Fragment(text: String(Substring(piece)), tone: run.tone, page: page(of: run)))
        }
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// Joins what has the same tone, so that a sentence is not painted word by word.
  private func append(_ fragment: Fragment, to line: inout [Fragment]) {
    if let last = line.indices.last, line[last].tone == fragment.tone,
      line[last].page == fragment.page
    {
      line[last].text += fragment.text
    } else {
      line.append(fragment)
    }
  }

  private func paint(_ fragment: Fragment) -> String {
    var text = fragment.text
    if style.color, let code = fragment.tone.selectGraphicRendition {
      text = "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
    // OSC 8 ; parameters ; address ST, and the same without an address after the text.
    return fragment.page.map { "\u{1B}]8;;\($0)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\" } ?? text
  }

  /// The page that a run leads to; `nil` for none, and for what could end the sequence that it would stand in.
  private func page(of run: Phrase.Run) -> String? {
    guard let page = run.link.flatMap(links.address), page.utf8.allSatisfy(\.isAddressByte),
      (1...Self.longestAddress).contains(page.utf8.count)
    else { return nil }
    return page
  }

  /// VTE and others take no longer ones.
  private static let longestAddress = 2083
}

extension Phrase.Tone {
  /// Parameters of ECMA-48's SGR; yellow is what git gives to commit names.
  fileprivate var selectGraphicRendition: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .dim: "2"
    case .code: "33"
    case .good: "32"
    case .bad: "1;31"
    }
  }
}
