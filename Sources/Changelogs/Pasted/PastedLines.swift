import Text

/// The lines of a text that has more than a changelog in it: which are of the changelog, and where a
/// terminal broke one in two.
struct PastedLines {
  struct Line {
    let range: Range<Int>
    fileprivate(set) var kind: Kind
  }

  enum Kind: Equatable {
    case blank
    /// It begins a release or an entry.
    case opening
    /// Indented: the layout knows what it is.
    case inner
    /// At the margin, without a bullet.
    case loose
    case foreign
    /// A terminal's continuation of the line above, `true` if a blank was lost between them.
    case wrapped(afterBlank: Bool)

    var isNothing: Bool {
      switch self {
      case .blank, .foreign: true
      case .opening, .inner, .loose, .wrapped: false
      }
    }
  }

  private let bytes: [UInt8]
  private let form: FirstMark.Kind
  private(set) var lines: [Line] = []
  private(set) var listsPackages = false
  /// How wide the terminal was that broke the lines; `nil` if none did.
  private(set) var width: Int?

  /// - Parameter isForeign: of each line, whether it is known not to be of the changelog; may be empty.
  init(_ bytes: [UInt8], of form: FirstMark.Kind, isForeign: [Bool]) {
    (self.bytes, self.form) = (bytes, form)
    var reader = LineReader(bytes)
    /// Nothing but a heading is expected: above the first, and below what a program writes of its own.
    var isOutside = true
    var sawHeading = false
    var fences = 0
    /// Whether people or programs write here, in no form that is known.
    var isProse = false
    var isPasted = false
    while let range = reader.nextLine() {
      let text = ByteText(bytes, range)
      var kind = kind(of: text)
      if kind != .loose { isProse = false }
      if case .blank = kind {
      } else if !isForeign.isEmpty, isForeign[reader.line - 1] {
        kind = .foreign
      } else if startsRelease(text, isCertain: isOutside) {
        isOutside = false
        sawHeading = true
        if fences == 0 { fences = 1 }
        kind = .opening
        if form == .suseChanges { lines[lines.count - 1].kind = .opening }  // its rule
      } else if kind == .loose, let sign = sign(text) {
        switch sign {
        case .fence:
          fences += 1
          isOutside = !sawHeading || fences % 2 == 0
        case .package:
          listsPackages = true
          isOutside = true
        case .program: isOutside = true
        case .passing: break
        }
        kind = .foreign
      } else if isOutside {
        kind = .foreign
      } else if kind == .loose, form == .rpm || form == .suseChanges && isPasted,
        isProse || lines.last?.kind == .blank
      {
        // rpm writes a blank line below a release only.
        isProse = true
        if text.namesPackage { listsPackages = true }
        kind = .foreign
      }
      if kind == .foreign { isPasted = true }
      lines.append(Line(range: range, kind: kind))
    }
  }

  private func kind(of text: ByteText) -> Kind {
    guard let first = text.first, let inner = text.offset(where: { !$0.isBlank }) else {
      return .blank
    }
    if inner > 0 { return .inner }
    let isBullet =
      first == UInt8(ascii: "*") || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    return isBullet && text.byte(at: 1).map(\.isBlank) != false ? .opening : .loose
  }

  private func startsRelease(_ text: ByteText, isCertain: Bool) -> Bool {
    switch form {
    case .rpm:
      let text = text.trimmed
      guard text.first == UInt8(ascii: "*"), text.byte(at: 1)?.isBlank == true else { return false }
      return HeadingReader.read(text.dropFirst(1)).map { $0.isCertain || !isCertain } ?? false
    case .suseChanges:
      guard let rule = lines.last, SuseChangesLayout.isRule(ByteText(bytes, rule.range)) else {
        return false
      }
      return HeadingReader.readDate(text) != nil
    case .debian: return DebianLayout.readTitle(text) != nil
    case .commits: return text.isCommitHeading
    case .spec: return false
    }
  }

  /// What another program's line at the margin is.
  private func sign(_ text: ByteText) -> ForeignSign? {
    if let sign = ForeignSign(text) { return sign }
    // "# Older entries have been removed" is Debian's own.
    return form == .rpm && text.isSpecComment ? .passing : nil
  }

  // MARK: A terminal's line ends

  /// Finds the lines that a terminal broke: as wide as the terminal, or a blank less, each of them,
  /// and none wider.
  ///
  /// One alone may as well have been broken by hand, at a blank, unless what is broken is surely a word.
  mutating func findWraps() {
    guard form != .commits else { return }
    let below = lines.indices.dropFirst().filter { !lines[$0 - 1].kind.isNothing }
    let loose = below.filter {
      lines[$0].kind == .loose && !ByteText(bytes, lines[$0].range).endsRelease
    }
    guard let widest = loose.map({ columns(lines[$0 - 1]) }).max(), widest >= Self.narrowest,
      loose.allSatisfy({ columns(lines[$0 - 1]) >= widest - 1 }),
      !lines.contains(where: {
        $0.range.count > widest && !$0.kind.isNothing && columns($0) > widest
      })
    else { return }
    // "…lock" and " when": the blank stands first in the second line.
    let blank = below.filter {
      lines[$0].kind == .inner && isWrappedAtBlank(ByteText(bytes, lines[$0].range))
        && columns(lines[$0 - 1]) == widest
    }
    let full = loose.filter { columns(lines[$0 - 1]) == widest }
    let fewest = widest >= Self.mailWidth ? Self.fewest - 1 : Self.fewest
    if full.count + blank.count < fewest {
      guard widest >= Self.mailWidth,
        full.contains(where: {
          ByteText(bytes, lines[$0 - 1].range).breaksWord(before: ByteText(bytes, lines[$0].range))
        })
      else { return }
    }
    width = widest
    for index in loose + blank {
      lines[index].kind = .wrapped(afterBlank: columns(lines[index - 1]) < widest)
    }
  }

  private func isWrappedAtBlank(_ text: ByteText) -> Bool {
    guard text.first == UInt8(ascii: " "), let byte = text.byte(at: 1), !byte.isBlank else {
      return false
    }
    let next = text.dropFirst(1)
    return
      !(next.starts(with: "- ") || next.starts(with: "* ") || next.starts(with: "+ ")
      || next.starts(with: "-- "))
  }

  private static let narrowest = 40
  /// What is broken at blanks, by people and mail programs, is not so wide.
  private static let mailWidth = 80
  /// By chance words end in one column now and then, but not so often.
  private static let fewest = 3

  /// The characters of a line.
  private func columns(_ line: Line) -> Int {
    bytes[line.range].count { $0 & 0xC0 != 0x80 }
  }

  /// The text with empty lines for what is not of it, and broken lines made whole.
  var joined: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 1)
    /// The line ends that the whole line has still to get.
    var waiting = 0
    for line in lines {
      if case .wrapped(let afterBlank) = line.kind {
        if afterBlank { result.append(UInt8(ascii: " ")) }
        waiting += 1
      } else if waiting > 0 {
        result += repeatElement(.newline, count: waiting)
        waiting = 1
      } else {
        waiting = 1
      }
      if case .foreign = line.kind { continue }
      result += bytes[line.range]
    }
    result += repeatElement(.newline, count: waiting)
    if bytes.last != .newline, let last = lines.last, !last.kind.isNothing { result.removeLast() }
    return result
  }
}

extension ByteText {
  /// Whether this cannot be the end of a line that was broken at a blank, as `next` shows: `(`, `CVE-2017-10`.
  fileprivate func breaksWord(before next: ByteText) -> Bool {
    if let last, "([{".utf8.contains(last) { return true }
    if let first = next.first, ")]},;".utf8.contains(first) { return true }
    let word = dropFirst((lastOffset(of: UInt8(ascii: " ")) ?? -1) + 1)
    guard let start = word.offset(of: "CVE-"), next.first?.isDigit == true else { return false }
    // The number in its year has four digits or more.
    let digits = word.dropFirst(start + 4)
    guard let dash = digits.offset(of: UInt8(ascii: "-")) else { return digits.count < 5 }
    return digits.count - dash <= 4 && digits.dropFirst(dash + 1).slice.allSatisfy(\.isDigit)
  }

  /// Whether rpmbuild leaves the line out: `# a note`, `###`; but not `#1234`, the number of a bug.
  fileprivate var isSpecComment: Bool {
    guard first == UInt8(ascii: "#") else { return false }
    let rest = dropFirst(offset { $0 != UInt8(ascii: "#") } ?? count)
    return rest.isEmpty || (rest.first?.isBlank == true && rest.trimmed.first?.isDigit != true)
  }
}
