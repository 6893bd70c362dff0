import Testing
import Text

@Suite("Work for several threads") struct ThreadsTests {
  @Test("gives what it gives in order, whoever is done first")
  func order() {
    let squares = Array(0..<1000).concurrentMap { $0 * $0 }
    #expect(squares == (0..<1000).map { $0 * $0 })
    #expect([Int]().concurrentMap { $0 }.isEmpty)
    let both = concurrently({ "one" }, { 2 })
    #expect(both.0 == "one" && both.1 == 2)
  }

  @Test("is divided into runs that leave nothing out", arguments: [0, 1, 7, 100, 1023, 5000])
  func runs(count: Int) {
    let range = 3..<(3 + count)
    for shortest in [1, 10, 512] {
      let runs = range.runs(noShorterThan: shortest)
      #expect(runs.flatMap(Array.init) == Array(range))
      #expect(runs.count == 1 || runs.allSatisfy { $0.count >= shortest })
    }
  }
}
