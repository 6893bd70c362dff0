internal import ChangeModel

/// One bullet of a changelog.
struct EntryView: Codable {
  struct NamedCommit: Codable { let id, owner: String }

  struct Bump: Codable { let from: Point?, to: Point }

  struct Point: Codable {
    let version: String
    let snapshot: String?
  }

  let kind, text, subject: String
  let area: String?
  let person: PersonView?
  let personRole: String
  let bugs, cves: [String]
  let commits: [NamedCommit]
  let versionBump: Bump?
  let position: PositionView
  /// For an entry that is looked up.
  @LeftOut var resolution: ResolutionView?

  init(_ entry: ChangelogEntry, resolution: Resolution? = nil) {
    (kind, text, subject) = (entry.kind.rawValue, entry.text, entry.subject)
    (area, person) = (entry.area, entry.person.map(PersonView.init))
    (personRole, bugs, cves) = (entry.personRole.rawValue, entry.bugs, entry.cves)
    commits = entry.commits.map { NamedCommit(id: $0.id.digits, owner: $0.owner.rawValue) }
    versionBump = entry.versionBump.map { Bump(from: $0.from.map(Point.init), to: Point($0.to)) }
    position = PositionView(entry.position)
    self.resolution = resolution.map(ResolutionView.init)
  }

  /// A step of a range, as a version bump.
  init(_ step: RevisionRange.Step, isAdded: Bool) {
    (kind, text, subject) = (ChangelogEntry.Kind.versionBump.rawValue, step.title, step.title)
    (area, person, personRole) = (nil, nil, ChangelogEntry.PersonRole.unknown.rawValue)
    (bugs, cves, commits) = ([], [], [])
    versionBump = step.release.map { release in
      Bump(
        from: KernelVersion(step.range.oldName).map { Point(VersionBump.Point(version: $0)) },
        to: Point(VersionBump.Point(version: release)))
    }
    position = PositionView(step)
    resolution = isAdded ? ResolutionView(.expanded(step.range, step.commits)) : nil
  }
}

extension EntryView.Point {
  init(_ point: VersionBump.Point) {
    self.init(version: point.version.description, snapshot: point.snapshot?.digits)
  }
}

struct PersonView: Codable {
  let name: String
  let email: String?

  init(_ person: Person) { (name, email) = (person.name, person.email) }
}

struct PositionView: Codable {
  let file: String
  let line: Int
  let column: Int?

  init(_ position: SourcePosition) {
    (file, line, column) = (position.file, position.line, position.column)
  }

  init(_ step: RevisionRange.Step) { (file, line, column) = (step.range.newName, 1, nil) }
}

/// What became of an entry; `outcome` decides which other keys there are.
struct ResolutionView: Codable {
  struct Range: Codable {
    let oldName: String
    let old: CommitID
    let newName: String
    let new: CommitID
  }

  let outcome: String
  @LeftOut var rule: String?
  @LeftOut var confidence: Double?
  @LeftOut var range: Range?
  @LeftOut var commits: [CommitID]?
  @LeftOut var candidates: [CommitID]?
  @LeftOut var reason: String?
  @LeftOut var reasonFact: NotFoundReasonView?

  init(_ resolution: Resolution) {
    switch resolution {
    case .found(let id, let rule, let confidence):
      outcome = "found"
      (self.rule, self.confidence, commits) = (rule.rawValue, confidence, [id])
    case .expanded(let range, let ids):
      outcome = "expanded"
      (rule, commits) = (MatchRule.versionBump.rawValue, ids)
      self.range = Range(
        oldName: range.oldName, old: range.old, newName: range.newName, new: range.new)
    case .ambiguous(let ids, let rule):
      outcome = "ambiguous"
      (self.rule, candidates) = (rule.rawValue, ids)
    case .notFound(let reason):
      outcome = "notFound"
      (self.reason, reasonFact) = (reason.sentence, NotFoundReasonView(reason))
    case .notACommit: outcome = "notACommit"
    }
  }
}
