internal import ChangeModel
import Text

/// Tells whether an entry says "the kernel is now release X", and which.
///
/// The forms seen: `Updated with the 4.4.157 source tarball.`, `Linux v4.13.16`, `Linux 6.9.1`,
/// `Update to version 4.4.157 and fix CVE-…`, `Update to linux-4.4.54`, `Version update to
/// 4.4.112`, `Update to 6.9-rc1`, `update to 6.9 final`, `Rebase to v4.14.146`, `Rebased to
/// 2.6.32`, `Update to 5.15.143.1`, `Linux v4.9-rc8-55-gce779d6`, `Linux
/// v6.11.0-0.rc7.d42f7708e27c`, and a bare `2.6.31-rc2`.
enum VersionBumpReader {
  /// The release that `subject` updates to. `headingVersion` answers for "Version update" without a
  /// number.
  static func read(_ subject: ByteText, headingVersion: String?) -> VersionBump.Point? {
    guard let first = subject.first, first.isDigit || initials.contains(first | 0x20) else {
      return nil
    }
    let words = subject.words.prefix(16).map { $0.string }
    var index = 0
    var sawVerb = false
    while index < words.count {
      let word = words[index].lowercased()
      if verbs.contains(word) {
        sawVerb = true
      } else if !fillers.contains(word) {
        break
      }
      index += 1
    }
    guard index < words.count else {
      let isBare = sawVerb && words.count == 2 && words[0].lowercased() == "version"
      return isBare ? headingVersion.flatMap(point) : nil
    }
    guard sawVerb || words.count == 1 else { return nil }
    var word = Substring(words[index])
    for prefix in ["linux-", "kernel-"] where word.hasPrefix(prefix) {
      word = word.dropFirst(prefix.count)
    }
    let endsClause = word.last.map { ".:;".contains($0) } ?? false
    while let last = word.last, ".:;".contains(last) { word = word.dropLast() }
    if word.hasSuffix("-final") { word = word.dropLast(6) }
    guard let point = point(word) else { return nil }
    if !endsClause, index + 1 < words.count {
      let next = words[index + 1].lowercased()
      guard followers.contains(next.trimmedPunctuation) || next.hasPrefix("(") else { return nil }
    }
    return point
  }

  private static let initials: Set<UInt8> = Set("lurbvak".utf8)
  private static let verbs: Set = [
    "linux", "update", "updated", "updates", "updating", "upgrade", "upgraded", "rebase", "rebased",
    "bump", "bumped", "version", "auto-upgrade", "auto-update", "autoupgrade",
  ]
  private static let fillers: Set = [
    "to", "with", "the", "latest", "upstream", "stable", "kernel", "new", "release", "on",
  ]
  private static let followers: Set = [
    "", "final", "source", "tarball", "rebase", "and", "to", "release", "stable", "kernel", "fix",
    "fixes", "&", "-", "for", "from", "which",
  ]

  /// A release, or a snapshot between two; `nil` for what no tag or commit of the kernel names:
  /// `2.6.29-git7`, and candidates of a stable release (`2.6.31.5-rc1`).
  static func point(_ text: some StringProtocol) -> VersionBump.Point? {
    var word = Substring(text)
    if word.hasPrefix("v") || word.hasPrefix("V") { word = word.dropFirst() }
    guard word.first?.isNumber == true else { return nil }
    let dash = word.firstIndex(of: "-") ?? word.endIndex
    let numbers = word[..<dash]
    guard numbers.contains("."), let release = KernelVersion(numbers) ?? azure(numbers),
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
    guard let candidate else { return VersionBump.Point(version: release, snapshot: snapshot) }
    guard !release.isStable,
      let version = KernelVersion(components: release.components, releaseCandidate: candidate)
    else { return nil }
    return VersionBump.Point(version: version, snapshot: snapshot)
  }

  /// 5.15.143 of `5.15.143.1`, whose last part counts Azure Linux's own updates.
  private static func azure(_ numbers: Substring) -> KernelVersion? {
    KernelVersion(components: numbers.split(separator: ".").compactMap { Int($0) })
  }
}

extension String {
  fileprivate var trimmedPunctuation: String {
    var text = Substring(self)
    while let last = text.last, ".,:;".contains(last) { text = text.dropLast() }
    return String(text)
  }
}
