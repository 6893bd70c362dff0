internal import ChangeModel

extension JSONValue {
  init(_ side: ChangelogDifference.Side) {
    self = .object([
      "takenFor": .string(side.takenFor), "source": .string(side.source),
      "dialect": .string(side.dialect.rawValue), "packageName": .string(side.packageName),
      "version": .string(side.version), "releases": .int(side.releaseCount),
      "entries": .int(side.entryCount),
    ])
  }

  init(_ release: ChangelogRelease) {
    self = .object([
      "heading": .string(release.heading), "date": .string(release.date),
      "packager": .person(release.packager), "version": .string(release.version),
      "position": JSONValue(release.position), "entriesAdded": .int(release.entries.count),
    ])
  }

  /// `resolution` is left out for entries that are not looked up.
  init(_ entry: ChangelogEntry, resolution: Resolution?) {
    var members: [String: JSONValue] = [
      "kind": .string(entry.kind.rawValue), "text": .string(entry.text),
      "subject": .string(entry.subject), "area": .string(entry.area),
      "person": .person(entry.person),
      "personRole": .string(entry.personRole.rawValue), "bugs": .strings(entry.bugs),
      "cves": .strings(entry.cves),
      "commits": .array(
        entry.commits.map {
          .object(["id": .string($0.id.digits), "owner": .string($0.owner.rawValue)])
        }),
      "versionBump": entry.versionBump.map { bump in
        .object(["from": bump.from.map(JSONValue.init) ?? .null, "to": JSONValue(bump.to)])
      } ?? .null,
      "position": JSONValue(entry.position),
    ]
    if let resolution { members["resolution"] = JSONValue(resolution) }
    self = .object(members)
  }

  private init(_ point: VersionBump.Point) {
    self = .object([
      "version": .string(point.version.description), "snapshot": .string(point.snapshot?.digits),
    ])
  }

  private init(_ position: SourcePosition) {
    self = .object([
      "file": .string(position.file), "line": .int(position.line),
      "column": position.column.map { .int($0) } ?? .null,
    ])
  }

  static func person(_ person: Person?) -> JSONValue {
    guard let person else { return .null }
    return .object(["name": .string(person.name), "email": .string(person.email)])
  }

  private init(_ resolution: Resolution) {
    switch resolution {
    case .found(let id, let rule, let confidence):
      self = .object([
        "outcome": .string("found"), "rule": .string(rule.rawValue),
        "confidence": .double(confidence), "commits": .strings([id.description]),
      ])
    case .expanded(let range, let ids):
      self = .object([
        "outcome": .string("expanded"), "rule": .string(MatchRule.versionBump.rawValue),
        "range": .object([
          "oldName": .string(range.oldName), "old": .string(range.old.description),
          "newName": .string(range.newName), "new": .string(range.new.description),
        ]),
        "commits": .strings(ids.map(\.description)),
      ])
    case .ambiguous(let ids, let rule):
      self = .object([
        "outcome": .string("ambiguous"), "rule": .string(rule.rawValue),
        "candidates": .strings(ids.map(\.description)),
      ])
    case .notFound(let reason):
      self = .object(["outcome": .string("notFound"), "reason": .string(reason.sentence)])
    case .notACommit:
      self = .object(["outcome": .string("notACommit")])
    }
  }
}
