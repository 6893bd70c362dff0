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
      blocks.append(.callout(.bad, Phrase(clause(on: gap).sentence)))
    } else if counting.isEmpty {
      blocks.append(
        .paragraph(
          Phrase("The clone knows no fix or revert of these changes that \(target) lacks.")))
    }
    blocks += tables(of: counting)
    let others: [(title: String, those: [KnownBad])] = [
      ("Waived", all.filter { $0.waiver != nil }),
      ("Not built by this configuration", all.filter { $0.waiver == nil && $0.isBuilt == false }),
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

  /// What was taken back later stands first and by itself: it is what holds an upgrade.
  private func tables(of those: [KnownBad]) -> [Block] {
    let reverts = those.filter { $0.fix.kind == .revert }
    let fixes = those.filter { $0.fix.kind != .revert }
    guard !reverts.isEmpty else { return those.isEmpty ? [] : [table(of: those, in: "Fix")] }
    let changes = Set(reverts.flatMap(\.of).map(\.commit.id)).count
    let least = findings.isMeasured(.missingFix) ? "" : "At least "
    var blocks: [Block] = [
      .paragraph(
        .bad(least + changes.of("change"))
          + Phrase(" \(changes == 1 ? "was" : "were") reverted later:")),
      table(of: reverts, in: "Revert"),
    ]
    if !fixes.isEmpty {
      blocks += [
        .paragraph(
          .strong(least + fixes.count.of("other known fix", "other known fixes"))
            + Phrase(" \(fixes.count == 1 ? "is" : "are") missing:")), table(of: fixes, in: "Fix"),
      ]
    }
    return blocks
  }

  /// On paper as many as a board reads; all of them are a page of pages.
  private static let onPaper = 15

  private func table(of those: [KnownBad], in column: String) -> Block {
    let isRevert = column == "Revert"
    let rows = Self.repairs(among: those).map { same in
      let bad = same[0]
      let others = same.dropFirst().map { Phrase.commit($0.fix.commit.id) }.joined(by: ", ")
      return [
        words.commit(bad.fix.commit) + (others.isEmpty ? "" : "; the same as " + others),
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
        columns: [
          column, isRevert ? "Takes back" : "Repairs", "Subsystem", "Known for", "First in",
          "On \(target)",
        ],
        rows: rows, numeric: [3], paperLimit: isRevert ? .max : Self.onPaper))
  }

  /// Repairs with one subject of changes with one subject are one, in however many branches it was made: a row each, in order.
  private static func repairs(among those: [KnownBad]) -> [[KnownBad]] {
    struct Repair: Hashable { let subject: String, of: Set<String> }
    var places: [Repair: Int] = [:]
    var groups: [[KnownBad]] = []
    for bad in those {
      let repair = Repair(
        subject: bad.fix.commit.subject, of: Set(bad.of.map(\.commit.subject)))
      if let place = places[repair] {
        groups[place].append(bad)
      } else {
        places[repair] = groups.count
        groups.append([bad])
      }
    }
    return groups
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
      : "; needs " + pick.needs.map { Phrase.commit($0.id) }.joined(by: ", ")
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
