import ChangeModel
import Testing

@testable import ktrail_eval

@Suite("The simulated user") struct SimulatedUserTests {
  static func culprit(_ paths: String...) throws -> EnrichedChange {
    let commit = Commit(
      id: try #require(CommitID(String(repeating: "a", count: 40))), parents: [],
      author: Person(name: "Ada"), authorTime: 0, commitTime: 0, subject: "x", body: "")
    return EnrichedChange(commit: commit, touchedPaths: paths)
  }

  static func question(_ topic: Question.Topic, _ paths: String...) -> Question {
    Question(topic, options: paths.map { Area(path: $0, share: 0.1, candidates: 1) }, gain: 1)
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let question: Question
    let path: String
    /// The right answer; `nil` for "none".
    let right: String?
    /// How often another one is given by a user who errs.
    let error: Double
  }

  static let rows = [
    Row(
      testDescription: "an area that is shown",
      question: question(.area, "mm", "fs/nfs", "net/core"),
      path: "fs/nfs/dir.c", right: "fs/nfs", error: 0.15),
    Row(
      testDescription: "an area that is not", question: question(.area, "mm", "fs", "net/core"),
      path: "fs/nfs/dir.c", right: nil, error: 0.3),
    Row(
      testDescription: "an area inside of one",
      question: question(.area, "drivers/net/phy/a", "drivers/net/phy/b"),
      path: "drivers/net/phy/b/x.c", right: "drivers/net/phy/b", error: 0.15),
    Row(
      testDescription: "a driver in use", question: question(.driver, "drivers/net/phy/a"),
      path: "drivers/net/phy/a/x.c", right: "drivers/net/phy/a", error: 0.05),
    Row(
      testDescription: "a driver that is not", question: question(.driver, "drivers/net/phy/a"),
      path: "mm/slub.c", right: nil, error: 0.1),
    Row(
      testDescription: "an architecture",
      question: question(.architecture, "arch/x86", "arch/arm64"),
      path: "arch/arm64/kernel/x.c", right: "arch/arm64", error: 0.02),
  ]

  @Test("is right, or errs as often as is assumed", arguments: rows)
  func answers(_ row: Row) throws {
    let culprit = try Self.culprit(row.path)
    func path(_ answer: Question.Answer) -> String? {
      if case .pick(let area, isSure: false) = answer { area.path } else { nil }
    }
    func answers(_ kind: SimulatedUser.Kind, seed: UInt64) -> [String?] {
      let user = SimulatedUser(kind: kind, seed: seed)
      return (0..<2000).map {
        path(user.answer(to: row.question, thinkingOf: culprit, in: "case \($0)"))
      }
    }
    #expect(Set(answers(.right, seed: 1)) == [row.right])
    let erring = answers(.erring, seed: 1)
    let wrong = Double(erring.count { $0 != row.right }) / 2000
    #expect(abs(wrong - row.error) < 0.03, "\(wrong)")
    #expect(answers(.erring, seed: 1) == erring)
    #expect(answers(.erring, seed: 2) != erring)
  }
}
