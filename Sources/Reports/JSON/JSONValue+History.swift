internal import ChangeModel

extension JSONValue {
  init(_ clone: CloneSummary) {
    self = .object([
      "path": .string(clone.path), "commitCount": .int(clone.commitCount),
      "newestCommit": .string(clone.newestCommit?.description),
      "newestTime": clone.newestTime.map { .time($0) } ?? .null,
      "isShallow": .bool(clone.isShallow), "hasFileContents": .bool(clone.hasFileContents),
      "indexPath": .string(clone.indexPath),
      "unreadable": .array(
        clone.unreadable.map { part in
          .object([
            "reference": .string(part.reference), "id": .string(part.id?.description),
            "reason": .string(part.reason.rawValue), "detail": .string(part.detail),
          ])
        }),
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

  init(_ explanation: Ranking.Explanation) {
    self = .object([
      "id": .string(explanation.suspect.description),
      "reasons": .array(
        explanation.reasons.map {
          .object(["measurement": .string($0.measurement), "factor": .double($0.factor)])
        }),
    ])
  }

  init(_ source: SymptomSource) {
    self = .object([
      "name": .string(source.name), "lines": .int(source.lineCount),
      "bytes": .int(source.byteCount), "isWhole": .bool(source.isWhole),
      "isCut": .bool(source.isCut), "usedBytes": .int(source.usedByteCount),
      "usedLines": .array(
        source.usedLines.map { .array([.int($0.lowerBound), .int($0.upperBound)]) }),
    ])
  }

  init(_ place: Place) {
    var members: [String: JSONValue] = [
      "name": .string(place.name), "paths": .strings(place.paths),
    ]
    switch place.reading {
    case .path: members["takenFor"] = .string("path")
    case .pattern: members["takenFor"] = .string("pattern")
    case .lastDirectories: members["takenFor"] = .string("lastDirectories")
    case .fileName: members["takenFor"] = .string("fileName")
    case .sections(let titles):
      members["takenFor"] = .string("sections")
      members["sections"] = .strings(titles)
    case .subjectPrefix(let prefix):
      members["takenFor"] = .string("subjectPrefix")
      members["subjectPrefix"] = .string(prefix)
    case .asWritten: members["takenFor"] = .string("asWritten")
    }
    self = .object(members)
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
    case .search(let criteria, let findings, let count):
      self = .object(
        Self.members(of: criteria).merging([
          "question": .string("search"), "findings": .array(findings.map(JSONValue.init)),
          "total": .int(count.count), "totalIsAtLeast": .bool(count.isAtLeast),
        ]) { first, _ in first })
    case .missing(let missing):
      let counts = Dictionary(grouping: missing.followUps, by: \.status.rawValue)
        .mapValues { JSONValue.int($0.count) }
      self = .object(
        Self.members(of: missing.criteria).merging([
          "question": .string("missing"), "in": .string(missing.target),
          "for": .string(missing.culprits), "counts": .object(counts),
          "followUps": .array(Self.listed(missing).map(JSONValue.init)),
          "total": .int(missing.followUps.count),
        ]) { first, _ in first })
    }
  }

  /// Of each standing as many as were asked for, in order.
  private static func listed(_ missing: MissingFixes) -> [FollowUp] {
    guard let limit = missing.criteria.limit else { return missing.followUps }
    var counts: [FollowUp.Status: Int] = [:]
    return missing.followUps.filter {
      counts[$0.status, default: 0] += 1
      return counts[$0.status, default: 0] <= limit
    }
  }

  private static func members(of criteria: FixCriteria) -> [String: JSONValue] {
    [
      "matching": .string(criteria.matching), "touching": .strings(criteria.touching),
      "cves": .strings(criteria.cves), "since": .string(criteria.since),
      "until": .string(criteria.until),
    ]
  }

  private init(_ finding: FixFinding) {
    let standing = finding.standing.map { ["standing": JSONValue($0)] } ?? [:]
    self = .object(
      Self.members(of: finding.commit).merging(standing) { first, _ in first }.merging([
        "subsystems": .array(finding.subsystems.map(JSONValue.init)),
        "landings": .array(finding.landings.map(JSONValue.init)),
        "branches": .array(finding.branches.map(JSONValue.init)),
        "fixes": .array(finding.fixes.map(JSONValue.init)),
        "repairs": .array(finding.repairs.map(JSONValue.init)),
        "followUps": .array(finding.followUps.map(JSONValue.init)),
      ]) { first, _ in first })
  }

  private init(_ standing: KernelStanding) {
    let (presence, id, probability): (String, CommitID?, Double?) =
      switch standing.presence {
      case .present(let id): ("present", id, nil)
      case .inferred(let id, let probability): ("presentInferred", id, probability)
      case .reverted(let id): ("reverted", id, nil)
      case .absent: ("absent", nil, nil)
      case .unknown: ("unknown", nil, nil)
      }
    self = .object([
      "in": .string(standing.kernel), "presence": .string(presence),
      "id": .string(id?.description), "probability": probability.map { .double($0) } ?? .null,
      "branch": .string(standing.branch),
      "landing": standing.landing.map(JSONValue.init) ?? .null,
    ])
  }

  private init(_ standing: BranchStanding) {
    let (presence, id, release): (String, CommitID?, String?) =
      switch standing.presence {
      case .landed(let id, let release): ("landed", id, release)
      case .fromStart: ("fromStart", nil, nil)
      case .absent: ("absent", nil, nil)
      case .unknown: ("unknown", nil, nil)
      }
    self = .object([
      "branch": .string(standing.branch), "presence": .string(presence),
      "id": .string(id?.description), "release": .string(release),
    ])
  }

  private init(_ repaired: RepairedCommit) {
    self = .object(
      Self.members(of: repaired.commit).merging([
        "kind": .string(repaired.kind.rawValue), "release": .string(repaired.release),
        "why": .string(repaired.why),
        "repairs": .array(repaired.repairs.map(JSONValue.init)),
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
      case .mentions: "mentions"
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
        "why": .string(followUp.why),
        "landings": .array(followUp.landings.map(JSONValue.init)),
        "of": .strings(followUp.of.map(\.id.description)),
        "followUps": .array(followUp.followUps.map(JSONValue.init)),
      ]) { first, _ in first })
  }
}

extension JSONValue {
  init(_ verification: IndexVerification) {
    self = .object([
      "isSound": .bool(verification.isSound), "isSample": .bool(verification.isSample),
      "checks": .array(
        verification.checks.map { check in
          .object([
            "subject": .string(check.subject.rawValue), "checked": .int(check.checked),
            "differing": .int(check.differing), "first": .string(check.first),
          ])
        }),
    ])
  }
}
