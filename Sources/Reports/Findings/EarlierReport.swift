internal import ChangeModel
public import Foundation

/// What an earlier report on the same machines had found, read from its JSON.
public struct EarlierReport: Hashable, Sendable {
  /// As the user called it.
  public let name: String
  /// As the JSON has it; `nil` in one from before there were verdicts.
  public let verdict: String?
  /// Fixes that its NEW lacked, by their ids.
  let missingFixes: Set<String>
  let openCVEs: Set<String>
  let changes: Set<String>

  /// `nil` if it is not the JSON of `ktrail report`.
  public init?(name: String, json: Data) {
    guard let object = try? JSONSerialization.jsonObject(with: json) as? [String: Any],
      object["command"] as? String == Report.Command.report.rawValue
    else { return nil }
    self.name = name
    verdict = (object["assessment"] as? [String: Any])?["verdict"] as? String
    let changes = object["changes"] as? [[String: Any]] ?? []
    self.changes = Set(changes.compactMap { $0["id"] as? String })
    missingFixes = Set(
      changes.flatMap { $0["followUps"] as? [[String: Any]] ?? [] }
        .filter { $0["status"] as? String == FollowUp.Status.missing.rawValue }
        .compactMap { $0["id"] as? String })
    openCVEs = Set(
      (object["cveStandings"] as? [[String: Any]] ?? [])
        .filter { $0["state"] as? String == CVEStanding.State.open.rawValue }
        .compactMap { $0["id"] as? String })
  }
}

extension Findings {
  /// What an earlier report did not have.
  struct SinceLast: Hashable {
    let earlier: EarlierReport
    /// Repairs that NEW owes, and CVEs that it is open to.
    let fixes: [KnownBad]
    let cves: [String]
    let changes: Int
    /// How many fixes that were missing then are not missing now.
    let settled: Int
  }

  var sinceLast: SinceLast? {
    guard let earlier = report.previous else { return nil }
    let owed = knownBad
    return SinceLast(
      earlier: earlier,
      fixes: owed.filter { !earlier.missingFixes.contains("\($0.fix.commit.id)") },
      cves: (openCVEs ?? []).map(\.id).filter { !earlier.openCVEs.contains($0) },
      changes: report.changes.count { !earlier.changes.contains("\($0.commit.id)") },
      // What is missing under another name of the same repair is missing still.
      settled: earlier.missingFixes.subtracting(
        followUps { $0 == .missing }.map { "\($0.0.commit.id)" }
      ).count)
  }
}
