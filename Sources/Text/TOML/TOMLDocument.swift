/// What a text in TOML 1.0 says, in the order in which it says it, and where.
///
/// All of TOML is read (https://toml.io/en/v1.0.0), with two limits: integers have 64 bits, as TOML asks for at least, and
/// no value lies more than ``deepest`` levels deep.
package struct TOMLDocument: Hashable, Sendable {
  package let root: TOMLTable
  private let lines: TOMLLines

  package static let deepest = 100

  /// - Throws: what is wrong first, and where.
  /// - Complexity: O(*n*)
  package init(_ bytes: [UInt8]) throws(TOMLError) {
    var reader = try TOMLReader(bytes)
    root = try reader.document()
    lines = TOMLLines(reader.bytes)
  }

  /// The place of an offset that an item of this document has.
  package func place(of offset: Int) -> TextPlace { lines.place(of: offset) }
}

/// A line and a column of a text, both counted from 1; columns are counted in Unicode scalars.
package struct TextPlace: Hashable, Sendable {
  package let line, column: Int
}

package enum TOMLValue: Hashable, Sendable {
  case string(String)
  case integer(Int64)
  case float(Double)
  case boolean(Bool)
  /// A date, a time, or both, as it is written.
  case time(String)
  case array([TOMLElement])
  case table(TOMLTable)
}

/// A value of an array.
package struct TOMLElement: Hashable, Sendable {
  package let value: TOMLValue
  /// Where it begins; see ``TOMLDocument/place(of:)``.
  package let offset: Int
}

/// Names with their values, in the order of the text.
package struct TOMLTable: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let name: String
    /// Where the name stands that gave it its value; of a table, where that is named first.
    package let offset: Int
    package let element: TOMLElement
    package var value: TOMLValue { element.value }
  }

  package let members: [Member]

  package subscript(name: String) -> TOMLValue? { members.first { $0.name == name }?.value }
}

/// What is wrong with a text that ought to be TOML.
package struct TOMLError: Error, Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    case notText
    case control
    case noKey
    case noEquals
    case noValue
    /// A word that is not a value: `on`, `1.2.3`.
    case notAValue(String)
    case tooLarge(String)
    case unquoted
    case unclosedString
    case unclosedArray
    case unclosedTable
    case badEscape
    case moreAfterStatement
    case unclosedHeading
    /// The key has a value, or is a table that is complete.
    case twice(String)
    case tooDeep
  }

  package let problem: Problem
  package let place: TextPlace
}

extension TOMLError: CustomStringConvertible {
  /// Without the place.
  package var description: String {
    switch problem {
    case .notText: "this is not UTF-8"
    case .control:
      "a control character cannot stand here; in a string in double quotes write \\u0000 and the like"
    case .noKey: "a key is expected here: letters, digits, - and _, or a string"
    case .noEquals: "= and a value are expected after the key"
    case .noValue: "a value is expected here"
    case .notAValue(let word):
      "\(word) is not a value; text stands in quotes, and the other values are true, false, numbers, arrays and tables"
    case .tooLarge(let word): "\(word) has more than 64 bits"
    case .unquoted: "text stands in quotes"
    case .unclosedString: "the string that begins here does not end"
    case .unclosedArray: "a comma or ] is expected here, in the array"
    case .unclosedTable:
      "a comma or } is expected here, in the table in braces, which stands on one line"
    case .badEscape:
      "after \\ stands one of b, t, n, f, r, \", \\, u with 4 or U with 8 hexadecimal digits of a character; a string in single quotes has no escapes"
    case .moreAfterStatement: "the line should end here"
    case .unclosedHeading: "] is expected here"
    case .twice(let name): "\(name) is there already"
    case .tooDeep: "this lies more than \(TOMLDocument.deepest) levels deep"
    }
  }
}

/// Finds the lines of a text again.
struct TOMLLines: Hashable, Sendable {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func place(of offset: Int) -> TextPlace {
    let before = bytes.prefix(offset)
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return TextPlace(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      // Bytes that go on with a character are none of their own.
      column: before[start...].count { $0 & 0xC0 != 0x80 } + 1)
  }
}
