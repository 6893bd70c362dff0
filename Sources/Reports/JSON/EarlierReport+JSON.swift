public import Assessment
internal import ChangeModel
public import FoundationEssentials

extension EarlierReport {
  /// Reads what `ktrail report --json` wrote.
  public init(name: String, json: Data) throws(Flaw) {
    let report: ReportView
    do {
      report = try JSONDecoder().decode(ReportView.self, from: json)
    } catch {
      throw Flaw(error)
    }
    guard report.command == Report.Command.report.rawValue else {
      throw .ofCommand(report.command)
    }
    let changes = report.changes?.elements ?? []
    let knownBad = report.knownBad ?? []
    self.init(
      name: name, verdict: report.assessment?.verdict,
      // What is lost of OLD is known to be bad, and no follow-up of a change.
      missingFixes: Set(
        changes.flatMap(\.followUps).filter { $0.status == FollowUp.Status.missing.rawValue }
          .map { "\($0.id)" } + knownBad.map { "\($0.id)" }),
      leftOut: Set(knownBad.filter { !$0.counts }.map { "\($0.id)" }),
      openCVEs: (report.cveStandings ?? nil).map { standings in
        Set(standings.filter { $0.state == CVEStanding.State.open.rawValue }.map(\.id))
      },
      changes: Set(changes.map { "\($0.id)" }))
  }

  /// Why a text is not an earlier report; a key is named by its path: `changes[3].id`.
  public enum Flaw: Error, Hashable, Sendable {
    case notJSON
    case otherVersion
    /// It is the answer of another command.
    case ofCommand(String)
    case missing(key: String)
    /// The value is of another type or form than the schema says.
    case mistyped(key: String)
  }
}

extension EarlierReport.Flaw {
  fileprivate init(_ error: any Error) {
    func path(_ keys: [any CodingKey]) -> String {
      var path = ""
      for key in keys {
        if let index = key.intValue {
          path += "[\(index)]"
        } else {
          path += (path.isEmpty ? "" : ".") + key.stringValue
        }
      }
      return path
    }
    self =
      switch error {
      case DecodingError.keyNotFound(let key, let context):
        .missing(key: path(context.codingPath + [key]))
      case DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty,
        DecodingError.valueNotFound(_, let context) where !context.codingPath.isEmpty,
        DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
        path(context.codingPath) == "schemaVersion"
          ? .otherVersion : .mistyped(key: path(context.codingPath))
      default: .notJSON
      }
  }
}
