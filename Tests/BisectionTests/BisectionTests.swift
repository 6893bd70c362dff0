import ChangeModel
import TestSupport
import Testing

@testable import Bisection

/// Small made-up histories; commits are numbered from 1, in any order that has parents before children.
enum History {
  static func id(_ number: Int) throws -> CommitID {
    let digits = String(number, radix: 16)
    return try #require(CommitID(String(repeating: "0", count: 40 - digits.count) + digits))
  }

  /// - Parameter parents: of each commit, from 1.
  static func graph(_ parents: [[Int]]) throws -> BisectionGraph {
    BisectionGraph(
      try parents.enumerated().map { number, parents in
        .init(id: try id(number + 1), parents: try parents.map(id))
      }.reversed())
  }

  static func line(_ count: Int) throws -> BisectionGraph {
    try graph((1...max(1, count)).map { $0 == 1 ? [] : [$0 - 1] })
  }

  /// Every commit has one earlier parent, and one in four a second one.
  static func random(_ count: Int, _ generator: inout SeededGenerator) throws -> BisectionGraph {
    try graph(
      (1...count).map { number in
        guard number > 1 else { return [] }
        let near = max(1, number - 4)
        var parents = [Int.random(in: near..<number, using: &generator)]
        if Int.random(in: 0..<4, using: &generator) == 0 {
          parents.append(Int.random(in: near..<number, using: &generator))
        }
        return parents
      })
  }
}

@Suite("Bisection") struct BisectionTests {
  /// The kernel that a step wants tested; `nil` where it wants none.
  private func kernel(of step: Bisection.Step) -> CommitID? {
    if case .test(let commit, _, _) = step { commit } else { nil }
  }

  /// Plays to the end with true answers; the tests it took.
  func play(
    _ bisection: inout Bisection, culprit: CommitID, skipping: Set<CommitID> = []
  ) throws -> (end: Bisection.Step, tests: Int) {
    var asked: Set<CommitID> = []
    var tests = 0
    while tests < 1000 {
      let step = bisection.next()
      guard case .test(let commit, let probability, let information) = step else {
        return (step, tests)
      }
      #expect(asked.insert(commit).inserted, "never asks twice")
      #expect((0...1).contains(probability) && information >= 0)
      if skipping.contains(commit) {
        bisection.add(.init(commit, .skip))
        continue
      }
      tests += 1
      bisection.add(.init(commit, bisection.graph.has(culprit, behind: commit) ? .bad : .good))
      let sum = bisection.probabilities.reduce(0, +)
      #expect(abs(sum - 1) < 1e-9)
    }
    return (bisection.next(), tests)
  }

  @Test("finds every commit of a line within two tests of halving, whatever was believed")
  func keepsBound() throws {
    for count in [1, 2, 3, 5, 16, 33, 100, 257] {
      let graph = try History.line(count)
      for number in stride(from: 1, through: count, by: max(1, count / 20)) {
        let culprit = try History.id(number)
        let others = Dictionary(
          uniqueKeysWithValues: graph.commits.map { ($0, $0 == culprit ? 0.0 : 1.0) })
        let beliefs: [[CommitID: Double]] = [
          [:], [culprit: 1], others, [try History.id(count): 1], [try History.id(1): 1],
        ]
        for weights in beliefs {
          var bisection = Bisection(graph, weights: weights)
          let (end, tests) = try play(&bisection, culprit: culprit)
          #expect(end == .found(culprit, probability: 1))
          #expect(tests <= bisection.mostTests, "\(count) commits, culprit \(number)")
        }
      }
    }
  }

  @Test("without belief it needs no more tests than halving")
  func halves() throws {
    let graph = try History.line(1000)
    for number in stride(from: 1, through: 1000, by: 37) {
      var bisection = Bisection(graph)
      let (_, tests) = try play(&bisection, culprit: try History.id(number))
      #expect(tests <= 10)
    }
  }

  @Test("a right belief needs few tests")
  func usesBelief() throws {
    let graph = try History.line(4000)
    let culprit = try History.id(1234)
    var bisection = Bisection(graph, weights: [culprit: 0.9, try History.id(77): 0.1])
    #expect(try play(&bisection, culprit: culprit).tests <= 3)
  }

  @Test("agrees with brute force on small random histories with merges")
  func agreesWithBruteForce() throws {
    var numbers = SeededGenerator(seed: 7)
    for round in 0..<60 {
      let graph = try History.random(2 + round % 12, &numbers)
      let culprit = try #require(graph.commits.randomElement(using: &numbers))
      let weights = Dictionary(
        uniqueKeysWithValues: graph.commits.map { ($0, Double.random(in: 0...1, using: &numbers)) })
      var bisection = Bisection(graph, weights: weights)
      var answers: [Bisection.Test] = []
      while case .test(let commit, let probability, _) = bisection.next() {
        // The share of the suspects' weight that is reachable from the commit, summed one by one.
        let prior = Bisection(graph, weights: weights).probabilities
        let left = graph.commits.indices.filter { place in
          answers.allSatisfy {
            graph.has(graph.commits[place], behind: $0.commit) == ($0.verdict == .bad)
          }
        }
        let all = left.reduce(0) { $0 + prior[$1] }
        let behind = left.filter { graph.has(graph.commits[$0], behind: commit) }
          .reduce(0) { $0 + prior[$1] }
        #expect(abs(probability - behind / all) < 1e-9)
        let test = Bisection.Test(
          commit, graph.has(culprit, behind: commit) ? .bad : .good)
        answers.append(test)
        bisection.add(test)
      }
      #expect(bisection.next() == .found(culprit, probability: 1))
      // The order of the answers makes no difference.
      var again = Bisection(graph, weights: weights)
      for test in answers.shuffled(using: &numbers) { again.add(test) }
      #expect(again.next() == bisection.next())
      #expect(again.suspects.map(\.commit) == bisection.suspects.map(\.commit))
    }
  }

  @Test("what does not build is passed by, and what cannot be told apart is said")
  func skips() throws {
    let graph = try History.line(64)
    let broken = Set(try (20...40).map(History.id))
    var bisection = Bisection(graph)
    let (end, _) = try play(&bisection, culprit: try History.id(30), skipping: broken)
    guard case .undecided(let commits) = end else {
      Issue.record("\(end)")
      return
    }
    #expect(Set(commits) == Set(try (20...41).map(History.id)))
    var other = Bisection(graph)
    let (found, tests) = try play(&other, culprit: try History.id(50), skipping: broken)
    #expect(found == .found(try History.id(50), probability: 1))
    #expect(tests <= other.mostTests)
  }

  @Test("a release that gives nearly as much information is taken instead")
  func prefers() throws {
    let graph = try History.line(100)
    let middle = try #require(kernel(of: Bisection(graph).next()))
    let near = try History.id(47)
    let far = try History.id(5)
    #expect(middle != near)
    let chosen = kernel(of: Bisection(graph).next(from: .init(packages: [near, far])))
    #expect(chosen == near)
    let best = kernel(of: Bisection(graph).next(from: .init(packages: [far])))
    #expect(best == middle)
  }

  @Test("packages come first, until none gives a good part of what a commit does")
  func packagesFirst() throws {
    let graph = try History.line(100)
    let releases = Set(try [10, 20, 30, 40, 60, 70, 80, 90, 100].map(History.id))
    for number in [1, 33, 40, 41, 59, 100] {
      let culprit = try History.id(number)
      var bisection = Bisection(graph)
      var asked: [CommitID] = []
      while case .test(let commit, _, _) = bisection.next(
        from: .init(packages: releases, use: .first))
      {
        asked.append(commit)
        bisection.add(.init(commit, graph.has(culprit, behind: commit) ? .bad : .good))
      }
      #expect(bisection.next() == .found(culprit, probability: 1))
      #expect(asked.count <= bisection.mostTests)
      let isPackage = asked.map(releases.contains)
      #expect(isPackage == isPackage.sorted { $0 && !$1 } && isPackage[0])
    }
  }

  @Test(
    "with packages only, the commits of one release step are left, and no other kernel is asked for"
  )
  func packagesOnly() throws {
    let graph = try History.line(100)
    let releases = Set(try [30, 50, 60].map(History.id))
    for trust in [Bisection.Trust.truthful, .init(passOfBroken: 0.1)] {
      let culprit = try History.id(44)
      var bisection = Bisection(graph, trust: trust)
      var tests = 0
      var step = bisection.next(from: .init(packages: releases, use: .only))
      while case .test(let commit, _, _) = step, tests < 100 {
        tests += 1
        #expect(releases.contains(commit))
        bisection.add(.init(commit, graph.has(culprit, behind: commit) ? .bad : .good))
        step = bisection.next(from: .init(packages: releases, use: .only))
      }
      guard case .undecided(let commits) = step else {
        Issue.record("\(step)")
        return
      }
      #expect(commits.contains(culprit))
      let step31To50 = try (31...50).compactMap { graph.place(of: try History.id($0)) }
      let inStep = step31To50.reduce(0) { $0 + bisection.probabilities[$1] }
      #expect(inStep > 0.9)
    }
  }

  @Test("of packages that are worth about the same, an installed one is taken")
  func prefersInstalled() throws {
    let graph = try History.line(100)
    let (built, installed) = (try History.id(50), try History.id(48))
    let supply = KernelSupply(packages: [built], installed: [installed], use: .first)
    #expect(kernel(of: Bisection(graph).next(from: supply)) == installed)
  }

  @Test("stops as soon as it is as sure as was asked for, and else when all others are ruled out")
  func stopsWhenSure() throws {
    let graph = try History.line(1000)
    let culprit = try History.id(500)
    func tests(_ confidence: Double?) throws -> (Int, Bisection.Step) {
      var bisection = Bisection(
        graph, weights: [culprit: 0.97, try History.id(20): 0.03],
        trust: .init(confidence: confidence))
      let (end, tests) = try play(&bisection, culprit: culprit)
      return (tests, end)
    }
    let (sure, end) = try tests(nil)
    #expect(end == .found(culprit, probability: 1))
    let (early, earlyEnd) = try tests(0.9)
    guard case .found(culprit, let probability) = earlyEnd else {
      Issue.record("\(earlyEnd)")
      return
    }
    #expect((0.9..<1).contains(probability))
    #expect(early < sure)
  }

  @Test("answers that contradict each other are said to")
  func contradicts() throws {
    var bisection = Bisection(try History.line(8))
    bisection.add(.init(try History.id(5), .good))
    bisection.add(.init(try History.id(3), .bad))
    #expect(bisection.next() == .contradiction)
  }

  @Test("what cannot change the kernel costs no test, and is refused as a result")
  func refuses() throws {
    let graph = try History.line(32)
    let harmless = Set(try (2...31).map(History.id))
    for culprit in [1, 32] {
      var bisection = Bisection(graph, cannotBreak: harmless)
      let (end, tests) = try play(&bisection, culprit: try History.id(culprit))
      guard case .found(let commit, let probability) = end else {
        Issue.record("\(end)")
        return
      }
      #expect(commit == (try History.id(culprit)))
      #expect(probability > 0.999)
      #expect(tests == 1)
    }
    var bisection = Bisection(graph, cannotBreak: harmless)
    bisection.add(.init(try History.id(8), .good))
    bisection.add(.init(try History.id(10), .bad))
    #expect(bisection.next() == .impossible(try [9, 10].map(History.id)))
  }

  @Test(
    "where broken kernels may pass, it asks until it is sure, and is right as often as it says",
    arguments: [false, true])
  func survivesFlakiness(brokenIsGood: Bool) throws {
    var numbers = SeededGenerator(seed: 11)
    let graph = try History.line(200)
    var right = 0
    let games = 60
    for _ in 0..<games {
      let culprit = try #require(graph.commits.randomElement(using: &numbers))
      var bisection = Bisection(graph, trust: .init(passOfBroken: 0.3, brokenIsGood: brokenIsGood))
      var tests = 0
      var found: CommitID?
      while found == nil, tests < 300 {
        switch bisection.next() {
        case .test(let commit, _, _):
          tests += 1
          let isBroken = graph.has(culprit, behind: commit) != brokenIsGood
          let fails = isBroken && Double.random(in: 0..<1, using: &numbers) >= 0.3
          bisection.add(.init(commit, fails != brokenIsGood ? .bad : .good))
        case .found(let commit, let probability):
          found = commit
          #expect(probability >= 0.95)
        case .undecided, .impossible, .contradiction: tests = 300
        }
      }
      if found == culprit { right += 1 }
    }
    #expect(Double(right) / Double(games) >= 0.9)
  }
}

extension BisectionGraph {
  /// Whether a kernel built from `commit` has `ancestor`; by walking, as plain as can be.
  func has(_ ancestor: CommitID, behind commit: CommitID) -> Bool {
    guard let place = place(of: commit) else { return false }
    var seen: Set<Int> = []
    var pending = [place]
    while let next = pending.popLast() {
      if commits[next] == ancestor { return true }
      pending += parents[next].filter { seen.insert($0).inserted }
    }
    return false
  }
}
