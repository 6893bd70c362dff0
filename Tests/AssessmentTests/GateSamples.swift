import Assessment
import ChangeModel

/// Small updates of a range of the clone.
enum GateSamples {
  static func id(_ number: Int) -> CommitID { FindingsTests.id(number) }

  static func commit(_ number: Int, _ subject: String, _ body: String = "") -> Commit {
    Commit(
      id: id(number), parents: [], author: Person(name: "Ada"), authorTime: 0,
      commitTime: 1_500_000_000, subject: subject, body: body)
  }

  static func change(
    _ number: Int, _ subject: String, _ paths: [String]? = ["fs/overlayfs/dir.c"],
    body: String = "",
    upstream: CommitID? = nil, followUps: [FollowUp] = []
  ) -> EnrichedChange {
    EnrichedChange(
      commit: commit(number, subject, body), release: "v4.14.122", touchedPaths: paths,
      upstream: upstream.map { [UpstreamCommit(id: AbbreviatedCommitID($0))] } ?? [],
      followUps: followUps)
  }

  /// A repair that NEW lacks, and that mainline has as another commit.
  static func fix(_ number: Int, of change: Commit, mainline: Int? = nil) -> FollowUp {
    FollowUp(
      kind: .fix, commit: commit(number, "mend it"), standing: .missing(of: []), in: "v4.14.122",
      landings: mainline.map { [Landing(branch: "mainline", commit: id($0), release: "v5.2")] }
        ?? [],
      of: [change])
  }

  static func end(_ version: String, _ number: Int) -> RevisionRange.End {
    RevisionRange.End(name: version, commit: id(number), release: KernelVersion(version))
  }

  static let operands: Upgrade.Operands = {
    let (old, new) = (end("4.14.121", 1), end("4.14.122", 2))
    return .range(
      RevisionRange(
        old: old, new: new, order: .forward,
        steps: [
          .init(
            range: ReleaseRange(from: old, to: new), release: KernelVersion("4.14.122"),
            commits: [id(10)])
        ]))
  }()

  static let clone = CloneSummary(
    path: "linux", newestCommit: id(99), newestTime: 1_577_836_800, commitCount: 9,
    isShallow: false, hasFileContents: true)

  static func upgrade(
    _ changes: [EnrichedChange], clone: CloneSummary? = clone,
    relevances: [CommitID: Relevance] = [:], cves: [CVEStanding]? = nil,
    originals: [CommitID: [AbbreviatedCommitID]] = [:],
    later: LaterHistory? = LaterHistory(isKnown: true, mainline: .goesOn),
    ranking: Ranking? = nil,
    _ change: (inout Upgrade.Terms) -> Void = { _ in }
  ) -> Upgrade {
    var terms = Upgrade.Terms()
    terms.now = 1_580_515_200  // 2020-02-01, 31 days after the clone's newest commit
    terms.hasCVEData = cves != nil
    change(&terms)
    return Upgrade(
      operands, order: .forward, oldCommit: id(1), newCommit: id(2), clone: clone, later: later,
      changes: changes, relevances: relevances, ranking: ranking,
      cveStandings: cves, originals: originals, terms: terms)
  }

  static func watch(
    _ place: String?, _ alternatives: [String]..., line: Int = 1
  ) -> WatchEntry {
    WatchEntry(
      place: place.map { Place(name: $0, reading: .path, paths: [$0]) },
      alternatives: alternatives, reason: "a reason", owner: "an owner",
      position: SourcePosition(file: "watch", line: line))
  }

  static func waiver(_ id: String, until day: String = "2020-12-31") -> Waiver {
    Waiver(id: id, owner: "ops", reason: "not used", expiry: day)
  }
}
