import Testing
import Text

@Suite("Text in bytes") struct DecodingTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let text: String
  }

  static let examples = [
    Example(testDescription: "UTF-8", bytes: Array("Mül ✓".utf8), text: "Mül ✓"),
    Example(testDescription: "Latin-1", bytes: [0x4D, 0xFC, 0x6C], text: "Mül"),
    Example(testDescription: "UTF-8 cut off", bytes: [0x4D, 0xC3], text: "M\u{C3}"),
    Example(testDescription: "controls of Latin-1", bytes: [0x80, 0x41], text: "\u{80}A"),
    Example(testDescription: "none", bytes: [], text: ""),
  ]

  @Test("are read as UTF-8, or each as a character of Latin-1", arguments: examples)
  func decodes(_ example: Example) {
    #expect(String(utf8OrLatin1: example.bytes) == example.text)
    #expect(String(utf8OrLatin1: AnyCollection(example.bytes)) == example.text)
  }
}

@Suite("FNV-1a") struct FNV1aTests {
  @Test("has the published values")
  func published() {
    // Landon Curt Noll, "FNV hash test vectors".
    #expect("".utf8.fnv1a == 0xcbf2_9ce4_8422_2325)
    #expect("a".utf8.fnv1a == 0xaf63_dc4c_8601_ec8c)
    #expect("foobar".utf8.fnv1a == 0x8594_4171_f739_67e8)
  }
}

@Suite("LEB128") struct LEB128Tests {
  static func numbers(_ bytes: [UInt8]) -> [UInt64]? {
    var reader = LEB128()
    var found: [UInt64] = []
    for byte in bytes {
      guard !reader.isTooLong else { return nil }
      if let number = reader.add(byte) { found.append(number) }
    }
    return reader.isAtStart ? found : nil
  }

  @Test("numbers come back in as few bytes as they need")
  func roundTrip() {
    let numbers: [UInt64] = [0, 1, 127, 128, 16_383, 16_384, 1 << 32, 1 << 56 - 1]
    var bytes: [UInt8] = []
    var sizes: [Int] = []
    for number in numbers {
      let before = bytes.count
      LEB128.append(number, to: &bytes)
      sizes.append(bytes.count - before)
    }
    #expect(sizes == [1, 1, 1, 2, 2, 3, 5, 8])
    #expect(Self.numbers(bytes) == numbers)
  }

  @Test("the standard's own example")
  func example() {
    // DWARF 5, section 7.6, figure 22.
    #expect(Self.numbers([0x80 | 0x39, 0x64]) == [12_857])
  }

  @Test("a number that does not end is none")
  func unfinished() {
    #expect(Self.numbers([1, 0x80]) == nil)
    #expect(Self.numbers(Array(repeating: 0x80, count: 8) + [1]) == nil)
  }
}

@Suite("Days of the calendar") struct CalendarDayTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let number, year, month, day: Int64
  }

  // As `date -ud DAY +%s` divided by 86,400 has them.
  static let examples = [
    Example(testDescription: "the first of Unix", number: 0, year: 1970, month: 1, day: 1),
    Example(testDescription: "the one before", number: -1, year: 1969, month: 12, day: 31),
    Example(testDescription: "a leap day", number: 11_016, year: 2000, month: 2, day: 29),
    Example(testDescription: "after it", number: 11_017, year: 2000, month: 3, day: 1),
    Example(testDescription: "no leap day in 1900", number: -25_508, year: 1900, month: 3, day: 1),
    Example(testDescription: "today's", number: 20_785, year: 2026, month: 11, day: 28),
    Example(testDescription: "the first of an era", number: -719_468, year: 0, month: 3, day: 1),
    Example(testDescription: "before it", number: -719_469, year: 0, month: 2, day: 29),
    Example(testDescription: "the year 9999", number: 2_932_896, year: 9999, month: 12, day: 31),
  ]

  @Test("have one number each", arguments: examples)
  func numbers(_ example: Example) {
    #expect(
      CalendarDay(year: example.year, month: example.month, day: example.day).number
        == example.number)
    let (year, month, day) = CalendarDay(number: example.number).yearMonthDay
    #expect([year, month, day] == [example.year, example.month, example.day])
  }

  @Test("a day that a month lacks is one of the next")
  func rollsOver() {
    let day = CalendarDay(year: 2023, month: 2, day: 31)
    #expect(day == CalendarDay(year: 2023, month: 3, day: 3))
  }

  @Test("months have their lengths, February by Gregory's rule")
  func lengths() {
    #expect(
      (1...12).map { CalendarDay.length(ofMonth: $0, in: 2023) } == [
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
      ])
    #expect(
      [1900, 2000, 2023, 2024].map { CalendarDay.length(ofMonth: 2, in: $0) } == [28, 29, 28, 29])
  }
}
