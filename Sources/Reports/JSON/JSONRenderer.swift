internal import Assessment
internal import ChangeModel

/// Writes a report for other programs; every key is described in the article "JSON" of this module.
struct JSONRenderer {
  /// Raised when a key changes its meaning or goes away; new keys leave it as it is.
  static let schemaVersion: Int64 = 1

  func render(_ report: Report) -> String {
    var object: [String: JSONValue] = [
      "schemaVersion": .int(Self.schemaVersion),
      "tool": .string("ktrail"),
      "command": .string(report.command.rawValue),
      "remarks": .strings((report.difference?.remarks ?? []).map(\.sentence) + report.limits),
      "target": .string(report.targetName),
      "clone": report.clone.map(JSONValue.init) ?? .null,
    ]
    if let difference = report.difference {
      object.merge(members(of: difference, report.resolved)) { _, new in new }
      object["order"] =
        report.order.map { JSONValue($0, command: report.orderSentence?.command) } ?? .null
    }
    if report.clone != nil, report.command != .fixes {
      object["changes"] = .array(report.changes.map(JSONValue.init))
    }
    if !report.places.isEmpty { object["places"] = .array(report.places.map(JSONValue.init)) }
    if let symptom = report.symptom {
      object["symptom"] = JSONValue(symptom)
      object["symptomSources"] = .array(report.symptomSources.map(JSONValue.init))
    }
    if let ranking = report.ranking {
      object["suspects"] = .array(
        ranking.suspects.enumerated().map { JSONValue($0.element, rank: $0.offset + 1) })
      object["caveat"] = .string(ranking.caveat)
      object["discounts"] = .object(
        Dictionary(
          uniqueKeysWithValues: ranking.discounts.map { ($0.rawValue, .int($1)) }))
      object["explanation"] = ranking.explanation.map(JSONValue.init) ?? .null
    }
    if let bisection = report.bisection {
      object["bisection"] = .object([
        "weighted": .double(bisection.weighted), "plain": .int(bisection.plain),
      ])
    }
    if report.command == .report, let assessment = report.assessment {
      object.merge(JSONValue.outlook(report, assessment)) { _, new in new }
    }
    if let verification = report.verification {
      object["verification"] = JSONValue(verification)
    }
    if let fixes = report.fixes { object["fixes"] = JSONValue(fixes) }
    return JSONWriter.text(.object(object))
  }

  private func members(of difference: ChangelogDifference, _ resolved: [ResolvedEntry])
    -> [String: JSONValue]
  {
    let counts = difference.counts
    let resolutions: [Resolution?] =
      resolved.count == difference.added.count
      ? resolved.map(\.resolution) : difference.added.map { _ in nil }
    var members: [String: JSONValue] = [
      "counts": .object([
        "releasesAdded": .int(counts.releasesAdded), "added": .int(counts.added),
        "removed": .int(counts.removed), "reworded": .int(counts.reworded),
        "unchanged": .int(counts.unchanged),
      ]),
      "old": JSONValue(difference.old),
      "new": JSONValue(difference.new),
      "releasesAdded": .array(difference.releasesAdded.map(JSONValue.init)),
      "added": .array(
        zip(difference.added, resolutions).map { JSONValue($0, resolution: $1) }),
      "removed": .array(difference.removed.map { JSONValue($0, resolution: nil) }),
      "reworded": .array(
        difference.reworded.map {
          .object([
            "old": JSONValue($0.old, resolution: nil), "new": JSONValue($0.new, resolution: nil),
            "reason": .string($0.reason.clause),
          ])
        }),
    ]
    if !resolved.isEmpty {
      let counts = ResolutionCounts(resolved)
      members["resolutionCounts"] = .object([
        "found": .int(counts.found.values.reduce(0, +)), "expanded": .int(counts.expanded),
        "ambiguous": .int(counts.ambiguous), "notFound": .int(counts.unresolved),
        "notACommit": .int(counts.notes),
      ])
    }
    return members
  }
}
