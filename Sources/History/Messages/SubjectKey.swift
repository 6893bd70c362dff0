/// A subject reduced to what survives retyping: a 64-bit hash of its letters and digits in lower case.
///
/// Equal keys are taken for equal subjects; among the 1.4 million subjects of today's Linux the chance of one false
/// pair is below one in ten million, and a reader sees both subjects anyway.
struct SubjectKey: Hashable, Sendable {
  let hash: Int64
  /// How many letters and digits went in: short keys are weak evidence.
  let length: Int

  init(_ text: some StringProtocol) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a, 64 bits
    var length = 0
    for byte in text.utf8 {
      let folded = byte.lowercased
      guard (0x61...0x7A).contains(folded) || (0x30...0x39).contains(folded) || folded >= 0x80
      else { continue }
      hash = (hash ^ UInt64(folded)) &* 0x100_0000_01b3
      length += 1
    }
    (self.hash, self.length) = (Int64(bitPattern: hash), length)
  }

  /// The hash of every byte of a text, for names that are not subjects.
  static func hash(_ text: String) -> Int64 {
    Int64(
      bitPattern: text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
  }
}

/// The two readings of a subject line by which entries are matched.
struct SubjectKeys: Hashable, Sendable {
  /// Without tags in brackets before it (`[SCSI]`, `[PATCH 2/3]`) and without a vendor's marks (`UPSTREAM:`).
  let whole: SubjectKey
  /// Also without the prefixes that name the subsystem (`ALSA: hda/realtek - …`).
  let tail: SubjectKey

  init(_ subject: String) {
    let bare = Substring(Self.withoutMarks(subject))
    whole = SubjectKey(bare)
    tail = SubjectKey(Self.withoutPrefixes(bare))
  }

  private static let vendorMarks = [
    "UPSTREAM:", "BACKPORT:", "FROMGIT:", "FROMLIST:", "ANDROID:", "CHROMIUM:", "stable:",
  ]
  private static let longestTag = 40
  private static let blank = UInt8(ascii: " ")

  // Every subject of a history passes through here, so it is read as bytes.

  /// A subject without tags in brackets and vendors' marks before it.
  static func withoutMarks(_ subject: String) -> String {
    var rest = subject.utf8[...].drop { $0 == blank }
    while true {
      if rest.first == UInt8(ascii: "["),
        let close = rest.prefix(longestTag + 1).firstIndex(of: UInt8(ascii: "]")),
        rest.index(after: close) < rest.endIndex
      {
        rest = rest[rest.index(after: close)...].drop { $0 == blank || $0 == UInt8(ascii: ":") }
      } else if let mark = vendorMarks.first(where: { rest.starts(with: $0.utf8) }) {
        rest = rest.dropFirst(mark.utf8.count).drop { $0 == blank }
      } else {
        return String(Substring(rest))
      }
    }
  }

  /// Drops up to four `word:` or `two words:` groups, and `V4L/DVB (1234):`; never the last words.
  static func withoutPrefixes(_ subject: Substring) -> Substring {
    var rest = subject.utf8[...]
    for _ in 0..<4 {
      guard let colon = rest.prefix(longestTag + 1).firstIndex(of: UInt8(ascii: ":")) else { break }
      let after = rest[rest.index(after: colon)...]
      guard after.first == blank, words(rest[..<colon], upTo: 3) <= 2 else { break }
      let next = after.drop { $0 == blank }
      guard words(next, upTo: 2) == 2 else { break }
      rest = next
    }
    return Substring(rest)
  }

  /// How many words a text has, counted no further than `limit`.
  private static func words(_ text: Substring.UTF8View, upTo limit: Int) -> Int {
    var count = 0
    var isInWord = false
    for byte in text {
      if byte != blank, !isInWord {
        count += 1
        if count == limit { return count }
      }
      isInWord = byte != blank
    }
    return count
  }
}
