import ChangeModel
import Investigation

/// What COMMIT may be: anything that ``AskedFix`` reads.
struct FixOperands {
  let texts: [String]
  /// If nothing but CVEs is asked for, they are searched for as with `--cve`.
  let cves: [String]

  init(_ operands: [String]) {
    texts = operands.flatMap { Self.list($0) ?? [$0] }
    let asked = texts.map(AskedFix.init(reading:))
    let cves = asked.compactMap { if case .cve(let cve) = $0 { cve } else { nil } }
    self.cves = cves.count == asked.count ? cves : []
  }

  /// The parts of `CVE-2019-11477, CVE-2019-11478`, of ids too; `nil` for what is not a list of them.
  private static func list(_ text: String) -> [String]? {
    let parts = text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    let areNames = parts.allSatisfy { part in
      AskedFix.cve(part) != nil
        || part.utf8.count >= 7 && AbbreviatedCommitID(part) != nil
    }
    return parts.count > 1 && areNames ? parts : nil
  }

  /// Whether commits are asked for, be it with CVEs among them.
  var areCommits: Bool { !texts.isEmpty && cves.isEmpty }

  /// `CVE-2019-18660`, also of `cve-2019-18660` and `2019-18660`.
  static func cve(_ text: String) -> String? {
    AskedFix.cve(text) ?? AskedFix.cve("CVE-" + text)
  }
}
