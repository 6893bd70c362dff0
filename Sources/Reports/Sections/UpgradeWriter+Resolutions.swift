internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// What stands under an entry: its commits, or why there are none.
  func lines(of resolution: Resolution, entry: ChangelogEntry) -> [Block.Item] {
    switch resolution {
    case .notACommit: return []
    case .notFound(let reason):
      return [
        Block.Item(
          .bad("unresolved: ") + Phrase(isForBoard ? reason.boardSentence : reason.sentence))
      ]
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
    case .expanded(let range, let ids): return [Block.Item(heading(range, ids), commitItems(ids))]
    }
  }

  /// Id, subject unless it is the entry's own, subsystem, CVEs, and whether a fix is missing.
  private func commitLine(_ id: CommitID, besides known: String) -> Phrase {
    guard let change = changesByID[id] else { return .commit(id) }
    var phrase = Phrase.commit(id)
    if change.commit.subject != known { phrase += " " + words.subject(change.commit) }
    var facts: [Phrase] = []
    if let main = change.subsystems.first { facts.append(.dim(main.directory)) }
    if !change.cves.isEmpty { facts.append(.cves(change.cves)) }
    let missing = change.followUps.filter { $0.status == .missing }.map(\.commit.id.short)
    if !missing.isEmpty {
      facts.append(.bad("fixed by \(missing.joined(separator: ", ")), not in \(target)"))
    }
    return facts.isEmpty ? phrase : phrase + " · " + facts.joined(by: " · ")
  }

  /// `v4.4.155..v4.4.156: 25 commits · fs/overlayfs 3, …`
  func heading(_ range: ReleaseRange, _ ids: [CommitID]) -> Phrase {
    let subsystems = SubsystemCounts(ids.compactMap { changesByID[$0] }).phrase(limit: 6)
    return Phrase("\(range): ") + .strong(ids.count.of("commit"))
      + (subsystems.isEmpty ? "" : " · " + subsystems)
  }

  /// The commits of a release, the notable ones first where not all are shown.
  func commitItems(_ ids: [CommitID]) -> [Block.Item] {
    let hasTable = detail.listsChanges && sentences.command == .report
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
    return items
  }

  /// Commits under a version bump where a table has them all.
  private static let besidesTable = 5

  func isNotable(_ id: CommitID) -> Bool {
    guard let change = changesByID[id] else { return false }
    return !change.cves.isEmpty || change.followUps.contains { $0.status == .missing }
  }
}
