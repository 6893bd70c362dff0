internal import ChangeModel

extension DocumentWriter {
  /// The top suspect with its known fix, and how many other fixes are missing.
  func headline() -> Document.Headline? {
    var lines: [Phrase] = []
    var shown = 0
    if let first = report.ranking?.suspects.first, report.ranking?.caveat == nil {
      let chance = first.probability.percent
      let lead =
        first.probability < Findings.standsOut
        ? "No change stands out; the first suspect (\(chance)) is "
        : "Most likely cause (\(chance)): "
      lines.append(Phrase(lead) + words.commit(first.change.commit))
      let fixes = first.change.followUps.map(words.followUp).filter(\.isMissing)
      lines += fixes.isEmpty ? [fixOfNextSuspect()].compactMap(\.self) : fixes.map(\.phrase)
      shown = fixes.count
    }
    let missing = findings.missingFixes.count
    if report.clone != nil, !report.changes.isEmpty, let target = findings.target {
      if missing > shown {
        let count = missing.of("known fix", "known fixes")
        lines.append(
          .strong(count)
            + Phrase(" of these changes \(missing == 1 ? "is" : "are") missing from \(target)."))
      } else if missing == 0, findings.isMeasured(.missingFix) {
        lines.append(
          Phrase("As far as the clone knows, no fix of these changes is missing from \(target)."))
      }
    }
    guard !lines.isEmpty else { return nil }
    lines = notices + lines
    let counts = ResolutionCounts(report.resolved)
    if counts.undecided > 0 {
      lines.append(
        Phrase(
          """
          \(counts.undecided.grouped) of \(counts.total.of("added entry", "added entries")) led to no \
          certain commit; what fixes or follows them is unknown.
          """))
    }
    let isReassuring = report.ranking == nil && counts.undecided == 0
    let tone: Phrase.Tone = missing > 0 ? .bad : isReassuring ? .good : .plain
    return Document.Headline(tone: tone, lines: lines)
  }

  /// Among the suspects shown, the first with a fix that NEW lacks: worth a try before any test.
  private func fixOfNextSuspect() -> Phrase? {
    for (index, suspect) in (report.ranking?.suspects ?? []).prefix(detail.suspectLimit)
      .enumerated()
    {
      let fixes = suspect.change.followUps.map(words.followUp).filter(\.isMissing)
      guard let fix = fixes.first else { continue }
      return Phrase("Suspect \(index + 1) (\(suspect.probability.percent)) has a ") + fix.phrase
    }
    return nil
  }

  func suspects(isLead: Bool) -> Document.Section? {
    guard let ranking = report.ranking else { return nil }
    let shown = ranking.suspects.prefix(detail.suspectLimit)
    let cards = shown.enumerated().map { index, suspect in
      Block.SuspectCard(
        rank: index + 1, probability: suspect.probability,
        id: suspect.change.commit.id.short, subject: suspect.change.commit.subject,
        context: words.context(of: suspect.change),
        evidence: suspect.evidence.map { Phrase($0.sentence) },
        followUps: suspect.change.followUps.map(words.followUp))
    }
    var blocks: [Block] = []
    if let caveat = ranking.caveat { blocks.append(.callout(.bad, Phrase(caveat))) }
    if ranking.suspects.isEmpty {
      blocks.append(
        .paragraph("There is no commit to suspect: none was found behind the added entries."))
    } else {
      let rest = remainder(of: ranking, after: shown.count)
      blocks.append(.suspects(Block.SuspectList(cards: cards, rest: rest)))
    }
    if let discounts = discounts(of: ranking) { blocks.append(.paragraph(discounts)) }
    blocks += explanation(in: ranking)
    return Document.Section(
      anchor: "suspects", title: "Suspects", isLead: isLead, blocks: blocks)
  }

  /// `Almost no weight: 12 that touch documentation only, 3 for other architectures.`
  private func discounts(of ranking: Ranking) -> Phrase? {
    let parts = Discount.allCases.compactMap { discount in
      ranking.discounts[discount].map { "\($0.grouped) \(discount.words)" }
    }
    guard !parts.isEmpty else { return nil }
    return Phrase(
      "Almost no weight: \(parts.joined(separator: ", ")); of \(ranking.suspects.count.grouped) changes."
    )
  }

  /// The suspect that was asked about, taken apart.
  private func explanation(in ranking: Ranking) -> [Block] {
    guard let explanation = ranking.explanation,
      let place = ranking.suspects.firstIndex(where: {
        $0.change.commit.id == explanation.suspect
      })
    else { return [] }
    let suspect = ranking.suspects[place]
    let rows = explanation.reasons.map { reason in
      [
        Phrase(reason.factor >= 1 ? "for" : "against"), Phrase(Self.factor(reason.factor)),
        Phrase(reason.measurement),
      ]
    }
    let facts = suspect.evidence.map { Block.Item(Phrase($0.sentence)) }
    return [
      .group(
        Block.Group(
          title: Phrase("Explained: ") + words.commit(suspect.change.commit),
          note: Phrase(
            "rank \((place + 1).grouped) of \(ranking.suspects.count.grouped), \(suspect.probability.percent)"
          ),
          blocks: (facts.isEmpty ? [] : [.list(facts)]) + [
            .paragraph("What each measurement makes of its odds, against the typical change:"),
            .table(Block.Table(columns: ["", "Odds", "Measured"], rows: rows)),
          ]))
    ]
  }

  /// `× 12`, `÷ 3.4`
  private static func factor(_ factor: Double) -> String {
    let size = max(factor, 1 / factor)
    let number =
      size >= 10 ? "\(Int(min(size, 1e9).rounded()).grouped)" : "\((size * 10).rounded() / 10)"
    return factor >= 1 ? "× \(number)" : "÷ \(number)"
  }

  /// `35 % on the 2,429 others · …`
  private func remainder(of ranking: Ranking, after shown: Int) -> Phrase {
    var parts: [Phrase] = []
    let others = ranking.suspects.dropFirst(shown)
    if !others.isEmpty {
      let probability = others.reduce(0) { $0 + $1.probability }
      let name = others.count == 1 ? "the other one" : "the \(others.count.grouped) others"
      parts.append(.strong(probability.percent) + Phrase(" on \(name)"))
    }
    if let bisection = report.bisection {
      let boots = max(0, Int(min(bisection.weighted, 1e6).rounded()))
      parts.append(
        Phrase(
          """
          testing by these probabilities needs about \(boots.of("boot")) \
          (git bisect: \(bisection.plain.grouped))
          """))
    }
    return parts.joined(by: " · ")
  }

  /// Fixes that ask for nothing to be done, folded.
  func settledFixes() -> [Block] {
    let settled = findings.followUps { $0 != .missing }
    guard !settled.isEmpty else { return [] }
    let items = settled.map { followUp, change in
      Block.Item(
        words.followUp(followUp).phrase, [Block.Item("repairs " + words.commit(change.commit))])
    }
    return [
      .group(
        Block.Group(
          title: "Fixes that are there or not needed", note: Phrase(settled.count.grouped),
          blocks: [.list(items)]))
    ]
  }

  func cves() -> Document.Section? {
    let named = findings.cves
    let standings = report.cveStandings ?? []
    guard !named.isEmpty || !standings.isEmpty else { return nil }
    var blocks: [Block] = []
    if !named.isEmpty {
      let rows = named.map { id, changes, entries in
        [
          Phrase.strong(id),
          changes.isEmpty
            ? entries.map { Phrase($0.subject) }.joined(by: "; ")
            : changes.map { words.commit($0.commit) }.joined(by: "; "),
          afterwards(of: changes),
        ]
      }
      blocks.append(
        .table(Block.Table(columns: ["CVE", "Closed by", "And that"], rows: rows)))
    }
    let open = findings.standings(.open) ?? []
    let closed = findings.standings(.closed) ?? []
    if report.cveStandings != nil {
      let waived = open.count { findings.waiver(of: $0) != nil }
      blocks.append(
        .paragraph(
          Phrase(
            """
            By the data on CVEs this update closes \(closed.count.grouped), and leaves \
            \((open.count - waived).of("CVE")) open that a fix is known of, \
            \(findings.openedCVEs?.count.grouped ?? "0") of them new with it.
            """
              + (waived > 0
                ? " Besides, \(waived.of("open CVE")) \(waived == 1 ? "is" : "are") waived." : "")))
      )
    }
    for (title, those) in [("Left open", open), ("Closed", closed)] where !those.isEmpty {
      blocks.append(
        .group(
          Block.Group(
            title: Phrase(title), note: Phrase(those.count.grouped),
            blocks: [.table(table(of: those))])))
    }
    return Document.Section(anchor: "security", title: "Security", blocks: blocks)
  }

  private func table(of cves: [CVEStanding]) -> Block.Table {
    Block.Table(
      columns: ["CVE", "CVSS", "What it is about", "Fix"],
      rows: cves.map { cve in
        [
          .strong(cve.id) + (cve.isNew ? .bad(" new") : ""),
          Phrase(cve.cve.score?.oneDecimal ?? "–"), Phrase(cve.cve.title) + remark(on: cve),
          cve.fixes.prefix(Self.fixesOfCVE).map { .code(String($0.digits.prefix(12))) }
            .joined(by: ", ") + (cve.fixes.count > Self.fixesOfCVE ? " …" : "")
            + repair(of: cve.fix),
        ]
      }, numeric: [1])
  }

  /// Which commits brought it, and why it does not count, if it does not.
  private func remark(on cve: CVEStanding) -> Phrase {
    let parts: [Phrase] = [
      cve.isNew ? "; brought by " + cve.broughtBy.map { .code($0.short) }.joined(by: ", ") : "",
      findings.isBuilt(cve) ? "" : ", which the configuration does not build",
      findings.waiver(of: cve).map { "; " + words.waiver($0) } ?? "",
    ]
    return parts.reduce("", +)
  }

  /// One for each branch, where the list names them all.
  private static let fixesOfCVE = 2

  /// What NEW lacks of repairs to the fix of a CVE.
  private func repair(of fix: CommitID?) -> Phrase {
    let repair = afterwards(of: [fix.flatMap { findings.changesByID[$0] }].compactMap(\.self))
    return repair.isEmpty ? "" : "; " + repair
  }

  /// A fix that needs a fix is no gain yet: `is itself repaired by …, not in 4.4.157`.
  private func afterwards(of changes: [EnrichedChange]) -> Phrase {
    changes.flatMap(\.followUps).map(words.followUp).filter(\.isMissing).map {
      "needs repair: " + $0.phrase
    }.joined(by: "; ")
  }

  func subsystems() -> Document.Section? {
    guard !report.changes.isEmpty else { return nil }
    let counts = SubsystemCounts(report.changes)
    var bars = counts.rows.prefix(detail.subsystemLimit).map { row in
      Block.Bar(label: Phrase(words.subsystem(row.subsystem)), count: row.count)
    }
    let others = counts.rows.dropFirst(detail.subsystemLimit)
    if !others.isEmpty {
      bars.append(
        Block.Bar(
          label: .dim(others.count.of("other subsystem")), count: others.reduce(0) { $0 + $1.count }
        ))
    }
    if counts.unknown > 0 { bars.append(Block.Bar(label: .dim("unknown"), count: counts.unknown)) }
    return Document.Section(
      anchor: "subsystems", title: "Subsystems",
      blocks: [
        .paragraph("Commits by the subsystem that each touches most."),
        .bars(Block.BarChart(measure: "Commits", things: "Subsystem", bars: Array(bars))),
      ])
  }
}
