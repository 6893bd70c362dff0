public import ChangeModel
import Text

/// Who reported what a commit repairs, and where, as its message says it.
public struct ReportMarks: Hashable, Sendable {
  /// Names and addresses of people and robots.
  public private(set) var reporters: [String] = []
  /// Ids of syzbot: the digits between `syzbot+` and `@`.
  public private(set) var syzbot: [String] = []
  /// Addresses of reports, threads and bug trackers.
  public private(set) var links: [String] = []
  /// The same, and where patches were sent.
  public private(set) var allLinks: [String] = []

  public var isEmpty: Bool { reporters.isEmpty && syzbot.isEmpty && links.isEmpty }

  /// Reads the trailers `Reported-by:` (also `Reported-and-tested-by:`), `Closes:`, `Link:`, `BugLink:` and `Bugzilla:`.
  ///
  /// A bare `Link:` is where the patch was sent, so alone it is not a report; it counts beside a reporter.
  public init(body: String) {
    var patchLinks: [String] = []
    // Bytes: to Characters, CRLF is not a newline, nor a colon before a combining mark a colon.
    for line in body.utf8.split(separator: .newline) {
      guard let trailer = Trailer(line), !trailer.value.isEmpty else { continue }
      let value = Substring(trailer.value)
      switch Substring(trailer.key).lowercased() {
      case let key where key.hasPrefix("reported-") && key.hasSuffix("by"):
        reporters.append(String(value))
        if let id = Self.syzbotID(in: value) { syzbot.append(id) }
      case "closes", "buglink", "bugzilla": links.append(String(value))
      case "link": patchLinks.append(String(value))
      default: break
      }
    }
    allLinks = links + patchLinks
    if !reporters.isEmpty { links += patchLinks }
  }

  private static func syzbotID(in value: Substring) -> String? {
    guard let start = value.firstRange(of: "syzbot+")?.upperBound else { return nil }
    let digits = value[start...].prefix { $0.isASCII && $0.isHexDigit }
    return digits.isEmpty ? nil : String(digits)
  }
}

/// A change that somebody's report led to.
public struct ReportedChange: Hashable, Sendable {
  public let change: EnrichedChange
  public let marks: ReportMarks

  static func all(of changes: [EnrichedChange]) -> [ReportedChange] {
    changes.compactMap { change in
      let marks = ReportMarks(body: change.commit.body)
      return marks.isEmpty ? nil : ReportedChange(change: change, marks: marks)
    }
  }
}
