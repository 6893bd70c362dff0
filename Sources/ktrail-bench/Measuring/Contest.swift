import Foundation

/// Programs that are run in turns, so that a busy moment of the machine hits all of them alike.
struct Contest {
  struct Contestant {
    let command: [String]
    var isRead = false
    /// Done before each run, outside of its time.
    var prepare: () throws -> Void = {}
  }

  let rounds: Int

  /// - Returns: for each contestant the best of its runs, in the same order.
  func run(_ contestants: [Contestant]) throws -> [Run] {
    var best: [Run] = []
    for round in 0..<rounds {
      for (place, contestant) in contestants.enumerated() {
        try contestant.prepare()
        let run = try Run(of: contestant.command, keepingOutput: contestant.isRead)
        if round == 0 { best.append(run) } else { best[place] = best[place].combined(with: run) }
      }
    }
    return best
  }
}
