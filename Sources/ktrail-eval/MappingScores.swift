import ChangeModel
import Foundation
import Investigation

/// How many changelog entries are mapped to the right commit, and how many to a wrong one.
struct MappingScores {
  let cases: Cases
  let details: Bool

  private struct Score {
    var entries = 0
    var answerable = 0
    var right = 0
    var wrong = 0
    var listed = 0

    var precision: Double { Double(right) / Double(max(1, right + wrong)) }
    var recall: Double { Double(right) / Double(max(1, answerable)) }
  }

  func print() async throws {
    Swift.print(
      "mapping: entries to commits; wrong answers count against precision, also where none is right"
    )
    Swift.print("set           entries  answerable  right  wrong  listed  precision  recall")
    for set in ["rhel6", "rhel6-early"] where cases.isWanted(set) {
      try await show(set, try await rhel(set))
    }
    if cases.isWanted("stable414") { try await show("stable414", try await stable()) }
  }

  private func show(_ set: String, _ score: Score) async throws {
    Swift.print(
      set.padded(12),
      String(
        format: "%8d %11d %6d %6d %7d %10.3f %7.3f", score.entries, score.answerable, score.right,
        score.wrong, score.listed, score.precision, score.recall))
  }

  /// Entries of one dump by release and text; truth is an upstream id or NONE.
  private func rhel(_ set: String) async throws -> Score {
    let dump = "\(cases.shared)/data/changelogs/kernel-2.6.32-131.0.15.el6.x86_64.changelog"
    let resolved = try await cases.investigation(set).resolve(dump)
    var byText: [String: Resolution] = [:]
    for (release, entry) in resolved {
      byText["\(release ?? "") \(entry.entry.text)"] = entry.resolution
    }
    var score = Score()
    for row in try cases.table("mapping-\(set).dev.tsv") {
      guard let release = row["release"], let entry = row["entry"], let truth = row["upstream_shas"]
      else { continue }
      let text = String(entry.drop { $0 == "-" || $0 == " " })
      add(byText["\(release) \(text)"], truth, named: text, to: &score)
    }
    return score
  }

  /// Entries of several dumps by line.
  private func stable() async throws -> Score {
    var score = Score()
    var known: [String: [Int: Resolution]] = [:]
    for row in try cases.table("mapping-stable414.dev.tsv") {
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
      add(known[dump]?[line], truth, named: "\(dump):\(line)", to: &score)
    }
    return score
  }

  private func add(
    _ resolution: Resolution?, _ truth: String, named name: String, to score: inout Score
  ) {
    let right = Set(truth.split { $0 == "," || $0 == " " }.map(String.init)).subtracting([
      "NONE", "-",
    ])
    score.entries += 1
    if !right.isEmpty { score.answerable += 1 }
    var outcome = "right"
    switch resolution {
    case .found(let id, let rule, _):
      if right.contains("\(id)") {
        score.right += 1
      } else {
        score.wrong += 1
        outcome = "wrong: \(id.short) by \(rule.rawValue), expected \(truth.prefix(12))"
      }
    case .ambiguous(let ids, _):
      if ids.contains(where: { right.contains("\($0)") }) { score.listed += 1 }
      outcome = right.isEmpty ? "right" : "ambiguous"
    case nil: outcome = "no such entry"
    default: outcome = right.isEmpty ? "right" : "not found"
    }
    if details, outcome != "right" { Swift.print("  \(name): \(outcome)") }
  }
}
