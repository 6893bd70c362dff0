internal import ChangeModel

/// What `uname -a` prints, wherever it stands: `Linux web1 4.4.271-1.el7 #1 SMP Thu Jun 3 16:55:24 UTC 2021 x86_64 GNU/Linux`.
struct Uname {
  /// Which words of the line it is.
  let words: Range<Int>
  let release: String
  let architecture: Architecture?

  init?(_ words: [String]) {
    var start = words.startIndex
    while let place = words[start...].firstIndex(where: { $0.hasSuffix("Linux") }) {
      if let found = Self(words, at: place) {
        self = found
        return
      }
      start = place + 1
    }
    return nil
  }

  private init?(_ words: [String], at place: Int) {
    guard Self.trimmed(words[place]) == "Linux", place + 3 < words.count || place + 2 < words.count,
      place + 2 < words.count, Self.isRelease(words[place + 2])
    else { return nil }
    var architecture: Architecture?
    var end = place + 3
    while end < words.count, Self.isPart(words[end]) {
      let word = Self.trimmed(words[end])
      if architecture == nil, !word.isEmpty, word.first?.isLetter == true || word.hasPrefix("i") {
        architecture = Architecture(named: word)
      }
      end += 1
    }
    // The release alone may be part of a sentence.
    guard end > place + 3 else { return nil }
    self.words = place..<end
    self.architecture = architecture
    release = Self.trimmed(words[place + 2])
  }

  static func isRelease(_ word: String) -> Bool {
    let parts = word.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count >= 2 && !parts[0].isEmpty && parts[0].utf8.allSatisfy { $0 &- 0x30 <= 9 }
      && parts[1].utf8.first.map { $0 &- 0x30 <= 9 } == true
  }

  private static func trimmed(_ word: String) -> String {
    word.trimmingPrefix { "\"'`([".contains($0) }.reversed().drop { "\"'`,;)]".contains($0) }
      .reversed().reduce(into: "") { $0.append($1) }
  }

  private static let parts: Set = [
    "SMP", "PREEMPT", "PREEMPT_DYNAMIC", "PREEMPT_RT", "PREEMPT(voluntary)", "RT", "NOPTI",
    "GNU/Linux", "unknown",
    "UTC", "GMT", "CET", "CEST", "EST", "EDT", "PST", "PDT", "CST", "CDT", "MST", "MDT", "JST",
    "IST", "BST",
    "Debian", "Ubuntu", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr",
    "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func isPart(_ word: String) -> Bool {
    let word = trimmed(word)
    guard let first = word.utf8.first else { return false }
    return first == UInt8(ascii: "#") || first &- 0x30 <= 9 || parts.contains(word)
      || Architecture(named: word) != nil && word.contains { !$0.isLetter }
      || ["aarch64", "mips", "sparc", "alpha", "ia64", "riscv64"].contains(word)
      || word.hasPrefix("Intel(R)") || word.hasPrefix("GenuineIntel")
      || word.hasPrefix("AuthenticAMD")
  }
}
