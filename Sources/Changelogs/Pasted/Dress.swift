import Text

/// What stands before each line of a quoted or indented text: `> `, `> > `, `| `, blanks.
struct Dress {
  /// The marks of a quotation, `>` or `|`, as many as there are.
  private let depth: Int
  private let marks: (UInt8, UInt8)
  /// How many blanks stand between the last mark and the text.
  private let blanks: Int
  /// In the line that it was found in.
  let length: Int
  /// Where a line starts that lacks it, as the first of a selection does.
  private var bareLine: Int?

  /// What stands before a line of a changelog; `nil` if nothing does.
  init?(before line: ByteText) {
    var depth = 0
    var blanks = 0
    var length = 0
    var marks: (UInt8, UInt8) = (0, 0)
    while let byte = line.byte(at: length), byte.isBlank || byte.quotes {
      if byte.quotes {
        (depth, blanks) = (depth + 1, 0)
        marks = (byte, depth == 1 ? byte : marks.0)
      } else {
        blanks += 1
      }
      length += 1
    }
    guard length > 0 else { return nil }
    (self.depth, self.marks, self.blanks, self.length) = (depth, marks, blanks, length)
  }

  /// The marks before the next line that is not blank, if there are any before it but not before `line`.
  init?(quoting bytes: [UInt8], below line: Range<Int>) {
    var reader = LineReader(bytes, range: min(line.upperBound + 1, bytes.count)..<bytes.count)
    bareLine = line.lowerBound
    while let next = reader.nextLine() {
      let text = ByteText(bytes, next)
      guard !text.trimmed.isEmpty else { continue }
      guard let dress = Dress(before: text), dress.depth > 0 else { return nil }
      (depth, marks, length) = (dress.depth, dress.marks, dress.length)
      blanks = min(dress.blanks, 1)
      return
    }
    return nil
  }

  /// The text without it, and of each line whether it is not of the quoted text; empty for one that is
  /// not quoted.
  func takenOff(_ bytes: [UInt8]) -> ([UInt8], isForeign: [Bool]) {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isForeign: [Bool] = []
    var previous: ByteText?
    var reader = LineReader(bytes)
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line)
      let (found, content) = taken(off: text)
      let isBlank = content.trimmed.isEmpty
      if found >= depth || isBlank || line.lowerBound == bareLine {
        result += isBlank ? [] : content.slice
        isForeign.append(false)
        previous = isBlank ? nil : text
      } else {
        // A mail program that wraps long lines marks the first part alone.
        let isWrapped = previous.map { $0.count >= Self.longLine } ?? false
        result += text.slice
        isForeign.append(!isWrapped)
        previous = isWrapped ? text : nil
      }
      result.append(.newline)
    }
    if bytes.last != .newline { result.removeLast() }
    return (result, depth > 0 ? isForeign : [])
  }

  /// The text without what stands before its first line, if that stands before all of them.
  static func takenOffAll(_ bytes: [UInt8]) -> [UInt8]? {
    var reader = LineReader(bytes)
    var first: Dress?
    while first == nil, let line = reader.nextLine() {
      let text = ByteText(bytes, line)
      if text.trimmed.isEmpty { continue }
      guard let dress = Dress(before: text) else { return nil }
      first = dress
    }
    guard let first else { return nil }
    let (result, isForeign) = first.takenOff(bytes)
    return isForeign.contains(true) ? nil : result
  }

  /// No mail program wraps shorter lines.
  private static let longLine = 60

  private func taken(off line: ByteText) -> (depth: Int, content: ByteText) {
    var content = line
    var found = 0
    while depth > 0, let offset = content.offset(where: { !$0.isBlank }),
      let byte = content.byte(at: offset), byte == marks.0 || byte == marks.1
    {
      content = content.dropFirst(offset + 1)
      found += 1
    }
    let indent = content.offset { !$0.isBlank } ?? content.count
    return (found, content.dropFirst(min(indent, blanks)))
  }
}

extension UInt8 {
  fileprivate var quotes: Bool { self == UInt8(ascii: ">") || self == UInt8(ascii: "|") }
}
