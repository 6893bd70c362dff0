import Text

/// Lists of bugs and CVEs as they stand in brackets after a subject.
extension ByteText {
  /// Whether every word is a CVE id, or stands for one not yet given (`CVE-2015-XXXX`).
  var isCVEList: Bool {
    let words = self.words
    return !words.isEmpty && words.allSatisfy { $0.starts(with: "CVE-") || $0.starts(with: "CAN-") }
  }

  /// The CVE ids anywhere in the text: upper case, in order, no repeats.
  var cves: [String] {
    var found: [String] = []
    var from = 0
    while let start = offset(of: "CVE-", from: from) {
      from = start + 4
      var end = from
      while let byte = byte(at: end), byte.isDigit { end += 1 }
      guard end - from == 4, byte(at: end) == UInt8(ascii: "-") else { continue }
      let year = end
      end += 1
      while let byte = byte(at: end), byte.isDigit { end += 1 }
      guard end - year > 4 else { continue }
      from = end
      let id = self[start..<end].string
      if !found.contains(id) { found.append(id) }
    }
    return found
  }

  /// The bugs of `[1213331 1212178]`, `[RHEL-1, RHEL-2]`, `[Orabug: 31631527]`; `nil` if this is
  /// something else.
  ///
  /// Behind a person's name a single word of any kind is taken for a tracker's (`[ciqres]`), but no
  /// bug comes of it.
  func bugList(afterPerson: Bool) -> [String]? {
    var bugs: [String] = []
    var prefix: String?
    let words = self.words
    for word in words {
      if let number = prefix {
        guard word.isBugNumber else { return nil }
        bugs.append("\(number) \(word.string)")
        prefix = nil
      } else if word.isBugNumber || word.isBugWithTracker {
        bugs.append(word.string)
      } else if word.last == UInt8(ascii: ":") {
        prefix = word.string
      } else if afterPerson, words.count == 1, word.slice.allSatisfy({ $0.isLetter || $0 == 0x2D })
      {
        return []
      } else {
        return nil
      }
    }
    return words.isEmpty || prefix != nil ? nil : bugs
  }

  /// Bugs of a parenthesis that holds only references, without CVEs and catch-all numbers;
  /// `nil` if it holds anything else.
  var references: [String]? {
    var bugs: [String] = []
    var sawReference = false
    var isRedHat = false
    for word in words {
      let text = word.string
      let lower = text.lowercased()
      if lower == "rhbz" || lower == "closes:" || lower == "bz" || lower == "rhbz:" {
        isRedHat = lower.hasPrefix("r")
        sawReference = true
      } else if word.starts(with: "CVE-") || Self.keywords.contains(lower)
        || lower.hasPrefix("stable-")
      {
        sawReference = true
      } else if word.isBugWithTracker {
        sawReference = true
        if !Self.catchAll.contains(lower) { bugs.append(text) }
      } else if sawReference, word.isBugNumber {
        bugs.append(isRedHat ? "rhbz \(text)" : text)
      } else if lower == "comment" || (sawReference && word.slice.allSatisfy(\.isDigit)) {
        continue  // "bsc#1234 comment 9"
      } else {
        return nil
      }
    }
    return sawReference ? bugs : nil
  }

  /// Numbers under which SUSE files every stable update: they name no bug.
  private static let catchAll: Set = ["bsc#1012628", "bnc#1012628", "bnc#1012382", "bsc#1012382"]
  private static let keywords: Set = ["git-fixes", "git-fix", "no-fix", "klp", "bsc", "security"]

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
      return head.count >= 2 && head.slice.allSatisfy(\.isUpper) && !head.starts(with: "CVE")
    case UInt8(ascii: "z"), UInt8(ascii: ":"): return head.count <= 6 && count - index > 4
    default: return false
    }
  }

  /// Whether a parenthesis can hold a person's name.
  ///
  /// With a bug list after it, anything but code does; without, only two words or more that all
  /// begin as names do, so "(v2)", "(try 2)" and "(part 3)" stay in their subjects.
  func isName(isCertain: Bool) -> Bool {
    guard let first, first.isLetter || first >= 0x80 || first == UInt8(ascii: "\"") else {
      return false
    }
    guard count <= 60, !slice.contains(where: \.isCode) else { return false }
    if isCertain { return true }
    let words = self.words
    return words.count >= 2
      && words.allSatisfy { word in
        guard let first = word.first else { return false }
        return first.isUpper || first >= 0x80 || first == UInt8(ascii: "\"")
          || Self.nameParticles.contains(word.string)
      }
  }

  private static let nameParticles: Set = [
    "de", "van", "von", "der", "den", "di", "da", "el", "al",
  ]
}

extension UInt8 {
  /// A character that stands in code and in no name.
  fileprivate var isCode: Bool {
    switch self {
    case UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "#"), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
