/// Where a symptom comes from, and how much of it was used.
public struct SymptomSource: Hashable, Sendable {
  /// A path, or `standard input`.
  public let name: String
  public let lineCount, byteCount: Int
  /// Lines that the ranker got, wholly or in part; counted from 1, in order.
  public let usedLines: [ClosedRange<Int>]
  public let usedByteCount: Int
  /// Whether there was more than anyone wanted to read; the counts are of what was read.
  public let isCut: Bool

  public init(
    name: String, lineCount: Int, byteCount: Int, usedLines: [ClosedRange<Int>],
    usedByteCount: Int, isCut: Bool = false
  ) {
    (self.name, self.lineCount, self.byteCount) = (name, lineCount, byteCount)
    (self.usedLines, self.usedByteCount, self.isCut) = (usedLines, usedByteCount, isCut)
  }

  public var isWhole: Bool { usedByteCount == byteCount && !isCut }

  public var usedLineCount: Int { usedLines.reduce(0) { $0 + $1.count } }
}
