import ChangeModel
import Testing

@testable import Culprits

@Suite("Questions to the user") struct InquiryTests {
  // MARK: What an answer tells

  struct Gain: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let options: Int
    let error: Double
    var otherwise: [Double]?
    let suspects: [(Double, [Int])]
    let bits: Double
  }

  static let gains = [
    Gain(
      testDescription: "two halves told apart for sure", options: 2, error: 0,
      suspects: [(0.5, [0]), (0.5, [1])], bits: 1),
    Gain(
      testDescription: "four quarters told apart for sure", options: 4, error: 0,
      suspects: [(0.25, [0]), (0.25, [1]), (0.25, [2]), (0.25, [3])], bits: 2),
    Gain(
      testDescription: "a coin instead of an answer", options: 2, error: 0.5,
      suspects: [(0.5, [0]), (0.5, [1])], bits: 0),
    // 1 - H(0.1)
    Gain(
      testDescription: "wrong once in ten", options: 2, error: 0.1,
      suspects: [(0.5, [0]), (0.5, [1])], bits: 0.5310),
    Gain(
      testDescription: "all in one place", options: 2, error: 0.1, suspects: [(0.7, [0])], bits: 0),
    Gain(
      testDescription: "yes or no, sure", options: 1, error: 0, suspects: [(0.5, [0]), (0.5, [])],
      bits: 1),
    Gain(
      testDescription: "all suspects are in both", options: 2, error: 0,
      suspects: [(0.4, [0, 1]), (0.6, [0, 1])], bits: 0),
    Gain(
      testDescription: "the answer is known where none is right", options: 1, error: 0,
      otherwise: [1], suspects: [(0.5, [0]), (0.5, [])], bits: 0),
    Gain(testDescription: "no suspects", options: 2, error: 0, suspects: [], bits: 0),
  ]

  @Test(
    "an answer is worth the entropy that it takes away, less what errors give back",
    arguments: gains)
  func gain(_ example: Gain) {
    let likelihoods = AnswerLikelihoods(
      options: example.options, error: example.error,
      otherwise: example.otherwise ?? Array(repeating: 0, count: example.options))
    let gain = likelihoods.gain(example.suspects.map { (probability: $0.0, right: $0.1) })
    #expect(abs(gain - example.bits) < 1e-3, "\(gain)")
    for right in [[], [0]] {
      #expect(abs(likelihoods.row(right).reduce(0, +) - 1) < 1e-9)
    }
  }

  // MARK: What is asked

  /// Suspects of one probability each, from their paths.
  static func ranking(_ suspects: [(Double, [String])]) throws -> Ranking {
    let all = try suspects.enumerated().map { number, suspect in
      let change = try Candidates.change(number + 1, "x\(number): y", paths: suspect.1)
      return Suspect(
        change: EnrichedChange(
          commit: change.commit, touchedPaths: suspect.1,
          subsystems: suspect.1.map {
            Subsystem(directory: $0.split(separator: "/").dropLast().joined(separator: "/"))
          }),
        probability: suspect.0, evidence: [])
    }
    return Ranking(suspects: all, areas: AreaMap(all).areas)
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let suspects: [(Double, [String])]
    var scope = SuspectScope.everywhere
    var always = false
    let topic: Question.Topic?
    var options: [String] = []
  }

  static let examples = [
    Example(
      testDescription: "the parts that hold most",
      suspects: [
        (0.3, ["mm/slub.c"]), (0.3, ["net/core/dev.c"]), (0.2, ["kernel/fork.c"]),
        (0.2, ["drivers/usb/core/hub.c"]),
      ], topic: .area, options: ["mm", "net/core", "drivers/usb/core", "kernel"]),
    Example(
      testDescription: "nothing, where one stands out",
      suspects: [(0.6, ["mm/slub.c"]), (0.4, ["net/core/dev.c"])], topic: nil),
    Example(
      testDescription: "also then, if always",
      suspects: [(0.6, ["mm/slub.c"]), (0.4, ["net/core/dev.c"])], always: true, topic: .area,
      options: ["mm", "net/core"]),
    Example(
      testDescription: "nothing, where all are in one place",
      suspects: [(0.4, ["mm/a.c"]), (0.3, ["mm/b.c"]), (0.3, ["mm/c.c"])], topic: nil),
    Example(
      testDescription: "which of two file systems",
      suspects: [(0.4, ["fs/nfs/a.c"]), (0.4, ["fs/xfs/b.c"]), (0.2, ["fs/nfs/c.c"])],
      topic: .filesystem, options: ["fs/nfs", "fs/xfs"]),
    Example(
      testDescription: "no file system, where what they share is suspect",
      suspects: [(0.4, ["fs/nfs/a.c"]), (0.4, ["fs/iomap/b.c"]), (0.2, ["fs/nfs/c.c"])],
      topic: .area, options: ["fs/nfs", "fs/iomap"]),
    Example(
      testDescription: "which architecture",
      suspects: [
        (0.4, ["arch/arm64/kernel/a.c"]), (0.4, ["arch/powerpc/kernel/b.c"]),
        (0.2, ["arch/powerpc/kernel/c.c"]),
      ], topic: .architecture, options: ["arch/powerpc", "arch/arm64"]),
    Example(
      testDescription: "no architecture, where it is known",
      suspects: [(0.4, ["arch/arm64/kernel/a.c"]), (0.4, ["arch/powerpc/kernel/b.c"])],
      scope: SuspectScope(architecture: "powerpc"), topic: .area,
      options: ["arch/arm64/kernel", "arch/powerpc/kernel"]),
    Example(
      testDescription: "whether a driver is in use",
      suspects: [
        (0.45, ["drivers/net/wireless/ath/ath9k/a.c"]),
        (0.05, ["drivers/net/wireless/ath/ath9k/b.c"]),
        (0.05, ["drivers/net/wireless/x.c"]), (0.05, ["drivers/net/wireless/y.c"]),
        (0.2, ["drivers/net/wireless/z.c"]), (0.2, ["drivers/net/wireless/w.c"]),
      ], topic: .driver, options: ["drivers/net/wireless/ath/ath9k"]),
    Example(
      testDescription: "nothing of what touches nothing known",
      suspects: [(0.4, []), (0.3, []), (0.3, [])], always: true, topic: nil),
    Example(testDescription: "nothing of no suspects", suspects: [], always: true, topic: nil),
  ]

  @Test("asks what is expected to tell most", arguments: examples)
  func asks(_ example: Example) throws {
    let question = Inquiry(try Self.ranking(example.suspects), example.scope)
      .question(always: example.always)
    #expect(question?.topic == example.topic, "\(question?.gain ?? 0)")
    #expect(question?.options.map(\.path) ?? [] == example.options)
  }

  @Test("looks into what was picked, beside what was not, and stops where nobody knows")
  func goesOn() throws {
    let ranking = try Self.ranking([
      (0.2, ["drivers/net/phy/a/x.c"]), (0.2, ["drivers/net/phy/b/x.c"]), (0.1, ["mm/slub.c"]),
      (0.1, ["net/core/dev.c"]), (0.1, ["kernel/fork.c"]), (0.1, ["block/blk.c"]),
      (0.1, ["crypto/af.c"]), (0.1, ["lib/idr.c"]),
    ])
    let first = try #require(Inquiry(ranking, .everywhere).question())
    #expect(first.topic == .area)
    #expect(first.options.count == 5)
    func next(_ answer: Question.Answer) -> Question? {
      Inquiry(ranking, .everywhere, after: [AnsweredQuestion(first, answer)]).question()
    }
    let inside = next(.pick(first.options[0], isSure: false))
    #expect(inside?.options.map(\.path) == ["drivers/net/phy/a", "drivers/net/phy/b"])
    #expect(next(.unknown)?.topic == .driver)
    let shown = Set(first.options.map(\.path))
    #expect((next(.none)?.options ?? []).allSatisfy { !shown.contains($0.path) })
    let three = [AnsweredQuestion](repeating: .init(first, .none), count: 3)
    #expect(Inquiry(ranking, .everywhere, after: three).question() == nil)
  }

  // MARK: What an answer does

  struct Hint: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let scope: SuspectScope
    let paths: [String]
    let factor: Double
  }

  static let hints = [
    Hint(
      testDescription: "likely", scope: SuspectScope(likely: ["mm"]), paths: ["mm/slub.c"],
      factor: 10),
    Hint(
      testDescription: "elsewhere", scope: SuspectScope(likely: ["mm"], unlikely: ["net"]),
      paths: ["fs/inode.c"], factor: 1),
    Hint(
      testDescription: "a part of what is likely", scope: SuspectScope(likely: ["fs", "fs/nfs"]),
      paths: ["fs/nfs/dir.c"], factor: 100),
    Hint(
      testDescription: "unlikely, in two places", scope: SuspectScope(unlikely: ["mm", "net"]),
      paths: ["mm/slub.c", "net/core/dev.c"], factor: 0.1),
    Hint(
      testDescription: "both", scope: SuspectScope(likely: ["fs"], unlikely: ["fs/nfs"]),
      paths: ["fs/nfs/dir.c"], factor: 1),
  ]

  @Test("hints multiply the odds, and are evidence", arguments: hints)
  func multiplies(_ example: Hint) throws {
    let change = try Candidates.change(900, "zebra: x", paths: example.paths)
    #expect(abs(example.scope.hint(on: change) - example.factor) < 1e-9)
    let others = try Candidates.ordinary(40).filter { example.scope.hint(on: $0) == 1 }
    let symptom = Symptom(parsing: "it is slow")
    func odds(_ scope: SuspectScope) throws -> Double {
      let ranking = CulpritRanker(scope: scope).rank(symptom, among: others + [change])
      let suspect = try #require(ranking.suspects.first { $0.change == change })
      let isHinted = scope.allPlaces.contains { $0.contains(change) }
      #expect(
        suspect.evidence.contains { if case .hinted = $0 { true } else { false } } == isHinted)
      let others = ranking.suspects.reduce(0) { $0 + $1.probability } - suspect.probability
      return suspect.probability / others
    }
    #expect(abs(try odds(example.scope) / odds(.everywhere) / example.factor - 1) < 1e-6)
  }

  static let area = Area(path: "arch/x86", share: 0.5, candidates: 2)
  static let answers: [(Question.Topic, Question.Answer, SuspectScope)] = [
    (.area, .pick(area, isSure: false), looked(likely: ["arch/x86"])),
    (.area, .pick(area, isSure: true), looked(places: ["arch/x86"])),
    (.area, .none, looked(unlikely: ["arch/x86"])),
    (.area, .unknown, .everywhere),
    (.driver, .none, looked(unlikely: ["arch/x86"])),
    (.architecture, .pick(area, isSure: false), SuspectScope(architecture: "x86")),
  ]

  private static func looked(
    places: [String] = [], likely: [String] = [], unlikely: [String] = []
  ) -> SuspectScope {
    func paths(_ names: [String]) -> [Place] {
      names.map { Place(name: $0, reading: .path, paths: [$0]) }
    }
    return SuspectScope(places: paths(places), likely: paths(likely), unlikely: paths(unlikely))
  }

  @Test("an answer is what an option would have said", arguments: answers)
  func hears(_ example: (Question.Topic, Question.Answer, SuspectScope)) {
    let question = Question(example.0, options: [Self.area], gain: 1)
    #expect(
      SuspectScope.everywhere.hearing(AnsweredQuestion(question, example.1)) == example.2)
  }

  // MARK: What an area is called

  @Test("an area has its share, its title and what its subjects begin with")
  func describesAreas() throws {
    func suspect(
      _ number: Int, _ probability: Double, _ subject: String, _ paths: [String], _ section: String
    ) throws -> Suspect {
      let change = try Candidates.change(number, subject, paths: paths)
      return Suspect(
        change: EnrichedChange(
          commit: change.commit, touchedPaths: paths,
          subsystems: paths.map {
            Subsystem(
              directory: $0.split(separator: "/").dropLast().joined(separator: "/"),
              maintainersSection: section)
          }), probability: probability, evidence: [])
    }
    let dir = "drivers/net/ethernet"
    let map = AreaMap([
      try suspect(1, 0.3, "net: hns3: fix a leak", ["\(dir)/hisilicon/a.c"], "HNS3"),
      try suspect(2, 0.4, "e1000e: y", ["\(dir)/intel/e1000e/b.c", "net/core/dev.c"], "INTEL"),
      try suspect(3, 0.2, "Revert \"net/mlx5e: z\"", ["\(dir)/intel/c.c"], "INTEL"),
      try suspect(4, 0.1, "a subject: without a name", ["net/core/dev.c"], "NET"),
    ])
    #expect(map.areas.map(\.path) == [dir, "net/core"])
    #expect(map.areas.map(\.candidates) == [3, 2])
    #expect(abs(map.areas[0].share - 0.7) < 1e-9)
    #expect(map.areas[0].title == "INTEL")
    #expect(map.areas[0].prefixes == ["hns3", "e1000e", "mlx5e"])
    #expect(map.areas[1].prefixes == ["e1000e"])
    #expect(map.places == [[0], [0, 1], [0], [1]])
  }
}
