import ChangeModel
import Git
import History
import TestSupport
import Testing

@Suite(
  "Real histories",
  .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.reason)))
struct RealHistoryTests {
  @Test("a stable range has the commits of git rev-list, in its order")
  func stableRange() async throws {
    let clone = try await SharedMaterial.history("linux-4.14-stable-history")
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: clone), in: cache.path)
    let range = try index.range(from: "4.14.121", to: "v4.14.157")
    let expected = try await Command.git(
      "log", "--no-merges", "--format=%H %s", "v4.14.121..v4.14.157", in: clone
    ).filter { $0.dropFirst(41).wholeMatch(of: /Linux 4\.14\.\d+/) == nil }
    #expect(
      try index.changes(in: range).map(\.description) == expected.map { String($0.prefix(40)) })
  }
}
