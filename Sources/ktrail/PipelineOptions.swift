import ArgumentParser
import ChangeModel
import FoundationEssentials
import Investigation
import Reports

/// What the formats for pipelines ask beside the report.
struct PipelineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The line that pins the kernel, in a file of your repository: the place of findings in SARIF, GitHub and GitLab.",
      valueName: "file:line"), completion: .anyFile)
  var at: String?
  @Flag(help: "With Markdown: only what fits into the comment of a pull request.") var short = false

  func validate() throws { _ = try named }

  private var named: SourcePosition? {
    get throws {
      guard let at else { return nil }
      guard let colon = at.utf8.lastIndex(of: UInt8(ascii: ":")),
        let line = Int(Substring(at.utf8[at.utf8.index(after: colon)...])), line > 0,
        colon != at.utf8.startIndex
      else {
        throw ValidationError(
          "--at takes a file and a line, such as images/kernel.txt:3, found \"\(at.inert())\".")
      }
      return SourcePosition(
        file: try Self.relative(String(Substring(at.utf8[..<colon]))), line: line)
    }
  }

  /// Pipelines look for a file from the root of the repository that they check.
  private static func relative(_ path: String) throws -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard !path.hasPrefix("/"), !parts.contains(".."), !parts.isEmpty else {
      throw ValidationError(
        "--at takes a path from the root of your repository, found \"\(path.inert())\".")
    }
    return parts.joined(separator: "/")
  }

  /// The place of the findings, which are about the kernel that was chosen of several.
  func place(_ report: Report) -> SourcePosition? {
    guard case .upgrade(let report) = report else { return nil }
    return place(report.newOperand)
  }

  /// The place of the findings: the one that is named, or the first line of NEW if that is a file of the repository.
  private func place(_ new: String) -> SourcePosition? {
    if let named = try? named { return named }
    var isDirectory = false
    guard let file = try? Self.relative(new),
      FileManager.default.fileExists(atPath: new, isDirectory: &isDirectory), !isDirectory
    else { return nil }
    return SourcePosition(file: file, line: 1)
  }

  /// Refuses what the chosen formats cannot do without, and what they have no use for.
  ///
  /// - Parameter new: all kernels that the report may be about, as far as they are named; empty if not all are.
  func check(_ formats: Set<ReportFormat>, new: [String], cveData: String?) throws {
    if at != nil, !formats.contains(where: \.hasPlaces) {
      throw ValidationError("--at goes with the formats sarif, github and gitlab.")
    }
    if short, !formats.contains(.markdown) {
      throw ValidationError("--short goes with the format markdown.")
    }
    if formats.contains(.gitLab), at == nil,
      new.isEmpty || new.contains(where: { place($0) == nil })
    {
      throw ValidationError(
        "The format gitlab needs the line that pins the kernel, since GitLab shows no finding without one: --at FILE:LINE."
      )
    }
    if let format = formats.filter(\.isVEX).min(by: { $0.rawValue < $1.rawValue }), cveData == nil {
      throw ValidationError(
        "The format \(format.rawValue) needs data on CVEs: pass --cve-data DIR, a clone of the kernel's vulns repository."
      )
    }
  }
}
