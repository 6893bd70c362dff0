internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func knownBad() -> Document.Section? {
    guard upgrade.clone != nil, !upgrade.changes.isEmpty || upgrade.losses != nil else {
      return nil
    }
    let all = findings.knownBad
    let counting = all.filter(\.counts)
    var blocks: [Block] = []
    if let gap = findings.gaps.first(where: { $0.need == .later }),
      upgrade.needs(of: .missingFix).contains(.later)
    {
      blocks.append(.callout(.bad, Phrase(sentences.clause(on: gap).sentence)))
    } else if counting.isEmpty {
      blocks.append(
        .paragraph(
          Phrase("The clone knows no fix or revert of these changes that \(target) lacks.")))
    }
    if !counting.isEmpty { blocks.append(table(of: counting)) }
    let others: [(title: String, those: [KnownBad])] = [
      ("Waived", all.filter { $0.waiver != nil }),
      ("Not built by this configuration", all.filter { $0.waiver == nil && !$0.isBuilt }),
    ]
    for (title, those) in others where !those.isEmpty {
      blocks.append(
        .group(
          Block.Group(
            title: Phrase(title), note: Phrase(those.count.grouped),
            blocks: [.list(those.map(item))])))
    }
    blocks += otherFixes()
    return Document.Section(
      anchor: "known-bad", title: Phrase("Known bad in \(target)"), blocks: blocks)
  }

  private func table(of those: [KnownBad]) -> Block {
    let rows = those.map { bad in
      [
        (bad.fix.kind == .revert ? .bad("revert ") : "") + words.commit(bad.fix.commit),
        bad.of.map { words.commit($0.commit) }.joined(by: "; "),
        Phrase(bad.of.first?.subsystems.first?.directory ?? ""),
        Phrase(bad.daysKnown.of("day"))
          + .dim(bad.known.release.map { " (\($0.releaseName))" } ?? " (written)"),
        whereFirst(bad),
        pick(bad.pick),
      ]
    }
    return .table(
      Block.Table(
        columns: ["Fix", "Repairs", "Subsystem", "Known for", "First in", "On \(target)"],
        rows: rows, numeric: [3]))
  }

  private func whereFirst(_ bad: KnownBad) -> Phrase {
    let places = [bad.mainline, bad.stable].compactMap(\.self).map(landing)
    return places.isEmpty ? .dim("no release yet") : places.joined(by: ", ")
  }

  /// `v4.7-rc4`, `4.6.4`: what a release's name does not tell of its branch need not be told.
  private func landing(_ landing: Landing) -> Phrase {
    Phrase(landing.release?.releaseName ?? "\(landing.branch) (not released yet)")
  }

  private func pick(_ pick: CherryPick?) -> Phrase {
    guard let pick else { return "not tried" }
    let needs =
      pick.needs.isEmpty
      ? ""
      : "; needs " + pick.needs.map { Phrase.code($0.id.short) }.joined(by: ", ")
    guard let conflicts = pick.conflicts else { return "could not be tried" + needs }
    guard let first = conflicts.first else { return .good("applies cleanly") + needs }
    let more = conflicts.count > 1 ? " and \((conflicts.count - 1).grouped) more" : ""
    return .bad("conflicts") + Phrase(" in \(first)\(more)") + needs
  }

  private func item(_ bad: KnownBad) -> Block.Item {
    let why = bad.waiver.map {
      [Block.Item(words.waiver($0))]
    }
    return Block.Item(
      words.commit(bad.fix.commit),
      bad.of.map { Block.Item("repairs " + words.commit($0.commit)) } + (why ?? []))
  }

  /// Fixes that no verdict rests on, by what is known of them, folded.
  func otherFixes() -> [Block] {
    let others = upgrade.changes.flatMap { change in
      change.followUps.filter { $0.status != .missing }.map { ($0, change) }
    }
    let groups: [(title: Phrase, isIn: (FollowUp.Status) -> Bool)] = [
      ("Probably missing, not counted", { $0 == .missingInferred || $0 == .needed }),
      ("Fixes of which it is unknown whether they are needed", { $0 == .unknown }),
      (
        "Fixes that are there or not needed",
        { ![.missingInferred, .needed, .unknown].contains($0) }
      ),
    ]
    return groups.compactMap { title, isIn in
      let items = others.filter { isIn($0.0.status) }.map { followUp, change in
        Block.Item(
          words.followUp(followUp).phrase, [Block.Item("repairs " + words.commit(change.commit))])
      }
      guard !items.isEmpty else { return nil }
      return .group(
        Block.Group(
          title: title, note: Phrase(items.count.grouped), blocks: [.list(items)]))
    }
  }
}
