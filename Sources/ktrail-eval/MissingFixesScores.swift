import ChangeModel
import Foundation
import Investigation
import Reports

/// How many of the fixes that a release lacks are found.
struct MissingFixesScores {
  let cases: Cases
  let details: Bool

  private struct Source {
    let set, until, targetColumn: String
  }

  private static let sources = [
    Source(set: "dpdk", until: "v23.11", targetColumn: "tag"),
    Source(set: "stable414", until: "v4.14.220", targetColumn: "target"),
  ]

  func print() async throws {
    Swift.print(
      "missing fixes: of those known, how many are found (as missing, or with another status)")
    Swift.print("set        target       known  found  as missing  answered in all")
    for source in Self.sources where cases.isWanted(source.set) {
      let rows = try cases.table("missing-fixes-\(source.set).dev.tsv")
      for (target, rows) in Dictionary(grouping: rows, by: { $0[source.targetColumn] ?? "" })
        .sorted(by: { $0.key < $1.key })
      {
        let investigation = try await cases.investigation(
          source.set, asOf: [source.until, target])
        let question = Investigation.FixQuestion.missing(in: target, until: source.until)
        guard case .missing(_, _, let answer) = try investigation.fixes(question).fixes else {
          continue
        }
        var statuses: [String: FollowUp.Status] = [:]
        for followUp in answer {
          statuses["\(followUp.commit.id)"] = followUp.status
          for landing in followUp.landings { statuses["\(landing.commit)"] = followUp.status }
        }
        let known = rows.compactMap { $0["fix_sha"] }
        let found = known.filter { statuses[$0] != nil }
        let missing = found.filter { statuses[$0] == .missing }
        Swift.print(
          source.set.padded(10), target.padded(10),
          String(
            format: "%7d %6d %11d %16d", known.count, found.count, missing.count, answer.count))
        if details {
          for id in known where statuses[id] == nil { Swift.print("  not found: \(id)") }
        }
      }
    }
  }
}
