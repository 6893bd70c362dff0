import ArgumentParser
import ChangeModel
import Reports
import Text

/// Where an answer goes, and how it is written there.
struct OutputTarget: Hashable {
  let format: ReportFormat
  /// `nil` where nobody named one, and for standard output.
  let path: String?

  init(format: ReportFormat) { (self.format, path) = (format, nil) }

  /// Reads `FILE` or `FORMAT:FILE`.
  ///
  /// - Parameter named: what `--format` or `--json` says.
  init(_ text: String, format named: ReportFormat?) throws {
    let (said, file) = try Self.parts(of: text)
    if let said, let named, said != named {
      throw ValidationError(
        "--output \(text.inert()) and --format \(named.rawValue) contradict each other; leave one out."
      )
    }
    try ReportFormat.check(said ?? named, writtenTo: file)
    format = said ?? named ?? ReportFormat(nameOf: file) ?? .terminal
    path = file
  }

  private static func parts(of text: String) throws -> (format: ReportFormat?, file: String) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return (nil, text) }
    let name = String(Substring(text.utf8[..<colon]))
    let file = String(Substring(text.utf8[text.utf8.index(after: colon)...]))
    if let format = ReportFormat(argument: name) {
      guard !file.isEmpty else {
        throw ValidationError("--output \(text.inert()) names no file; write \(name):FILE.")
      }
      return (format, file)
    }
    // A path, or a name with a number in it, is rather that of a file.
    let isWord = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
    }
    guard isWord, name.utf8.count > 1 else { return (nil, text) }
    let nearest = ReportFormat.allCases.map(\.rawValue).nearest(to: name)
    throw ValidationError(
      """
      --output \(text.inert()): \(name.inert()) is not a format\
      \(nearest.isEmpty ? "" : "; did you mean \(nearest.joined(separator: " or "))?") \
      Write ./\(text.inert()) for a file of that name.
      """)
  }

  /// Whether it goes where the terminal is.
  var isStandardOutput: Bool {
    path == nil || path == "-" || path == "/dev/stdout" || path == "/dev/fd/1"
  }
}
