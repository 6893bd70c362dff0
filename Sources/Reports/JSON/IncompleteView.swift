internal import ChangeModel

/// Backports that seem to have come incomplete.
struct IncompleteView: Codable {
  let backports, compared, withoutUpstream, withoutContents: Int
  let found: [Backport]

  struct Backport: Codable {
    let id: CommitID
    let subject: String
    let upstream: [CommitID]
    let missing: [MissingPartView]
  }

  init(_ incomplete: IncompleteBackports) {
    (backports, compared) = (incomplete.count, incomplete.compared)
    (withoutUpstream, withoutContents) = (incomplete.withoutUpstream, incomplete.withoutContents)
    found = incomplete.found.map { backport in
      Backport(
        id: backport.change.id, subject: backport.change.subject,
        upstream: backport.upstream.map(\.id), missing: backport.missing.map(MissingPartView.init))
    }
  }
}

/// What a backport lacks; `kind` decides which other keys there are.
struct MissingPartView: Codable {
  struct Missing: Codable {
    let id: CommitID
    let subject: String
  }

  let kind: String
  let probability: Double
  @LeftOut var commit: Missing?
  @LeftOut var saidBy: CommitID?
  @LeftOut var path: String?
  @LeftOut var function: String??

  init(_ part: MissingPart) {
    probability = part.probability
    switch part.evidence {
    case .dependency: kind = "dependency"
    case .prerequisite(_, let speaker): (kind, saidBy) = ("prerequisite", speaker)
    case .hunk(let path, let function):
      (kind, self.path, self.function) = ("hunk", path, .some(function))
    }
    commit = part.commit.map { Missing(id: $0.id, subject: $0.subject) }
  }
}
