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
  /// Of ``usedLines``, those that were not read as a symptom.
  public let leftOut: [Symptom.LeftOut]

  public init(
    name: String, lineCount: Int, byteCount: Int, usedLines: [ClosedRange<Int>],
    usedByteCount: Int, isCut: Bool = false, leftOut: [Symptom.LeftOut] = []
  ) {
    (self.name, self.lineCount, self.byteCount) = (name, lineCount, byteCount)
    (self.usedLines, self.usedByteCount, self.isCut) = (usedLines, usedByteCount, isCut)
    self.leftOut = leftOut
  }

  /// The same source, with what was left out of it.
  public func leavingOut(_ leftOut: [Symptom.LeftOut]) -> SymptomSource {
    SymptomSource(
      name: name, lineCount: lineCount, byteCount: byteCount, usedLines: usedLines,
      usedByteCount: usedByteCount, isCut: isCut, leftOut: leftOut)
  }

  public var isWhole: Bool { usedByteCount == byteCount && !isCut }

  public var usedLineCount: Int { usedLines.reduce(0) { $0 + $1.count } }
}
