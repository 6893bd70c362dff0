/// How fast a step of a long operation goes.
public struct Pace: Hashable, Sendable {
  private var step: Activity.Step?
  private var (start, last) = (Duration.zero, Duration.zero)
  private var (first, done) = (0, 0)

  public init() {}

  /// Takes note of what is being done at a time, of any clock that does not go back.
  public mutating func note(_ activity: Activity, at time: Duration) {
    guard case .counting(let next, let count, _) = activity else {
      step = nil
      return
    }
    // What is counted anew is another step of the same kind.
    if next != step || count < done { (step, start, first) = (next, time, count) }
    (last, done) = (time, count)
  }

  /// How many a second; `nil` before there is enough to tell it from.
  public var perSecond: Double? {
    let seconds = (last - start) / .seconds(1)
    guard step != nil, done > first, seconds >= Self.shortest else { return nil }
    return Double(done - first) / seconds
  }

  /// Of less than a quarter of a second a rate says little.
  private static let shortest = 0.25
}
