internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func releases() -> Document.Section {
    guard let difference else { return steps() }
    let groups = ReleaseGroup.all(of: difference, resolved).map { group in
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

  /// The same for a range of the clone.
  private func steps() -> Document.Section {
    guard case .range(let range) = upgrade.operands, !range.added.isEmpty else {
      return Document.Section(
        anchor: "added", title: "Added, by release",
        blocks: [.paragraph("NEW adds no commit.")])
    }
    return Document.Section(
      anchor: "added", title: "Added, by release",
      blocks: range.added.map { step in
        .group(
          Block.Group(
            title: .strong(step.title), note: heading(step.range, step.commits),
            blocks: [.list(commitItems(step.commits))]))
      })
  }

  /// `4.4.157-1 · 2018-09-19 · Jane Doe`
  private func name(of release: ChangelogRelease) -> Phrase {
    let packager = release.packager.flatMap { $0.name.nonEmpty ?? $0.email }
    let parts = [release.date, packager].compactMap(\.self).map { Phrase.dim($0) }
    guard let version = release.version else { return Phrase(release.heading) }
    return ([.strong(version)] + parts).joined(by: " · ")
  }

  private func item(_ entry: ReleaseGroup.Entry) -> Block.Item {
    let children = entry.resolution.map { lines(of: $0, entry: entry.entry) } ?? []
    return Block.Item(Phrase(entry.entry.text), children)
  }
}
