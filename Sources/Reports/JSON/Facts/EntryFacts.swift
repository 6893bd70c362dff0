internal import ChangeModel

/// Why no commit stands behind an entry; `kind` decides which other keys there are.
struct NotFoundReasonView: Codable {
  let kind: String
  @LeftOut var upstream: String??
  @LeftOut var start: EntryView.Point?
  @LeftOut var version: String?
  @LeftOut var newest: String??
  @LeftOut var id: String?

  init(_ reason: NotFoundReason) {
    switch reason {
    case .noSuchSubject(let upstream):
      (kind, self.upstream) = ("noSuchSubject", .some(upstream?.digits))
    case .noSuchMainlineSubject: kind = "noSuchMainlineSubject"
    case .noStart(let point): (kind, start) = ("noStart", EntryView.Point(point))
    case .unknownRelease(let version, _, let newest):
      kind = "unknownRelease"
      (self.version, self.newest) = (version.description, .some(newest?.description))
    case .unknownSnapshot(let id, _): (kind, self.id) = ("unknownSnapshot", id.digits)
    }
  }
}

/// Why two entries are taken for one; `kind` decides which other keys there are.
struct RewordingView: Codable {
  let kind: String
  @LeftOut var other: [String]?
  @LeftOut var bug: String?
  @LeftOut var cve: String?
  @LeftOut var share: Double?

  init(_ reason: ChangelogDifference.Reworded.Reason) {
    switch reason {
    case .samePunctuationApart: kind = "samePunctuationApart"
    case .sameSubject(let parts): (kind, other) = ("sameSubject", parts.map { "\($0)" })
    case .sameBug(let bug): (kind, self.bug) = ("sameBug", bug)
    case .sameCVE(let cve): (kind, self.cve) = ("sameCVE", cve)
    case .alike(let share): (kind, self.share) = ("alike", share)
    }
  }
}
