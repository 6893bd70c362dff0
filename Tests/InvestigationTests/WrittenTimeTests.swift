import Investigation
import TestSupport
import Testing

@Suite("A moment as people write it") struct WrittenTimeTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let first, last: String
  }

  static let examples: [Example] = [
    ("2018", "2018-01-01T00:00:00Z", "2018-12-31T23:59:59Z"),
    ("2016-02", "2016-02-01T00:00:00Z", "2016-02-29T23:59:59Z"),
    ("2018-02", "2018-02-01T00:00:00Z", "2018-02-28T23:59:59Z"),
    ("2018-09-19", "2018-09-19T00:00:00Z", "2018-09-19T23:59:59Z"),
    ("2000-02-29", "2000-02-29T00:00:00Z", "2000-02-29T23:59:59Z"),
    ("1991-09-17", "1991-09-17T00:00:00Z", "1991-09-17T23:59:59Z"),
    ("2018-12-31T23:59Z", "2018-12-31T23:59:00Z", "2018-12-31T23:59:59Z"),
    ("2018-03-01T12:30:01Z", "2018-03-01T12:30:01Z", "2018-03-01T12:30:01Z"),
  ].map { Example(testDescription: $0, first: $1, last: $2) }

  @Test("begins and ends at the seconds that date(1) names", arguments: examples)
  func seconds(_ example: Example) async throws {
    let time = try #require(WrittenTime(example.testDescription))
    for (moment, seconds) in [(example.first, time.first), (example.last, time.last)] {
      let told = try await Command.run("date", ["-u", "-d", moment, "+%s"]).output
      #expect(told == "\(seconds)\n", "\(moment)")
    }
  }

  @Test(
    "is of that shape, but there is no such day or hour",
    arguments: [
      "2018-13", "2018-00", "2018-02-29", "1900-02-29", "2018-04-31", "2018-01-00",
      "2018-01-01T24:00Z", "2018-01-01T23:60Z", "2018-01-01T23:59:61Z",
    ])
  func impossible(_ text: String) {
    #expect(WrittenTime.isOneInShape(text))
    #expect(WrittenTime(text) == nil)
  }

  @Test(
    "is not one: it may be a revision",
    arguments: [
      "", "1990", "2100", "201", "20180", "2018-9", "2018-09-19T12:00:00", "v4.4", "2018/09",
    ])
  func other(_ text: String) {
    #expect(!WrittenTime.isOneInShape(text))
    #expect(WrittenTime(text) == nil)
  }
}
