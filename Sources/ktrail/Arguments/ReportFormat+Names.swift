public import ArgumentParser
import ChangeModel
public import Reports
import Text

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
    "sarif": .sarif, "xml": .junit,
  ]

  /// What the formats' own documents advise for the names of files.
  private static let longEndings: [(ending: String, format: ReportFormat)] = [
    (".sarif.json", .sarif), (".openvex.json", .openVEX), (".vex.json", .openVEX),
    (".cdx.json", .cycloneDX),
  ]

  /// The format that the name of a file says; `nil` for a name that says none.
  init?(nameOf file: String) {
    let name = file.lowercased()
    guard
      let format = Self.longEndings.first(where: { name.hasSuffix($0.ending) })?.format
        ?? Self.endings[Self.ending(of: file)]
    else { return nil }
    self = format
  }

  /// Whether a file that is named as if of another format may hold this one.
  private func mayBe(in promised: ReportFormat) -> Bool {
    switch promised {
    case .terminal: true
    case .json: [.sarif, .gitLab, .openVEX, .cycloneDX].contains(self)
    case .markdown: [.shortMarkdown, .gitHubSummary].contains(self)
    default: false
    }
  }

  private static func ending(of file: String) -> String {
    let name = file.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// Refuses a file whose name promises something else than is going to be in it.
  static func check(_ format: ReportFormat?, writtenTo file: String) throws {
    if let format {
      if let promised = ReportFormat(nameOf: file), promised != format, !format.mayBe(in: promised)
      {
        throw ValidationError(
          "--output \(file.inert()) and the format \(format.rawValue) contradict each other: rename the file, or leave the format out."
        )
      }
      return
    }
    let ending = ending(of: file)
    if endings[ending] == nil, (2...5).contains(ending.utf8.count),
      ending.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
    {
      // What is not all letters is rather the end of a version, as in kernel-4.4.157.
      throw ValidationError(
        "--output \(file.inert()): .\(ending) is not a format that ktrail writes; name it .html, .md, .json or .txt (of report also .sarif or .xml), or write FORMAT:\(file.inert())."
      )
    }
  }
}
