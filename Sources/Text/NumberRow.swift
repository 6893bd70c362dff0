/// A line of a file of fitted numbers: a name, then fields, of which most are numbers. `#` begins a comment.
package struct NumberRow {
  private let file: String
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
    package let file: String
    /// From 1.
    package let line: Int
    package let reason: String
    package var description: String { "\(file):\(line): \(reason)" }

    package init(file: String = weights, line: Int, reason: String) {
      (self.file, self.line, self.reason) = (file, line, reason)
    }
  }

  package static let weights = "weights.txt"

  /// The lines that have anything but a comment.
  ///
  /// - Parameter file: what errors call it.
  package static func rows(of text: String, file: String = weights) -> [NumberRow] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return zip(1..., lines).compactMap { number, line in
      let fields = line.prefix { $0 != "#" }.split(separator: " ")
      guard let name = fields.first else { return nil }
      return NumberRow(
        file: file, line: number, name: String(name), fields: Array(fields.dropFirst()),
        numbers: fields.dropFirst().compactMap { Double($0) }.filter(\.isFinite), text: line)
    }
  }

  package func failure(_ reason: String) -> Failure {
    Failure(file: file, line: line, reason: reason)
  }

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
