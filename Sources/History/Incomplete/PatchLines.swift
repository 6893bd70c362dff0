internal import ChangeModel
internal import Git
internal import Text

/// The lines that a commit changes, hunk by hunk, to be compared with those of another commit or with a file.
struct PatchLines {
  struct Hunk {
    let path: String
    let language: SourceLanguage
    let function: String?
    let removed, added: [SourceLine]
    /// Up to three lines of the old file before and after the hunk, as diffs show them.
    let before, after: [SourceLine]
  }

  let hunks: [Hunk]

  private static let contextLines = 3

  /// - Returns: `nil` if the clone lacks some of the contents.
  init?(of commit: CommitID, by reader: inout PatchReader) throws(GitError) {
    var hunks: [Hunk] = []
    let summary = try reader.forEachHunk(of: commit) { hunk in
      hunks.append(
        Hunk(
          path: String(utf8OrLatin1: Array(hunk.path)), language: SourceLanguage(path: hunk.path),
          function: hunk.function.map { String(decoding: $0, as: UTF8.self) },
          removed: SourceLine.all(in: hunk.removed), added: SourceLine.all(in: hunk.added),
          before: SourceLine.last(Self.contextLines, of: hunk.file, before: hunk.place.lowerBound),
          after: SourceLine.first(Self.contextLines, of: hunk.file, from: hunk.place.upperBound)))
    }
    guard summary != nil else { return nil }
    self.hunks = hunks
  }
}

/// A line of source text, without its end.
struct SourceLine: Hashable {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// Without the blanks around it: what is compared, since backports move code between levels of indentation.
  var trimmed: ArraySlice<UInt8> {
    let end = bytes.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? bytes.startIndex
    return bytes[..<end].drop(while: \.isBlank)
  }

  static func all(in text: UnsafeRawBufferPointer) -> [SourceLine] {
    text.lines.map { SourceLine(Array(text[$0])[...]) }
  }

  static func all(in text: [UInt8]) -> [SourceLine] {
    text.withUnsafeBytes { bytes in bytes.lines.map { SourceLine(text[$0]) } }
  }

  static func first(
    _ count: Int, of text: UnsafeRawBufferPointer, from place: Int
  ) -> [SourceLine] {
    text.lines(in: place..<text.count).prefix(count).map { SourceLine(Array(text[$0])[...]) }
  }

  /// - Parameter place: where a line begins.
  static func last(
    _ count: Int, of text: UnsafeRawBufferPointer, before place: Int
  ) -> [SourceLine] {
    var start = place
    for _ in 0..<count where start > 0 {
      start -= 1
      while start > 0, text[start - 1] != .newline { start -= 1 }
    }
    return text.lines(in: start..<place).map { SourceLine(Array(text[$0])[...]) }
  }
}

extension SourceLine {
  /// Whether it is a comment, or a part of one, as far as the line alone shows.
  var isComment: Bool {
    let line = trimmed
    return line.starts(with: "/*".utf8) || line.starts(with: "//".utf8)
      || line.first == UInt8(ascii: "*")
        && (line.count == 1 || [0x20, 0x09, 0x2F, 0x2A].contains(line[line.startIndex + 1]))
  }

  /// The identifiers outside of comments, strings and characters, in order.
  var identifiers: [ArraySlice<UInt8>] {
    guard !isComment else { return [] }
    var found: [ArraySlice<UInt8>] = []
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        place += 1
        while place < bytes.endIndex, bytes[place] != byte {
          place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        place += 1
      } else if byte == UInt8(ascii: "/"), place + 1 < bytes.endIndex,
        bytes[place + 1] == byte || bytes[place + 1] == UInt8(ascii: "*")
      {
        return found  // Code after a comment on the same line is rare.
      } else if byte.isIdentifierByte {
        let start = place
        while place < bytes.endIndex, bytes[place].isIdentifierByte { place += 1 }
        if !bytes[start].isDigit { found.append(bytes[start..<place]) }
      } else {
        place += 1
      }
    }
    return found
  }
}
