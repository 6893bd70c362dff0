import ChangeModel
import Foundation
import Investigation
import Risk
import TestSupport
import Testing
import ToolSupport

@testable import ktrail_eval

@Suite("Risk metrics") struct RiskMetricsTests {
  static func metrics(_ answers: [(Double, Bool)]) -> RiskMetrics {
    RiskMetrics(answers.map { .init(stated: $0.0, isBad: $0.1) })
  }

  @Test("area under the curve, by counting pairs by hand, ties one half")
  func area() {
    // Pairs of bad and good: .9>.5, .9>.2, .5=.5, .5>.2: 3.5 of 4.
    let answers = [(0.5, false), (0.9, true), (0.2, false), (0.5, true)]
    #expect(Self.metrics(answers).areaUnderCurve == 3.5 / 4)
    #expect(Self.metrics([(0.1, true), (0.2, false)]).areaUnderCurve == 0)
    #expect(Self.metrics([(0.1, true)]).areaUnderCurve == 0.5)
  }

  @Test("share of the bad ones in the riskiest part")
  func shares() {
    // 20 answers, riskiest first; the 1st, 2nd, 4th and 20th are bad.
    var generator = SeededGenerator(seed: 1)
    let answers = (1...20).map { (1 / Double($0), [1, 2, 4, 20].contains($0)) }
      .shuffled(using: &generator)
    let metrics = Self.metrics(answers)
    #expect([0.05, 0.1, 0.2, 1].map(metrics.badShare) == [0.25, 0.5, 0.75, 1])
    #expect(Self.metrics([]).badShare(ofFirst: 0.1) == 0)
  }
}

@Suite("Logistic fit") struct LogisticFitTests {
  static func vector(_ lines: Double, _ soak: Double?) -> RiskVector {
    var vector = RiskVector()
    vector[.codeAdded] = lines
    vector[.soak] = soak
    return vector
  }

  @Test("finds the weights that made the outcomes, and the mean probability is the rate")
  func recovers() {
    var generator = SplitMix64(seed: 7)
    let samples = (0..<4000).map { _ in
      let (lines, soak) = (
        Double.random(in: 0...4, using: &generator), Double.random(in: 0...4, using: &generator)
      )
      let odds = exp(-3 + 1.2 * lines - 0.5 * soak)
      return (
        vector: Self.vector(lines, soak),
        isBad: Double.random(in: 0..<1, using: &generator) < odds / (1 + odds)
      )
    }
    let weights = LogisticFit(penalty: 1, features: [.codeAdded, .soak]).weights(samples)
    #expect(abs(weights.values[RiskFeature.codeAdded.rawValue] - 1.2) < 0.12)
    #expect(abs(weights.values[RiskFeature.soak.rawValue] + 0.5) < 0.12)
    #expect(weights.values.count { $0 != 0 } == 2)
    let stated = samples.reduce(0) { $0 + weights.probability($1.vector) }
    #expect(abs(stated - Double(samples.count { $0.isBad })) < 1e-3)

    let strict = LogisticFit(penalty: 1e6, features: [.codeAdded]).weights(samples)
    #expect(abs(strict.values[RiskFeature.codeAdded.rawValue]) < 0.01)
  }

  @Test("what is unknown or never differs weighs nothing")
  func degenerate() {
    let samples = [(true, 1.0), (false, 2.0), (true, 3.0)].map {
      (vector: Self.vector($0.1, nil), isBad: $0.0)
    }
    let weights = LogisticFit(features: [.soak, .hunks]).weights(samples)
    #expect(weights.values.allSatisfy { $0 == 0 })
    #expect(abs(weights.probability(RiskVector()) - 2.0 / 3) < 1e-6)
  }
}

@Suite("Risk as of the new kernel") struct RiskAsOfTests {
  @Test("a later fix and revert in the clone change no bit of the answer, and are the label")
  func futureIsUnseen() async throws {
    var answers: [[ChangeRisk]] = []
    for includingFuture in [true, false] {
      let history = try await AsOfTests.history(includingFuture: includingFuture)
      let cache = try TemporaryDirectory()
      let investigation = AsOfTests.investigation(history, cache)
      answers.append(try investigation.risks(from: "v5.1", to: "v5.2"))
      guard includingFuture else { continue }
      let (changes, times) = try investigation.outcomes(from: "v5.1", to: "v5.2", upTo: "v5.3")
      #expect(times.keys.sorted() == ["v5.2"])
      let repaired = changes.filter { !$0.followUps.isEmpty }.map { "\($0.commit.id)" }
      #expect(repaired == [history.id("culprit")])
    }
    #expect(answers[0].count == 13)
    #expect(answers[0] == answers[1])
    #expect(
      answers[0].map(\.score.bitPattern) == answers[1].map(\.score.bitPattern))
    #expect(!answers[0].contains { !$0.knowsDiff })
  }
}

@Suite("Branches to fit to") struct RiskBranchTests {
  static let arguments: [(text: String, clone: String?, range: String)] = [
    ("4.14.y=a/b.git", "a/b.git", "v4.14.114..v4.14.200"),
    ("4.19.y=c:v4.19.50..v4.19.200..v4.19.220", "c", "v4.19.50..v4.19.200"),
    ("4.19.y=c", nil, ""), ("4.14.y", nil, ""), ("=c:v4.19.50..v4.19.200..v4.19.220", nil, ""),
    ("4.19.y=c:v4.19.50..v4.19.200", nil, ""), ("4.19.y=c:v4.19.50..x..v4.19.220", nil, ""),
  ]

  @Test("are read with their clone and releases, or declined", arguments: arguments)
  func reads(_ example: (text: String, clone: String?, range: String)) {
    let branch = RiskBranch(argument: example.text)
    #expect(branch?.clone == example.clone)
    #expect(branch?.range ?? "" == example.range)
  }

  @Test("are looked at each ten releases, with ten before and twenty after")
  func checkpoints() {
    let branch = RiskBranch(argument: "4.19.y=c:v4.19.50..v4.19.70..v4.19.97")
    #expect(branch?.checkpoints.map(\.release) == ["v4.19.65", "v4.19.75"])
    #expect(branch?.checkpoints.map(\.horizon) == ["v4.19.85", "v4.19.95"])
  }

  @Test("a report fits to the others, and says by how much it beats changed lines")
  func reports() {
    // Two branches in which what is reported breaks, and size says nothing.
    let branches = ["4.14.y=a", "5.10.y=b"].compactMap(RiskBranch.init(argument:)).map { branch in
      let samples = (0..<400).map { number in
        var vector = RiskVector()
        vector[.isReported] = number % 10 == 3 ? 1 : 0
        vector[.lines] = Double(number % 7)
        return RiskSample(
          vector: vector, lines: number % 7, isRepaired: number % 10 == 3,
          wasRepairWritten: number == 3)
      }
      return RiskReport.Branch(branch: branch, samples: samples, levels: [])
    }
    let report = RiskReport(branches: branches, penalty: 1, resamples: 20)
    let study = report.fittedToAll.study
    #expect(study.branches.map(\.name) == ["4.14.y", "5.10.y"])
    for branch in study.branches {
      #expect((branch.changes, branch.repaired, branch.inFirstTenth) == (400, 40, 40))
      #expect(branch.inFirstTenthByLines < 10)
    }
    let kind = report.summary.filter { $0.contains("size and kind") }
    #expect(kind.count == 2)
    #expect(kind.allSatisfy { $0.contains("1.000 [1.000, 1.000]  100 [") })
    #expect(report.summary[1].contains("400 backports, 40 repaired by a later release, 1 of them"))
    #expect(report.levels[1].contains("said 10.0, was 10.0"))
  }
}
