internal import ChangeModel
import Text

/// What stands left of a subject, or behind it without a bracket: how the patch came into the tree.
extension Decorations {
  // MARK: openEuler

  /// `!1234 v2 [OLK-5.10] subject`, `[sync] PR-1234: subject`: the pull request and its branch.
  mutating func stripPullRequest() {
    var rest = subject
    var sawRequest = false
    while let first = rest.first {
      var next = rest
      if !sawRequest, first == UInt8(ascii: "!"), let digits = rest.dropFirst(1).leadingDigits {
        next = rest.dropFirst(1 + digits).afterMark
        // "v2": which posting of the request it was.
        if next.first == UInt8(ascii: "v"), let digits = next.dropFirst(1).leadingDigits,
          next.byte(at: 1 + digits)?.isBlank == true
        {
          next = next.dropFirst(1 + digits).trimmed.afterMark
        }
      } else if rest.starts(with: "PR-"), let digits = rest.dropFirst(3).leadingDigits,
        rest.byte(at: 3 + digits) == UInt8(ascii: ":")
      {
        next = rest.dropFirst(3 + digits).afterMark
      } else if let tag = rest.leadingTag, sawRequest || tag.content.isBranch {
        next = tag.rest
      }
      guard next.start != rest.start, !next.isEmpty else { break }
      sawRequest = sawRequest || first == UInt8(ascii: "!") || first == UInt8(ascii: "P")
      rest = next
    }
    subject = rest
  }

  // MARK: XCP-ng

  /// `CA-1 / XSI-2: subject`, `Fix for XSA-441: subject`, `CA-1 - subject`. The ids anywhere in the
  /// entry are bugs.
  mutating func stripTrackers(of text: ByteText) {
    let ids = text.trackerIDs
    guard !ids.isEmpty else { return }
    bugs = ids + bugs.filter { !ids.contains($0) }
    hadReferences = true
    var rest = subject
    var sawID = false
    var sawVerb = false
    var afterMark: ByteText?
    while let end = rest.endOfWord {
      let word = rest.prefix(end)
      let bare = word.trimming { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") }
      let isFixing = !sawID && Self.fixingWords.contains(bare.string.lowercased())
      guard bare.isTrackerID || isFixing || sawID && (bare.isEmpty || bare.isJoiner) else { break }
      if isFixing { sawVerb = true } else { sawID = true }
      rest = rest.dropFirst(end).trimmed
      if sawID, word.last == UInt8(ascii: ":") || word.starts(with: "-") { afterMark = rest }
    }
    // "Fix for XSA-1 in netback" says nothing without its beginning.
    if sawID, let stripped = sawVerb ? afterMark : rest, !stripped.isEmpty { subject = stripped }
  }

  private static let fixingWords: Set = [
    "fix", "fixes", "fixed", "for", "of", "backport", "backports", "backported", "patch", "patches",
    "fix/patch", "patch/fix", "security", "add", "added", "apply", "related", "to", "upstream",
  ]

  // MARK: Ubuntu

  /// `UBUNTU: SAUCE: (no-up) subject`, `(upstream) subject`, also of a revert.
  mutating func stripTreeMarks() {
    let bare = subject.withoutTreeMarks
    let revert: StaticString = #"Revert ""#
    guard bare.starts(with: revert) else {
      subject = bare
      return
    }
    let reverted = bare.dropFirst(revert.utf8CodeUnitCount)
    let bareReverted = reverted.withoutTreeMarks
    subject =
      bareReverted.start == reverted.start
      ? bare : ByteText(Array("Revert \"".utf8) + bareReverted.slice)
  }
}

extension ByteText {
  fileprivate var leadingDigits: Int? {
    let digits = slice.prefix { $0.isDigit }.count
    return digits > 0 ? digits : nil
  }

  /// What follows a mark, its colon and blanks.
  var afterMark: ByteText {
    (first == UInt8(ascii: ":") ? dropFirst(1) : self).trimmed
  }

  /// `[OLK-5.10] ` or `【OLK-5.10】` before something else.
  fileprivate var leadingTag: (content: ByteText, rest: ByteText)? {
    if first == UInt8(ascii: "["), let close = offset(of: UInt8(ascii: "]")) {
      return (self[1..<close].trimmed, dropFirst(close + 1).trimmed.afterMark)
    }
    let wide: StaticString = "】"
    if starts(with: "【"), let close = offset(of: wide) {
      return (self[3..<close].trimmed, dropFirst(close + 3).trimmed.afterMark)
    }
    return nil
  }

  /// Names a branch of openEuler or how patches got there.
  fileprivate var isBranch: Bool {
    starts(with: "OLK") || starts(with: "olk") || starts(with: "openEuler")
      || starts(with: "sync") || starts(with: "Sync") || starts(with: "Backport")
      || starts(with: "backport")
  }

  /// Whether this joins two ids.
  var isJoiner: Bool {
    switch string {
    case "-", "--", "–", "/", "//", "&", "+", "and", "upstream": true
    default: false
    }
  }

  /// The ids of XenServer's and XCP-ng's trackers: `CA-381221`, `XSA-441`.
  var trackerIDs: [String] {
    guard offset(of: UInt8(ascii: "-")) != nil else { return [] }
    var found: [String] = []
    for word in slice.split(whereSeparator: { !($0.isLetter || $0.isDigit || $0 == 0x2D) }) {
      let word = ByteText(bytes, word.startIndex..<word.endIndex)
      guard word.isTrackerID, found.count < 50 else { continue }
      let id = word.string
      if !found.contains(id) { found.append(id) }
    }
    return found
  }

  var isTrackerID: Bool {
    for tracker in Self.trackers where starts(with: tracker) {
      let digits = dropFirst(tracker.utf8CodeUnitCount)
      if !digits.isEmpty, digits.slice.allSatisfy(\.isDigit) { return true }
    }
    return false
  }

  private static let trackers: [StaticString] = ["CA-", "CP-", "XSA-", "XSI-", "XCPNG-", "XOP-"]

  fileprivate var withoutTreeMarks: ByteText {
    var rest = self
    while let mark = Self.treeMarks.first(where: { rest.starts(with: $0) }) {
      let next = rest.dropFirst(mark.utf8CodeUnitCount).trimmed
      guard !next.isEmpty else { break }
      rest = next
    }
    return rest
  }

  private static let treeMarks: [StaticString] = [
    "UBUNTU: ", "Ubuntu: ", "SAUCE: ", "(upstream) ", "(no-up) ", "no-up ", "(fixup) ",
    "(pre-stable) ", "(noup) ", "UPSTREAM: ", "BACKPORT: ", "FROMLIST: ", "(backport) ",
  ]

  /// Whether as many brackets close as open.
  var isBalanced: Bool {
    var round = 0
    var square = 0
    for byte in slice {
      switch byte {
      case UInt8(ascii: "("): round += 1
      case UInt8(ascii: ")"): round -= 1
      case UInt8(ascii: "["): square += 1
      case UInt8(ascii: "]"): square -= 1
      default: break
      }
    }
    return round == 0 && square == 0
  }

  func endsWith(_ word: StaticString) -> Bool {
    count >= word.utf8CodeUnitCount && dropFirst(count - word.utf8CodeUnitCount).starts(with: word)
  }

  /// Where the first word ends; `nil` if there is none.
  var endOfWord: Int? {
    guard !isEmpty else { return nil }
    return slice.firstIndex(where: \.isBlank).map { $0 - start } ?? count
  }

  var startOfLastWord: Int? {
    guard !isEmpty else { return nil }
    return slice.lastIndex(where: \.isBlank).map { $0 - start + 1 } ?? 0
  }

  func trimming(_ isTrimmed: (UInt8) -> Bool) -> ByteText {
    var text = self
    while let byte = text.first, isTrimmed(byte) { text = text.dropFirst(1) }
    while let byte = text.last, isTrimmed(byte) { text = text.dropLast(1) }
    return text.trimmedRight
  }
}
