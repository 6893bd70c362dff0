internal import ChangeModel

/// The clone that answered.
struct CloneView: Codable {
  let path: String
  let commitCount: Int
  let newestCommit: CommitID?
  let newestTime: String?
  let isShallow, hasFileContents: Bool
  let indexPath: String?
  let indexBytes: Int?
  @LeftOut var indexVersion: Int?
  let unreadable: [UnreadableView]

  init(_ clone: CloneSummary) {
    (path, commitCount, newestCommit) = (clone.path, clone.commitCount, clone.newestCommit)
    newestTime = clone.newestTime.map { UTCTime(seconds: $0).iso8601 }
    (isShallow, hasFileContents) = (clone.isShallow, clone.hasFileContents)
    (indexPath, indexBytes) = (clone.indexPath, clone.indexSize)
    indexVersion = clone.indexVersion
    unreadable = clone.unreadable.map(UnreadableView.init)
  }
}

/// What the clone names and cannot give.
struct UnreadableView: Codable {
  let reference: String?
  let id: CommitID?
  let reason, detail: String

  init(_ part: UnreadablePart) {
    (reference, id) = (part.reference, part.id)
    (reason, detail) = (part.reason.rawValue, part.detail)
  }
}

/// The index held against git.
struct VerificationView: Codable {
  struct Check: Codable {
    let subject: String
    let checked, differing: Int
    let first: String?
  }

  let isSound, isSample: Bool
  let checks: [Check]

  init(_ verification: IndexVerification) {
    (isSound, isSample) = (verification.isSound, verification.isSample)
    checks = verification.checks.map {
      Check(
        subject: $0.subject.rawValue, checked: $0.checked, differing: $0.differing,
        first: $0.first)
    }
  }
}
