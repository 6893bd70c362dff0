public import Assessment
internal import ChangeModel
public import Foundation

extension EarlierReport {
  /// `nil` if it is not the JSON of `ktrail report`.
  public init?(name: String, json: Data) {
    guard let object = try? JSONSerialization.jsonObject(with: json) as? [String: Any],
      object["command"] as? String == Report.Command.report.rawValue
    else { return nil }
    let changes = object["changes"] as? [[String: Any]] ?? []
    self.init(
      name: name, verdict: (object["assessment"] as? [String: Any])?["verdict"] as? String,
      missingFixes: Set(
        changes.flatMap { $0["followUps"] as? [[String: Any]] ?? [] }
          .filter { $0["status"] as? String == FollowUp.Status.missing.rawValue }
          .compactMap { $0["id"] as? String }),
      openCVEs: Set(
        (object["cveStandings"] as? [[String: Any]] ?? [])
          .filter { $0["state"] as? String == CVEStanding.State.open.rawValue }
          .compactMap { $0["id"] as? String }),
      changes: Set(changes.compactMap { $0["id"] as? String }))
  }
}
