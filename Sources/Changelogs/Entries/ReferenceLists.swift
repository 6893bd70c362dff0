import Text

/// Lists of bugs and CVEs as they stand in brackets after a subject.
extension ByteText {
  /// Whether every word is a CVE id, or stands for one not yet given (`CVE-2015-XXXX`).
  var isCVEList: Bool {
    let words = self.words
    return !words.isEmpty && words.allSatisfy { $0.startsWithCVE || $0.isCVE }
  }

  /// Whether this is a CVE id, or several without a blank between them.
  var isCVE: Bool {
    (startsWithCVE || starts(with: "CAN-")) && count > 8
      && self[4..<8].slice.allSatisfy(\.isDigit)
      && dropFirst(4).slice.allSatisfy {
        $0.isDigit || $0.isUpper || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ",")
          || $0 == UInt8(ascii: "/")
      }
  }

  /// `CVE-`, in either case.
  var startsWithCVE: Bool {
    count > 4 && bytes[start] | 0x20 == UInt8(ascii: "c")
      && bytes[start + 1] | 0x20 == UInt8(ascii: "v")
      && bytes[start + 2] | 0x20 == UInt8(ascii: "e") && bytes[start + 3] == UInt8(ascii: "-")
  }

  /// The CVEs that the text says it closes, see ``NamedCVEs``: in upper case, in order, no repeats.
  var cves: [String] { namesCVE ? NamedCVEs(in: slice, .entry).closed : [] }

  /// Whether a CVE may be named anywhere, be it that it is only mentioned.
  var namesCVE: Bool {
    // Fewer words have a "v" than a "c".
    var middle = start + 1
    while middle < end {
      if bytes[middle] | 0x20 == 0x76, dropFirst(middle - 1 - start).startsWithCVE { return true }
      middle += 1
    }
    return false
  }

  /// The bugs of `[1213331 1212178]`, `[RHEL-1, RHEL-2]`, `[Orabug: 31631527]`, `[bug 31631527]`;
  /// `nil` if this is something else.
  ///
  /// Behind a person's name a single word of any kind is taken for a tracker's (`[ciqres]`), but no
  /// bug comes of it.
  func bugList(afterPerson: Bool) -> [String]? {
    var bugs: [String] = []
    var prefix: String?
    let words = self.words
    for word in words {
      if let number = prefix {
        guard word.isBugNumber || word.isBugWithTracker else { return nil }
        bugs.append(word.isBugNumber ? "\(number) \(word.string)" : word.string)
        prefix = nil
      } else if word.isBugNumber || word.isBugWithTracker {
        bugs.append(word.string)
      } else if let several = word.bugNumbers ?? word.bugOfAddress {
        bugs += several
      } else if word.last == UInt8(ascii: ":"), word.string.lowercased() != "bug:" {
        prefix = word.string
      } else if words.count > 1, Self.bugWords.contains(word.string.lowercased()) {
        continue
      } else if word.isCVE {
        continue
      } else if afterPerson, words.count == 1, word.slice.allSatisfy({ $0.isLetter || $0 == 0x2D })
      {
        return []
      } else {
        return nil
      }
    }
    return words.isEmpty || prefix != nil ? nil : bugs
  }

  private static let bugWords: Set = [
    "bug", "bugs", "bug:", "bz", "bugzilla", "jira", "issue", "issues", "and", "&",
  ]

  /// Bugs of a parenthesis that holds only references, without CVEs and catch-all numbers;
  /// `nil` if it holds anything else.
  var references: [String]? {
    var bugs: [String] = []
    var sawReference = false
    // Stands before each of the numbers that follow it.
    var tracker = ""
    for word in words {
      if word.startsWithCVE {
        sawReference = true
        continue
      }
      let text = word.string
      let lower = text.lowercased()
      if let found = Self.trackers[lower] {
        tracker = found
        sawReference = true
      } else if word.contains(":#"), let mark = lower.firstRange(of: ":#"),
        let found = Self.trackers[String(lower[...mark.lowerBound])]
      {
        // "LP:#1"
        tracker = found
        sawReference = true
        bugs.append(tracker + text[text.index(after: mark.lowerBound)...])
      } else if Self.keywords.contains(lower) || lower.hasPrefix("stable-") {
        sawReference = true
      } else if word.isBugWithTracker {
        sawReference = true
        let isNamed = word.first == UInt8(ascii: "#") && tracker.hasSuffix(": ")
        if !Self.catchAll.contains(lower) { bugs.append(isNamed ? tracker + text : text) }
      } else if sawReference, word.isBugNumber {
        bugs.append(tracker + text)
      } else if Self.fillers.contains(lower) || (sawReference && word.slice.allSatisfy(\.isDigit)) {
        continue  // "bsc#1234 comment 9"
      } else {
        return nil
      }
    }
    return sawReference ? bugs : nil
  }

  /// Words that announce numbers, and what the numbers are called.
  private static let trackers = [
    "rhbz": "rhbz ", "rhbz:": "rhbz ", "bz": "", "closes:": "", "lp:": "LP: ", "lp": "LP: ",
    "alt": "ALT ", "anbz:": "ANBZ: ", "orabug:": "Orabug: ", "orabug": "Orabug: ",
  ]
  /// Words that may stand among references.
  private static let fillers: Set = [
    "comment", "fix", "fixes", "fixes:", "fixed", "for", "and", "&", "resolves:",
  ]
  /// Numbers under which SUSE files every stable update: they name no bug.
  private static let catchAll: Set = ["bsc#1012628", "bnc#1012628", "bnc#1012382", "bsc#1012382"]
  private static let keywords: Set = [
    "git-fixes", "git-fix", "no-fix", "klp", "bsc", "security", "security:", "cve:", "cves:",
  ]

  /// The bugs of `1700001/1700002`, `RHEL-1/RHEL-2` and `1700001;`.
  private var bugNumbers: [String]? {
    let parts = slice.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ";") }.map {
      ByteText(bytes, $0.startIndex..<$0.endIndex)
    }
    return !parts.isEmpty && parts.allSatisfy { $0.isBugNumber || $0.isBugWithTracker }
      ? parts.map(\.string) : nil
  }

  /// The bug that an address on the web ends in: that of a Jira by its name, that of a Bugzilla by its number.
  private var bugOfAddress: [String]? {
    guard contains("://"),
      let last = slice.split(whereSeparator: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=") })
        .last
    else { return nil }
    let id = ByteText(bytes, last.startIndex..<last.endIndex)
    return id.isBugWithTracker || id.isBugNumber && contains("show_bug.cgi?id=")
      ? [id.string] : nil
  }

  /// `rhbz#1234`, `bsc#1234`
  var isNumberedBug: Bool { offset(of: UInt8(ascii: "#")) != nil && isBugWithTracker }

  /// At least three digits: `[46]` is part of a function's name.
  private var isBugNumber: Bool {
    count >= 3 && count <= 9 && slice.allSatisfy(\.isDigit)
  }

  /// `RHEL-138015`, `bsc#1234`, `#524808`, `FATE#1`, `jsc#SLE-1234`, `rh#527711`, `bz1234`,
  /// `JIRA:1`.
  private var isBugWithTracker: Bool {
    guard let last, last.isDigit else { return false }
    var index = count - 1
    while index >= 0, let byte = byte(at: index), byte.isDigit { index -= 1 }
    guard index >= 0, let mark = byte(at: index) else { return false }
    let head = prefix(index)
    switch mark {
    case UInt8(ascii: "#"): return head.slice.allSatisfy { $0.isLetter || $0 == 0x2D }
    case UInt8(ascii: "-"):
      if let hash = head.offset(of: UInt8(ascii: "#")) {
        return hash > 0
          && head.dropFirst(hash + 1).slice.allSatisfy { $0.isUpper || $0 == 0x2D }
      }
      return head.count >= 2 && head.slice.allSatisfy(\.isUpper)
        && !Self.standards.contains(head.string)
    case UInt8(ascii: "z"), UInt8(ascii: ":"):
      return head.count <= 6 && head.slice.allSatisfy(\.isLetter) && count - index > 4
    default: return false
    }
  }

  /// Words that a number follows without being a bug's.
  private static let standards: Set = [
    "CVE", "CAN", "AES", "SHA", "MD", "ISO", "UTF", "CRC", "RFC", "USB", "PCI", "DDR", "GEN",
    "RAID",
    "IEEE",
  ]
}
