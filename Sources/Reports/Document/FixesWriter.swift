internal import ChangeModel

/// Makes the document on fixes.
struct FixesWriter {
  let report: FixesReport
  let words: Words

  init(_ report: FixesReport) {
    self.report = report
    words = Words(target: report.targetName)
  }

  func fixes() -> Document {
    var document = Document(command: .fixes, kind: "Fixes", title: "Fixes")
    document.facts = Document.Fact.places(report.places) + cloneFacts
    switch report.answer {
    case .ofCommits(let findings):
      document.title =
        findings.count == 1
        ? "Fixes of " + .commit(findings[0].commit.id)
        : Phrase("Fixes of \(findings.count.of("commit"))")
      document.headline = answerOnTree ?? answerOnKernels
      document.sections = kernelTable + unknownFixes + findings.map(section)
    case .search(let criteria, let findings, let count):
      let what = criteria.participles
      document.title = Phrase("Fixes \(what)")
      document.facts.insert(Document.Fact(label: "searched", value: Phrase(what)), at: 0)
      document.headline = answerOnTree ?? answerOnKernels
      document.sections =
        kernelTable + [
          Document.Section(
            anchor: "found", title: Phrase(words.listed(findings.count, of: count)),
            blocks: findings.isEmpty
              ? [.paragraph(Phrase(nothingFound(criteria)))] : [.list(findings.map(item))])
        ]
    case .missing(let missing):
      var scope = [missing.target]
      if let culprits = missing.culprits { scope.append("for \(culprits)") }
      let what = missing.criteria.participles
      if !what.isEmpty { scope.append("fixes \(what)") }
      document.title = Phrase("Fixes missing in \(scope.joined(separator: ", "))")
      document.facts.insert(
        Document.Fact(label: "missing in", value: Phrase(scope.joined(separator: ", "))), at: 0)
      document.sections = sections(of: missing)
    case .incomplete(let backports, let old):
      document.title = Phrase("Backports that came incomplete, \(old) → \(backports.kernel)")
      document.sections =
        Document.Section(backports, in: backports.kernel.releaseName, words).map { [$0] }
        ?? [
          Document.Section(
            anchor: "incomplete", title: "Came incomplete",
            blocks: [.paragraph(Phrase(backports.sentence))])
        ]
    }
    return document
  }

  private func nothingFound(_ criteria: FixCriteria) -> String {
    var text = "No fix is known: no commit in the clone \(criteria.verbs)\(asFarAsRead)."
    if !criteria.cves.isEmpty, criteria.cveData == nil {
      text += " Few commits name their CVE; \(KtrailOption.cveData.spelled) reads lists that do."
    }
    return text
  }

  /// Whether all that the clone names could be read.
  private var isWhole: Bool { report.clone.unreadable.isEmpty }

  /// Goes before the full stop of a sentence that says that there is nothing.
  private var asFarAsRead: String {
    if !isWhole { return ", as far as the clone can be read" }
    return report.endsAtTarget ? ", as far as this clone goes, which is no further" : ""
  }

  private var cloneFacts: [Document.Fact] {
    let clone = report.clone
    var value = clone.commitCount.of("commit")
    if let time = clone.newestTime {
      value += "; fixes are known up to \(UTCTime(seconds: time).day)"
    }
    return [Document.Fact(label: "clone", value: .path(clone.path) + Phrase(": \(value)"))]
  }

  private func section(of finding: FixFinding) -> Document.Section {
    let commit = finding.commit
    var lines = [
      Block.Item(
        Phrase(
          """
          \(commit.author.name.nonEmpty ?? commit.author.email ?? "unknown author"), \
          \(UTCTime(seconds: commit.authorTime).day)
          """))
    ]
    if let asked = finding.asked?.sentence { lines.append(Block.Item(Phrase(asked))) }
    if !finding.subsystems.isEmpty {
      let names = finding.subsystems.map(words.subsystem)
      lines.append(Block.Item(Phrase("touches \(names.joined(separator: ", "))")))
    }
    lines += repairs(of: finding) + hunks(of: finding)
    var blocks: [Block] = [.list(lines)]
    if !finding.landings.isEmpty {
      let rows = finding.landings.map { landing in
        [
          Phrase(landing.branch + (landing.isOfVendor ? " (vendor commit)" : "")),
          Phrase(
            landing.release?.releaseName
              ?? (landing.branch.isLine ? "not released yet" : "no release known")),
          .commit(landing.commit),
        ]
      }
      blocks.append(.table(Block.Table(columns: ["Branch", "Since", "As"], rows: rows)))
    }
    let others = words.branches(finding.branches.filter { $0.presence.isWithoutLanding })
    if !others.isEmpty { blocks.append(.paragraph(others)) }
    if finding.followUps.isEmpty {
      blocks.append(
        .paragraph(
          Phrase(
            "No later commit says that it repairs or reverts this one, or mentions it\(asFarAsRead)."
          )))
    } else {
      for followUp in finding.followUps {
        let line = words.followUp(followUp)
        blocks.append(.callout(line.isMissing ? .bad : .plain, line.phrase))
        if !followUp.followUps.isEmpty { blocks.append(.list(followUp.followUps.map(words.item))) }
      }
    }
    return Document.Section(
      anchor: "commit-\(commit.id.short)", title: words.commit(commit), blocks: blocks)
  }

  private func item(for finding: FixFinding) -> Block.Item {
    var children = finding.standings.map { Block.Item(words.standing($0, of: finding)) }
    if let standing = finding.inTree {
      children.append(Block.Item(words.inTree(standing, of: finding)))
      children += hunks(of: finding)
    }
    if let match = finding.match, !match.found.isEmpty {
      children.append(Block.Item(.dim(match.sentence)))
    }
    let place = [
      finding.subsystems.first.map { Phrase(words.subsystem($0)) } ?? "",
      finding.branches.isEmpty
        ? words.landings(finding.landings) : words.branches(finding.branches),
    ].joined(by: " · ")
    if !place.isEmpty { children.append(Block.Item(place)) }
    children += repairs(of: finding)
    children += finding.followUps.map(words.item)
    return Block.Item(words.commit(finding.commit), children)
  }

  private func reference(_ reference: CommitReference) -> Phrase {
    let verb =
      switch reference.kind {
      case .fixes: "repairs "
      case .reverts: "reverts "
      case .upstream, .cherryPick: "backport of "
      case .stableDependency: "needed by "
      case .mentions: "mentions "
      case .blames: "says that it repairs "
      }
    let subject = reference.quotedSubject.map { " “\($0)”" } ?? ""
    return Phrase(verb) + .commit(reference.id) + Phrase(subject)
  }

  /// What a commit repairs: as commits of the clone, and where it lacks them, as the message says it.
  private func repairs(of finding: FixFinding) -> [Block.Item] {
    let known = finding.repairs.map(words.item)
    let unknown = known.count >= finding.fixes.count ? [] : finding.fixes
    return known.isEmpty ? unknown.map { Block.Item(reference($0)) } : known
  }

  private func sections(of missing: MissingFixes) -> [Document.Section] {
    let target = words.target ?? missing.target
    let groups: [(status: FollowUp.Status, anchor: String, title: String, isShown: Bool)] = [
      (.missing, "missing", "Missing: \(target) contains what they repair", true),
      (
        .missingInferred, "missing-inferred",
        "Probably missing: \(target) seems to contain what they repair", true
      ),
      (.presentInferred, "inferred", "Probably there, under another name", true),
      (.reverted, "reverted", "Reverted later", true),
      (.culpritReverted, "culprit-reverted", "Not needed: what they repair was reverted", true),
      (.notNeeded, "not-needed", "Not needed: what they repair is not there", missing.listsAll),
      (
        .unknown, "unknown",
        isWhole ? "Unknown: the clone lacks what they repair" : "Unknown: the clone cannot tell",
        missing.listsAll || !isWhole
      ),
      (.present, "present", "Already there", missing.listsAll),
    ]
    var sections: [Document.Section] = []
    var rest: [Block.Item] = []
    for group in groups {
      let all = missing.followUps.filter { $0.status == group.status }
      let those = all.prefix(missing.criteria.limit ?? .max)
      if those.isEmpty {
        guard group.status == .missing else { continue }
        sections.append(
          Document.Section(
            anchor: group.anchor, title: "Missing",
            blocks: [
              .callout(
                isWhole && !report.endsAtTarget ? .good : .plain,
                Phrase("No known repair is missing in \(missing.target)\(asFarAsRead)."))
            ]))
      } else if group.isShown {
        sections.append(
          Document.Section(
            anchor: group.anchor,
            title: Phrase("\(group.title) (\(words.part(those.count, of: all.count)))"),
            blocks: [.list(those.map(item))]))
      } else {
        rest.append(Block.Item(Phrase("\(group.title): \(all.count.grouped)")))
      }
    }
    if !rest.isEmpty {
      sections.append(
        Document.Section(
          anchor: "rest", title: Phrase("Not listed (\(KtrailOption.all.spelled) lists them)"),
          blocks: [.list(rest)]))
    }
    return sections
  }

  private func item(for followUp: FollowUp) -> Block.Item {
    var children = followUp.of.map { Block.Item("repairs " + words.commit($0)) }
    let facts = words.whereabouts(of: followUp)
    if !facts.isEmpty { children.append(Block.Item(facts)) }
    if followUp.standing.isFoundBySubject { children.append(Block.Item(.dim(followUp.why))) }
    children += followUp.followUps.map(words.item)
    let kind: Phrase = followUp.kind == .revert ? " (revert)" : ""
    return Block.Item(
      .dim(UTCTime(seconds: followUp.commit.authorTime).day + " ")
        + words.commit(followUp.commit) + kind, children)
  }
}

extension FixesReport {
  /// What fixes are missing from, as people call it; `nil` where that is not one kernel.
  var targetName: String? {
    if case .missing(let missing) = answer { return missing.target.releaseName }
    return target?.releaseName
  }
}

extension BranchStanding.Presence {
  fileprivate var isWithoutLanding: Bool {
    if case .landed = self { false } else { true }
  }
}
