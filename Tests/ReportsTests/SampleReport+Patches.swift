import ChangeModel
import Reports

extension SampleReport {
  /// A package whose entries are patches, with every outcome of the search for their commits.
  static func patches(_ command: Report.Command) -> Draft {
    func entry(
      _ subject: String, line: Int, cves: [String] = [], kind: ChangelogEntry.Kind = .change
    )
      -> ChangelogEntry
    {
      let tail = cves.isEmpty ? "" : " {\(cves.joined(separator: " "))}"
      return ChangelogEntry(
        kind: kind, text: "[fs] \(subject) (Jo Porter) [1213331]\(tail)", subject: subject,
        area: "fs", person: Person(name: "Jo Porter"), personRole: .backporter, bugs: ["1213331"],
        cves: cves, position: SourcePosition(file: "new.changelog", line: line))
    }
    let entries = [
      entry(SampleHistory.culprit.commit.subject, line: 2, cves: ["CVE-2018-999"]),
      entry("nfs: do not wait for the dead", line: 3),
      entry("ext4: check the length before use", line: 4),
      entry("config: enable the new driver", line: 5, kind: .note),
      entry("mm: something that no clone has", line: 9),
    ]
    let ambiguous = [
      SampleHistory.ordinaryChange(31, release: "v4.4.154"),
      SampleHistory.ordinaryChange(32, release: "v4.4.155"),
    ]
    let near = SampleHistory.ordinaryChange(33, release: "v4.4.155")
    let release = ChangelogRelease(
      heading: "Tue Sep 18 2018 Jo Porter <jo@example.org> [3.10.0-862.el7]", date: "2018-09-18",
      packager: Person(name: "Jo Porter", email: "jo@example.org"), version: "3.10.0-862.el7",
      position: SourcePosition(file: "new.changelog", line: 1), entries: Array(entries.prefix(4)))
    let empty = ChangelogRelease(
      heading: "Mon Sep 17 2018 Jo Porter <jo@example.org>", date: nil, packager: nil, version: nil,
      position: SourcePosition(file: "new.changelog", line: 7), entries: [])
    let old = entry("net: keep the queue short", line: 12)
    let kept = ChangelogRelease(
      heading: "Sun Sep 16 2018 Jo Porter", date: "2018-09-16", packager: nil,
      version: "3.10.0-800.el7", position: SourcePosition(file: "new.changelog", line: 8),
      entries: [old, old])
    func side(_ name: String, _ releases: [ChangelogRelease]) -> ChangelogDifference.Side {
      ChangelogDifference.Side(
        Changelog(
          source: "\(name).changelog.xz", dialect: .redHatEnterprise, packageName: "kernel",
          releases: releases), takenFor: "rpm changelog dump (xz), RHEL")
    }
    var report = Draft(command: command)
    report.difference = ChangelogDifference(
      old: side("old", [kept]), new: side("new", [release, empty, kept]),
      releasesAdded: [release, empty], added: entries, removed: [old],
      reworded: [
        ChangelogDifference.Reworded(
          old: old, new: entry("net: keep the queues short", line: 10), reason: .sameBug("900001"))
      ], unchangedCount: 1, remarks: [.newIsTrimmed(12)])
    report.clone = clone
    report.changes = [SampleHistory.culprit, near] + ambiguous
    report.resolved = zip(
      entries,
      [
        .found(SampleHistory.culprit.commit.id, by: .subject, confidence: 1),
        .found(near.commit.id, by: .similarSubject, confidence: 0.83),
        .ambiguous(ambiguous.map(\.commit.id), by: .subjectWithoutPrefix), .notACommit,
        .notFound(.noSuchSubject()),
      ]
    ).map { ResolvedEntry(entry: $0, resolution: $1) }
    return report
  }

  // MARK: Fixes

  static func fixes(_ answer: FixesAnswer) -> Draft {
    var report = Draft(command: .fixes)
    report.clone = clone
    report.fixes = answer
    if case .ofCommits = answer { report.target = "v4.4.157" }
    if case .search(let criteria, _, _) = answer {
      report.places = criteria.touching.map {
        Place(name: $0, reading: .sections(["OVERLAY FILESYSTEM"]), paths: ["fs/overlayfs"])
      }
    }
    return report
  }

  static let finding = FixFinding(
    commit: SampleHistory.culprit.commit, subsystems: [SampleHistory.overlay],
    landings: [
      Landing(branch: "mainline", commit: SampleHistory.id(990), release: "v4.7-rc1"),
      Landing(branch: "4.4.y", commit: SampleHistory.culprit.commit.id, release: "v4.4.156"),
      Landing(branch: "4.9.y", commit: SampleHistory.id(991), release: nil),
    ],
    branches: [
      BranchStanding(
        branch: "mainline", presence: .landed(SampleHistory.id(990), release: "v4.7-rc1")),
      BranchStanding(branch: "4.1.y", presence: .absent),
      BranchStanding(
        branch: "4.4.y",
        presence: .landed(SampleHistory.culprit.commit.id, release: "v4.4.156")),
      BranchStanding(
        branch: "4.9.y", presence: .landed(SampleHistory.id(991), release: nil)),
      BranchStanding(branch: "4.14.y", presence: .fromStart),
    ],
    fixes: [
      CommitReference(
        kind: .fixes, id: AbbreviatedCommitID(SampleHistory.id(992)),
        quotedSubject: "ovl: first version")
    ],
    repairs: [
      RepairedCommit(
        kind: .fix, commit: SampleHistory.commit(992, "ovl: first version"),
        namedBy: .subjectForUnknownID(unknownID), release: "v3.18-rc1",
        repairs: [
          RepairedCommit(
            kind: .revert, commit: SampleHistory.commit(993, "ovl: draft"),
            namedBy: .id(AbbreviatedCommitID(SampleHistory.id(993))), release: "v3.17")
        ])
    ],
    followUps: followUps,
    standings: [
      KernelStanding(
        kernel: "v4.4.157", presence: .present(as: SampleHistory.culprit.commit.id),
        branch: "4.4.y",
        landing: Landing(
          branch: "4.4.y", commit: SampleHistory.culprit.commit.id, release: "v4.4.156"),
        since: "v4.4.156", backportOf: [AbbreviatedCommitID(SampleHistory.id(990))])
    ])

  static let lonelyFinding = FixFinding(
    commit: SampleHistory.commit(42, "crypto: use the right key"), subsystems: [], landings: [],
    fixes: [], followUps: [],
    standings: [
      KernelStanding(
        kernel: "v4.4.157", presence: .absent, branch: "4.4.y",
        landing: Landing(branch: "4.4.y", commit: SampleHistory.id(43), release: "v4.4.160"))
    ])

  static func missing(listsAll: Bool) -> MissingFixes {
    MissingFixes(
      target: "v4.4.157", culprits: "v4.4.121..v4.4.157", criteria: FixCriteria(until: "v4.8"),
      followUps: followUps,
      headings: [
        SampleHistory.id(901): .init(person: "jane@example.org", path: "patches.suse/ovl.patch")
      ], listsAll: listsAll)
  }

  /// An id that no commit of the clone has.
  private static let unknownID = AbbreviatedCommitID("123456789012")!

  /// One for each status, and one of each kind; the first was itself repaired, and that reverted.
  static let followUps: [FollowUp] = {
    let culprit = SampleHistory.culprit.commit
    let rows: [(kind: FollowUp.Kind, standing: FollowUp.Standing)] = [
      (
        .fix, .missing(of: [NamedCommit(id: culprit.id, by: .subjectForUnknownID(unknownID))])
      ),
      (.fix, .present(as: SampleHistory.id(1_902))),
      (.fix, .reverted(by: SampleHistory.id(1_950))),
      (.revert, .culpritReverted(by: SampleHistory.id(1_951))),
      (.fix, .notNeeded),
      (.fix, .inferred(as: SampleHistory.id(1_952), probability: 0.98)),
      (.fix, .unknown(names: [unknownID])),
      (.dependency, .absent),
      (.mention, .absent),
    ]
    return rows.enumerated().map { index, row in
      FollowUp(
        kind: row.kind,
        commit: SampleHistory.commit(901 + index * 10, "ovl: repair number \(index + 1)"),
        standing: row.standing, in: "v4.4.157",
        landings: [
          Landing(
            branch: "mainline", commit: SampleHistory.id(901 + index * 10), release: "v4.7-rc4"),
          Landing(branch: "4.4.y", commit: SampleHistory.id(1_901 + index), release: "v4.4.157"),
        ].prefix(row.standing.status == .present ? 2 : 1).map(\.self),
        of: [culprit], followUps: index == 0 ? [repairOfRepair] : [])
    }
  }()

  private static let repairOfRepair: FollowUp = {
    let repair = SampleHistory.commit(1_001, "ovl: repair the repair")
    let revert = SampleHistory.commit(1_002, "Revert \"ovl: repair the repair\"")
    return FollowUp(
      kind: .fix, commit: repair, standing: .reverted(by: revert.id), in: "v4.4.157",
      landings: [Landing(branch: "mainline", commit: repair.id, release: "v4.8-rc1")],
      of: [SampleHistory.commit(901, "ovl: repair number 1")],
      followUps: [
        FollowUp(
          kind: .revert, commit: revert, standing: .notNeeded, in: "v4.4.157",
          landings: [Landing(branch: "mainline", commit: revert.id, release: nil)], of: [repair])
      ])
  }()
}
