internal import ChangeModel

extension JSONValue {
  init(_ clone: CloneSummary) {
    self = .object([
      "path": .string(clone.path), "commitCount": .int(clone.commitCount),
      "newestCommit": .string(clone.newestCommit?.description),
      "newestTime": clone.newestTime.map { .time($0) } ?? .null,
      "isShallow": .bool(clone.isShallow), "hasFileContents": .bool(clone.hasFileContents),
      "indexPath": .string(clone.indexPath),
      "indexBytes": clone.indexSize.map { .int($0) } ?? .null,
    ])
  }

  init(_ change: EnrichedChange) {
    self = .object(
      Self.members(of: change.commit).merging([
        "release": .string(change.release),
        "touchedPaths": change.touchedPaths.map { .strings($0) } ?? .null,
        "subsystems": .array(change.subsystems.map(JSONValue.init)),
        "upstream": .array(
          change.upstream.map {
            .object(["id": .string($0.id.digits), "release": .string($0.release)])
          }),
        "backports": .array(change.backports.map(JSONValue.init)),
        "fixes": .array(change.fixes.map(JSONValue.init)),
        "followUps": .array(change.followUps.map(JSONValue.init)),
        "cves": .strings(change.cves),
      ]) { first, _ in first })
  }

  init(_ suspect: Suspect, rank: Int) {
    self = .object([
      "rank": .int(rank), "id": .string(suspect.change.commit.id.description),
      "subject": .string(suspect.change.commit.subject),
      "probability": .double(suspect.probability),
      "evidence": .strings(suspect.evidence.map(\.sentence)),
    ])
  }

  init(_ symptom: Symptom) {
    self = .object([
      "frames": .array(
        symptom.frames.map {
          .object([
            "function": .string($0.function), "module": .string($0.module),
            "file": .string($0.file), "isNoise": .bool($0.isNoise),
          ])
        }),
      "functions": .strings(symptom.functions), "files": .strings(symptom.files),
      "modules": .strings(symptom.modules), "filesystems": .strings(symptom.filesystems),
      "syscalls": .strings(symptom.syscalls), "errorNumbers": .strings(symptom.errorNumbers),
    ])
  }

  init(_ answer: FixesAnswer) {
    switch answer {
    case .ofCommits(let findings):
      self = .object([
        "question": .string("ofCommits"), "findings": .array(findings.map(JSONValue.init)),
      ])
    case .matching(let text, let findings):
      self = .object([
        "question": .string("matching"), "text": .string(text),
        "findings": .array(findings.map(JSONValue.init)),
      ])
    case .missing(let revision, let until, let followUps):
      self = .object([
        "question": .string("missing"), "in": .string(revision), "until": .string(until),
        "followUps": .array(followUps.map(JSONValue.init)),
      ])
    }
  }

  private init(_ finding: FixFinding) {
    self = .object(
      Self.members(of: finding.commit).merging([
        "subsystems": .array(finding.subsystems.map(JSONValue.init)),
        "landings": .array(finding.landings.map(JSONValue.init)),
        "fixes": .array(finding.fixes.map(JSONValue.init)),
        "followUps": .array(finding.followUps.map(JSONValue.init)),
      ]) { first, _ in first })
  }

  private static func members(of commit: Commit) -> [String: JSONValue] {
    [
      "id": .string(commit.id.description), "subject": .string(commit.subject),
      "author": .person(commit.author), "authorTime": .time(commit.authorTime),
      "commitTime": .time(commit.commitTime),
    ]
  }

  private static func time(_ seconds: Int64) -> JSONValue {
    .string(UTCTime(seconds: seconds).iso8601)
  }

  private init(_ subsystem: Subsystem) {
    self = .object([
      "directory": .string(subsystem.directory),
      "maintainersSection": .string(subsystem.maintainersSection),
    ])
  }

  private init(_ landing: Landing) {
    self = .object([
      "branch": .string(landing.branch), "id": .string(landing.commit.description),
      "release": .string(landing.release),
    ])
  }

  private init(_ reference: CommitReference) {
    let kind =
      switch reference.kind {
      case .upstream: "upstream"
      case .cherryPick: "cherryPick"
      case .fixes: "fixes"
      case .reverts: "reverts"
      case .stableDependency: "stableDependency"
      }
    self = .object([
      "kind": .string(kind), "id": .string(reference.id.digits),
      "quotedSubject": .string(reference.quotedSubject),
    ])
  }

  private init(_ followUp: FollowUp) {
    self = .object(
      Self.members(of: followUp.commit).merging([
        "kind": .string(followUp.kind.rawValue), "status": .string(followUp.status.rawValue),
        "landings": .array(followUp.landings.map(JSONValue.init)),
        "of": .strings(followUp.of.map(\.id.description)),
      ]) { first, _ in first })
  }
}
