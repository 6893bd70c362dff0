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
    // Bytes: to Characters, CRLF is no newline, nor a colon before a combining mark a colon.
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    for line in body.utf8.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.prefix(30).firstIndex(of: UInt8(ascii: ":")) else { continue }
      var rest = line[line.index(after: colon)...].drop(while: isBlank)
      while let last = rest.last, isBlank(last) { rest.removeLast() }
      let value = Substring(rest)
      guard !value.isEmpty else { continue }
      switch Substring(line[..<colon]).lowercased() {
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
    let digits = value[start...].prefix { $0.isASCII && $0.isHexDigit }
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
