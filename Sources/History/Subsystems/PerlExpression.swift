import Foundation

/// An expression as Perl reads it with `/x`, blanks in it ignored; made when it is first needed.
///
/// Most texts are told off by a piece of plain text that a match must have. What is no expression matches nothing.
final class PerlExpression {
  private let source: ArraySlice<UInt8>
  private let isGlob: Bool
  private lazy var needed = isGlob ? [] : Self.neededText(of: source)
  private lazy var compiled = compile()

  init(_ source: ArraySlice<UInt8>) {
    self.source = source
    isGlob = false
  }

  /// A pattern of `F:`, which only has to match the start; there blanks count.
  init(glob: ArraySlice<UInt8>) {
    source = glob
    isGlob = true
  }

  func matches(_ text: ArraySlice<UInt8>) -> Bool {
    guard needed.isEmpty || Self.contains(text, needed), let compiled else { return false }
    let text = String(decoding: text, as: UTF8.self)
    return compiled.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }

  private func compile() -> NSRegularExpression? {
    let text = String(decoding: source, as: UTF8.self)
    guard isGlob else {
      return try? NSRegularExpression(pattern: text, options: .allowCommentsAndWhitespace)
    }
    let expression = text.replacing(".", with: "\\.").replacing("*", with: ".*")
      .replacing("?", with: ".")
    return try? NSRegularExpression(pattern: "^" + expression)
  }

  /// The longest run of letters and digits outside of all brackets that a match must have; empty if that is not plain
  /// to see.
  private static func neededText(of source: ArraySlice<UInt8>) -> [UInt8] {
    var (longest, run): ([UInt8], [UInt8]) = ([], [])
    var depth = 0
    for byte in source {
      switch byte {
      case UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "#"): return []
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
        if depth == 0 { run.append(byte) }
        continue
      // What may be repeated may be absent.
      case UInt8(ascii: "*"), UInt8(ascii: "{"): _ = run.popLast()
      case UInt8(ascii: "?"):
        // `(?i)` and its like change what the rest means.
        if depth > 0 { return [] }
        _ = run.popLast()
      default: break
      }
      if run.count > longest.count { longest = run }
      run = []
      if [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")].contains(byte) { depth += 1 }
      if [UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(byte) { depth -= 1 }
    }
    return run.count > longest.count ? run : longest
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
    var rest = text
    while let start = rest.firstIndex(of: part[0]) {
      rest = rest[start...]
      if rest.starts(with: part) { return true }
      rest.removeFirst()
    }
    return false
  }
}
