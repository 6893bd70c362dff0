internal import ChangeModel

/// Writes the findings as commands to the runner of GitHub Actions, a line each: `::error file=…,line=…,title=…::…`.
///
/// GitHub shows ten of each level for a step, so the worst come first, and the tenth says how many there are besides.
/// In a message `%`, CR and LF are escaped, in a property `:` and `,` as well.
struct GitHubAnnotations {
  static let mostShown = 10

  private let report: PipelineReport
  private let place: SourcePosition?

  init(_ report: PipelineReport, at place: SourcePosition?) {
    (self.report, self.place) = (report, place)
  }

  var text: String {
    let findings = report.findings.filter { $0.waiver == nil }
    return [PipelineFinding.Level.error, .warning, .note].map { level in
      let those = findings.filter { $0.level == level }
      let shown = those.count > Self.mostShown ? Self.mostShown - 1 : those.count
      let lines = those.prefix(shown).map { command(level, $0.rule.title, report.message(of: $0)) }
      let more = those.count - shown
      return lines.joined()
        + (more > 0
          ? command(
            level, "\(more.grouped) more",
            "There are \(more.grouped) more findings of this level: \(counts(those.dropFirst(shown))). The report has them."
          ) : "")
    }.joined()
  }

  /// `23 missing fixes, 4 open CVEs`
  private func counts(_ findings: ArraySlice<PipelineFinding>) -> String {
    PipelineRule.all.compactMap { rule in
      let count = findings.count { $0.rule == rule }
      return count == 0 ? nil : "\(rule.id): \(count.grouped)"
    }.joined(separator: ", ")
  }

  private func command(_ level: PipelineFinding.Level, _ title: String, _ message: String) -> String
  {
    let name =
      switch level {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    let properties =
      (place.map { [("file", $0.file), ("line", "\($0.line)")] } ?? []) + [("title", title)]
    let list = properties.map { "\($0)=\(Self.property($1))" }.joined(separator: ",")
    return "::\(name) \(list)::\(Self.data(message))\n"
  }

  static func data(_ text: String) -> String { escaped(text, "%\r\n") }
  static func property(_ text: String) -> String { escaped(text, "%\r\n:,") }

  /// Byte by byte: a mark after one of these would make another character of both.
  private static func escaped(_ text: String, _ special: String) -> String {
    var result: [UInt8] = []
    for byte in text.inert(keepingLines: true).utf8 {
      if special.utf8.contains(byte) {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
