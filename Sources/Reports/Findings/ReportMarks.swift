internal import ChangeModel

/// Who reported what a commit repairs, and where, as its message says it.
struct ReportMarks: Hashable, Sendable {
  /// Names and addresses of people and robots.
  var reporters: [String] = []
  /// Ids of syzbot: the digits between `syzbot+` and `@`.
  var syzbot: [String] = []
  /// Addresses of reports, threads and bug trackers.
  var links: [String] = []

  var isEmpty: Bool { reporters.isEmpty && syzbot.isEmpty && links.isEmpty }

  /// Reads the trailers `Reported-by:` (also `Reported-and-tested-by:`), `Closes:`, `Link:`, `BugLink:` and `Bugzilla:`.
  ///
  /// A bare `Link:` is where the patch was sent, so alone it is no report; it counts beside a reporter.
  init(body: String) {
    var patchLinks: [String] = []
    for line in body.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":"),
        line.distance(from: line.startIndex, to: colon) < 30
      else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      guard !value.isEmpty else { continue }
      switch line[..<colon].lowercased() {
      case let key where key.hasPrefix("reported-") && key.hasSuffix("by"):
        reporters.append(String(value))
        if let id = Self.syzbotID(in: value) { syzbot.append(id) }
      case "closes", "buglink", "bugzilla": links.append(String(value))
      case "link": patchLinks.append(String(value))
      default: break
      }
    }
    if !reporters.isEmpty { links += patchLinks }
  }

  private static func syzbotID(in value: Substring) -> String? {
    guard let start = value.firstRange(of: "syzbot+")?.upperBound else { return nil }
    let digits = value[start...].prefix { $0.isHexDigit }
    return digits.isEmpty ? nil : String(digits)
  }
}

extension Findings {
  /// Changes that somebody's report led to, in their order.
  var reported: [(change: EnrichedChange, marks: ReportMarks)] {
    report.changes.compactMap { change in
      let marks = ReportMarks(body: change.commit.body)
      return marks.isEmpty ? nil : (change, marks)
    }
  }
}
