import ChangeModel
import Foundation

/// What COMMIT may be: an id, the address of a commit on the web, a CVE.
struct FixOperands {
  private(set) var ids: [String] = []
  private(set) var cves: [String] = []
  /// Why they cannot be answered, if so.
  private(set) var problem: String?

  init(_ operands: [String]) {
    for operand in operands {
      let text = operand.trimmingCharacters(in: .whitespacesAndNewlines)
      if let cve = Self.cve(text), text.lowercased().hasPrefix("cve") {
        cves.append(cve)
      } else if text.contains("://") {
        if let id = Self.id(inAddress: text) {
          ids.append(id)
        } else {
          problem = """
            "\(operand.inert())" names no commit; pass the id that the page shows, or words of its subject to --matching.
            """
        }
      } else if text.contains(where: \.isWhitespace) {
        problem = """
          "\(operand.inert())" is not a commit; to search messages pass --matching \(text.shellWord).
          """
      } else {
        ids.append(text)
      }
    }
    if !cves.isEmpty, !ids.isEmpty {
      problem = "Commits and CVEs are different questions; ask one at a time."
    }
  }

  /// `CVE-2019-18660`, also of `cve-2019-18660` and `2019-18660`.
  static func cve(_ text: String) -> String? {
    guard let match = text.wholeMatch(of: /(?i)(?:CVE-)?([0-9]{4}-[0-9]{4,})/) else { return nil }
    return "CVE-\(match.1)"
  }

  /// The id in an address such as `https://git.kernel.org/linus/9c1e7a4f0d2b` or `…/commit/?id=9c1e7a4f0d2b`.
  private static func id(inAddress text: String) -> String? {
    guard let address = URLComponents(string: text) else { return nil }
    let asked = (address.queryItems ?? []).filter { $0.name == "id" || $0.name == "h" }
      .compactMap(\.value)
    let parts = address.path.split(separator: "/").map { part in
      // GitHub offers a commit also as a patch.
      String(part.hasSuffix(".patch") ? part.dropLast(6) : part)
    }
    return (asked + parts.reversed()).first {
      // Digits alone are mostly a date.
      AbbreviatedCommitID($0) != nil && $0.utf8.count >= ($0.contains(where: \.isLetter) ? 7 : 12)
    }
  }
}
