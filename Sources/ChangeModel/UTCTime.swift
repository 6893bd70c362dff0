/// A moment as commits keep it, written in UTC.
public struct UTCTime: Hashable, Sendable {
  private let days: Int64
  private let second: Int64

  /// Seconds since 1970.
  public init(seconds: Int64) {
    let remainder = seconds % 86_400
    second = remainder < 0 ? remainder + 86_400 : remainder
    days = (seconds - remainder) / 86_400 - (remainder < 0 ? 1 : 0)
  }

  /// `2018-09-19`
  public var day: String {
    // Gregorian calendar in eras of 400 years that begin on 1 March, so that the leap day comes last.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
  }

  /// `2018-09-19T12:00:00Z`
  public var iso8601: String {
    let parts = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }
    return "\(day)T\(parts.joined(separator: ":"))Z"
  }

  private static func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
