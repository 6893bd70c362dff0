/// A day of the Gregorian calendar, also before there was one.
package struct CalendarDay: Hashable, Sendable {
  /// Days since 1 January 1970.
  package let number: Int64

  package static let seconds: Int64 = 86_400

  package init(number: Int64) { self.number = number }

  /// - Parameters:
  ///   - month: from 1 to 12.
  ///   - day: from 1; of a day that the month lacks, as 31 February, that many days after its last one.
  package init(year: Int64, month: Int64, day: Int64) {
    // Years begin in March, so that the leap day comes last, and go in eras of 400.
    let fromMarch = month > 2 ? year : year - 1
    let era = (fromMarch >= 0 ? fromMarch : fromMarch - 399) / 400
    let yearOfEra = fromMarch - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    number =
      era * Self.ofEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
      - Self.ofEpoch
  }

  package var yearMonthDay: (year: Int64, month: Int64, day: Int64) {
    let shifted = number + Self.ofEpoch
    let era = (shifted >= 0 ? shifted : shifted - (Self.ofEra - 1)) / Self.ofEra
    let dayOfEra = shifted - era * Self.ofEra
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  package static func length(ofMonth month: Int64, in year: Int64) -> Int64 {
    let next =
      month == 12
      ? Self(year: year + 1, month: 1, day: 1) : Self(year: year, month: month + 1, day: 1)
    return next.number - Self(year: year, month: month, day: 1).number
  }

  /// Days of 400 years, after which the calendar repeats.
  private static let ofEra: Int64 = 146_097
  /// Days from 1 March of the year 0 to 1 January 1970.
  private static let ofEpoch: Int64 = 719_468
}
