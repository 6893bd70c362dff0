import ChangeModel
import Investigation

/// What COMMIT may be: anything that ``AskedFix`` reads.
struct FixOperands {
  let texts: [String]
  /// If nothing but CVEs is asked for, they are searched for as with `--cve`.
  let cves: [String]

  init(_ operands: [String]) {
    texts = operands
    let asked = operands.map(AskedFix.init(reading:))
    let cves = asked.compactMap { if case .cve(let cve) = $0 { cve } else { nil } }
    self.cves = cves.count == asked.count ? cves : []
  }

  /// Whether commits are asked for, be it with CVEs among them.
  var areCommits: Bool { !texts.isEmpty && cves.isEmpty }

  /// `CVE-2019-18660`, also of `cve-2019-18660` and `2019-18660`.
  static func cve(_ text: String) -> String? {
    AskedFix.cve(text) ?? AskedFix.cve("CVE-" + text)
  }
}
