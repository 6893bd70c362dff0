internal import ChangeModel

/// What was measured of a change; `kind` decides which other keys there are.
struct RiskFactView: Codable {
  let kind: String
  @LeftOut var files: Int?
  @LeftOut var added: Int?
  @LeftOut var removed: Int?
  @LeftOut var functions: Int?
  @LeftOut var topics: [String: Int]?
  @LeftOut var areas: [String]?
  @LeftOut var stable: Bool?
  @LeftOut var fixes: Bool?
  @LeftOut var lines: Int?
  @LeftOut var traits: [String]?
  @LeftOut var days: Int?
  @LeftOut var changes: Int?
  @LeftOut var withFixesTag: Int?
  @LeftOut var inFunction: Int?
  @LeftOut var release: String??

  init(_ fact: ChangeRisk.Fact) {
    switch fact {
    case .files(let files): (kind, self.files) = ("files", files)
    case .noCode(let files): (kind, self.files) = ("noCode", files)
    case .code(let added, let removed, let functions, let files):
      kind = "code"
      (self.added, self.removed, self.functions, self.files) = (added, removed, functions, files)
    case .topics(let topics):
      kind = "topics"
      self.topics = Dictionary(uniqueKeysWithValues: topics.map { ("\($0)", $1) })
    case .areas(let areas): (kind, self.areas) = ("areas", areas.map { "\($0)" }.sorted())
    case .tags(let stable, let fixes): (kind, self.stable, self.fixes) = ("tags", stable, fixes)
    case .message(let lines, let traits):
      (kind, self.lines, self.traits) = ("message", lines, traits.map { "\($0)" }.sorted())
    case .soak(let days, let release):
      (kind, self.days, self.release) = ("soak", days, .some(release))
    case .sameAuthor(let changes, let release):
      (kind, self.changes, self.release) = ("sameAuthor", changes, .some(release))
    case .laterChanges(let changes, let tagged, let inFunction, let release):
      (kind, self.changes, withFixesTag) = ("laterChanges", changes, tagged)
      (self.inFunction, self.release) = (inFunction, .some(release))
    }
  }
}
