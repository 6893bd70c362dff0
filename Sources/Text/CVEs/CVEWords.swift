/// The words of a part of a sentence, in lower case, and what they say of a CVE beside them.
struct CVEWords {
  let all: [String]

  init(_ text: some Sequence<UInt8>) {
    all = text.split { !($0.isWordByte || Self.marks.contains($0)) }.compactMap { word in
      let isMark = { (byte: UInt8) in !byte.isWordByte && byte != UInt8(ascii: "#") }
      let start = word.drop(while: isMark)
      let end = start.lastIndex { !isMark($0) } ?? start.startIndex
      return start.isEmpty ? nil : String(decoding: start[...end], as: UTF8.self).lowercased()
    }
  }

  private init(words: some Sequence<String>) { all = Array(words) }

  private static let marks = Set("-'#./".utf8)

  /// Between CVEs of one list.
  static let joiners: Set = ["and", "or", "an", "&", "plus"]
  /// Beside references in their brackets.
  static let fillers: Set = [
    "and", "or", "cve", "cves", "bug", "bugs", "bug:", "git-fixes", "closes", "lp", "rhbz",
    "orabug",
    "xsa", "bnc", "bsc", "fate", "jsc", "ltc", "boo", "upstream", "v2", "v3", "security", "klp",
  ]

  // MARK: - Tags

  static let closingKeys: Set = [
    "cve", "cves", "cveid", "cve-id", "cve-ids", "fixes", "fixed", "fix", "closes", "resolves",
    "link",
    "links", "reference", "references", "ref", "refs", "bug", "bugs", "bugzilla", "buglink",
    "bug-url",
    "bug-link", "bug-id", "addresses", "security", "jira", "issue", "vulnerability",
    "addresses-cve",
    "upstream-cve", "x-cve", "cve link",
  ]
  /// What they name is not closed by the change.
  static let otherKeys: Set = [
    "see", "see also", "cf", "related", "related-to", "relates", "relates-to", "introduced-by",
    "caused-by", "follow-up", "depends-on", "dependency", "similar", "conflicts", "note", "fyi",
  ]

  // MARK: - Titles and commits

  /// Whether a title in quotes may follow: after `Revert`, or after an id as in `1a2b3c4d5e6f ("`.
  var quotesTitle: Bool {
    all.contains { $0.hasPrefix("revert") || $0 == "reapply" } || namesCommit
  }

  /// Whether a commit is named by its id.
  var namesCommit: Bool {
    all.contains { word in
      (7...40).contains(word.utf8.count) && word.utf8.allSatisfy(\.isHexDigit)
        && word.utf8.contains(where: \.isDigit) && word.utf8.contains { !$0.isDigit }
    }
  }

  // MARK: - It says that it does not

  /// Whether a sentence takes care to say that it is about something else than the CVE in its middle.
  static func deny(_ before: CVEWords, _ after: CVEWords) -> Bool {
    let left = before.sinceThis
    return left.compares || left.blames || left.failsToFix || left.takesBack
      || left.pointsAtFix(closing: after.opensWithFix) || after.continuesBadly(after: left)
  }

  /// What follows the last "this", which begins anew: "unlike the other one, this fixes CVE-…".
  private var sinceThis: CVEWords {
    let near = all.suffix(12)
    return CVEWords(
      words: near.lastIndex { $0 == "this" || $0 == "these" }.map { near[$0...] } ?? near)
  }

  private var compares: Bool {
    for (place, word) in all.enumerated() {
      let next = all.dropFirst(place + 1)
      if Self.comparing.contains(where: word.hasPrefix) { return true }
      if word.hasPrefix("differ"),
        next.prefix(2).contains(where: { ["from", "to", "than"].contains($0) })
      {
        return true
      }
      if word == "broken", next.first == "by" { return true }
      if word == "while", let next = next.first, Self.studying.contains(next) { return true }
      if word == "incomplete" || word == "insufficient",
        next.prefix(3).contains(where: Self.repairs.contains)
      {
        return true
      }
      if word == "same", next.contains(where: { $0 == "as" || $0 == "like" }) { return true }
      if word == "follow" && next.first == "up" || word == "broke" { return true }
    }
    let end =
      all.last.map { ["in", "for", "with", "the"].contains($0) } == true ? all.dropLast() : all[...]
    return end.last == "like"
  }

  private static let comparing = [
    "similar", "unlike", "reintroduc", "re-introduc", "regress", "disput", "fallout", "fall-out",
    "follow-up", "followup", "dependenc", "prerequisite", "unrelated",
    "breakage", "analogous", "reminiscent", "resembl", "comparable",
  ]

  /// "found while testing".
  private static let studying: Set = [
    "testing", "investigating", "debugging", "reviewing", "reproducing", "analyzing", "analysing",
    "examining", "fixing", "backporting", "looking", "working",
  ]

  /// "introduced by the fix for", "caused by".
  private var blames: Bool {
    guard
      let place = all.lastIndex(where: { word in
        ["introduc", "caus", "trigger"].contains(where: word.hasPrefix)
      })
    else { return all.last == "break" || all.last == "breaks" || isKernelABIBreak }
    return all[(place + 1)...].contains {
      ["by", "with", "in", "through", "via", "from"].contains($0)
    }
      && all[(place + 1)...].contains { Self.repairs.contains($0) || $0.hasPrefix("fix") }
      || all[place].hasPrefix("introduc") || isKernelABIBreak
  }

  private var isKernelABIBreak: Bool {
    all.contains { $0 == "break" || $0 == "breaks" } && all.contains { $0 == "kabi" || $0 == "abi" }
  }

  /// "does not fix", "not a complete fix for", "is not affected by".
  private var failsToFix: Bool {
    for (place, word) in all.enumerated() {
      let isDenial =
        ["not", "never", "cannot", "without"].contains(word) || word.hasSuffix("n't")
        || word.hasPrefix("fail") && all.dropFirst(place + 1).first == "to"
      guard isDenial else { continue }
      if all.dropFirst(place + 1).prefix(4).contains(where: { next in
        Self.healing.contains(where: next.hasPrefix)
      }) {
        return true
      }
    }
    guard all.count > 1, ["by", "to"].contains(all[all.count - 1]) else { return false }
    return ["affected", "vulnerable", "susceptible"].contains(all[all.count - 2])
  }

  private static let healing = [
    "fix", "address", "resolv", "mitigat", "clos", "complet", "cover", "affect", "solv", "appl",
    "relat", "enough", "sufficient", "full", "vulnerab", "prevent",
  ]

  /// "revert the fix for", "remove", "drop patch".
  private var takesBack: Bool {
    guard
      let place = all.lastIndex(where: { word in
        ["revert", "drop", "remov", "disabl", "unappl", "undo"].contains(where: word.hasPrefix)
      })
    else { return false }
    return all[(place + 1)...].allSatisfy { Self.around.contains($0) || Self.repairs.contains($0) }
  }

  /// "since the fix for", "a leak in the CVE-… fix".
  ///
  /// - Parameter isClosed: whether "fix" follows the CVE.
  private func pointsAtFix(closing isClosed: Bool) -> Bool {
    var rest = all[...]
    while let last = rest.last, ["for", "of", "to", "against"].contains(last), !isClosed {
      rest = rest.dropLast()
    }
    if !isClosed {
      guard let last = rest.popLast(), Self.repairs.contains(last) else { return false }
    }
    var isDefinite = false
    while let last = rest.last, Self.around.subtracting(["for", "of"]).contains(last) {
      isDefinite = true
      rest = rest.dropLast()
    }
    if isClosed, let last = rest.last,
      ["fix", "fixes", "fixup", "fixing", "correct", "repair"].contains(last)
    {
      return true
    }
    guard let preposition = rest.popLast() else { return false }
    if rest.last?.allSatisfy(\.isNumber) == true { rest = rest.dropLast() }
    if let noun = rest.last, Self.shares.contains(noun) { return false }
    return ["after", "since", "by"].contains(preposition)
      || isDefinite && ["in", "from", "of", "on", "via", "to", "with"].contains(preposition)
  }

  /// "part of the fix for" is one.
  private static let shares: Set = [
    "part", "parts", "piece", "pieces", "rest", "half", "remainder", "backport", "backports",
    "port",
    "version", "import", "application", "copy", "variant", "pick", "cherry-pick", "backporting",
    "most",
  ]

  private static let repairs: Set = [
    "fix", "fixes", "fixed", "fixing", "bugfix", "patch", "patches", "mitigation", "mitigations",
    "backport", "backports", "workaround", "workarounds", "change", "changes", "commit", "fixup",
    "solution",
  ]

  private static let around: Set = [
    "the", "a", "an", "our", "its", "old", "obsolete", "now", "previous", "earlier", "original",
    "recent", "upstream", "security", "initial", "first", "official", "for", "of", "against", "to",
  ]

  private var opensWithFix: Bool {
    all.first.map {
      ["fix", "fixes", "patch", "patches", "mitigation", "mitigations"].contains($0)
    }
      == true
  }

  /// "CVE-… broke", "CVE-… fix introduced", "CVE-… is a different one".
  private func continuesBadly(after before: CVEWords) -> Bool {
    for (place, word) in all.prefix(opensWithFix ? 7 : 3).enumerated() {
      if ["broke", "regress", "introduc", "caus"].contains(where: word.hasPrefix) { return true }
      let next = all.dropFirst(place + 1).first
      if ["is", "was", "are", "were", "does", "did", "do", "has"].contains(word) {
        if next == "not" || next == "different" || next == "similar" || next == "unrelated" {
          return true
        }
        if opensWithFix, let next, ["incomplete", "insufficient", "wrong", "broken"].contains(next)
        {
          return true
        }
      }
      if word.hasSuffix("n't") { return true }
      if opensWithFix,
        ["incomplete", "insufficient", "missed", "misses", "forgot", "overlooked", "left"].contains(
          word)
      {
        return true
      }
    }
    return false
  }

  // MARK: - It says that it does

  /// Whether a sentence of a commit's body says that the commit closes what is named in its middle.
  static func affirm(_ before: CVEWords, _ after: CVEWords) -> Bool {
    if before.all.isEmpty { return after.namesIt }
    let near = before.all.suffix(10)
    if near.contains(where: {
      ["recent", "previous", "earlier", "prior", "past", "hopefully"].contains($0)
    }) {
      return false
    }
    if near.contains(where: { word in
      word == "cve" || word.hasPrefix("xsa-") || affirming.contains(where: word.hasPrefix)
    }) {
      return true
    }
    return isSaidOf(before.all)
  }

  /// Whether the words before a CVE say outright that it is fixed, and not by another commit.
  var saysFix: Bool {
    all.suffix(6).contains { word in
      ["fix", "address", "resolv", "mitigat", "close", "closing"].contains(where: word.hasPrefix)
    } && !all.contains { ["commit", "patch", "reverted", "original"].contains($0) }
  }

  /// "This is CVE-…", "It was CVE-…".
  private static func isSaidOf(_ words: [String]) -> Bool {
    guard let first = words.first else { return false }
    if ["it's", "that's"].contains(words.last ?? "") { return true }
    return ["this", "it", "these", "that", "both"].contains(first) && words.count <= 6
      && !words.contains("related")
      && words.dropFirst().contains { ["is", "are", "was", "were", "got", "has"].contains($0) }
  }

  private static let affirming = [
    "fix", "bugfix", "address", "resolv", "mitigat", "close", "closing", "prevent", "plug", "mend",
    "reliev",
    "patch", "against", "assign", "identif", "tracked", "marked", "aka", "a.k.a", "correspond",
    "describ", "disclos", "known", "solv", "correct", "remed", "allocat", "backport", "defend",
  ]

  /// Whether this is what follows a CVE that stands as a title, or as what the commit is about.
  private var namesIt: Bool {
    guard let first = all.first else { return true }
    let next = all.dropFirst().first ?? ""
    switch first {
    case "is", "was", "has", "were", "have", "got":
      return ["assigned", "for", "been", "allocated", "reported", "about", "fixed"].contains(next)
    case "assigned", "allocated", "describes", "fix", "fixes": return true
    case "shows", "appears", "seems", "and", "or", "made", "makes", "remains", "can", "could",
      "did",
      "does", "showed", "which", "that", "where", "requires", "needs", "uses":
      return false
    default: return true
    }
  }
}
