import Text

/// Cuts a stream of bytes into lines, and lines that are too long into pieces.
struct PieceSplitter {
  /// Longer lines are cut, at a blank if there is one near.
  static let longestPiece = 4096
  private static let blankSearch = 1024

  private(set) var selection = ExcerptSelection()
  private(set) var hasNULs = false
  /// Lines begun so far.
  var lineCount: Int { line + (lineHasBytes ? 1 : 0) }

  /// A piece whose end has not come yet, at most one byte longer than ``longestPiece``.
  private var pending: [UInt8] = []
  /// The end of what was read, for the last lines.
  private var tail: [UInt8] = []
  /// Ended lines.
  private var line = 0
  private var lineHasBytes = false
  /// Bytes of the stream before ``pending``.
  private var offset = 0
  /// Text of two bytes a character, as some editors save it: its NULs are no ends.
  private var isWide: Bool?

  mutating func read(_ chunk: UnsafeRawBufferPointer) {
    guard !chunk.isEmpty else { return }
    if isWide == nil {
      isWide = chunk.starts(with: [0xFF, 0xFE]) || chunk.starts(with: [0xFE, 0xFF])
    }
    if isWide == true {
      let narrow = chunk.filter { $0 != 0 && $0 < 0xFE }
      narrow.withUnsafeBytes { split($0) }
    } else {
      split(chunk)
    }
  }

  mutating func finish() {
    let last = pending
    pending = []
    last.withUnsafeBytes { emit($0) }
    selection.finish()
    let (bytes, end, lines) = (tail.suffix(ExcerptSelection.tailSize), offset, lineCount)
    bytes.withUnsafeBytes { selection.addLast($0, endingAt: end, line: lines) }
  }

  private mutating func split(_ chunk: UnsafeRawBufferPointer) {
    keepTail(chunk)
    func place(of byte: UInt8, from start: Int) -> Int {
      chunk.firstOffset(of: byte, in: start..<chunk.count) ?? chunk.count
    }
    var newline = place(of: .newline, from: 0)
    var nul = place(of: 0, from: 0)
    var start = 0
    while start < chunk.count {
      if newline < start { newline = place(of: .newline, from: start) }
      if nul < start { nul = place(of: 0, from: start) }
      let end = min(newline, nul)
      if pending.isEmpty, end < chunk.count, end - start <= Self.longestPiece {
        emit(UnsafeRawBufferPointer(rebasing: chunk[start..<end]))
      } else if pending.isEmpty, end - start > Self.longestPiece {
        let cut = Self.cut(chunk, start)
        emit(UnsafeRawBufferPointer(rebasing: chunk[start..<cut]))
        start = cut
        continue
      } else {
        let room = Self.longestPiece + 1 - pending.count
        let taken = min(end, start + room)
        pending += chunk[start..<taken]
        if taken < end || pending.count > Self.longestPiece {
          flushPart()
          start = taken
          continue
        }
        guard end < chunk.count else { return }
        flush()
      }
      // At the line's end, or at a NUL and those that follow it.
      offset += 1
      start = end + 1
      if end == newline {
        line += 1
        lineHasBytes = false
      } else {
        if !hasNULs { selection.countText(after: offset) }
        hasNULs = true
        lineHasBytes = true
        while start < chunk.count, chunk[start] == 0 {
          start += 1
          offset += 1
        }
      }
    }
  }

  private mutating func flush() {
    let piece = pending
    pending.removeAll(keepingCapacity: true)
    piece.withUnsafeBytes { emit($0) }
  }

  /// Emits the first part of a pending piece that is too long.
  private mutating func flushPart() {
    let piece = pending
    piece.withUnsafeBytes { bytes in
      let cut = Self.cut(bytes, 0)
      pending = Array(bytes[cut...])
      emit(UnsafeRawBufferPointer(rebasing: bytes[..<cut]))
    }
  }

  /// Where to end a piece that begins at `start` and is too long.
  private static func cut(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    let end = start + longestPiece
    let blank = bytes[(end - blankSearch)..<end].lastIndex(where: \.isSpaceOrTab)
    return blank.map { $0 + 1 } ?? end
  }

  private mutating func emit(_ piece: UnsafeRawBufferPointer) {
    if !piece.isEmpty {
      lineHasBytes = true
      selection.add(piece, offset: offset, line: line + 1)
    }
    offset += piece.count
  }

  private mutating func keepTail(_ chunk: UnsafeRawBufferPointer) {
    let size = ExcerptSelection.tailSize
    if chunk.count >= size {
      tail = Array(chunk.suffix(size))
    } else {
      tail += chunk
      if tail.count > 4 * size { tail = Array(tail.suffix(size)) }
    }
  }
}
