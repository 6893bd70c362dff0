public import ChangeModel
import Text

/// The part of what a user saw that the ranker gets, and where it stood.
public struct SymptomExcerpt: Hashable, Sendable {
  public let text: String
  public let source: SymptomSource
  /// By line of ``text``: which one of the source it is, from 1.
  public let lineNumbers: [Int]
}

/// Reads a symptom of any size, chunk by chunk, and keeps what is informative of it.
///
/// Up to 256 KiB of text are used whole. Of more, or of text between NULs, these are kept, in the order of the input:
/// - kernel reports (oops, BUG, WARNING, sanitizers, lockdep, hung tasks, panics) from their heading to the end of their
///   trace: the first 6 and the last 4 that differ, each up to 150 lines and 16 KiB;
/// - lines that mention errors, failures or mounts: the first 100 and the last 100 that differ by more than numbers;
/// - prose among the first 60 lines, and the last 20 lines.
///
/// A line of more than 4 KiB is taken for several. What is kept does not depend on how the input is cut into chunks.
///
/// - Complexity: O(size of the input), some 2 ns a byte; memory is bounded, whatever the input.
public struct SymptomExcerptReader {
  /// What became of the input.
  public enum Outcome: Hashable, Sendable {
    case excerpt(SymptomExcerpt)
    /// Nothing but blanks.
    case empty
    /// Bytes that are not text, and no line of a kernel's report among them.
    case binary
  }

  /// More than anybody writes by hand, and than a report of the kernel has.
  public static let wholeLimit = 256 << 10

  private let name: String
  /// The input as far as it may still be used whole.
  private var start: [UInt8] = []
  private var splitter: PieceSplitter?
  private var byteCount = 0

  /// - Parameter name: what the source is called in the report.
  public init(name: String) { self.name = name }

  public mutating func read(_ chunk: UnsafeRawBufferPointer) {
    byteCount += chunk.count
    if splitter == nil {
      start += chunk
      if start.count > Self.wholeLimit { beginSplitting() }
    } else {
      splitter?.read(chunk)
    }
  }

  /// - Parameter isCut: whether the input goes on, but is not read any further.
  public mutating func finish(isCut: Bool = false) -> Outcome {
    if splitter == nil, start.contains(0) { beginSplitting() }
    guard splitter != nil else { return whole(isCut) }
    splitter?.finish()
    guard let splitter else { return .empty }
    let pieces = splitter.selection.pieces
    guard !pieces.isEmpty else { return splitter.hasNULs ? .binary : .empty }
    if splitter.hasNULs, !splitter.selection.hasReports,
      splitter.selection.textBytes < byteCount / 2
    {
      return .binary
    }
    let ranges = Symptom.LeftOut.ranges(of: pieces.lazy.map(\.line))
    let bytes = Array(pieces.map(\.bytes).joined(separator: [UInt8(ascii: "\n")]))
    return .excerpt(
      SymptomExcerpt(
        text: String(decoding: bytes, as: UTF8.self).unwrapped,
        source: SymptomSource(
          name: name, lineCount: splitter.lineCount, byteCount: byteCount, usedLines: ranges,
          usedByteCount: pieces.reduce(0) { $0 + $1.bytes.count }, isCut: isCut),
        lineNumbers: pieces.map(\.line)))
  }

  private mutating func beginSplitting() {
    var splitter = PieceSplitter()
    start.withUnsafeBytes { splitter.read($0) }
    self.splitter = splitter
    start = []
  }

  /// UTF-8, or Latin-1 where it is not.
  private func whole(_ isCut: Bool) -> Outcome {
    let text = String(utf8OrLatin1: start).unwrapped
    guard text.contains(where: { !$0.isWhitespace }) else { return .empty }
    let newline = UInt8(ascii: "\n")
    let lines = start.count { $0 == newline } + (start.last == newline ? 0 : 1)
    return .excerpt(
      SymptomExcerpt(
        text: text,
        source: SymptomSource(
          name: name, lineCount: lines, byteCount: byteCount, usedLines: [1...max(1, lines)],
          usedByteCount: byteCount, isCut: isCut), lineNumbers: Array(1...max(1, lines))))
  }
}
