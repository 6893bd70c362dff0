internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func allChanges() -> Document.Section? {
    guard detail.listsChanges, !upgrade.changes.isEmpty else { return nil }
    let table = ChangeTable(
      rows: upgrade.changes.map(row), showsRisk: !upgrade.risks.isEmpty,
      showsRelevance: !upgrade.relevances.isEmpty)
    return Document.Section(anchor: "changes", title: "All commits", blocks: [.changes(table)])
  }

  /// Where its message says it was talked about.
  private func mails(of commit: Commit) -> Phrase {
    let links = ReportMarks(body: commit.body).allLinks.filter(\.isOfKnownHost)
    return links.isEmpty
      ? "" : "talked about at " + links.map { Phrase(linking: $0) }.joined(by: ", ")
  }

  private func row(_ change: EnrichedChange) -> ChangeTable.Row {
    let commit = change.commit
    let relevance = upgrade.relevances[commit.id]
    let risk = risksByID[commit.id]
    let isRepaired = change.followUps.contains { words.followUp($0).isMissing }
    let marks: [Phrase] =
      (isRepaired ? [.bad("fix missing")] : []) + change.cves.map { .cve($0) }
    let origin = [
      Phrase(
        "\(commit.author.name.nonEmpty ?? commit.author.email ?? "unknown author"), "
          + UTCTime(seconds: commit.authorTime).day), words.upstream(of: change),
    ].joined(by: " · ")
    return ChangeTable.Row(
      id: commit.id.short, name: "\(commit.id)", subject: commit.subject,
      marks: marks.joined(by: " "),
      subsystem: change.subsystems.first?.directory ?? "",
      release: change.release?.releaseName ?? "", risk: risk,
      relevance: relevance.map(words.relevance) ?? "",
      details: [origin] + change.followUps.map { words.followUp($0).phrase }
        + [
          risk.map { words.reasons(of: $0, limit: 3) } ?? "",
          relevance.map { Phrase($0.reason.clause) } ?? "",
          mails(of: commit),
        ].filter { !$0.isEmpty })
  }
}
