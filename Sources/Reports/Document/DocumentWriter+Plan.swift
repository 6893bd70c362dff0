internal import ChangeModel

// MARK: - Heat

extension DocumentWriter {
  /// Where this update does more than its predecessors did.
  func heat() -> Document.Section? {
    guard let history = report.upgradeHistory else { return subsystems() }
    let rows = findings.heat
    guard !rows.isEmpty else { return nil }
    let usual = history.ranges.count
    let table = rows.prefix(detail.subsystemLimit).map { row in
      [
        Phrase(words.subsystem(row.subsystem)),
        Phrase(row.commits.grouped, row.isHot ? .bad : .plain),
        Phrase(row.usual), Phrase(row.lines.map(\.grouped) ?? "–"), Phrase(row.files.grouped),
        Phrase(row.repaired.grouped),
        Phrase((Double(row.repaired) / Double(max(1, row.commits))).percent),
      ]
    }
    let intro: String
    if let latest = history.ranges.first, let earliest = history.ranges.last {
      let those = usual == 1 ? latest : "\(latest) back to \(earliest)"
      intro = "Beside the \(usual.of("upgrade")) of the same length before it: \(those)."
    } else {
      intro =
        "The clone knows no upgrade of the same length before it, so nothing can be called usual."
    }
    return Document.Section(
      anchor: "heat", title: "Subsystem heat",
      blocks: [
        .paragraph(Phrase(intro)),
        .table(
          Block.Table(
            columns: [
              "Subsystem", "Commits", "Usually", "Lines", "Files", "Repaired later",
              "Of its commits",
            ], rows: Array(table), numeric: [1, 2, 3, 4, 5, 6])),
      ] + timeline())
  }

  /// Commits by release, oldest first; only a picture beside what "Added, by release" says.
  private func timeline() -> [Block] {
    let releases = findings.commitsByRelease
    guard releases.count >= 3 else { return [] }
    return [
      .bars(
        Block.BarChart(
          measure: "Commits", things: "Release", isTimeline: true,
          bars: releases.map { Block.Bar(label: Phrase($0.name), count: $0.count) }))
    ]
  }
}

extension Findings {
  struct Heat: Hashable {
    let subsystem: Subsystem
    let commits, files, repaired: Int
    /// Added and removed; `nil` if no diff of them was read.
    let lines: Int?
    /// Commits of the earlier upgrades; empty if none is known.
    let before: [Int]

    /// More than any of the earlier upgrades had.
    var isHot: Bool { before.max().map { commits > $0 } ?? false }

    /// `0–1`
    var usual: String {
      guard let low = before.min(), let high = before.max() else { return "–" }
      return low == high ? low.grouped : "\(low.grouped)–\(high.grouped)"
    }
  }

  /// By how much more they got than usual, then by commits.
  var heat: [Heat] {
    let history = report.upgradeHistory
    let changes = Dictionary(grouping: report.changes) { $0.subsystems.first?.directory }
    return SubsystemCounts(report.changes).rows.map { row in
      let those = changes[row.subsystem.directory] ?? []
      return Heat(
        subsystem: row.subsystem, commits: row.count,
        files: Set(those.flatMap { $0.touchedPaths ?? [] }).count,
        repaired: those.count { change in
          change.followUps.contains { $0.kind == .fix || $0.kind == .revert }
        },
        lines: those.compactMap(\.patch).isEmpty
          ? nil
          : those.reduce(0) { $0 + ($1.patch.map { $0.size.added + $0.size.removed } ?? 0) },
        before: history.map { $0.commits[row.subsystem.directory] ?? $0.ranges.map { _ in 0 } }
          ?? [])
    }.enumerated().sorted {
      ($1.element.excess, $0.offset) < ($0.element.excess, $1.offset)
    }.map(\.element)
  }

  /// Oldest first.
  var commitsByRelease: [(name: String, count: Int)] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for release in report.changes.reversed().compactMap(\.release) {
      if counts[release] == nil { order.append(release) }
      counts[release, default: 0] += 1
    }
    return order.map { ($0.releaseName, counts[$0] ?? 0) }
  }
}

extension Findings.Heat {
  fileprivate var excess: Int { before.max().map { max(0, commits - $0) } ?? 0 }
}

// MARK: - Reports and tests

extension DocumentWriter {
  func reports() -> Document.Section? {
    let found = findings.reported
    guard !found.isEmpty else { return nil }
    let syzbot = found.count { !$0.marks.syzbot.isEmpty }
    let linked = found.count { !$0.marks.links.isEmpty }
    let worth = found.filter { !$0.marks.syzbot.isEmpty || !$0.marks.links.isEmpty }
    let items = worth.prefix(detail.expansionLimit).map { change, marks in
      Block.Item(
        words.commit(change.commit), (marks.syzbot + marks.links).map { Block.Item(Phrase($0)) })
    }
    let more = worth.count - items.count
    return Document.Section(
      anchor: "reports", title: "Reports and reproducers",
      blocks: [
        .paragraph(
          Phrase(
            """
            \(found.count.of("commit")) \(found.count == 1 ? "repairs" : "repair") what somebody reported, \
            \(syzbot.grouped) what syzbot found; \(linked.grouped) \(linked == 1 ? "links" : "link") to a report.
            """))
      ]
        + (items.isEmpty
          ? []
          : [
            .group(
              Block.Group(
                title: "With a reproducer or a link", note: Phrase(worth.count.grouped),
                blocks: [
                  .list(
                    Array(items)
                      + (more > 0
                        ? [Block.Item(words.more(more))] : []))
                ]))
          ]))
  }

  private static let directoriesNamed = 6

  func testPlan() -> Document.Section? {
    let rows = findings.testPlan.map { row in
      [
        Phrase(
          row.directories.prefix(Self.directoriesNamed).joined(separator: ", ")
            + (row.directories.count > Self.directoriesNamed
              ? " and \(row.directories.count - Self.directoriesNamed) more" : "")),
        Phrase(row.commits.grouped),
        Phrase(row.advice.suites), Phrase(row.advice.watch),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return Document.Section(
      anchor: "tests", title: "What to test",
      blocks: [
        .table(
          Block.Table(
            columns: ["Subsystems", "Commits", "Suites", "Watch on canaries"], rows: rows,
            numeric: [1]))
      ])
  }
}

// MARK: - Rollback

extension DocumentWriter {
  func kit() -> Document.Section? {
    guard let difference = report.difference else { return nil }
    var blocks: [Block] = [
      .paragraph(
        "Last good: " + .strong(difference.old.name)
          + Phrase(". Keep it installed and bootable until NEW has proved itself."))
    ]
    guard let clone = report.clone, report.changes.count > 1 else {
      return Document.Section(anchor: "kit", title: "Rollback and bisection", blocks: blocks)
    }
    let plain = report.bisection?.plain ?? Self.boots(halving: report.changes.count)
    let weighted = report.bisection.map { bisection in
      " (about \(Int(max(0, min(bisection.weighted, 1e6)).rounded())) by the ranking of the suspects)"
    }
    blocks.append(
      .paragraph(
        Phrase(
          """
          To find a first bad commit takes \(plain.of("boot"))\(weighted ?? ""); say good, bad or skip of each \
          kernel that is named:
          """)))
    let start = report.symptomSources.reduce(
      ShellCommand("ktrail", "bisect", "start").operand(
        difference.old.source, difference.new.source
      )
      .option("--linux", clone.path)
    ) { $0.option("--symptom", $1.name) }
    blocks.append(.commands(["\(start)", "ktrail bisect good"]))
    let picks = findings.picks
    if !picks.isEmpty, let target = findings.target {
      blocks.append(
        .paragraph(
          Phrase(
            """
            \(picks.count.of("fix", "fixes")) that \(target) lacks and that \(picks.count == 1 ? "applies" : "apply") \
            cleanly, each tried alone, with what they need before them, oldest first:
            """)))
      blocks.append(
        .commands(
          ["git cherry-pick -x \\"]
            + picks.enumerated().map { "  \($1.short)" + ($0 < picks.count - 1 ? " \\" : "") }))
    }
    return Document.Section(anchor: "kit", title: "Rollback and bisection", blocks: blocks)
  }

  private static func boots(halving count: Int) -> Int {
    Int.bitWidth - (count - 1).leadingZeroBitCount
  }
}

extension Findings {
  /// The repairs that would make NEW acceptable, with what each needs before it, oldest first.
  var picks: [CommitID] {
    var seen: Set<CommitID> = []
    return knownBad.filter { $0.counts && $0.pick?.conflicts == [] }
      .sorted {
        ($0.fix.commit.commitTime, $0.fix.commit.id) < ($1.fix.commit.commitTime, $1.fix.commit.id)
      }
      .flatMap { bad in (bad.pick?.needs.map(\.id) ?? []) + [bad.pick?.commit ?? bad.fix.commit.id]
      }
      .filter { seen.insert($0).inserted }
  }
}
