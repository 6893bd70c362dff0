internal import ChangeModel
import Text

/// Reads the heading of an rpm or `.changes` release, by position rather than by words.
///
/// `Wed Sep 19 2018 Name <mail> - 4.4.157-1`: weekday, month, day, perhaps a time, the year with
/// four digits, perhaps a time; then the packager; then the version, bare, in brackets, after a
/// dash, or not at all. Where the date cannot be read, the year still shows where the packager
/// begins, and the date stays unknown; see ``isMistyped(_:)``.
enum HeadingReader {
  /// The heading without its leading `* `; `nil` if no day stands before a year in it.
  static func read(_ text: ByteText) -> Heading? {
    let text = text.trimmed
    guard let (date, words, rest) = findYear(text), isDate(words, names: rest) else { return nil }
    let (packager, version) = readPackager(rest)
    return Heading(text: text.string, date: date, packager: packager, version: version)
  }

  /// Whether a date that cannot be read was meant to be English: it names a day of the week or a
  /// month as `LC_ALL=C` has them. Otherwise another language wrote it.
  static func isMistyped(_ heading: ByteText) -> Bool {
    let words = heading.words.prefix(longestDate).prefix { !isYear($0) }
    return words.first.map(isWeekday) == true || words.contains { months[$0.string] != nil }
  }

  private static func isYear(_ word: ByteText) -> Bool {
    word.count == 4 && word.slice.allSatisfy(\.isDigit)
  }

  private static func isWeekday(_ word: ByteText) -> Bool {
    weekdays.contains { word.starts(with: $0) } && (word.count <= 4 || word.contains("day"))
  }

  private static let weekdays: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  private static let months: [String: Int64] = [
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9,
    "Oct": 10, "Nov": 11, "Dec": 12,
  ]

  /// The words before the year, with it, are at most weekday, month, day, time and zone.
  private static let longestDate = 7

  static func readDate(_ text: ByteText) -> (String?, rest: ByteText)? {
    findYear(text).map { ($0.date, $0.rest) }
  }

  private static func findYear(
    _ text: ByteText
  ) -> (date: String?, words: [ByteText], rest: ByteText)? {
    var before: [ByteText] = []
    var offset = 0
    while before.count < longestDate {
      while let byte = text.byte(at: offset), byte.isBlank { offset += 1 }
      var wordEnd = offset
      while let byte = text.byte(at: wordEnd), !byte.isBlank { wordEnd += 1 }
      guard wordEnd > offset else { break }
      let word = text[offset..<wordEnd]
      offset = wordEnd
      guard !before.isEmpty, isYear(word) else {
        before.append(word)
        continue
      }
      let rest = text.dropFirst(offset).trimmed.withoutTime
      return (isoDate(before, year: word.string), before, rest)
    }
    // "Wed Sep 19 218": the year is where it belongs, if not as it should be.
    guard before.count > 3, isWeekday(before[0]), months[before[1].string] != nil,
      before[2].slice.allSatisfy(\.isDigit), before[3].first?.isDigit == true
    else { return nil }
    return (nil, before, text.dropFirst(before[3].end - text.start).trimmed)
  }

  /// Whether these words before a year may be a day, or were meant to be: "Copyright (C)" and "In" are not.
  ///
  /// - Parameter rest: what follows the year. Where no day of the week is known, a packager with a mail or a version must.
  private static func isDate(_ words: [ByteText], names rest: ByteText) -> Bool {
    let others = words.dropFirst()
    if isWeekday(words[0]) {
      return others.contains { $0.slice.contains(where: \.isDigit) || months[$0.string] != nil }
    }
    guard rest.offset(of: UInt8(ascii: "@")) != nil || readPackager(rest).version != nil else {
      return false
    }
    if months[words[0].string] != nil { return others.first?.first?.isDigit == true }
    guard let day = others.first(where: isDay), others.count > 1, words[0].isShortWord else {
      return others.prefix(1).contains { months[$0.string] != nil } && words[0].isShortWord
        || words[0].first?.isDigit == true && others.contains { months[$0.string] != nil }
    }
    return others.prefix(2).contains { $0.start == day.start }
  }

  /// `19`, `5.`
  private static func isDay(_ word: ByteText) -> Bool {
    let digits = word.last == UInt8(ascii: ".") ? word.dropLast(1) : word
    return (1...2).contains(digits.count) && digits.slice.allSatisfy(\.isDigit)
  }

  private static func isoDate(_ words: [ByteText], year: String) -> String? {
    guard words.count >= 2 else { return nil }
    for index in 0..<words.count {
      guard let month = months[words[index].string] else { continue }
      for neighbour in [index + 1, index - 1] where words.indices.contains(neighbour) {
        let digits = words[neighbour].string
        if let day = Int64(digits), let year = Int64(year),
          (1...CalendarDay.length(ofMonth: month, in: year)).contains(day)
        {
          return "\(year)-\(padded(month))-\(padded(day))"
        }
      }
    }
    return nil
  }

  private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func readPackager(_ text: ByteText) -> (Person?, version: String?) {
    if let close = text.lastOffset(of: UInt8(ascii: ">")),
      let open = text.prefix(close).lastOffset(of: UInt8(ascii: "<"))
    {
      let name = text.prefix(open).trimmed.string
      let email = text[(open + 1)..<close].trimmed.string
      return (Person(name: name, email: email), version(text.dropFirst(close + 1)))
    }
    // No brackets, or one of them forgotten: the version, if any, is the last word.
    let words = text.slice.split(separator: UInt8(ascii: " "))
    var name = text
    var version: String?
    if let last = words.last, let found = Self.version(ByteText(Array(last))) {
      version = found
      name = text.dropLast(last.count).trimmed
      if name.last == UInt8(ascii: "-") { name = name.dropLast(1).trimmed }
    }
    return (person(name), version)
  }

  private static func person(_ text: ByteText) -> Person? {
    guard !text.isEmpty else { return nil }
    if let open = text.offset(of: UInt8(ascii: "<")) {
      let email = text.dropFirst(open + 1).trimmed.string
      return Person(name: text.prefix(open).trimmed.string, email: email)
    }
    let whole = text.string
    return whole.contains("@") && !whole.contains(" ")
      ? Person(name: "", email: whole) : Person(name: whole)
  }

  /// `4.4.157-1` of `- 4.4.157-1`, `[4.4.157-1]`, `-4.4.157-1` and `4.4.157-1]`.
  static func version(_ text: ByteText) -> String? {
    var text = text.trimmed
    while let byte = text.first, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "[") {
      text = text.dropFirst(1).trimmed
    }
    while let byte = text.last, byte == UInt8(ascii: "]") { text = text.dropLast(1).trimmed }
    guard let first = text.first, first.isDigit, text.offset(of: UInt8(ascii: ".")) != nil,
      // A macro in it is not known before the package is built.
      !text.slice.contains(where: {
        $0.isBlank || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "%")
      })
    else { return nil }
    return text.string
  }
}

extension ByteText {
  /// As days of the week are abbreviated: `mer.`, `Mi`, `星期三`.
  fileprivate var isShortWord: Bool {
    (first.map { $0.isLetter || $0 >= 0x80 } ?? false) && slice.count { $0 & 0xC0 != 0x80 } <= 4
  }

  /// What follows `12:00:00 PM UTC `, as yum and dnf print it in some languages.
  fileprivate var withoutTime: ByteText {
    guard first?.isDigit == true else { return self }
    var words = words[...]
    guard let time = words.popFirst(), time.count >= 5, time.byte(at: 2) == UInt8(ascii: ":"),
      time.slice.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ":") })
    else { return self }
    var end = time.end
    while let word = words.popFirst(), word.isPartOfTime { end = word.end }
    return dropFirst(end - start).trimmed
  }

  /// `PM`, `UTC`, `CEST`, `+0200`
  private var isPartOfTime: Bool {
    (2...5).contains(count)
      && slice.allSatisfy { $0.isUpper || $0.isDigit || $0 == UInt8(ascii: "+") }
  }
}
