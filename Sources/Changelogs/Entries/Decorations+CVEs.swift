internal import ChangeModel
import Text

/// CVEs before a subject or after it, in no bracket or glued to it.
extension Decorations {
  // MARK: At the end

  /// Takes off `subject CVE-…`, `subject,CVE-…`, `subject - upstream CVE-… XSA-1`, `subject - fix for CVE-…`; says whether
  /// it did.
  ///
  /// "Fix CVE-…" stays: nothing would be left of it.
  mutating func stripTrailingCVEs() -> Bool {
    var rest = subject
    var found: [String] = []
    var sawCVE = false
    while let start = rest.startOfLastWord {
      let word = rest.dropFirst(start)
      let bare = word.trimming { !($0.isLetter || $0.isDigit || $0 == UInt8(ascii: "#")) }
      if let begin = word.startOfCVEs {
        sawCVE = true
        rest = rest.prefix(start + begin).withoutOpening
        continue
      } else if found.count < Self.mostGroups, bare.isTrackerID || bare.isNumberedBug {
        found.insert(bare.string, at: 0)
      } else if !sawCVE || !(bare.isEmpty || bare.isJoiner) {
        break
      }
      rest = rest.prefix(start).trimmedRight
    }
    guard sawCVE else { return false }
    rest = rest.withoutAnnouncement.trimming {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ";")
    }
    guard let start = rest.startOfLastWord, start > 0, rest.isBalanced || rest.hasOpenGroup,
      rest.cves.isEmpty || rest.startsWithCVE
        || rest.isPatchTitle && rest.last?.closesGroup == true,
      !Self.transitive.contains(
        rest.dropFirst(start).trimming { !$0.isLetter }.string.lowercased())
        || rest.last?.closesGroup == true
    else { return false }
    subject = rest
    bugs = found.filter { !bugs.contains($0) } + bugs
    hadReferences = true
    return true
  }

  /// Words after which a CVE is what the sentence is about.
  private static let transitive: Set = [
    "", "fix", "fixes", "fixed", "fixing", "for", "of", "to", "against", "address", "addresses",
    "addressing", "mitigate", "mitigates", "mitigation", "mitigations", "backport", "backported",
    "patch", "patches", "resolve", "resolves", "close", "closes", "security", "update", "updates",
    "vulnerability", "vulnerabilities", "issue", "issues", "workaround", "protection", "by", "with",
    "from", "in", "about", "see", "including", "like", "related", "is", "revert", "handle", "avoid",
    "prevent", "cve", "cves", "the", "a", "other", "more", "upstream", "as", "after", "or",
    "future",
  ]

  // MARK: At the beginning

  /// Words that go on with a sentence whose subject is a CVE.
  private static let continuing: Set = ["for", "fixed", "and", "is", "was", "from", "by"]

  /// `CVE-2025-38499 kernel: clone_private_mnt(): …`, `CVE-…: CVE-…: subject`, `[CVE-…] subject`, `Fix CVE-…: subject`: the
  /// fix of a CVE, filed under its number. "CVE-2016-1 fixed" stays.
  mutating func stripLeadingCVEs() {
    var rest = subject.withoutFixing
    for (opening, closing) in Self.brackets {
      guard rest.starts(with: opening) else { continue }
      let length = opening.utf8CodeUnitCount
      if let close = rest.offset(of: closing, from: length), rest[length..<close].isCVEList {
        let next = rest.dropFirst(close + closing.utf8CodeUnitCount).afterMark
        if !next.isEmpty { rest = next }
      }
    }
    while rest.startsWithCVE, let end = rest.endOfWord {
      var next = rest.dropFirst(end).trimmed
      if let end = next.endOfWord, next.prefix(end).isJoiner { next = next.dropFirst(end).trimmed }
      guard let word = next.endOfWord, word < next.count || next.startsWithCVE,
        !Self.continuing.contains(next.prefix(word).string)
      else { return }
      rest = next
    }
    if rest.start > subject.start, rest.starts(with: "kernel: ") {
      rest = rest.dropFirst(8).trimmed
    }
    subject = rest
  }

  private static let brackets: [(opening: StaticString, closing: StaticString)] = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("\"", "\""), ("【", "】"), ("（", "）"),
  ]
}

extension ByteText {
  /// Where the CVEs begin that this word ends in, at a byte that no name has; `nil` for words like
  /// `https://example.org/CVE-2024-1`.
  fileprivate var startOfCVEs: Int? {
    guard count > 8, !contains("://"), !contains("..") else { return nil }
    var start = 0
    while start + 8 < count, !dropFirst(start).startsWithCVE { start += 1 }
    guard start + 8 < count,
      start == 0 || byte(at: start - 1).map({ !$0.isIdentifierByte && $0 != 0x2D }) == true
    else { return nil }
    let ids = dropFirst(start).slice.split { !($0.isLetter || $0.isDigit || $0 == 0x2D) }
    let areCVEs = ids.allSatisfy {
      ByteText(bytes, $0.startIndex..<$0.endIndex).isCVE || $0.allSatisfy(\.isDigit)
    }
    return areCVEs ? start : nil
  }

  /// What stands left of brackets and commas before a CVE.
  fileprivate var withoutOpening: ByteText {
    var text = trimmedRight
    while let last = text.last {
      if let wide = Self.wideMarks.first(where: text.endsWith) {
        text = text.dropLast(wide.utf8CodeUnitCount)
      } else if Self.openings.contains(last) {
        text = text.dropLast(1)
      } else {
        break
      }
      text = text.trimmedRight
    }
    return text
  }

  private static let openings = Array("([{<\"',;:/|#".utf8)
  private static let wideMarks: [StaticString] = ["（", "【", "，", "；", "：", "、", "\u{a0}"]

  /// What stands left of `- fix for`, `, fixes`, `(CVE:`, `fixes`; the text itself if it does not end so.
  fileprivate var withoutAnnouncement: ByteText {
    var text = self
    for _ in 0..<4 {
      guard let start = text.startOfLastWord, start > 0 else { break }
      let word = text.dropFirst(start)
      let bare = word.trimming { !$0.isLetter }.string.lowercased()
      guard Self.announcing.contains(bare) else { break }
      text = text.prefix(start).trimmedRight
      if word.first == UInt8(ascii: "(") || word.first == UInt8(ascii: "[") { return text }
      if text.last == UInt8(ascii: ",") || text.last == UInt8(ascii: ";") { return text }
      for dash: StaticString in [" -", " --", " –", " —"] where text.endsWith(dash) {
        return text.dropLast(dash.utf8CodeUnitCount).trimmedRight
      }
      // "ext4: count them fixes CVE-…", but not "ext4: this fixes CVE-…"
      if bare == "fixes", text.words.count >= 4, text.isPatchTitle { return text }
    }
    return endsWith(" for") ? dropLast(4).trimmedRight : self
  }

  private static let announcing: Set = [
    "fix", "fixes", "fixing", "for", "cve", "cves", "security", "partial", "upstream",
  ]

  /// Whether it ends in `[Orabug: 31000001`, which somebody forgot to close.
  fileprivate var hasOpenGroup: Bool {
    lastOffset(of: UInt8(ascii: "[")).map { offset(of: UInt8(ascii: "]"), from: $0) == nil } == true
  }

  /// What follows `Fix for` in `Fix for CVE-…: kvm: do this`; the text itself if no patch is named so.
  fileprivate var withoutFixing: ByteText {
    guard startsWithFix else { return self }
    var rest = self
    while let end = rest.endOfWord, Self.fixing.contains(rest.prefix(end).string.lowercased()) {
      rest = rest.dropFirst(end).trimmed
    }
    guard rest.start > start, rest.startsWithCVE else { return self }
    var after = rest
    var word = after.prefix(0)
    while let end = after.endOfWord, after.startsWithCVE || after.prefix(end).isJoiner {
      word = after.prefix(end)
      after = after.dropFirst(end).trimmed
    }
    let isMarked = word.last == UInt8(ascii: ":") || !word.startsWithCVE && word.isDash
    return isMarked && after.isPatchTitle ? rest : self
  }

  private var isDash: Bool {
    switch string {
    case "-", "--", "–", "—": true
    default: false
    }
  }

  private static let fixing: Set = ["fix", "fixes", "fixed", "for", "of"]
}
