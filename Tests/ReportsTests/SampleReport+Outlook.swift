import Assessment
import ChangeModel
import Reports

extension SampleReport {
  /// An upgrade report with every part that one can have.
  static let withOutlook: Draft = {
    var report = bumps(.report, withClone: true)
    report.terms.now = 1_543_622_400  // 2018-12-01
    report.terms.fields = [
      ReportField(key: "change", value: "CHG-4711"),
      ReportField(key: "Host", value: "web1 </style><b>"),
      ReportField(
        key: "Ticket", value: "see https://bugzilla.kernel.org/show_bug.cgi?id=200001 too"),
      ReportField(key: "approver", value: "Jane Doe"), ReportField(key: "approver", value: ""),
    ]
    let revert = FollowUp(
      kind: .revert,
      commit: SampleHistory.commit(930, "Revert \"tcp: check the length, case 1540000\""),
      standing: .missing(of: [
        NamedCommit(
          id: report.changes[74].commit.id,
          by: .id(AbbreviatedCommitID(report.changes[74].commit.id)))
      ]), in: "v4.4.157",
      landings: [Landing(branch: "4.4.y", commit: SampleHistory.id(930), release: "v4.4.161")],
      of: [report.changes[74].commit])
    report.changes[74] = report.changes[74].adding(
      revert,
      body: """
        A message.

        Reported-by: syzbot+0123456789abcdef0123@syzkaller.appspotmail.com
        Closes: https://bugzilla.kernel.org/show_bug.cgi?id=200001
        """)
    report.cherryPicks = [
      SampleHistory.fix.id: CherryPick(
        commit: SampleHistory.fix.id, conflicts: [],
        needs: [SampleHistory.commit(931, "ovl: keep the creator's credentials")]),
      revert.commit.id: CherryPick(commit: revert.commit.id, conflicts: ["net/ipv4/tcp.c"]),
    ]
    for (place, change) in report.changes.enumerated() {
      report.risks.append(
        ChangeRisk(
          commit: change.commit.id, score: place == 40 ? 2.31 : Double(place % 7) / 4 - 0.75,
          weight: place == 40 ? .major : ChangeRisk.Weight.allCases[place % 7 / 2],
          parts: [
            ChangeRisk.Part(.soak(days: place + 1, release: change.release), logOdds: 0.8),
            ChangeRisk.Part(.tags(stable: true, fixes: false), logOdds: -0.25),
          ]))
      report.relevances[change.commit.id] =
        place % 3 == 0
        ? Relevance(
          .notBuilt,
          reason: .symbol(
            "E1000E", value: nil, makefile: "drivers/net/ethernet/intel/Makefile"))
        : Relevance(
          .module(["overlay"]), reason: .symbol("OVERLAY_FS", value: "m", makefile: "fs/Makefile"),
          hosts: .init(loading: 12, of: 40))
    }
    let culprit = SampleHistory.culprit.commit.id
    report.relevances[culprit] = Relevance(
      .builtIn, reason: .symbol("OVERLAY_FS", value: "y", makefile: "fs/Makefile"))
    report.upgradeHistory = UpgradeHistory(
      ranges: ["v4.4.147..v4.4.152", "v4.4.142..v4.4.147"],
      commits: ["net/ipv4": [2, 3], "fs/ext4": [2, 2], "mm": [40, 9]])
    report.cveStandings = [
      CVEStanding(
        closed: KnownCVE(id: "CVE-2018-16597", culprits: [], fixes: []), by: SampleHistory.id(940)),
      CVEStanding(
        open: KnownCVE(
          id: "CVE-2018-99999", culprits: [], fixes: [AbbreviatedCommitID(SampleHistory.id(941))],
          title: "ovl: check the mounter's credentials", score: 7.8),
        broughtBy: [SampleHistory.culprit.commit.id]),
      CVEStanding(
        open: KnownCVE(
          id: "CVE-2017-11111", culprits: [], fixes: [AbbreviatedCommitID(SampleHistory.id(942))],
          title: "net: count <b>twice</b>", score: 9.1)),
    ]
    report.incomplete = IncompleteWordingTests.sample
    report.riskStudy = RiskStudy(branches: [
      .init(
        name: "4.9.y", range: "v4.9.120..v4.9.140", changes: 1204, repaired: 51, inFirstTenth: 14,
        inFirstTenthByLines: 12),
      .init(
        name: "4.14.y", range: "v4.14.60..v4.14.90", changes: 810, repaired: 30, inFirstTenth: 8,
        inFirstTenthByLines: 8),
    ])
    report.repairRecord = RepairRecord(
      first: "v4.4.107", last: "v4.4.147", changes: 1832, repaired: 41, within: 10)
    report.configurationChanges = [
      ConfigurationChange(symbol: "OVERLAY_FS", old: "m", new: "y"),
      ConfigurationChange(symbol: "E1000E", old: "m", new: nil),
    ]
    return report
  }()
}

extension SampleReport {
  /// Asked the wrong way round.
  static var swapped: Draft {
    let usual = bumps(.report, withClone: true)
    var report = Draft(command: .report)
    report.difference = usual.difference.map {
      ChangelogDifference(
        old: $0.new, new: $0.old, releasesAdded: [], added: [], removed: $0.added, reworded: [],
        unchangedCount: $0.unchangedCount, isSwapped: true)
    }
    report.clone = clone
    report.order = .backward
    (report.oldCommit, report.newCommit) = (usual.newCommit, usual.oldCommit)
    report.later = usual.later
    report.terms.failOn = [.verdict(.hold), .criterion(Criterion(.unresolved, above: 0.5))]
    return report
  }

  /// Nothing later is known, and mainline ends early.
  static var toEndOfClone: Draft {
    var report = withOutlook
    report.ranking = nil
    report.changes[74] = bumps(.report, withClone: true).changes[74]
    report.cherryPicks = [:]
    report.cveStandings = nil
    report.later = LaterHistory(
      isKnown: false, mainline: .ends(release: "v4.8", time: 1_475_366_400))
    report.terms.failOn = [.verdict(.conditions)]
    return report
  }
}

extension EnrichedChange {
  /// The same with one more follow-up, and another body of its message.
  fileprivate func adding(_ followUp: FollowUp, body: String) -> EnrichedChange {
    EnrichedChange(
      commit: Commit(
        id: commit.id, parents: commit.parents, author: commit.author,
        authorTime: commit.authorTime, commitTime: commit.commitTime, subject: commit.subject,
        body: body), release: release, touchedPaths: touchedPaths, subsystems: subsystems,
      upstream: upstream, backports: backports, fixes: fixes, followUps: followUps + [followUp],
      cves: cves)
  }
}

extension SampleReport {
  /// An upgrade report on one of three kernels that may take OLD's place.
  static let withCandidates: Draft = {
    var report = bumps(.report, withClone: true, to: 155)
    (report.ranking, report.symptom, report.symptomSources) = (nil, nil, [])
    report.others = [withOutlook.upgrade, bumps(.report, withClone: true, to: 156).upgrade]
    return report
  }()
}
