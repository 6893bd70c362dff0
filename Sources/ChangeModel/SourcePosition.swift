/// A place in a text the user gave: prints as `file:line` or `file:line:column`, counted from 1.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let column: Int?

  public init(file: String, line: Int, column: Int? = nil) {
    (self.file, self.line, self.column) = (file, line, column)
  }

  public var description: String {
    column.map { "\(file):\(line):\($0)" } ?? "\(file):\(line)"
  }
}

extension SourcePosition: Comparable {
  /// By file, then by line and column.
  public static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column ?? 0) < (right.file, right.line, right.column ?? 0)
  }
}
