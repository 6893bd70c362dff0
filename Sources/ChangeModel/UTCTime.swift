import Text

/// A moment as commits keep it, written in UTC.
public struct UTCTime: Hashable, Sendable {
  private let date: CalendarDay
  private let second: Int64

  /// Seconds since 1970.
  public init(seconds: Int64) {
    let (days, rest) = seconds.quotientAndRemainder(dividingBy: CalendarDay.seconds)
    date = CalendarDay(number: rest < 0 ? days - 1 : days)
    second = rest < 0 ? rest + CalendarDay.seconds : rest
  }

  /// Days of the calendar from another moment to this, less than 0 if it comes later.
  public func days(since other: UTCTime) -> Int { Int(date.number - other.date.number) }

  /// `2018-09-19`
  public var day: String {
    let (year, month, day) = date.yearMonthDay
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
