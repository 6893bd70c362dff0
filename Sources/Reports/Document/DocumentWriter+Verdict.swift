internal import ChangeModel

extension DocumentWriter {
  /// Reasons on the first screen, unless more decide; the others follow further down.
  private static let reasonLimit = 3

  /// The verdict, what it rests on, and what it does not.
  func verdict() -> Document.Headline {
    let assessment = report.assessment
    let (tone, title): (Phrase.Tone, String) =
      switch assessment.verdict {
      case .go: (.good, "Go")
      case .conditions: (.plain, "Go with conditions")
      case .notJudged: (.bad, "Not judged")
      case .hold: (.bad, "Hold")
      }
    let order = report.orderNotice
    let isOpen = assessment.verdict == .notJudged
    let gaps = isOpen ? assessment.decidingGaps : []
    let deciding = assessment.reasons.filter { $0.verdict != .go }
    let reasons =
      isOpen
      ? deciding : Array(assessment.reasons.prefix(max(Self.reasonLimit, deciding.count)))
    let asides = isOpen ? assessment.otherGaps : assessment.decidingGaps + assessment.otherGaps
    var headline = Document.Headline(
      tone: tone, title: order.map { "\(title) (\($0.title))" } ?? title,
      lines: notices + gaps.filter { $0.need != .order }.map(sentence) + reasons.map(\.sentence))
    headline.commands = commands(
      for: gaps, after: [order?.command].compactMap(\.self))
    headline.notes = [age, asides.isEmpty ? nil : notPart(asides)].compactMap(\.self)
    return headline
  }

  /// What to know before anything else: that the question is not what it seems.
  var notices: [Phrase] {
    [
      report.orderNotice.map { notice in
        Phrase(notice.sentence.sentence)
          + Phrase(notice.command == nil ? "" : " The other way round:")
      },
      findings.onlyMakesReleases
        ? Phrase(
          """
          The only change is the release commit itself: it sets the version in the Makefile, which modules and programs \
          may look at.
          """) : nil,
    ].compactMap(\.self)
  }

  /// The notices alone, where there is no other answer to begin with.
  func notice() -> Document.Headline? {
    guard !notices.isEmpty else { return nil }
    let order = report.orderNotice
    return Document.Headline(
      tone: order == nil ? .plain : .bad, lines: notices,
      commands: [order?.command].compactMap(\.self))
  }

  func sentence(_ gap: Gap) -> Phrase { Phrase(clause(gap).sentence) }

  /// With the option that brings it; a command for a shell needs a line of its own.
  private func clause(_ gap: Gap) -> String {
    if case .option(let option) = gap.remedy { "\(gap.sentence) (\(option))" } else { gap.sentence }
  }

  /// `Not part of this verdict: the cause of a symptom (--symptom); …`
  private func notPart(_ gaps: [Gap]) -> Phrase {
    Phrase("Not part of this verdict: \(gaps.map(clause).joined(separator: "; ")).", .dim)
  }

  /// How far the clone goes, and how old that is.
  private var age: Phrase? {
    guard let clone = report.clone, let time = clone.newestTime else { return nil }
    let day = UTCTime(seconds: time).day
    let text =
      switch findings.cloneAge {
      case nil: "."
      case let days? where days < 0: ", after the day of this report."
      case let days?: ", \(days.of("day")) before this report."
      }
    return Phrase("The newest commit of the clone is of \(day)\(text)", .dim)
  }

  /// What to run for what is missing, each once.
  func commands(for gaps: [Gap], after first: [String] = []) -> [String] {
    var commands = first
    for case .command(let command)? in gaps.map(\.remedy) where !commands.contains(command) {
      commands.append(command)
    }
    return commands
  }

  /// How much of the update the rest of the document speaks of, and up to when.
  func trust() -> Document.Section? {
    guard !report.resolved.isEmpty else { return nil }
    let counts = ResolutionCounts(report.resolved)
    let exact = counts.expanded + (counts.found[.commitID] ?? 0) + (counts.found[.versionBump] ?? 0)
    let inferred = counts.found.values.reduce(0, +) + counts.expanded - exact
    let rows = [
      ("exactly: by commit id, or by release", exact), ("by inference: subject or CVE", inferred),
      ("ambiguous", counts.ambiguous), ("unresolved", counts.unresolved),
      ("no commit behind them", counts.notes),
    ].map { name, count in
      [
        Phrase(name), Phrase(count.grouped),
        Phrase((Double(count) / Double(max(1, counts.total))).percent),
      ]
    }
    var blocks: [Block] = [
      .table(
        Block.Table(
          columns: ["Entries resolved", "Entries", "Share"], rows: rows, numeric: [1, 2]))
    ]
    if let clone = report.clone, let time = clone.newestTime {
      let head = clone.newestCommit.map { Phrase.code($0.short) + " of " } ?? ""
      blocks.append(
        .paragraph(
          "Fixes are known up to " + head
            + Phrase("\(UTCTime(seconds: time).day), the newest commit of \(clone.path).")))
    }
    return Document.Section(anchor: "trust", title: "Scope and trust", blocks: blocks)
  }

  func knownBad() -> Document.Section? {
    guard report.clone != nil, let target = findings.target,
      !report.changes.isEmpty || report.losses != nil
    else { return nil }
    let all = findings.knownBad
    let counting = all.filter(\.counts)
    var blocks: [Block] = []
    if let gap = findings.gaps.first(where: { $0.need == .later }),
      findings.needs(of: .missingFix).contains(.later)
    {
      blocks.append(.callout(.bad, sentence(gap)))
    } else if counting.isEmpty {
      blocks.append(
        .paragraph(
          Phrase("The clone knows no fix or revert of these changes that \(target) lacks.")))
    }
    if !counting.isEmpty { blocks.append(table(of: counting, target)) }
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
    blocks += settledFixes()
    return Document.Section(
      anchor: "known-bad", title: Phrase("Known bad in \(target)"), blocks: blocks)
  }

  private func table(of those: [KnownBad], _ target: String) -> Block {
    let rows = those.map { bad in
      [
        (bad.fix.kind == .revert ? .bad("revert ") : "") + words.commit(bad.fix.commit),
        bad.of.map { words.commit($0.commit) }.joined(by: "; "),
        Phrase(bad.of.first?.subsystems.first?.directory ?? ""),
        Phrase(bad.daysKnown.of("day")),
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
}

// MARK: - Risk and relevance

extension DocumentWriter {
  private static let riskiestLimit = 20

  func risks() -> Document.Section? {
    let built = report.risks.filter { findings.isBuilt($0.commit) }
    guard !built.isEmpty else { return nil }
    let rows = built.sorted { ($1.probability, $0.commit) < ($0.probability, $1.commit) }
      .prefix(Self.riskiestLimit).compactMap { risk in
        findings.changesByID[risk.commit].map { change in
          [
            Phrase(risk.probability.percent), words.commit(change.commit),
            Phrase(change.subsystems.first?.directory ?? ""), words.parts(of: risk, limit: 4),
          ]
        }
      }
    let expected = built.reduce(0) { $0 + $1.probability }
    let bySubsystem = Dictionary(grouping: built) { risk in
      findings.changesByID[risk.commit]?.subsystems.first?.directory ?? "unknown"
    }.map { directory, risks in (directory, risks.reduce(0) { $0 + $1.probability }) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    return Document.Section(
      anchor: "risk", title: "Risk of each change",
      blocks: [
        .paragraph(
          Phrase(
            """
            The probability that a later commit of the same branch has to repair or revert a change. Over \
            \(built.count.of("change")) that makes about \(Int(expected.rounded()).of("repair")).
            """)),
        .bars(
          Block.BarChart(
            measure: "Repairs to expect", things: "Subsystem",
            bars: bySubsystem.prefix(detail.subsystemLimit).map {
              Block.Bar(label: Phrase($0.0), size: $0.1, value: $0.1.oneDecimal)
            })),
        .table(
          Block.Table(
            columns: ["Risk", "Change", "Subsystem", "What makes it so"], rows: Array(rows),
            numeric: [0])),
      ] + calibration())
  }

  /// How far the probabilities can be trusted.
  private func calibration() -> [Block] {
    guard let calibration = report.riskCalibration, calibration.bins.count > 1 else { return [] }
    let changes = calibration.bins.reduce(0) { $0 + $1.changes }
    return [
      .paragraph(
        Phrase(
          """
          How such probabilities came true: \(changes.of("change")) of \(calibration.range), which a fit to earlier releases \
          had not seen, in tenths by probability.
          """)),
      .agreement(
        Block.Agreement(
          expected: "Stated", observed: "Repaired",
          points: calibration.bins.map {
            .init(expected: $0.stated, observed: $0.repaired, count: $0.changes)
          })),
    ]
  }

  /// What is built otherwise, whatever the commits changed: it may be the cause of what they are suspected of.
  func configuration() -> Document.Section? {
    let changes = report.configurationChanges
    guard !changes.isEmpty else { return nil }
    let shown = changes.prefix(max(detail.subsystemLimit, detail.expansionLimit))
    let rows = shown.map { change in
      [
        Phrase.code("CONFIG_\(change.symbol)"), Phrase(change.old ?? "not set"),
        Phrase(change.new ?? "not set"),
      ]
    }
    let rest = changes.count - shown.count
    return Document.Section(
      anchor: "configuration", title: "Configuration",
      blocks: [
        .paragraph(
          Phrase(
            "The configurations of both kernels differ in \(changes.count.of("symbol")); what breaks may come from that, and from no commit."
          )),
        .table(Block.Table(columns: ["Symbol", "Old", "New"], rows: rows)),
      ] + (rest > 0 ? [.paragraph(words.more(rest))] : []))
  }

  func relevance() -> Document.Section? {
    guard !report.relevances.isEmpty else { return nil }
    let standings = report.changes.map { report.relevances[$0.commit.id]?.standing ?? .unknown }
    let groups: [(name: String, isIn: (Relevance.Standing) -> Bool)] = [
      ("built in", { $0 == .builtIn }),
      ("in a module", { if case .module = $0 { true } else { false } }),
      ("unknown: counted as if it were built", { $0 == .unknown }),
      ("not built by this configuration", { $0 == .notBuilt }),
    ]
    let rows = groups.map { name, isIn in
      let count = standings.count(where: isIn)
      return [
        Phrase(name), Phrase(count.grouped),
        Phrase((Double(count) / Double(max(1, standings.count))).percent),
      ]
    }
    return Document.Section(
      anchor: "relevance", title: "What it matters to these machines",
      blocks: [
        .table(
          Block.Table(columns: ["The change is", "Commits", "Share"], rows: rows, numeric: [1, 2]))
      ])
  }
}
