import ChangeModel
import Foundation
import Investigation
import Reports
import Text

/// How many of the fixes that a release lacks are found, and with which status.
struct MissingFixesScores {
  let cases: Cases
  let details: Bool
  let answers: AnswerLog

  private struct Source {
    let set, until, targetColumn: String
    /// Columns that speak against owing a fix: it or its culprit was reverted, or it is there unannounced.
    let doubts: [String]
  }

  private static let sources = [
    Source(set: "dpdk", until: "v23.11", targetColumn: "tag", doubts: ["hidden_backport"]),
    Source(
      set: "stable414", until: "v4.14.220", targetColumn: "target",
      doubts: ["c_reverted", "f_reverted", "cherry_in_T"]),
  ]

  func print() async throws {
    Swift.print(
      "missing fixes: of those known by definition, how many are answered with which status;"
        + " doubted are those that a column says are reverted or there already")
    Swift.print(
      "set        target       known  missing  otherwise  absent  doubted  of them missing  extra")
    for source in Self.sources where cases.isWanted(source.set, in: "missing-fixes-\(source.set)") {
      let rows = try cases.table("missing-fixes-\(source.set)")
      for (target, rows) in Dictionary(grouping: rows, by: { $0[source.targetColumn] ?? "" })
        .sorted(by: { $0.key < $1.key })
      {
        try await print(source, target, rows)
      }
    }
  }

  private func print(
    _ source: Source, _ target: String, _ rows: [[String: String]]
  ) async throws {
    let investigation = try await cases.investigation(source.set, asOf: [source.until, target])
    let question = Investigation.MissingQuestion(
      in: target, criteria: FixCriteria(until: source.until))
    guard case .missing(let answer) = try await investigation.fixes(.missing(question)).answer
    else { return }
    var byID: [String: FollowUp] = [:]
    for followUp in answer.followUps {
      for landing in followUp.landings { byID["\(landing.commit)"] = followUp }
      byID["\(followUp.commit.id)"] = followUp
    }
    for followUp in answer.followUps {
      try answers.add(
        AnswerLog.Answer(
          set: "missing-fixes-\(source.set)", key: target, answers: ["\(followUp.commit.id)"],
          outcome: followUp.status.rawValue, rule: followUp.why))
    }
    let known = rows.compactMap { $0["fix_sha"] }
    let doubted = rows.filter { row in
      source.doubts.contains { !["", "-", "0"].contains(row[$0] ?? "") }
    }.compactMap { $0["fix_sha"] }
    func isMissing(_ id: String) -> Bool { byID[id]?.status == .missing }
    let extra = answer.followUps.filter { followUp in
      followUp.status == .missing
        && !known.contains { byID[$0]?.commit.id == followUp.commit.id }
    }
    Swift.print(
      source.set.padded(10), target.padded(10),
      String(
        format: "%7d %8d %10d %7d %8d %16d %6d", known.count, known.count(where: isMissing),
        known.count { byID[$0] != nil && !isMissing($0) }, known.count { byID[$0] == nil },
        doubted.count, doubted.count(where: isMissing), extra.count))
    guard details else { return }
    for id in known where !isMissing(id) {
      Swift.print(
        "  \(id.prefix(12)) \(byID[id]?.status.rawValue ?? "absent"): \(byID[id]?.why ?? "")")
    }
    for id in doubted where isMissing(id) { Swift.print("  \(id.prefix(12)) doubted, but missing") }
    for followUp in extra {
      Swift.print(
        "  \(followUp.commit.id.short) extra \(followUp.kind.rawValue) “\(followUp.commit.subject)”: \(followUp.why)"
      )
    }
  }
}
