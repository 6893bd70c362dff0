/// A line of a file of fitted numbers: a name, then fields, of which most are numbers. `#` begins a comment.
package struct NumberRow {
  /// From 1.
  package let line: Int
  package let name: String
  package let fields: [Substring]
  /// The fields that are finite numbers.
  package let numbers: [Double]
  /// The whole line, for errors.
  package let text: Substring

  /// A file of numbers that cannot be used.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    /// From 1.
    package let line: Int
    package let reason: String
    package var description: String { "weights.txt:\(line): \(reason)" }

    package init(line: Int, reason: String) { (self.line, self.reason) = (line, reason) }
  }

  /// The lines that have anything but a comment.
  package static func rows(of text: String) -> [NumberRow] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return zip(1..., lines).compactMap { number, line in
      let fields = line.prefix { $0 != "#" }.split(separator: " ")
      guard let name = fields.first else { return nil }
      return NumberRow(
        line: number, name: String(name), fields: Array(fields.dropFirst()),
        numbers: fields.dropFirst().compactMap { Double($0) }.filter(\.isFinite), text: line)
    }
  }

  package func failure(_ reason: String) -> Failure { Failure(line: line, reason: reason) }

  package func expected(_ what: String) -> Failure {
    failure("expected \(what), found \"\(text)\"")
  }
}

extension Double {
  /// As such files have it.
  package var fourDigits: String { "\((self * 10_000).rounded() / 10_000)" }
}

extension String {
  /// To so many characters; with the blanks before the text if the width is negative.
  package func padded(_ width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - count))
    return width < 0 ? blanks + self : self + blanks
  }
}
