internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// What is on the watch list: what counts as a table, what is waived or not built folded, and what could not be watched.
  func watched(_ assessment: UpgradeAssessment) -> Document.Section? {
    guard let watched = findings.watched else { return nil }
    let counting = watched.changes.filter(\.counts)
    let known = upgrade.changes.count.of("commit")
    var blocks: [Block] = [
      .paragraph(
        Phrase(
          """
          \(watched.list.count.of("entry", "entries")) of the watch list \(watched.list.count == 1 ? "was" : "were") held \
          against \(known): \(counting.count.grouped) \(counting.count == 1 ? "is" : "are") on it.
          """))
    ]
    let gaps = findings.gaps.filter { upgrade.needs(of: .watched).contains($0.need) }
    if !gaps.isEmpty {
      let clauses = gaps.map(sentences.clause).joined(separator: "; ")
      blocks.append(
        .callout(.bad, Phrase("What else is on it is unknown: \(clauses).")))
    }
    if !counting.isEmpty { blocks += table(of: counting) }
    if watched.unresolved > 0 { blocks += unresolved(in: watched) }
    let others: [(title: String, those: [WatchedChanges.Change])] = [
      ("Watched and waived", watched.changes.filter { $0.waiver != nil }),
      (
        "Watched and not built by this configuration",
        watched.changes.filter { $0.waiver == nil && !$0.isBuilt }
      ),
    ]
    for (title, those) in others where !those.isEmpty {
      blocks.append(
        .group(
          Block.Group(
            title: Phrase(title), note: Phrase(those.count.grouped),
            blocks: [
              .list(
                those.map { one in
                  Block.Item(
                    words.commit(one.change.commit),
                    (one.waiver.map { [Block.Item(words.waiver($0))] } ?? [])
                      + one.entries.map { Block.Item(why($0)) })
                })
            ])))
    }
    let idle = watched.list.filter { item in
      !watched.changes.contains { $0.entries.contains(item) }
        && !watched.entries.contains { $0.entries.contains(item) }
    }
    if !idle.isEmpty, idle.count < watched.list.count {
      blocks.append(
        .group(
          Block.Group(
            title: "Entries that nothing matches", note: Phrase(idle.count.grouped),
            blocks: [
              .list(idle.map { Block.Item(.code($0.placeName) + Phrase($0.wordsClause)) })
            ])))
    }
    return Document.Section(anchor: "watched", title: "On the watch list", blocks: blocks)
  }

  private func table(of those: [WatchedChanges.Change]) -> [Block] {
    let shown = those.prefix(detail.watchedLimit)
    let rows = shown.map { one in
      [
        words.commit(one.change.commit),
        Phrase(one.change.release?.releaseName ?? ""),
        one.entries.map(why).joined(by: "; "),
        Phrase(one.entries.map(\.owner).unique.joined(separator: ", ")),
      ]
    }
    return [
      .table(Block.Table(columns: ["Commit", "In", "Watched as", "Owner"], rows: Array(rows)))
    ] + (those.count > shown.count ? [.paragraph(words.more(those.count - shown.count))] : [])
  }

  private func unresolved(in watched: WatchedChanges) -> [Block] {
    let shown = watched.entries.prefix(detail.watchedLimit)
    let items = shown.map { one in
      Block.Item(
        Phrase(one.entry.text) + .dim(" (\(one.entry.position))"),
        one.entries.map { Block.Item(why($0) + Phrase(" (\($0.owner))")) })
    }
    let more = watched.entries.count - shown.count
    return [
      .paragraph(
        Phrase(
          """
          Of \(watched.unresolved.of("entry", "entries")) of the changelog without a certain commit only the own text could be \
          watched: \(watched.entries.count.grouped) \(watched.entries.count == 1 ? "is" : "are") on the list, and of \
          \(watched.placeless.grouped) it is unknown whether they are.
          """))
    ]
      + (items.isEmpty
        ? [] : [.list(Array(items) + (more > 0 ? [Block.Item(words.more(more))] : []))])
  }

  /// `fs/overlayfs, refcount leak: an outage in May`
  private func why(_ entry: WatchEntry) -> Phrase {
    .code(entry.placeName) + Phrase("\(entry.wordsClause): \(entry.reason)")
  }
}

extension WatchEntry {
  /// `, refcount leak or overflow`
  var wordsClause: String {
    alternatives.isEmpty
      ? "" : ", " + alternatives.map { $0.joined(separator: " ") }.joined(separator: " or ")
  }
}

extension [String] {
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Detail {
  /// As many as one looks through; JSON has all.
  fileprivate var watchedLimit: Int { listsChanges ? .max : 100 }
}
