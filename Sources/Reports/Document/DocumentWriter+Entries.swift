internal import ChangeModel

extension DocumentWriter {
  func warnings(of difference: ChangelogDifference) -> Document.Section? {
    guard !difference.remarks.isEmpty else { return nil }
    return Document.Section(
      anchor: "warnings", title: "Before trusting the counts", isLead: true,
      blocks: difference.remarks.map { .callout(.bad, Phrase($0)) })
  }

  func releases(of difference: ChangelogDifference) -> Document.Section {
    let groups = findings.releaseGroups(of: difference).map { group in
      let items = group.entries.map(item)
      return Block.group(
        Block.Group(
          title: group.release.map(name) ?? "Added to releases that OLD has too",
          note: Phrase(group.entries.count.of("entry", "entries")),
          blocks: items.isEmpty
            ? [.paragraph(.dim("nothing that OLD does not have"))] : [.list(items)]))
    }
    return Document.Section(
      anchor: "added", title: "Added, by release",
      blocks: groups.isEmpty ? [.paragraph("NEW adds no entry.")] : groups)
  }

  /// `4.4.157-1 · 2018-09-19 · Jane Doe`
  private func name(of release: ChangelogRelease) -> Phrase {
    let packager = release.packager.flatMap { $0.name.nonEmpty ?? $0.email }
    let parts = [release.date, packager].compactMap(\.self).map { Phrase.dim($0) }
    guard let version = release.version else { return Phrase(release.heading) }
    return ([.strong(version)] + parts).joined(by: " · ")
  }

  private func item(_ entry: Findings.ResolvedOrNot) -> Block.Item {
    let children = entry.resolution.map { lines(of: $0, entry: entry.entry) } ?? []
    return Block.Item(Phrase(entry.entry.text), children)
  }

  private func lines(of resolution: Resolution, entry: ChangelogEntry) -> [Block.Item] {
    switch resolution {
    case .notACommit: return []
    case .notFound(let reason): return [Block.Item(.bad("unresolved: ") + Phrase(reason))]
    case .found(let id, let rule, let confidence):
      let sure = confidence < 0.995 ? ", \(confidence.percent) sure" : ""
      let how = Phrase.dim(" · by \(rule.rawValue)\(sure)")
      return [Block.Item(commitLine(id, besides: entry.subject) + how)]
    case .ambiguous(let ids, let rule):
      return [
        Block.Item(
          .bad("ambiguous: ")
            + Phrase("\(ids.count.of("commit fits", "commits fit")) by \(rule.rawValue)"),
          ids.map { Block.Item(commitLine($0, besides: entry.subject)) })
      ]
    case .expanded(let range, let ids): return expansion(range, ids)
    }
  }

  private func expansion(_ range: ReleaseRange, _ ids: [CommitID]) -> [Block.Item] {
    let changes = ids.compactMap { findings.changesByID[$0] }
    var head = Phrase("\(range): ") + .strong(ids.count.of("commit"))
    let subsystems = SubsystemCounts(changes).phrase(limit: 6)
    if !subsystems.isEmpty { head += " · " + subsystems }
    let hasTable = detail.listsChanges && report.command == .report
    let limit = hasTable ? Self.besidesTable : detail.expansionLimit
    var shown = ids
    if ids.count > limit {
      // What is worth a look comes first when not all are shown.
      shown = Array((ids.filter(isNotable) + ids.filter { !isNotable($0) }).prefix(limit))
    }
    var items = shown.map { Block.Item(commitLine($0, besides: "")) }
    if shown.count < ids.count {
      let rest = ids.count - shown.count
      items.append(
        Block.Item(hasTable ? words.more(rest, in: "see All commits") : words.more(rest)))
    }
    return [Block.Item(head, items)]
  }

  /// Commits under a version bump where a table has them all.
  private static let besidesTable = 5

  private func isNotable(_ id: CommitID) -> Bool {
    guard let change = findings.changesByID[id] else { return false }
    return !change.cves.isEmpty || change.followUps.contains { $0.status == .missing }
  }

  /// Id, subject unless it is the entry's own, subsystem, CVEs, and whether a fix is missing.
  private func commitLine(_ id: CommitID, besides known: String) -> Phrase {
    guard let change = findings.changesByID[id] else { return .code(id.short) }
    var phrase = Phrase.code(id.short)
    if change.commit.subject != known { phrase += Phrase(" \(change.commit.subject)") }
    var facts: [Phrase] = []
    if let main = change.subsystems.first { facts.append(.dim(main.directory)) }
    if !change.cves.isEmpty { facts.append(.strong(change.cves.joined(separator: ", "))) }
    let missing = change.followUps.filter { $0.status == .missing }.map(\.commit.id.short)
    if let target = findings.target, !missing.isEmpty {
      facts.append(.bad("fixed by \(missing.joined(separator: ", ")), not in \(target)"))
    }
    return facts.isEmpty ? phrase : phrase + " · " + facts.joined(by: " · ")
  }

  func removed(_ difference: ChangelogDifference) -> Document.Section? {
    guard !difference.removed.isEmpty else { return nil }
    return Document.Section(
      anchor: "removed", title: "Removed",
      blocks: [
        .group(
          Block.Group(
            title: "Entries that only OLD has",
            note: Phrase(difference.removed.count.of("entry", "entries")),
            blocks: [.list(difference.removed.map { Block.Item(Phrase($0.text)) })]))
      ])
  }

  func reworded(_ difference: ChangelogDifference) -> Document.Section? {
    guard !difference.reworded.isEmpty else { return nil }
    let items = difference.reworded.map { pair in
      Block.Item(
        Phrase(pair.new.text),
        [Block.Item(.dim("was: ") + Phrase(pair.old.text)), Block.Item(.dim(pair.reason))])
    }
    return Document.Section(
      anchor: "reworded", title: "Reworded",
      blocks: [
        .group(
          Block.Group(
            title: "The same entries in other words",
            note: Phrase(difference.reworded.count.of("entry", "entries")),
            blocks: [.list(items)]))
      ])
  }

  /// What became of each added entry, in counts that add up.
  func resolution() -> Document.Section? {
    guard !report.resolved.isEmpty else { return nil }
    let counts = ResolutionCounts(report.resolved)
    let rows =
      counts.rows.map { [Phrase($0.outcome), Phrase($0.count.grouped)] }
      + [[.strong("added entries"), .strong(counts.total.grouped)]]
    return Document.Section(
      anchor: "resolution", title: "How the entries were resolved",
      blocks: [.table(Block.Table(columns: ["Outcome", "Entries"], rows: rows, numeric: [1]))])
  }

  /// Entries without one commit behind them, where releases are not listed or need a place of their own.
  func undecided() -> Document.Section? {
    let items = report.resolved.compactMap { resolved -> Block.Item? in
      switch resolved.resolution {
      case .ambiguous, .notFound:
        Block.Item(
          Phrase(resolved.entry.text) + .dim(" (\(resolved.entry.position))"),
          lines(of: resolved.resolution, entry: resolved.entry))
      case .found, .expanded, .notACommit: nil
      }
    }
    guard !items.isEmpty else { return nil }
    return Document.Section(
      anchor: "unresolved", title: "Entries without a certain commit",
      blocks: [
        .group(
          Block.Group(
            title: "Unresolved or ambiguous", note: Phrase(items.count.of("entry", "entries")),
            blocks: [.list(items)]))
      ])
  }
}
