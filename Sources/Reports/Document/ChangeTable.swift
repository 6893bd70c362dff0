internal import ChangeModel

/// Every commit of an update, a row each, for a format in which readers can sort, filter and search.
struct ChangeTable: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    let id: String
    let subject: String
    /// What to notice without looking further: a missing fix, CVEs.
    let marks: Phrase
    /// The directory that it touches most; empty if the clone cannot tell.
    let subsystem: String
    let release: String
    /// `nil` without an estimate.
    let risk: Double?
    /// Its standing first, in words of its own run: a reader filters by it. Empty without a configuration.
    let relevance: Phrase
    let details: [Phrase]
  }

  let rows: [Row]
  let showsRisk: Bool
  let showsRelevance: Bool
}

extension DocumentWriter {
  func allChanges() -> Document.Section? {
    guard detail.listsChanges, !report.changes.isEmpty else { return nil }
    let table = ChangeTable(
      rows: report.changes.map(row), showsRisk: !report.risks.isEmpty,
      showsRelevance: !report.relevances.isEmpty)
    return Document.Section(anchor: "changes", title: "All commits", blocks: [.changes(table)])
  }

  private func row(_ change: EnrichedChange) -> ChangeTable.Row {
    let commit = change.commit
    let relevance = report.relevances[commit.id]
    let risk = findings.risksByID[commit.id]
    let isRepaired = change.followUps.contains { words.followUp($0).isMissing }
    let marks: [Phrase] =
      (isRepaired ? [.bad("fix missing")] : []) + change.cves.map { .strong($0) }
    let origin = [
      Phrase(
        "\(commit.author.name.nonEmpty ?? commit.author.email ?? "unknown author"), "
          + UTCTime(seconds: commit.authorTime).day), words.upstream(of: change),
    ].joined(by: " · ")
    return ChangeTable.Row(
      id: commit.id.short, subject: commit.subject, marks: marks.joined(by: " "),
      subsystem: change.subsystems.first?.directory ?? "",
      release: change.release?.releaseName ?? "", risk: risk?.probability,
      relevance: relevance.map(words.relevance) ?? "",
      details: [origin] + change.followUps.map { words.followUp($0).phrase }
        + [
          risk.map { "risk: " + words.parts(of: $0, limit: 3) } ?? "",
          relevance.map { Phrase($0.reason) } ?? "",
        ].filter { !$0.isEmpty })
  }
}
