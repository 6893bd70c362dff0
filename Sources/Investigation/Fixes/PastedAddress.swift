import ChangeModel
import Text

/// The first address of a page in a pasted line.
struct PastedAddress {
  /// Lower case, without `www.`.
  private let host: String
  /// Decoded, none empty.
  private let path: [String]
  /// By name, decoded, lower-case names.
  private let query: [(name: String, value: String)]
  /// Without scheme and fragment, as it was written.
  private let bare: String

  /// Hosts that people write without `https://`.
  private static let knownHosts = [
    "git.kernel.org/", "kernel.org/", "lore.kernel.org/", "lkml.kernel.org/", "patch.msgid.link/",
    "bugzilla.kernel.org/", "bugzilla.redhat.com/", "github.com/", "gitlab.com/",
    "syzkaller.appspot.com/", "bugs.launchpad.net/", "patchwork.kernel.org/",
  ]

  init?(in line: String) {
    var start: String.Index?
    if let scheme = line.firstRange(of: "://") {
      start = scheme.upperBound
    } else if let host = Self.knownHosts.first(where: line.lowercased().hasPrefix) {
      _ = host
      start = line.startIndex
    }
    guard let start else { return nil }
    let text = line[start...].prefix { !$0.isWhitespace && !"<>\"'`".contains($0) }
      .trimming { ".,;)]".contains($0) }
    let page = text.prefix { $0 != "#" }
    let halves = page.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let place = halves.first, !place.isEmpty else { return nil }
    let parts = place.split(separator: "/").map { Self.decoded($0) }
    guard let first = parts.first, first.contains(".") else { return nil }
    let name = first.lowercased()
    host = name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
    path = Array(parts.dropFirst())
    query =
      halves.count < 2
      ? []
      : halves[1].split { "&;".contains($0) }.map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (Self.decoded(parts[0]).lowercased(), parts.count > 1 ? Self.decoded(parts[1]) : "")
      }
    bare = String(page.trimming { $0 == "/" })
  }

  private static func decoded(_ text: some StringProtocol) -> String {
    String(text).removingPercents ?? String(text)
  }

  private func value(_ name: String) -> String? {
    query.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// What the page is about.
  var asked: AskedFix {
    if let cve = (path + query.map(\.value)).lazy.compactMap(AskedFix.cve).first {
      return .cve(cve)
    }
    if let mail = (path + query.map(\.value)).first(where: { $0.contains("@") }) {
      return .messageID(String(mail.trimming { "<>".contains($0) }))
    }
    if let bug { return .bug(bug) }
    if let id = commitID { return .commit(id, subject: nil) }
    if host.hasSuffix("kernel.org"), let name = value("h") { return .revision(name) }
    return .address(bare)
  }

  private var bug: AskedFix.Bug? {
    if host == "syzkaller.appspot.com" || host == "syzbot.org" {
      return (value("extid") ?? value("id")).flatMap { hash in
        hash.count >= 16 && hash.allSatisfy(\.isHexDigit) ? .init(.syzbot, hash) : nil
      }
    }
    let number = path.last.flatMap { $0.utf8.allSatisfy(\.isDigit) ? $0 : nil }
    if host.hasPrefix("bugzilla.") || path.last == "show_bug.cgi" {
      let asked = value("id").flatMap { $0.utf8.allSatisfy(\.isDigit) ? $0 : nil }
      return (asked ?? number).map { .init(.bugzilla(host: host), $0) }
    }
    if host.hasSuffix("launchpad.net"), path.count > 1,
      ["+bug", "bugs"].contains(path[path.count - 2])
    {
      return number.map { .init(.launchpad, $0) }
    }
    if host == "issues.redhat.com", let key = path.last, key.hasPrefix("RHEL-") {
      return .init(.jira, key)
    }
    return nil
  }

  /// The id in an address such as `https://git.kernel.org/linus/9c1e7a4f0d2b` or `…/commit/?id=9c1e7a4f0d2b`.
  private var commitID: AbbreviatedCommitID? {
    let asked = query.filter { $0.name == "id" || $0.name == "h" || $0.name == "id2" }.map(\.value)
    let parts = path.reversed().map { part in
      // GitHub offers a commit also as a patch, and Gerrit's pages name it with its parents.
      for ending in [".patch", ".diff"] where part.hasSuffix(ending) {
        return String(part.dropLast(ending.count))
      }
      return String(part.prefix { $0 != "^" })
    }
    return (asked + parts).first(where: \.looksLikeCommitID).flatMap { AbbreviatedCommitID($0) }
  }
}
