public import ChangeModel
import Text

extension Investigation {
  /// What is asked about fixes.
  public enum FixQuestion: Hashable, Sendable {
    /// Of these commits, each by any text that ``ChangeModel/AskedFix`` reads; `in` are the kernels that have or lack them.
    /// What repairs them is held against the first, or without one against the newest release of the commit's line.
    case ofCommits([String], in: [String])
    /// Commits by what they say, touch and when they came.
    case search(FixCriteria, in: [String])
    /// Repairs that a kernel has or lacks.
    case missing(MissingQuestion)

    var asksForPaths: Bool {
      switch self {
      case .ofCommits: false
      case .search: true
      case .missing(let question):
        // A text may name a place, too.
        !question.criteria.touching.isEmpty || question.criteria.matching != nil
      }
    }
  }

  public struct MissingQuestion: Hashable, Sendable {
    /// The kernel; `nil` for the newer end of `culprits`, or the listed commits themselves.
    public let target: String?
    /// Which commits' repairs: a range, a revision, a list of commits in a file, or two packages; empty for all.
    public let culprits: [String]
    public let criteria: FixCriteria
    /// Only what is missing, as lines.
    public let linesOnly: Bool
    /// Documents for people list every repair, not only those that ask for something to be done.
    public let listsAll: Bool

    public init(
      in target: String?, of culprits: [String] = [], criteria: FixCriteria = FixCriteria(),
      linesOnly: Bool = false, listsAll: Bool = false
    ) {
      (self.target, self.culprits, self.criteria) = (target, culprits, criteria)
      (self.linesOnly, self.listsAll) = (linesOnly, listsAll)
    }
  }
}

/// A moment as people write it: `2018-09-19`, `2018-09-19T12:00:00Z`, or a month or a year, `2018-09`, `2018`; anything
/// else is a revision.
public struct WrittenTime: Hashable, Sendable {
  /// Seconds since 1970, UTC: the first and the last that it can mean.
  public let first, last: Int64

  public init?(_ text: String) {
    // By hand: the first use of a regular expression costs more than a whole question to the index.
    guard Self.isOneInShape(text) else { return nil }
    if text.utf8.count < 10 {
      let isYear = text.utf8.count == 4
      guard let first = WrittenTime(text + (isYear ? "-01-01" : "-01")),
        let last = (28...31).reversed().lazy.compactMap({
          WrittenTime(text + (isYear ? "-12-\($0)" : "-\($0)"))
        }).first
      else { return nil }
      (self.first, self.last) = (first.first, last.last)
      return
    }
    let numbers = text.utf8.split { !$0.isDigit }.compactMap {
      Int64(String(decoding: $0, as: UTF8.self))
    }
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    guard (1...12).contains(month),
      (1...CalendarDay.length(ofMonth: month, in: year)).contains(day)
    else { return nil }
    let midnight = CalendarDay(year: year, month: month, day: day).number * CalendarDay.seconds
    guard numbers.count > 3 else {
      (first, last) = (midnight, midnight + CalendarDay.seconds - 1)
      return
    }
    let second = numbers.count > 5 ? numbers[5] : nil
    guard numbers[3] < 24, numbers[4] < 60, (second ?? 0) < 61 else { return nil }
    first = midnight + numbers[3] * 3600 + numbers[4] * 60 + (second ?? 0)
    last = second == nil ? first + 59 : first
  }

  /// Whether a text is written as a moment, be there such a day or not.
  ///
  /// Four digits are a year from 1991, when Linux began, to 2099; others may begin a commit's id.
  public static func isOneInShape(_ text: String) -> Bool {
    let shape = String(
      decoding: text.utf8.map { $0.isDigit ? UInt8(ascii: "0") : $0 }, as: UTF8.self
    )
    if shape == "0000" { return (1991...2099).contains(Int(text) ?? 0) }
    return ["0000-00", "0000-00-00", "0000-00-00T00:00Z", "0000-00-00T00:00:00Z"].contains(shape)
  }
}
