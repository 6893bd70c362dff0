internal import Assessment

extension Criterion {
  /// A clause: `more than 5 % of the entries led to no certain commit`.
  var words: String {
    let isAny = threshold == 0
    return switch measure {
    case .suspect:
      isAny ? "there is a suspect" : "the first suspect is more likely than \(share)"
    case .missingRevert: isAny ? "a revert is missing" : "more than \(number) reverts are missing"
    case .missingFix:
      isAny ? "a known fix is missing" : "more than \(number) known fixes are missing"
    case .newCVE: isAny ? "a CVE is opened" : "more than \(number) CVEs are opened"
    case .openCVE: isAny ? "a CVE is open" : "more than \(number) CVEs are open"
    case .unresolved:
      isAny
        ? "an entry led to no certain commit"
        : "more than \(share) of the entries led to no certain commit"
    case .watched:
      isAny
        ? "a change is on the watch list" : "more than \(number) changes are on the watch list"
    case .stale: "the newest commit of the clone is more than \(number) days old"
    }
  }

  private var number: String { Self.plain(threshold) }

  /// In hundredths of a percent, which is more than anybody writes.
  private var share: String { Self.plain((threshold * 10_000).rounded() / 100) + " %" }

  private static func plain(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
