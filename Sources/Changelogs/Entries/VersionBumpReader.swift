internal import ChangeModel
import Text

/// Tells whether an entry says "the kernel is now release X", and which.
///
/// The forms seen are a verb and a release with nothing but fillers between them: `Updated with the
/// 4.4.157 source tarball.`, `Linux v4.13.16`, `Update to linux-4.4.54`, `Rebase to v4.14.146`,
/// `kernel: Bump to 6.1.21`, `Merge tag 'v5.10.200' into x`, `v4.9.43 -> v4.9.44`, `update sources to
/// Ubuntu-5.15.0-60.66 based on 5.15.74`; a release alone, perhaps with references: `2.6.31-rc2`,
/// `v5.10.200(Fixes: CVE-…)`; and `Version update`, whose heading has the number.
///
/// What a word holds besides the release must be known, or the entry is no bump: half of a number
/// ("4.14" of "4.14.y") would name another release.
enum VersionBumpReader {
  /// The release that `subject` updates to. `headingVersion` answers for "Version update" without a
  /// number.
  static func read(_ subject: ByteText, headingVersion: String?) -> VersionBump.Point? {
    guard let first = subject.first,
      first.isLetter || first.isDigit || first == UInt8(ascii: "[")
    else { return nil }
    if subject.count <= 24, subject.contains("ersion"),
      numberless.contains(subject.string.lowercased())
    {
      return headingVersion.flatMap { point($0.prefix { $0 != "-" }) }
    }
    guard subject.prefix(160).holdsRelease else { return nil }
    var words = subject.blankSeparated(limit: 20)[...]
    // "[kernel] update to …"
    if first == UInt8(ascii: "["), let tag = words.popFirst() {
      guard tag.last == "]", packages.contains(tag.dropFirst().dropLast().lowercased()) else {
        return nil
      }
    }
    guard let start = words.first else { return nil }
    // "kernel: Bump to …", "main/linux-lts: upgrade to …"
    if let package = start.dropping(":"), words.count > 1 {
      let names = package.lowercased().split(separator: "/")
      guard
        verbs.contains(package.lowercased())
          || names.contains(where: { packages.contains(String($0)) })
      else {
        // "4.14.127: security fixes", but not "6.6: i2c: fix it".
        return release(of: start).flatMap { $0.version.isStable ? $0 : nil }
      }
      words = words.dropFirst()
      return target(in: words, sawVerb: true)
    }
    return target(in: words, sawVerb: false)
  }

  /// The release that the words lead to.
  ///
  /// After a vendor's name numbers are the vendor's ("Ubuntu 4.10.0-26.30") until a word says what
  /// its release is made from.
  private static func target(in words: ArraySlice<String>, sawVerb: Bool) -> VersionBump.Point? {
    var sawVerb = sawVerb
    var last = ""
    var verb = ""
    var sawVendor = false
    var sawBasis = false
    for index in words.indices {
      let word = words[index].drop { sawVerb && $0 == "(" }
      let lower = word.lowercased().trimmedPunctuation
      defer { last = lower }
      if sawVendor, basis.contains(lower) {
        sawBasis = true
      } else if verbs.contains(lower) {
        sawVerb = true
        verb = lower
      } else if lower == "in", !verb.hasPrefix("pull") {
        return nil  // "new in 4.14.127"
      } else if fillers.contains(lower) {
        continue
      } else if sawVerb, vendors.contains(where: lower.hasPrefix) {
        sawVendor = true
      } else if sawVendor, !sawBasis, lower.first?.isNumber == true {
        continue
      } else {
        let rest = words[(index + 1)...]
        // "Update from 4.14.127" does not say to what.
        if last == "from", !takers.contains(verb), rest.first.map(joiners.contains) != true {
          return nil
        }
        return release(of: word, before: rest, sawVerb: sawVerb)
      }
    }
    return nil
  }

  /// The release that a word is, if what follows it does not make it part of a sentence.
  private static func release(
    of word: Substring, before rest: ArraySlice<String>, sawVerb: Bool
  ) -> VersionBump.Point? {
    guard let point = release(of: word) else { return nil }
    // "v4.9.43 -> v4.9.44", "from 4.9.43 to 4.9.44", "4.9.43, 4.9.44 and 4.9.45"
    let later =
      word.last == "," ? rest : rest.first.map(joiners.contains) == true ? rest.dropFirst() : []
    if let next = later.first, release(of: next) != nil {
      return release(of: next[...], before: later.dropFirst(), sawVerb: sawVerb)
    }
    if let last = word.last, ".:;,)".contains(last) || word.contains("(") { return point }
    guard let next = rest.first?.lowercased() else { return point }
    if next.first.map({ "([{".contains($0) }) == true || isReference(next) { return point }
    let after = rest.dropFirst().first?.lowercased()
    let bare = next.trimmedPunctuation
    guard !sawVerb else {
      // "5.4.0 kernel config", "5.10.204 security fixes"
      let isThing = nouns.contains(next) && after.map(things.contains) == true
      return followers.contains(bare) && !isThing ? point : nil
    }
    if bare == "fixes" { return next != bare || after.map(isReference) == true ? point : nil }
    if bare == "security" { return after.map(kindsOfRelease.contains) == true ? point : nil }
    return bareFollowers.contains(bare) ? point : nil
  }

  /// `CVE-2019-11477`, `mga#1234`
  private static func isReference(_ word: String) -> Bool {
    let word = ByteText(word)
    return word.startsWithCVE || word.isNumberedBug
  }

  private static func release(of word: some StringProtocol) -> VersionBump.Point? {
    var word = Substring(word)
    if let bracket = word.firstIndex(where: { "([{".contains($0) }) { word = word[..<bracket] }
    // "v4.14.127,CVE-…"
    if let mark = word.firstIndex(where: { ",;:".contains($0) }),
      ByteText(String(word[word.index(after: mark)...])).startsWithCVE
    {
      word = word[..<mark]
    }
    // "4.14.124..4.14.127"
    if let range = word.firstRange(of: ".."), point(word[..<range.lowerBound]) != nil {
      word = word[range.upperBound...]
    }
    while let last = word.last, ".:;,)'\"".contains(last) { word = word.dropLast() }
    while let first = word.first, "'\"".contains(first) { word = word.dropFirst() }
    for prefix in ["linux-stable-", "linux-", "kernel-", "patch-"]
    where word.prefix(prefix.count).lowercased() == prefix {
      word = word.dropFirst(prefix.count)
    }
    for suffix in ["-final", ".tar.xz", ".xz"] where word.hasSuffix(suffix) {
      word = word.dropLast(suffix.count)
    }
    return point(word)
  }

  /// What an entry says whose heading has the number.
  private static let numberless: Set = [
    "version update", "version bump", "automatic version bump", "automatic version update",
  ]
  /// What is said of a release that another tree has.
  private static let takers: Set = [
    "merge", "merged", "sync", "synced", "synchronize", "synchronise", "pull", "pulled", "import",
    "imported", "apply", "applied",
  ]
  private static let kindsOfRelease: Set = ["fix", "fixes", "update", "updates", "release", "bump"]
  /// Words that may go on with "kernel config".
  private static let nouns: Set = [
    "kernel", "source", "sources", "stable", "upstream", "lts", "security", "release",
  ]
  /// What is of a release and is not itself one.
  private static let things: Set = [
    "config", "configs", "configuration", "headers", "patch", "patches", "tools", "module",
    "modules", "abi", "api", "driver", "drivers", "options", "documentation", "docs", "naming",
  ]
  private static let verbs: Set = [
    "linux", "update", "updated", "updates", "updating", "upgrade", "upgraded", "upgrading",
    "rebase", "rebased", "rebasing", "bump", "bumped", "version", "auto-upgrade", "auto-update",
    "autoupgrade", "new", "merge", "merged", "sync", "synced", "synchronize", "synchronise",
    "switch", "switched", "move", "moved", "import", "imported", "kernel", "linux-stable", "pull",
    "pulled", "apply", "applied", "use", "refresh", "refreshed",
  ]
  private static let fillers: Set = [
    "to", "with", "the", "latest", "upstream", "stable", "kernel", "new", "release", "on", "onto",
    "top", "of", "from", "linux", "version", "source", "sources", "tag", "mainline", "longterm",
    "lts", "vanilla", "kernel.org", "tree", "patch", "security", "bugfix", "minor", "point", "in",
    "against", "linux-lts", "kernel-lt", "kernel-ml", "regular", "maintenance", "automatic",
    "routine", "monthly", "weekly", "auto",
  ]
  /// Words between a vendor's release and the kernel's.
  private static let basis: Set = [
    "based", "rebase", "rebased", "upstram", "stable", "upstream", "and", "pull", "in", "fixes",
    "up",
  ]
  private static let vendors = ["ubuntu", "proxmox", "debian"]
  private static let packages: Set = [
    "kernel", "linux", "linux-lts", "linux-stable", "linux-yocto", "kernel-lt", "kernel-ml", "src",
  ]
  /// Between two releases, of which the second counts.
  private static let joiners: Set = ["->", "=>", "-->", "→", "to", "and", "&", "-", "–", "through"]
  private static let followers: Set = [
    "", "final", "source", "sources", "tarball", "rebase", "and", "release", "stable", "kernel",
    "fix", "fixes", "to", "&", "-", "--", "for", "from", "which", "with", "based", "into", "of",
    "as",
    "upstream", "lts", "in", "plus", "+", "via", "due", "because", "including", "incl", "tag",
    "released", "—", "–", "fixing", "fixed", "addressing", "resolving", "mitigating", "that",
    "security", "resolves", "mitigates", "addresses",
  ]
  /// After a release that no verb announces.
  private static let bareFollowers: Set = [
    "", "final", "-", "--", "—", "–", "release", "released", "stable", "upstream", "update",
    "bump",
  ]

  /// A release, or a snapshot between two; `nil` for what no tag or commit of the kernel names:
  /// `2.6.29-git7`, candidates of a stable release (`2.6.31.5-rc1`), and packages (`4.14.0-127.20`).
  static func point(_ text: some StringProtocol) -> VersionBump.Point? {
    var word = Substring(text)
    if word.hasPrefix("v") || word.hasPrefix("V") { word = word.dropFirst() }
    guard word.first?.isNumber == true else { return nil }
    let dash = word.firstIndex(of: "-") ?? word.endIndex
    let numbers = word[..<dash]
    // Azure Linux's has four.
    guard (2...4).contains(numbers.split(separator: ".").count),
      let release = KernelVersion(numbers) ?? azure(numbers),
      release.components[0] >= 2
    else { return nil }
    var candidate: Int?
    var snapshot: AbbreviatedCommitID?
    for part in word[dash...].split(whereSeparator: { $0 == "-" || $0 == "." }) {
      if part.hasPrefix("git") {
        return nil
      } else if part.hasPrefix("rc"), let number = Int(part.dropFirst(2)) {
        candidate = number
      } else if part.hasPrefix("g"), let id = AbbreviatedCommitID(part.dropFirst()) {
        snapshot = id
      } else if part.utf8.count == 12, let id = AbbreviatedCommitID(part) {
        snapshot = id  // Fedora's kernel-ark
      } else if part.first?.isNumber != true {
        return nil
      }
    }
    guard let candidate else {
      // A vendor counts on from the release it started with: "5.15.0-60" is not 5.15.
      guard snapshot != nil || dash == word.endIndex else { return nil }
      return VersionBump.Point(version: release, snapshot: snapshot)
    }
    guard !release.isStable,
      let version = KernelVersion(components: release.components, releaseCandidate: candidate)
    else { return nil }
    return VersionBump.Point(version: version, snapshot: snapshot)
  }

  /// 5.15.143 of `5.15.143.1`, whose last part counts Azure Linux's own updates.
  private static func azure(_ numbers: Substring) -> KernelVersion? {
    let parts = numbers.split(separator: ".", omittingEmptySubsequences: false)
    let components = parts.compactMap { Int($0) }
    return components.count == parts.count ? KernelVersion(components: components) : nil
  }
}

extension ByteText {
  /// Whether a digit, a full stop and a digit stand in it.
  fileprivate var holdsRelease: Bool {
    var from = 1
    while let dot = offset(of: UInt8(ascii: "."), from: from) {
      if byte(at: dot - 1)?.isDigit == true, byte(at: dot + 1)?.isDigit == true { return true }
      from = dot + 1
    }
    return false
  }

  /// The first words between blanks.
  fileprivate func blankSeparated(limit: Int) -> [String] {
    slice.split(maxSplits: limit, whereSeparator: \.isBlank).prefix(limit).map {
      String(utf8OrLatin1: $0)
    }
  }
}

extension String {
  fileprivate var trimmedPunctuation: String {
    var text = Substring(self)
    while let last = text.last, ".,:;".contains(last) { text = text.dropLast() }
    return String(text)
  }

  /// What stands before `ending`; `nil` if that is not how it ends.
  fileprivate func dropping(_ ending: String) -> Substring? {
    hasSuffix(ending) ? dropLast(ending.count) : nil
  }
}
