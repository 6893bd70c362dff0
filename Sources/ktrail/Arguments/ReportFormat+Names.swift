public import ArgumentParser
import ChangeModel
import Foundation
public import Reports

extension ReportFormat: ExpressibleByArgument {
  /// Reads a format by its own name, or as a file of it ends: `md`, `text`.
  public init?(argument: String) {
    let name = argument.lowercased()
    guard let format = Self(rawValue: name) ?? Self.endings[name] else { return nil }
    self = format
  }

  private static let endings: [String: ReportFormat] = [
    "html": .html, "htm": .html, "md": .markdown, "markdown": .markdown, "json": .json,
    "txt": .terminal, "text": .terminal, "log": .terminal, "out": .terminal,
  ]

  /// The format that the name of a file says; `nil` for a name that says none.
  init?(nameOf file: String) {
    guard let format = Self.endings[Self.ending(of: file)] else { return nil }
    self = format
  }

  private static func ending(of file: String) -> String {
    (file as NSString).pathExtension.lowercased()
  }

  /// Refuses a file whose name promises something else than is going to be in it.
  static func check(_ format: ReportFormat?, writtenTo file: String?) throws {
    guard let file else { return }
    let ending = ending(of: file)
    if let format {
      if let promised = endings[ending], promised != format, promised != .terminal {
        throw ValidationError(
          "--output \(file.inert()) and --format \(format.rawValue) contradict each other: rename the file, or leave --format out."
        )
      }
    } else if endings[ending] == nil, (2...5).contains(ending.utf8.count),
      ending.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
    {
      // What is not all letters is rather the end of a version, as in kernel-4.4.157.
      throw ValidationError(
        "--output \(file.inert()): .\(ending) is not a format that ktrail writes; name it .html, .md, .json or .txt, or pass --format."
      )
    }
  }
}
