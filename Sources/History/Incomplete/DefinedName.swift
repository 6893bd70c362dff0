internal import Git
internal import Text

extension SourceLine {
  /// The name that a line of C defines or declares: a function, macro, type, field, variable, or a constant of an enumeration.
  ///
  /// Judged by the line alone. Declarations of several names count for the last.
  var definedName: ArraySlice<UInt8>? {
    let line = trimmed
    guard let first = line.first, !isComment else { return nil }
    let words = identifiers
    if first == UInt8(ascii: "#") {
      return words.count > 1 && words[0].elementsEqual("define".utf8) ? words[1] : nil
    }
    guard let word = words.first, first.isLetter || first == UInt8(ascii: "_") else { return nil }
    let isType = ["struct", "union", "enum"].contains { word.elementsEqual($0.utf8) }
    if isType, words.count == 2, line.last == UInt8(ascii: "{") { return words[1] }
    if Self.statements.contains(where: { word.elementsEqual($0.utf8) }) { return nil }
    // `NAME,` and `NAME = 3,`
    if word[word.startIndex].isUpper, line.last == UInt8(ascii: ","),
      words.count == 1 || line[word.endIndex...].drop(while: \.isBlank).first == UInt8(ascii: "="),
      !line.contains(UInt8(ascii: "("))
    {
      return word
    }
    if let open = line.firstIndex(of: UInt8(ascii: "(")) {
      // A function begins in the first column; elsewhere it is called.
      guard bytes.first == first, let name = words.last(where: { $0.endIndex <= open }),
        line[name.endIndex..<open].allSatisfy(\.isBlank), name.startIndex > word.startIndex
      else { return nil }
      return name
    }
    guard line.last == UInt8(ascii: ";") else { return nil }
    let end = line.firstIndex {
      [UInt8(ascii: "="), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ";")].contains($0)
    }
    // Between the type and the name there are blanks and stars only.
    guard let end, let name = words.last(where: { $0.endIndex <= end }),
      name.startIndex > word.startIndex,
      line[..<end].allSatisfy({
        $0.isIdentifierByte || $0.isBlank || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: ",")
      })
    else { return nil }
    return name
  }

  private static let statements = [
    "return", "goto", "if", "else", "for", "while", "do", "switch", "case", "default", "sizeof",
    "break", "continue",
  ]
}
