import ChangeModel
import Reports

/// Reports of every kind; the hostile one has strangers' text in every place that takes text.
enum SampleReport: String, CaseIterable, Sendable {
  case compareWithoutClone = "compare-without-clone"
  case compare
  case culprits
  case culpritsWithCaveat = "culprits-with-caveat"
  case culpritsHalfKnown = "culprits-half-known"
  case upgrade
  case upgradeSwapped = "upgrade-swapped"
  case upgradeToEndOfClone = "upgrade-to-end-of-clone"
  case outlook
  case candidates
  case fixesOfCommits = "fixes-of-commits"
  case fixesSearch = "fixes-search"
  case fixesSearchEmpty = "fixes-search-empty"
  case fixesMissing = "fixes-missing"
  case fixesMissingAll = "fixes-missing-all"
  case hostile

  var report: Draft {
    switch self {
    case .compareWithoutClone: Self.bumps(.compare, withClone: false)
    case .compare: Self.patches(.compare)
    case .culprits: Self.bumps(.culprits, withClone: true)
    case .culpritsWithCaveat: Self.withCaveat
    case .culpritsHalfKnown: Self.halfKnown(.culprits)
    case .upgrade: Self.bumps(.report, withClone: true)
    case .upgradeSwapped: Self.swapped
    case .upgradeToEndOfClone: Self.toEndOfClone
    case .outlook: Self.withOutlook
    case .candidates: Self.withCandidates
    case .fixesOfCommits: Self.askedOfOne
    case .fixesSearch:
      Self.fixes(
        .search(
          FixCriteria(
            matching: "whiteout", symptoms: ["dmesg.txt"], people: [.init(.author, "Miklos")],
            touching: ["fs/overlayfs"], cves: ["CVE-2018-16597"], since: "v4.4",
            until: "2018-12-31", limit: 20), [Self.found], of: FoundCount(312)))
    case .fixesSearchEmpty:
      Self.fixes(.search(FixCriteria(touching: ["fs/no/such"], limit: 20), [], of: FoundCount(0)))
    case .fixesMissing: Self.fixes(.missing(Self.missing(listsAll: false)))
    case .fixesMissingAll: Self.fixes(.missing(Self.missing(listsAll: true)))
    case .hostile: HostileReport.report
    }
  }

  private static var askedOfOne: Draft {
    var report = fixes(.ofCommits([finding, lonelyFinding]))
    report.kernels = ["v4.4.157"]
    return report
  }

  private static var found: FixFinding {
    var finding = Self.finding
    finding.match = SearchMatch(
      found: [
        .init("whiteout", as: "whiteout", in: .subject),
        .init("create", as: "creating", in: .subject),
        .init("root", as: "uid", in: .message),
        .init("overlay", as: "overlay", in: .path("fs/overlayfs")),
      ], lacking: ["docker"])
    return finding
  }

  // MARK: A package whose entries are version bumps

  static func bumps(_ command: Report.Command, withClone: Bool, perRelease: Int = 24) -> Draft {
    var report = Draft(command: command)
    var releases: [ChangelogRelease] = []
    for minor in (153...157).reversed() {
      releases.append(release(minor, line: 1 + (157 - minor) * 4))
    }
    let kept = release(152, line: 21)
    report.difference = ChangelogDifference(
      old: side("4.4.152", releases: [kept]), new: side("4.4.157", releases: releases + [kept]),
      releasesAdded: releases, added: releases.flatMap(\.entries), removed: [], reworded: [],
      unchangedCount: 2)
    guard withClone else { return report }
    report.clone = clone
    report.order = .forward
    (report.oldCommit, report.newCommit) = (SampleHistory.id(152), SampleHistory.id(157))
    report.later = LaterHistory(isKnown: true, mainline: .goesOn)
    for release in releases {
      guard let bump = release.entries.first?.versionBump, let from = bump.from?.version else {
        continue
      }
      let minor = bump.to.version.components.last ?? 0
      var changes = (0..<perRelease).map {
        SampleHistory.ordinaryChange(minor * 10_000 + $0, release: bump.to.version.tagName)
      }
      if minor == 156 { changes.insert(SampleHistory.culprit, at: min(3, perRelease)) }
      let range = ReleaseRange(
        oldName: from.tagName, old: SampleHistory.id(minor - 1), newName: bump.to.version.tagName,
        new: SampleHistory.id(minor))
      report.changes += changes
      report.resolved.append(
        ResolvedEntry(
          entry: release.entries[0], resolution: .expanded(range, changes.map(\.commit.id))))
      report.resolved.append(
        ResolvedEntry(entry: release.entries[1], resolution: .notACommit))
    }
    if command == .culprits || command == .report { addRanking(to: &report) }
    report.remarks = [.relevancesUnknown(.noCommit)]
    return report
  }

  private static func addRanking(to report: inout Draft) {
    report.symptom = Symptom(
      text: "java.nio.file.AccessDeniedException: /app/plugins",
      functions: ["ovl_create_or_link"], modules: ["overlay"], filesystems: ["overlay"],
      syscalls: ["mkdir"], errorNumbers: ["EACCES"],
      machine: Symptom.Machine(
        architectures: ["x86"], releases: ["4.4.157-1.el7.elrepo.x86_64"],
        distributions: ["CentOS Linux 7 (Core)"],
        modules: ["overlay", "xfs", "nf_nat", "e1000e", "nvidia"], drivers: ["e1000e"],
        filesystems: ["xfs"], programs: ["java"], taints: ["P", "O"]))
    report.symptomSources = [
      SymptomSource(
        name: "story.txt", lineCount: 3, byteCount: 90, usedLines: [1...3], usedByteCount: 90),
      SymptomSource(
        name: "dmesg.txt", lineCount: 1_204_331, byteCount: 120_426_901,
        usedLines: [8...120, 344...344, 2_001...2_002] + (1...5).map { $0 * 10_000...$0 * 10_000 },
        usedByteCount: 18_771, isCut: true,
        leftOut: [
          .init(.machine, lines: [8...21, 30...30]), .init(.dump, lines: [40...52]),
          .init(.programStack, lines: [344...344]),
        ]),
    ]
    let others = report.changes.filter { $0.commit.id != SampleHistory.culprit.commit.id }
    let rest = 0.34 / Double(max(1, others.count))
    let words = Evidence.sharedWords(
      ["overlay", "creds", "mkdir"], candidatesWithRarest: 3, candidates: report.changes.count)
    report.ranking = Ranking(
      suspects: [Suspect(change: SampleHistory.culprit, probability: 0.61, evidence: [words])]
        + others.enumerated().map { index, change in
          Suspect(
            change: change, probability: rest,
            evidence: index == 0
              ? [.sharedWords(["mkdir"], candidatesWithRarest: 7, candidates: others.count)] : [])
        },
      outside: 0.05)
    report.bisection = BisectionEstimate(weighted: 3.2, plain: 7)
  }

  private static var withCaveat: Draft {
    var report = bumps(.culprits, withClone: true, perRelease: 2)
    let share = 0.75 / Double(report.changes.count)
    report.symptom = Symptom(text: "it is slow\nsince the update")
    report.bisection = nil
    report.ranking = Ranking(
      suspects: report.changes.map { Suspect(change: $0, probability: share, evidence: []) },
      outside: 0.25,
      caveat: .nothingTelling(
        candidates: report.changes.count, missing: [.kernelLog, .mounts]),
      areas: areas)
    report.shell = ShellCommand(
      "ktrail", arguments: ["culprits", "4.4.152", "4.4.157", "-s", "my story.txt"])
    return report
  }

  static let areas = [
    Area(
      path: "net/ipv4", title: "NETWORKING [IPv4/IPv6]", prefixes: ["tcp", "udp"], share: 0.54,
      candidates: 6),
    Area(
      path: "fs/overlayfs", title: "OVERLAY FILESYSTEM", prefixes: ["ovl"], share: 0.27,
      candidates: 3),
    Area(path: "mm", share: 0.004, candidates: 1),
  ]

  private static func release(_ minor: Int, line: Int) -> ChangelogRelease {
    let version = "4.4.\(minor)"
    func position(_ offset: Int) -> SourcePosition {
      SourcePosition(file: "kernel-lt-4.4.157.changelog", line: line + offset)
    }
    let bump = VersionBump(
      from: KernelVersion("4.4.\(minor - 1)").map { VersionBump.Point(version: $0) },
      to: VersionBump.Point(version: KernelVersion(components: [4, 4, minor])!))
    let packager = Person(name: "Pat Packager", email: "pat@example.org")
    return ChangelogRelease(
      heading: "Wed Sep 19 2018 Pat Packager <pat@example.org> - \(version)-1",
      date: "2018-09-\(minor - 138)", packager: packager, version: "\(version)-1",
      position: position(0),
      entries: [
        ChangelogEntry(
          kind: .versionBump, text: "Updated with the \(version) source tarball.",
          subject: "Updated with the \(version) source tarball.", versionBump: bump,
          position: position(1)),
        ChangelogEntry(
          kind: .note, text: "[https://www.kernel.org/pub/linux/kernel/v4.x/ChangeLog-\(version)]",
          subject: "[https://www.kernel.org/pub/linux/kernel/v4.x/ChangeLog-\(version)]",
          position: position(2)),
      ])
  }

  private static func side(_ version: String, releases: [ChangelogRelease])
    -> ChangelogDifference.Side
  {
    ChangelogDifference.Side(
      Changelog(
        source: "kernel-lt-\(version).changelog", dialect: .elrepo, packageName: "kernel-lt",
        releases: releases), takenFor: "rpm changelog dump, ELRepo")
  }

  static let clone = CloneSummary(
    path: "~/linux", newestCommit: SampleHistory.id(77), newestTime: 1_541_030_400,
    commitCount: 812_345, isShallow: false, hasFileContents: true)
}
