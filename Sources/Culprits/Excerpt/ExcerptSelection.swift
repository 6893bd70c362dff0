internal import Text

/// A part of the input that is kept.
struct ExcerptPiece: Hashable, Sendable {
  /// Where it stood: bytes from the start, and the line from 1.
  let offset, line: Int
  let bytes: [UInt8]
  var end: Int { offset + bytes.count }
}

/// Decides which lines of a long symptom are worth the ranker's time.
struct ExcerptSelection {
  private static let longestReport = (lines: 150, bytes: 16 << 10)
  /// So many lines without anything of a trace end a report.
  private static let longestGap = 8
  private static let headLines = 60
  private static let headBytes = 4 << 10
  private static let lastLines = 20
  private static let longestProblem = 512
  /// As much of the input's end as is looked at for the last lines.
  static let tailSize = 8 << 10

  /// Whether bytes of text are counted, and what is none is left out.
  private var countsText = false
  private(set) var textBytes = 0

  private let table = MarkTable.shared
  private var reports = FirstAndLast<[ExcerptPiece]>(first: 6, last: 4)
  private var problems = FirstAndLast<ExcerptPiece>(first: 100, last: 100)
  private var prose: [ExcerptPiece] = []
  private var openingLines: [ExcerptPiece] = []
  private var proseBytes = 0
  private var lastPieces: [ExcerptPiece] = []
  private var open: OpenReport?
  private var seenReports: Set<UInt64> = []
  private var seenProblems: Set<UInt64> = []
  /// So many kinds are remembered; what comes after is new each time.
  private static let mostSeen = 1 << 16

  /// A report that has begun and not ended.
  private struct OpenReport {
    var pieces: [(piece: ExcerptPiece, marks: LineMarks)] = []
    var bytes = 0
    var sinceTrace = 0
    var hasFrames = false

    func hasRoom(for count: Int) -> Bool {
      pieces.count < longestReport.lines && bytes + count <= longestReport.bytes
    }
  }

  var hasReports: Bool { !reports.items.isEmpty }

  mutating func add(_ bytes: UnsafeRawBufferPointer, offset: Int, line: Int) {
    let found = table.marks(in: bytes)
    let isHead = line <= Self.headLines && proseBytes < Self.headBytes
    if countsText {
      let isText = bytes.isText
      if isText { textBytes += bytes.count }
      guard isText || found.marks.isOfReport else { return }
    }
    if open != nil || found.marks.isOfReport {
      addToReport(bytes, found, offset, line)
    } else if found.marks.contains(.problem) {
      addProblem(ExcerptPiece(offset: offset, line: line, bytes: Array(bytes)), found.place)
    } else if isHead, bytes.isText, !bytes.allSatisfy(\.isWhite) {
      let piece = ExcerptPiece(offset: offset, line: line, bytes: Array(bytes))
      if bytes.isLogLine {
        if openingLines.count < Self.lastLines { openingLines.append(piece) }
      } else {
        prose.append(piece)
        proseBytes += bytes.count
      }
    }
  }

  /// From the first NUL on the input may be anything.
  ///
  /// - Parameter bytes: what was before it.
  mutating func countText(after bytes: Int) {
    (countsText, textBytes) = (true, bytes)
  }

  mutating func finish() { closeReport() }

  /// Takes the last lines out of the last bytes of the input.
  ///
  /// - Parameter line: the last line's number.
  mutating func addLast(_ bytes: UnsafeRawBufferPointer, endingAt end: Int, line: Int) {
    var line = line
    var stop = bytes.count
    if stop > 0, bytes[stop - 1] == 0x0A { stop -= 1 }
    while stop > 0, lastPieces.count < Self.lastLines {
      let start = bytes[..<stop].lastIndex { $0 == 0x0A }.map { $0 + 1 }
      // The first line of these bytes may have begun earlier, unless they are all there is.
      let isCut = start == nil && bytes.count < end
      let nul = bytes[..<stop].lastIndex { $0 == 0 }.map { $0 + 1 } ?? 0
      let from = max(start ?? 0, nul, stop - PieceSplitter.longestPiece / 2)
      let text = UnsafeRawBufferPointer(rebasing: bytes[from..<stop])
      if !isCut || lastPieces.isEmpty, text.isText, !text.allSatisfy(\.isWhite) {
        lastPieces.append(
          ExcerptPiece(offset: end - bytes.count + from, line: line, bytes: Array(text)))
      }
      guard let start else { break }
      stop = start - 1
      line -= 1
    }
  }

  /// What is kept, in the order of the input, nothing twice.
  var pieces: [ExcerptPiece] {
    let found = reports.items.flatMap(\.self) + problems.items + prose + lastPieces
    let all = (found.count == lastPieces.count ? openingLines : []) + found
    var kept: [ExcerptPiece] = []
    for piece in all.sorted(by: { ($0.offset, $1.end) < ($1.offset, $0.end) })
    where piece.offset >= kept.last?.end ?? 0 {
      kept.append(piece)
    }
    return kept
  }
}

// MARK: - Reports

extension ExcerptSelection {
  private mutating func addToReport(
    _ bytes: UnsafeRawBufferPointer, _ found: MarkTable.Found, _ offset: Int, _ line: Int
  ) {
    let marks = found.marks
    if let report = open,
      marks.contains(.opening) && report.hasFrames || !report.hasRoom(for: bytes.count)
    {
      closeReport()
    }
    guard open != nil || marks.isOfReport else {
      add(bytes, offset: offset, line: line)
      return
    }
    var report = open ?? OpenReport()
    report.pieces.append(
      (ExcerptPiece(offset: offset, line: line, bytes: Array(bytes)), marks))
    report.bytes += bytes.count
    if marks.contains(.frame) { report.hasFrames = true }
    report.sinceTrace = marks.isOfReport || marks.contains(.trace) ? 0 : report.sinceTrace + 1
    open = report
    if marks.contains(.closing) || report.sinceTrace >= Self.longestGap { closeReport() }
  }

  private mutating func closeReport() {
    guard let report = open else { return }
    open = nil
    let last = report.pieces.lastIndex { $0.marks.isOfReport || $0.marks.contains(.trace) } ?? 0
    for (piece, marks) in report.pieces[(last + 1)...] where marks.contains(.problem) {
      addProblem(piece, 0)
    }
    // What heads it and its first frames distinguish one report from another.
    let pieces = report.pieces[...last]
    let frames = pieces.filter { $0.marks.contains(.frame) }.prefix(3).map(\.piece)
    let key = (pieces.prefix(2).map(\.piece) + frames).reduce(into: FNV1a()) {
      $0.add(wordsOf: $1.bytes)
    }
    guard Self.isNew(key.value, &seenReports) else { return }
    reports.add(pieces.map(\.piece))
  }

  private static func isNew(_ key: UInt64, _ seen: inout Set<UInt64>) -> Bool {
    seen.count < mostSeen ? seen.insert(key).inserted : !seen.contains(key)
  }

  private mutating func addProblem(_ piece: ExcerptPiece, _ place: Int) {
    var key = FNV1a()
    key.add(wordsOf: piece.bytes)
    guard Self.isNew(key.value, &seenProblems) else { return }
    guard piece.bytes.count > Self.longestProblem else {
      problems.add(piece)
      return
    }
    let start = max(
      0, min(place - Self.longestProblem / 4, piece.bytes.count - Self.longestProblem))
    problems.add(
      ExcerptPiece(
        offset: piece.offset + start, line: piece.line,
        bytes: Array(piece.bytes[start..<(start + Self.longestProblem)])))
  }
}

/// The first and the last of many things.
struct FirstAndLast<Item> {
  private let mostFirst, mostLast: Int
  private var first: [Item] = []
  private var last: [Item] = []
  /// Where the oldest of ``last`` is, once that is full.
  private var oldest = 0

  init(first: Int, last: Int) { (mostFirst, mostLast) = (first, last) }

  mutating func add(_ item: Item) {
    if first.count < mostFirst {
      first.append(item)
    } else if last.count < mostLast {
      last.append(item)
    } else {
      last[oldest] = item
      oldest = (oldest + 1) % mostLast
    }
  }

  /// In the order they came.
  var items: [Item] { first + last[oldest...] + last[..<oldest] }
}

// MARK: - What bytes look like

extension UnsafeRawBufferPointer {
  /// Whether nearly all of it can be read: few control characters, and what is not ASCII is UTF-8 if it is much.
  fileprivate var isText: Bool {
    var (controls, high) = (0, 0)
    for byte in self {
      if byte >= 0x80 {
        high += 1
      } else if byte < 0x20 && byte != 0x09 && byte != 0x0D && byte != 0x1B || byte == 0x7F {
        controls += 1
      }
    }
    guard controls * 16 <= count, count >= 3 else { return false }
    return high * 4 <= count || String(validating: self, as: UTF8.self) != nil
  }

  /// Whether it begins as logs do: `[  1.2]`, `<6>`, `2018-09-19T`, `Nov 25 16:44`.
  fileprivate var isLogLine: Bool {
    guard let first = first(where: { !$0.isWhite }) else { return false }
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "<") || first.isDigit { return true }
    return count > 9 && self[3] == 0x20 && self[6] == 0x20 && self[5].isDigit && self[7].isDigit
  }
}

extension FNV1a {
  /// Goes on with the words of a line that have no digits, so that times, addresses and process ids do not count.
  fileprivate mutating func add(wordsOf bytes: [UInt8]) {
    var position = 0
    while position < bytes.count {
      var word = self
      var hasDigit = false
      let start = position
      while position < bytes.count, bytes[position].isWordByte {
        hasDigit = hasDigit || bytes[position].isDigit
        word.add(bytes[position])
        position += 1
      }
      if position > start, !hasDigit {
        word.add(0x20)
        self = word
      }
      position += 1
    }
  }
}
