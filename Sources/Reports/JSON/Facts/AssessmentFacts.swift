internal import Assessment
internal import ChangeModel

/// What was measured of an update; `kind` decides which other keys there are.
struct MeasurementView: Codable {
  let kind: String
  @LeftOut var id: CommitID?
  @LeftOut var probability: Double?
  @LeftOut var count: Int?
  @LeftOut var of: Int?
  @LeftOut var isAtLeast: Bool?
  @LeftOut var origin: String?
  @LeftOut var applying: Int??
  @LeftOut var changes: [CommitID]?
  @LeftOut var cves: [String]?
  @LeftOut var closed: Int?
  @LeftOut var position: PositionView?
  @LeftOut var entries: Int?
  @LeftOut var days: Int?
  @LeftOut var newestTime: String?

  init(_ measurement: Measurement) {
    switch measurement {
    case .suspect(let suspect):
      probability = suspect.probability
      switch suspect.candidate.id {
      case .commit(let id): (kind, self.id) = ("suspect", id)
      case .entry(let position): (kind, self.position) = ("suspectEntry", PositionView(position))
      }
    case .missingFixes(let owed):
      kind = "missingFixes"
      (count, origin, applying) = (owed.count, "\(owed.origin)", .some(owed.applying))
      isAtLeast = owed.isAtLeast
    case .missingReverts(let count, let changes, let isAtLeast):
      kind = "missingReverts"
      (self.count, self.changes, self.isAtLeast) = (count, changes.map(\.id), isAtLeast)
    case .newCVEs(let cves): (kind, self.cves) = ("newCVEs", cves.map(\.id))
    case .openCVEs(let count, let closed):
      kind = "openCVEs"
      (self.count, self.closed) = (count, closed)
    case .unresolved(let count, let all):
      kind = "unresolved"
      (self.count, of) = (count, all)
    case .watched(let changes, let entries, let all):
      kind = "watched"
      (count, self.entries, of) = (changes, entries, all)
    case .stale(let days, let newest):
      kind = "stale"
      (self.days, newestTime) = (days, UTCTime(seconds: newest).iso8601)
    }
  }
}

/// What is missing for a measure; `kind` decides which other keys there are.
struct LackView: Codable {
  let kind: String
  @LeftOut var `is`: String?
  @LeftOut var entries: Int?
  @LeftOut var part: UnreadableView?
  @LeftOut var others: Int?
  @LeftOut var old: Bool?
  @LeftOut var new: Bool?
  @LeftOut var count: Int?
  @LeftOut var of: Int?
  @LeftOut var unnamed: Int?
  @LeftOut var isBounded: Bool?
  @LeftOut var hasNew: Bool?
  @LeftOut var release: String?
  @LeftOut var time: String?

  init(_ lack: Lack) {
    switch lack {
    case .order(let notice): (kind, self.is) = ("order", Self.name(of: notice))
    case .additions: kind = "additions"
    case .commitsBehind(let entries): (kind, self.entries) = ("commitsBehind", entries)
    case .clone: kind = "clone"
    case .readable(let part, let others):
      kind = "readable"
      (self.part, self.others) = (UnreadableView(part), others)
    case .ends(let old, let new):
      kind = "ends"
      (self.old, self.new) = (old, new)
    case .commits(let undecided, let all): (kind, count, of) = ("commits", undecided, all)
    case .later(let isBounded, let hasNew):
      kind = "later"
      (self.isBounded, self.hasNew) = (isBounded, hasNew)
    case .losses: kind = "losses"
    case .needOfLosses(let unknown, let all): (kind, count, of) = ("needOfLosses", unknown, all)
    case .cveData: kind = "cveData"
    case .cveOrigins(let unknown, let unnamed):
      (kind, count, self.unnamed) = ("cveOrigins", unknown, unnamed)
    case .symptom: kind = "symptom"
    case .telling: kind = "telling"
    case .mainline: kind = "mainline"
    case .newerMainline(let release, let time):
      kind = "newerMainline"
      (self.release, self.time) = (release, UTCTime(seconds: time).iso8601)
    case .earlierHistory: kind = "earlierHistory"
    case .contents: kind = "contents"
    case .configuration: kind = "configuration"
    case .paths(let unknown, let all): (kind, count, of) = ("paths", unknown, all)
    case .watchList: kind = "watchList"
    case .day: kind = "day"
    }
  }

  private static func name(of notice: OrderNotice) -> String {
    switch notice {
    case .cutOff: "cutOff"
    case .same: "same"
    case .backward: "backward"
    case .downgrade: "downgrade"
    case .diverged: "diverged"
    case .unrelated: "unrelated"
    }
  }
}
