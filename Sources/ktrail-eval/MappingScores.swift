import ChangeModel
import Foundation
import Investigation
import Text

/// How many changelog entries and backports are mapped to the right commit, and how many to a wrong one.
struct MappingScores {
  let cases: Cases
  let details: Bool
  let answers: AnswerLog

  private struct Score {
    var entries = 0
    var answerable = 0
    var right = 0
    var wrong = 0
    var listed = 0
    var reliability = Reliability()

    var precision: Double { Double(right) / Double(max(1, right + wrong)) }
    var recall: Double { Double(right) / Double(max(1, answerable)) }
  }

  /// One row of a case file with what was answered.
  fileprivate struct Answered {
    let key: String
    let truth: String
    let resolution: Resolution?
  }

  func print() async throws {
    Swift.print(
      "mapping: entries to commits; wrong answers count against precision, also where none is right"
    )
    Swift.print("set              entries  answerable  right  wrong  listed  precision  recall")
    var reliabilities: [(String, Reliability)] = []
    for set in ["rhel6", "rhel6-early", "stable414", "dpdk"]
    where cases.isWanted(set, in: "mapping-\(set)") {
      var pooled = Reliability()
      for (mode, rows) in try await rows(of: set) {
        let score = try score(rows, set, mode)
        pooled = pooled + score.reliability
        Swift.print(
          [set, mode].compactMap(\.self).joined(separator: " ").padded(15),
          String(
            format: "%8d %11d %6d %6d %7d %10.3f %7.3f", score.entries, score.answerable,
            score.right, score.wrong, score.listed, score.precision, score.recall))
      }
      reliabilities.append((set, pooled))
    }
    guard !reliabilities.isEmpty else { return }
    Reliability.printHeading()
    for (set, reliability) in reliabilities { reliability.print(named: set) }
    reliabilities.map(\.1).reduce(Reliability(), +).print(named: "all")
  }

  private func rows(of set: String) async throws -> [(mode: String?, [Answered])] {
    switch set {
    case "dpdk": try await dpdk()
    case "stable414": [(nil, try await stable())]
    default: [(nil, try await rhel(set))]
    }
  }

  private func score(_ rows: [Answered], _ set: String, _ mode: String?) throws -> Score {
    var score = Score()
    for row in rows {
      try answers.add(row.logged(set, mode))
      let right = Set(row.truth.split { $0 == "," || $0 == " " }.map(String.init))
        .subtracting(["NONE", "-"])
      score.entries += 1
      if !right.isEmpty { score.answerable += 1 }
      var outcome = "right"
      switch row.resolution {
      case .found(let id, let rule, let probability):
        let isRight = right.contains("\(id)")
        score.reliability.add(probability, isRight: isRight)
        if isRight {
          score.right += 1
        } else {
          score.wrong += 1
          outcome =
            "wrong: \(id.short) by \(rule.rawValue) (\(probability)), "
            + "expected \(row.truth.prefix(12))"
        }
      case .ambiguous(let ids, _):
        if ids.contains(where: { right.contains("\($0)") }) { score.listed += 1 }
        outcome = right.isEmpty ? "right" : "ambiguous"
      case nil: outcome = "no such entry"
      default: outcome = right.isEmpty ? "right" : "not found"
      }
      if details, outcome != "right" { Swift.print("  \(row.key): \(outcome)") }
    }
    return score
  }
}

// MARK: - The sets

extension MappingScores {
  /// Entries of one dump by release and text; truth is an upstream id or NONE.
  private func rhel(_ set: String) async throws -> [Answered] {
    let dump = "\(cases.shared)/data/changelogs/kernel-2.6.32-131.0.15.el6.x86_64.changelog"
    let resolved = try await cases.investigation(set).resolve(dump)
    var byText: [String: Resolution] = [:]
    for (release, entry) in resolved {
      byText["\(release ?? "") \(entry.entry.text)"] = entry.resolution
    }
    return try cases.table("mapping-\(set)").compactMap { row in
      guard let release = row["release"], let entry = row["entry"], let truth = row["upstream_shas"]
      else { return nil }
      let text = String(entry.drop { $0 == "-" || $0 == " " })
      return Answered(
        key: "\(release)\t\(entry)", truth: truth, resolution: byText["\(release) \(text)"])
    }
  }

  /// Entries of several dumps by line.
  private func stable() async throws -> [Answered] {
    var rows: [Answered] = []
    var known: [String: [Int: Resolution]] = [:]
    for row in try cases.table("mapping-stable414") {
      guard let dump = row["dump"], let line = row["line(1-based)"].flatMap({ Int($0) }),
        let truth = row["sha"]
      else { continue }
      if known[dump] == nil {
        let path = "\(cases.shared)/data/changelogs/stable414/\(dump)"
        var byLine: [Int: Resolution] = [:]
        for (_, entry) in try await cases.investigation("stable414").resolve(path) {
          byLine[entry.entry.position.line] = entry.resolution
        }
        known[dump] = byLine
      }
      rows.append(
        Answered(key: "\(dump)\t\(line)", truth: truth, resolution: known[dump]?[line]))
    }
    return rows
  }

  /// Commits of stable branches: with their whole message, without what it says of the upstream commit, and with
  /// nothing but the subject.
  private func dpdk() async throws -> [(mode: String?, [Answered])] {
    let rows = try cases.table("mapping-dpdk").compactMap { row in
      row["stable_sha"].flatMap { id in row["upstream_sha"].map { (id, $0) } }
    }
    let investigation = try await cases.investigation("dpdk")
    return try Investigation.UpstreamEvidence.allCases.map { evidence in
      let found = try investigation.upstream(of: rows.map(\.0), by: evidence)
      return (
        evidence.rawValue,
        zip(rows, found).map { Answered(key: $0.0, truth: $0.1, resolution: $1) }
      )
    }
  }
}

extension MappingScores.Answered {
  fileprivate func logged(_ set: String, _ mode: String?) -> AnswerLog.Answer {
    let (outcome, ids, rule, probability): (String, [CommitID], MatchRule?, Double?) =
      switch resolution {
      case .found(let id, let rule, let confidence): ("found", [id], rule, confidence)
      case .ambiguous(let ids, let rule): ("ambiguous", ids, rule, nil)
      case .expanded(_, let ids): ("expanded", ids, .versionBump, nil)
      case .notACommit: ("not a commit", [], nil, nil)
      case .notFound, nil: ("not found", [], nil, nil)
      }
    return AnswerLog.Answer(
      set: set, key: key, mode: mode, answers: ids.map { "\($0)" }, outcome: outcome,
      rule: rule?.rawValue, probability: probability)
  }
}
