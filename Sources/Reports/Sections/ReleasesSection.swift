internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func releases() -> Document.Section {
    guard let difference else { return steps() }
    let groups = ReleaseGroup.all(of: difference, resolved).map { group in
      let shown = notable(group.entries)
      let items =
        shown.map { item($0.entry, $0.resolution) }
        + rest(of: group.entries.count, after: shown.count)
      return Block.group(
        Block.Group(
          title: group.release.map(name) ?? "Added to releases that OLD has too",
          note: Phrase(group.entries.count.of("entry", "entries")),
          blocks: items.isEmpty
            ? [.paragraph(.dim("nothing that OLD does not have"))] : [.list(items)]))
    }
    return Document.Section(
      anchor: "added", title: "Added, by release",
      blocks: groups.isEmpty
        ? [.paragraph("NEW adds no entry.")]
        : onPaper(
          groups, "\(groups.count.of("release")): the page lists their entries on a screen."))
  }

  /// The same for a range of the clone.
  private func steps() -> Document.Section {
    guard case .range(let range) = upgrade.operands, !range.added.isEmpty else {
      return Document.Section(
        anchor: "added", title: "Added, by release",
        blocks: [.paragraph("NEW adds no commit.")])
    }
    let groups = range.added.map { step in
      Block.group(
        Block.Group(
          title: .strong(step.title), note: heading(step.range, step.commits),
          blocks: [.list(commitItems(step.commits))]))
    }
    return Document.Section(
      anchor: "added", title: "Added, by release",
      blocks: onPaper(
        groups, "\(groups.count.of("release")): the page lists their commits on a screen."))
  }

  /// In a report, one line of paper where there are more groups than a page has room for.
  private func onPaper(_ groups: [Block], _ instead: String) -> [Block] {
    let most = 12
    return sentences.command == .report && groups.count > most
      ? [.screen(groups, paper: Phrase(instead))] : groups
  }

  /// `4.4.157-1 · 2018-09-19 · Jane Doe`
  private func name(of release: ChangelogRelease) -> Phrase {
    let packager = release.packager.flatMap { $0.name.nonEmpty ?? $0.email }
    let parts = [release.date, packager].compactMap(\.self).map { Phrase.dim($0) }
    guard let version = release.version else { return Phrase(release.heading) }
    return ([.strong(version)] + parts).joined(by: " · ")
  }

  /// All entries where they are the answer; elsewhere some, those with a CVE or a missing fix before others.
  private func notable(_ entries: [ReleaseGroup.Entry]) -> [ReleaseGroup.Entry] {
    guard sentences.command == .report || detail.limitsAnswer, entries.count > detail.entryLimit
    else { return entries }
    let stands = entries.map { entry in
      !entry.entry.cves.isEmpty || entry.resolution?.commits.contains(where: self.isNotable) == true
    }
    let order = entries.indices.filter { stands[$0] } + entries.indices.filter { !stands[$0] }
    return order.prefix(detail.entryLimit).sorted().map { entries[$0] }
  }

  /// An entry with what it led to; that no commit has its subject needs no line of its own.
  func item(
    _ entry: ChangelogEntry, _ resolution: Resolution?, place: Phrase = ""
  ) -> Block.Item {
    let text = Phrase(linking: entry.text, bugs: entry.bugs, of: difference?.new.dialect.bugTracker)
    if case .notFound(.noSuchSubject(upstream: nil))? = resolution {
      return Block.Item(text + place + " " + .bad("[unresolved]"))
    }
    return Block.Item(
      text + place, resolution.map { lines(of: $0, entry: entry) } ?? [])
  }
}
