internal import ChangeModel

/// What was looked at; `kind` of a check decides which other keys there are.
struct CheckupView: Codable {
  struct Tool: Codable {
    let version: String
    let commit: String?
    let libgit2, sqlite, swift: String
    let indexVersion: Int
  }

  struct Remedy: Codable {
    let sentence: String
    let command: String?
  }

  struct Check: Codable {
    let kind, standing, subject, sentence: String
    let remedy: Remedy?
    @LeftOut var path: String?
    @LeftOut var chosenBy: String?
    @LeftOut var setting: String?
    @LeftOut var cloneKind: String?
    @LeftOut var reason: String?
    @LeftOut var isShallow: Bool?
    @LeftOut var isThere: Bool?
    @LeftOut var remotes: [RemoteView]?
    @LeftOut var branches: Int?
    @LeftOut var tags: Int?
    @LeftOut var broken: Int?
    @LeftOut var count: Int?
    @LeftOut var newest: String?
    @LeftOut var commit: CommitID?
    @LeftOut var time: String?
    @LeftOut var days: Int?
    @LeftOut var state: String?
    @LeftOut var commits: Int?
    @LeftOut var isAtLeast: Bool?
    @LeftOut var source: String?
    @LeftOut var bytes: Int?
    @LeftOut var isWritable: Bool?
    @LeftOut var files: Int?
    @LeftOut var processes: Int?
    @LeftOut var takenFor: String?
    @LeftOut var release: String?
    @LeftOut var isBase: Bool?
    @LeftOut var isInClone: Bool?
    @LeftOut var nearest: [String]?
  }

  struct RemoteView: Codable {
    let name, url: String
  }

  let tool: Tool
  let checks: [Check]

  init(_ checkup: Checkup) {
    let tool = checkup.tool
    self.tool = Tool(
      version: tool.version, commit: tool.commit, libgit2: tool.libgit2, sqlite: tool.sqlite,
      swift: tool.swift, indexVersion: tool.indexVersion)
    checks = checkup.checks.map { Check($0, checkup.installer) }
  }
}

extension CheckupView.Check {
  fileprivate init(_ check: ChangeModel.Check, _ installer: Installer?) {
    (kind, standing) = (check.fact.kind, check.standing.rawValue)
    (subject, sentence) = (check.fact.subject, check.fact.sentence)
    remedy =
      check.standing == .ok
      ? nil
      : check.remedy(by: installer).map {
        .init(sentence: $0.sentence, command: $0.command.map { "\($0)" })
      }
    switch check.fact {
    case .clone(let path, let choice, let cloneKind):
      (self.path, self.cloneKind) = (path, cloneKind.rawValue)
      switch choice {
      case .option: chosenBy = "option"
      case .setting(let place): (chosenBy, setting) = ("setting", place)
      case .directory: chosenBy = "directory"
      }
    case .noClone: break
    case .unusableClone(let path, let reason): (self.path, self.reason) = (path, reason)
    case .history(_, let isShallow): self.isShallow = isShallow
    case .contents(_, let isThere): self.isThere = isThere
    case .remotes(let remotes):
      self.remotes = remotes.map { .init(name: $0.name, url: $0.url) }
    case .refs(let branches, let tags, let broken):
      (self.branches, self.tags, self.broken) = (branches, tags, broken)
    case .releases(let count, let newest):
      (self.count, self.newest) = (count, newest.map { "\($0)" })
    case .newest(let id, let time, let days):
      (commit, self.time, self.days) = (id, UTCTime(seconds: time).iso8601, days)
    case .mainline(_, let mainline): fill(mainline)
    case .index(let path, let state, let bytes, let isWritable):
      (self.path, self.bytes, self.isWritable) = (path, bytes, isWritable)
      fill(state)
    case .room(let path, let bytes): (self.path, self.bytes) = (path, bytes)
    case .program(_, let path): (self.path, isThere) = (path, path != nil)
    case .packages(_, let path): (self.path, isThere) = (path, path != nil)
    case .limits(let files, let processes): (self.files, self.processes) = (files, processes)
    case .settings(let path, let isThere): (self.path, self.isThere) = (path, isThere)
    case .kernel(_, let reading, _): fill(reading)
    }
  }

  private mutating func fill(_ mainline: MainlineStanding) {
    switch mainline {
    case .present(let newest): (state, release) = ("present", "\(newest)")
    case .absent(let base): (state, release) = ("absent", "\(base)")
    case .unknown: state = "unknown"
    case .notAsked: state = "notAsked"
    }
  }

  private mutating func fill(_ index: IndexState) {
    switch index {
    case .current: state = "current"
    case .behind(let commits, let isAtLeast):
      (state, self.commits, self.isAtLeast) = ("behind", commits, isAtLeast)
    case .none: state = "none"
    case .elsewhere(let path): (state, source) = ("elsewhere", path)
    case .otherFormat(let version): (state, count) = ("otherFormat", version)
    case .unreadable(let reason): (state, self.reason) = ("unreadable", reason)
    }
  }

  private mutating func fill(_ reading: KernelReading) {
    switch reading {
    case .package(let takenFor, let release, let isInClone):
      (state, self.takenFor, self.isInClone) = ("package", takenFor, isInClone)
      self.release = release.map { "\($0)" }
    case .revision(let id): (state, commit) = ("revision", id)
    case .release(let version, let isBase, let isInClone):
      (state, release, self.isBase) = ("release", "\(version)", isBase)
      self.isInClone = isInClone
    case .unknown(let nearest): (state, self.nearest) = ("unknown", nearest)
    case .unreadable(let reason): (state, self.reason) = ("unreadable", reason)
    }
  }
}
