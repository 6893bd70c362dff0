internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// Where this update does more than its predecessors did.
  func heat(_ assessment: UpgradeAssessment) -> Document.Section? {
    guard let history = upgrade.history else { return subsystems() }
    let rows = assessment.heat
    guard !rows.isEmpty else { return nil }
    let usual = history.ranges.count
    // A column that says nothing of any subsystem is left out.
    let knowsLines = rows.contains { $0.lines != nil }
    let table = rows.prefix(detail.subsystemLimit).map { row in
      [
        Phrase(words.subsystem(row.subsystem)),
        Phrase(row.commits.grouped, row.isHot ? .bad : .plain),
        Phrase(usual == 0 ? "" : row.usual),
        Phrase(row.lines.map(\.grouped) ?? (knowsLines ? "–" : "")), Phrase(row.files.grouped),
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
            ], rows: Array(table), numeric: [1, 2, 3, 4, 5, 6], paperLimit: 10)),
      ] + timeline())
  }

  /// Commits by release, oldest first; only a picture beside what "Added, by release" says.
  private func timeline() -> [Block] {
    let releases = commitsByRelease
    guard releases.count >= 3 else { return [] }
    return [
      .bars(
        Block.BarChart(
          measure: "Commits", things: "Release", isTimeline: true,
          bars: releases.map { Block.Bar(label: Phrase($0.name), count: $0.count) }))
    ]
  }

  /// Oldest first.
  private var commitsByRelease: [(name: String, count: Int)] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for release in upgrade.changes.reversed().compactMap(\.release) {
      if counts[release] == nil { order.append(release) }
      counts[release, default: 0] += 1
    }
    return order.map { ($0.releaseName, counts[$0] ?? 0) }
  }
}
