internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// The kernels that may take OLD's place, a row each, and what they lack.
  func candidates(_ comparison: CandidateComparison) -> Document.Section {
    let all = comparison.candidates.map(CandidateWriter.init)
    let rows = all.enumerated().map { place, candidate in
      candidate.cells(isChosen: place == comparison.choice)
    }
    // What nobody asked about has no column.
    let shown = CandidateWriter.columns.indices.filter { column in
      !CandidateWriter.columns[column].isOfData || rows.contains { $0[column] != nil }
    }
    let table = Block.Table(
      columns: shown.map { CandidateWriter.columns[$0].title },
      rows: rows.map { row in shown.map { row[$0] ?? "unknown" } },
      numeric: Set(
        shown.indices.filter { CandidateWriter.columns[shown[$0]].isNumeric }))
    let legend = Phrase(
      """
      Each beside \(sentences.old.name). Left unfixed: fixes of commits from before these updates that another of them has and \
      this one does not.
      """)
    return Document.Section(
      anchor: "candidates", title: "Candidates", isLead: true,
      blocks: [.table(table), .paragraph(legend)] + reverts(in: comparison, all)
        + all.map { .group($0.group) })
  }

  /// Which of them has what was reverted later.
  private func reverts(
    in comparison: CandidateComparison, _ all: [CandidateWriter]
  ) -> [Block] {
    var order: [CommitID] = []
    var reverts: [CommitID: (bad: KnownBad, lackedBy: Set<Int>)] = [:]
    for (place, candidate) in comparison.candidates.enumerated() {
      for bad in candidate.assessment.findings.knownBad
      where bad.counts && bad.fix.kind == .revert {
        let id = bad.fix.commit.id
        if reverts[id] == nil { order.append(id) }
        reverts[id, default: (bad, [])].lackedBy.insert(place)
      }
    }
    guard !order.isEmpty else { return [] }
    let rows = order.prefix(detail.revertLimit).compactMap { reverts[$0] }.map {
      bad, lackedBy -> [Phrase] in
      let having = all.indices.filter(lackedBy.contains).map { all[$0].name }
      return [
        bad.of.map { words.commit($0.commit) }.joined(by: "; "),
        words.commit(bad.fix.commit), Phrase(having.joined(separator: ", ")),
      ]
    }
    return [
      .table(
        Block.Table(columns: ["Reverted later", "By", "Still in"], rows: Array(rows)))
    ] + (order.count > rows.count ? [.paragraph(words.more(order.count - rows.count))] : [])
  }

  /// `Take 4.14.160: the first without a known revert; 3 fewer CVEs open than 4.14.157; …`
  func choice(_ comparison: CandidateComparison) -> Phrase {
    let names = comparison.candidates.map { CandidateWriter($0).name }
    let name = names[comparison.choice]
    let reasons = comparison.reasons.map { $0.clause(names) }
    let why = reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; ")
    let none = "None of the \(names.count.grouped) candidates"
    switch comparison.chosen.assessment.verdict {
    case .go, .conditions: return .strong("Take \(name)") + Phrase(why + ".")
    case .hold:
      return Phrase("\(none) is free of a reason to hold. The one with the least against it is ")
        + .strong(name) + Phrase(why + ".")
    case .notJudged:
      return Phrase("\(none) can be recommended. The one with the least against it, ")
        + .strong(name) + Phrase(", is not judged.")
    }
  }
}

/// What one of several candidates comes to, in words.
private struct CandidateWriter {
  let candidate: UpgradeCandidate
  let sentences: UpgradeSentences

  init(_ candidate: UpgradeCandidate) {
    self.candidate = candidate
    sentences = UpgradeSentences(candidate.upgrade, command: .report)
  }

  var name: String { sentences.target }

  /// Those of data that somebody may give are left out where nobody did.
  static let columns: [(title: String, isNumeric: Bool, isOfData: Bool)] = [
    ("Candidate", false, false),
    ("Verdict", false, false),
    ("Commits", true, false),
    ("Reverted later", true, false),
    ("Missing fixes", true, false),
    ("Left unfixed", true, false),
    ("CVEs closed", true, true),
    ("CVEs opened", true, true),
    ("CVEs left", true, true),
    ("Major changes", true, true),
    ("On your machines", false, true),
    ("First suspect", false, true),
  ]

  /// One for each of ``columns``; `nil` for what is unknown.
  func cells(isChosen: Bool) -> [Phrase?] {
    let cves = candidate.cves
    let verdict = candidate.assessment.verdict
    return [
      isChosen ? .strong(name) : Phrase(name),
      Phrase(verdict.rawValue, verdict == .hold || verdict == .notJudged ? .bad : .plain),
      commits,
      count(candidate.count(of: .missingRevert)),
      count(candidate.count(of: .missingFix)).map { $0 + Phrase(applying) },
      candidate.leftUnfixed.map { Phrase($0.grouped) },
      cves.map { Phrase($0.closed.grouped) },
      cves.map { Phrase($0.opened.grouped, $0.opened > 0 ? .bad : .plain) },
      cves.map { Phrase($0.left.grouped) },
      major, concerned, suspect,
    ]
  }

  private var commits: Phrase? {
    let upgrade = candidate.upgrade
    guard upgrade.clone != nil else { return nil }
    let isPart = candidate.assessment.findings.unseen != nil
    guard candidate.commits > 0 || !isPart else { return nil }
    return Phrase("\(isPart ? "at least " : "")\(candidate.commits.grouped)")
  }

  private func count(_ count: UpgradeCandidate.Count?) -> Phrase? {
    count.map { Phrase("\($0.isAtLeast ? "at least " : "")\($0.value.grouped)") }
  }

  /// ` (77 apply)`
  private var applying: String {
    guard let fixes = candidate.missingFixes, fixes.count > 0 else { return "" }
    return fixes.applying.map { " (\($0.grouped) \($0 == 1 ? "applies" : "apply"))" } ?? ""
  }

  /// How many of the changes are major by size and kind.
  private var major: Phrase? {
    let upgrade = candidate.assessment.upgrade
    guard !upgrade.risks.isEmpty else { return nil }
    let count = upgrade.risks.count { $0.weight == .major && upgrade.isBuilt($0.commit) }
    let isWhole = upgrade.risks.count >= upgrade.changes.count
    return isWhole ? Phrase(count.grouped) : count == 0 ? nil : Phrase("at least \(count.grouped)")
  }

  private var concerned: Phrase? {
    candidate.concerned.map { concerned in
      let loaded = concerned.loaded.map { ", \($0.grouped) loaded" } ?? ""
      let hot = concerned.hot.prefix(Self.hotLimit).map(\.directory)
      let more = concerned.hot.count - hot.count
      let heat =
        hot.isEmpty
        ? ""
        : "; hot: " + hot.joined(separator: ", ") + (more > 0 ? " and \(more.grouped) more" : "")
      let unknown = concerned.unknown > 0 ? ", \(concerned.unknown.grouped) unknown" : ""
      return Phrase("\(concerned.built.grouped) built\(unknown)\(loaded)\(heat)")
    }
  }

  private static let hotLimit = 2

  private var suspect: Phrase? {
    candidate.suspect.map { suspect in
      let isFixed = suspect.candidate.followUps.contains {
        $0.kind.isRepair && ($0.status == .present || $0.status == .presentInferred)
      }
      let id = suspect.change.map { Phrase.code($0.commit.id.short) } ?? "an entry"
      return Phrase("\(suspect.probability.percent), ") + id + (isFixed ? ", fix is in" : "")
    }
  }

  /// Its verdict, with what it rests on.
  var group: Block.Group {
    let assessment = candidate.assessment
    let gaps = assessment.decidingGaps.map {
      Block.Item(Phrase(sentences.statement(on: $0.lack).sentence))
    }
    return Block.Group(
      title: Phrase(name), note: Phrase(assessment.verdict.rawValue),
      blocks: [
        .list(
          gaps + assessment.reasons.map { Block.Item(sentences.sentence(on: $0.measurement)) })
      ])
  }
}

extension CandidateComparison.Reason {
  /// - Parameter names: of the candidates, in their order.
  func clause(_ names: [String]) -> String {
    switch self {
    case .bestVerdict: "no other is judged as well"
    case .withoutSuspect(let other):
      "without the likely cause of the symptom, which \(names[other]) has"
    case .withoutReverts(isFirst: true): "the first without a known revert"
    case .withoutReverts(isFirst: false): "no known revert"
    case .fewestReverts(let count):
      "\(count.of("change")) that \(count == 1 ? "was" : "were") reverted later, the fewest of all"
    case .fewerOpenCVEs(let count, let other):
      "\(count.of("fewer CVE", "fewer CVEs")) open than \(names[other])"
    case .missingFixes(0, _): "no fix is missing"
    case .missingFixes(let count, let applying):
      "\(count.of("fix", "fixes")) missing" + (applying.map { Self.applying($0, of: count) } ?? "")
    case .fewerKnownBugs(let count, let other):
      "\(count.of("fewer known bug", "fewer known bugs")) than \(names[other])"
    case .moreChanges(let other): "as good as \(names[other]) by what is weighed, with more changes"
    }
  }

  private static func applying(_ applying: Int, of count: Int) -> String {
    switch (applying, count) {
    case (1, 1): ", which applies"
    case (2, 2): ", both apply"
    case (let some, let all) where some == all: ", and all of them apply"
    case (0, _): ", none of which applies"
    default: ", of which \(applying.grouped) \(applying == 1 ? "applies" : "apply")"
    }
  }
}
