import Text

/// A subject reduced to what survives retyping: a 64-bit hash of its letters and digits in lower case.
///
/// Equal keys are taken for equal subjects; among the 1.4 million subjects of today's Linux the chance of one false
/// pair is below one in ten million, and a reader sees both subjects anyway.
struct SubjectKey: Hashable, Sendable {
  let hash: Int64
  /// How many letters and digits went in: short keys are weak evidence.
  let length: Int

  init(_ text: some StringProtocol) {
    var text = String(text)
    self = text.withUTF8 { Self(utf8: $0.span, from: 0) }
  }

  init(utf8 text: Span<UInt8>, from start: Int) {
    var hash = FNV1a()
    var length = 0
    for place in start..<text.count {
      let folded = text[place].lowercased
      guard folded.isLower || folded.isDigit || folded >= 0x80 else { continue }
      hash.add(folded)
      length += 1
    }
    (self.hash, self.length) = (Int64(bitPattern: hash.value), length)
  }
}

/// The two readings of a subject line by which entries are matched.
struct SubjectKeys: Hashable, Sendable {
  /// Without tags in brackets before it (`[SCSI]`, `[PATCH 2/3]`) and without a vendor's marks (`UPSTREAM:`).
  let whole: SubjectKey
  /// Also without the prefixes that name the subsystem (`ALSA: hda/realtek - …`).
  let tail: SubjectKey

  init(_ subject: String) {
    var subject = subject
    self = subject.withUTF8 { Self(utf8: $0.span) }
  }

  /// The same for bytes as git keeps them, perhaps wrapped over lines, with a copy only of what is not plain ASCII.
  init(_ range: Range<Int>, in text: Span<UInt8>) {
    let isPlain = text.skip(from: range.lowerBound, to: range.upperBound) {
      $0 < 0x80 && $0 != .newline
    }
    if isPlain == range.upperBound {
      self.init(utf8: text.extracting(range))
    } else {
      self.init(text.unwrapped(range))
    }
  }

  private init(utf8 text: Span<UInt8>) {
    let start = Self.marksEnd(in: text)
    let tailStart = Self.prefixesEnd(in: text, from: start)
    whole = SubjectKey(utf8: text, from: start)
    tail = tailStart == start ? whole : SubjectKey(utf8: text, from: tailStart)
  }

  private static let vendorMarks: [StaticString] = [
    "UPSTREAM:", "BACKPORT:", "FROMGIT:", "FROMLIST:", "ANDROID:", "CHROMIUM:", "stable:",
  ]
  private static let longestTag = 40
  private static let blank = UInt8(ascii: " ")

  // Every subject of a history passes through here, so it is read as bytes.

  /// A subject without tags in brackets and vendors' marks before it.
  static func withoutMarks(_ subject: String) -> String {
    var text = subject
    let start = text.withUTF8 { marksEnd(in: $0.span) }
    return String(Substring(subject.utf8.dropFirst(start)))
  }

  /// Drops up to four `word:` or `two words:` groups, and `V4L/DVB (1234):`; never the last words.
  static func withoutPrefixes(_ subject: Substring) -> Substring {
    var text = subject
    let start = text.withUTF8 { prefixesEnd(in: $0.span, from: 0) }
    return Substring(subject.utf8.dropFirst(start))
  }

  private static func marksEnd(in text: Span<UInt8>) -> Int {
    var start = text.skip(from: 0, to: text.count) { $0 == blank }
    while start < text.count {
      if text[start] == UInt8(ascii: "["),
        let close = text.firstOffset(of: UInt8(ascii: "]"), from: start, atMost: longestTag),
        close + 1 < text.count
      {
        start = text.skip(from: close + 1, to: text.count) {
          $0 == blank || $0 == UInt8(ascii: ":")
        }
      } else if let mark = vendorMarks.first(where: { text.starts($0, at: start) }) {
        start = text.skip(from: start + mark.utf8CodeUnitCount, to: text.count) { $0 == blank }
      } else {
        break
      }
    }
    return start
  }

  private static func prefixesEnd(in text: Span<UInt8>, from start: Int) -> Int {
    var start = start
    for _ in 0..<4 {
      guard let colon = text.firstOffset(of: UInt8(ascii: ":"), from: start, atMost: longestTag),
        colon + 1 < text.count, text[colon + 1] == blank,
        words(in: text, start..<colon, upTo: 3) <= 2
      else { break }
      let next = text.skip(from: colon + 1, to: text.count) { $0 == blank }
      guard words(in: text, next..<text.count, upTo: 2) == 2 else { break }
      start = next
    }
    return start
  }

  /// How many words a range has, counted no further than `limit`.
  private static func words(in text: Span<UInt8>, _ range: Range<Int>, upTo limit: Int) -> Int {
    var count = 0
    var isInWord = false
    for place in range {
      let isBlank = text[place] == blank
      if !isBlank, !isInWord {
        count += 1
        if count == limit { return count }
      }
      isInWord = !isBlank
    }
    return count
  }
}

extension Span<UInt8> {
  /// Where a byte first stands, no more than `reach` after `start`.
  fileprivate func firstOffset(of byte: UInt8, from start: Int, atMost reach: Int) -> Int? {
    let end = min(start + reach + 1, count)
    let found = skip(from: start, to: end) { $0 != byte }
    return found < end ? found : nil
  }

  /// Whether just these letters stand at `offset`.
  fileprivate func starts(_ letters: StaticString, at offset: Int) -> Bool {
    let length = letters.utf8CodeUnitCount
    return offset + length <= count
      && (0..<length).allSatisfy { self[offset + $0] == letters.utf8Start[$0] }
  }
}
