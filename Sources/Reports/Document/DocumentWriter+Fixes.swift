internal import ChangeModel

extension DocumentWriter {
  func fixes() -> Document {
    var document = Document(command: .fixes, kind: "Fixes", title: "Fixes")
    document.facts = cloneFacts
    switch report.fixes {
    case nil: break
    case .ofCommits(let findings):
      document.title =
        findings.count == 1
        ? "Fixes of " + .code(findings[0].commit.id.short)
        : Phrase("Fixes of \(findings.count.of("commit"))")
      document.sections = findings.map(section)
    case .matching(let text, let findings):
      document.title = Phrase("Fixes matching “\(text)”")
      document.facts.insert(
        Document.Fact(label: "matching", value: Phrase("“\(text)”")), at: 0)
      document.sections = [
        Document.Section(
          anchor: "matching", title: Phrase(findings.count.of("commit")),
          blocks: findings.isEmpty
            ? [.paragraph("No commit message of the clone matches.")]
            : [.list(findings.map(item))])
      ]
    case .missing(let revision, let until, let followUps):
      let scope = until.map { "\(revision) (fixes up to \($0))" } ?? revision
      document.title = Phrase("Fixes missing in \(scope)")
      document.facts.insert(
        Document.Fact(label: "missing in", value: Phrase(scope)), at: 0)
      document.sections = missing(in: revision, followUps)
    }
    document.sections += [limits()].compactMap(\.self)
    return document
  }

  private var cloneFacts: [Document.Fact] {
    guard let clone = report.clone else { return [] }
    var value = clone.commitCount.of("commit")
    if let time = clone.newestTime {
      value += "; fixes are known until \(UTCTime(seconds: time).day)"
    }
    return [Document.Fact(label: "clone", value: Phrase("\(clone.path): \(value)"))]
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
    if !finding.subsystems.isEmpty {
      let names = finding.subsystems.map(words.subsystem)
      lines.append(Block.Item(Phrase("touches \(names.joined(separator: ", "))")))
    }
    lines += finding.fixes.map { Block.Item(reference($0)) }
    var blocks: [Block] = [.list(lines)]
    if !finding.landings.isEmpty {
      let rows = finding.landings.map { landing in
        [
          Phrase(landing.branch), Phrase(landing.release.map(\.releaseName) ?? "not released yet"),
          .code(landing.commit.short),
        ]
      }
      blocks.append(.table(Block.Table(columns: ["Branch", "Since", "As"], rows: rows)))
    }
    if finding.followUps.isEmpty {
      blocks.append(.paragraph("No later commit says that it repairs or reverts this one."))
    } else {
      blocks += finding.followUps.map(words.followUp).map {
        .callout($0.isMissing ? .bad : .plain, $0.phrase)
      }
    }
    return Document.Section(
      anchor: "commit-\(commit.id.short)", title: words.commit(commit), blocks: blocks)
  }

  private func item(for finding: FixFinding) -> Block.Item {
    var children: [Block.Item] = []
    let place = [
      finding.subsystems.first.map { Phrase(words.subsystem($0)) } ?? "",
      words.landings(finding.landings),
    ].joined(by: " · ")
    if !place.isEmpty { children.append(Block.Item(place)) }
    children += finding.fixes.map { Block.Item(reference($0)) }
    children += finding.followUps.map { Block.Item(words.followUp($0).phrase) }
    return Block.Item(words.commit(finding.commit), children)
  }

  private func reference(_ reference: CommitReference) -> Phrase {
    let verb =
      switch reference.kind {
      case .fixes: "repairs "
      case .reverts: "reverts "
      case .upstream, .cherryPick: "backport of "
      case .stableDependency: "needed by "
      }
    let subject = reference.quotedSubject.map { " “\($0)”" } ?? ""
    return Phrase(verb) + .code(String(reference.id.digits.prefix(12))) + Phrase(subject)
  }

  private func missing(in revision: String, _ followUps: [FollowUp]) -> [Document.Section] {
    let groups: [(FollowUp.Status, String, String)] = [
      (.missing, "missing", "Missing: \(words.target ?? revision) has what they repair"),
      (.present, "present", "Already there"),
      (.reverted, "reverted", "Reverted in their turn"),
      (.culpritReverted, "culprit-reverted", "Not needed: what they repair was reverted"),
      (.notNeeded, "not-needed", "Not needed: what they repair is not there"),
    ]
    return groups.compactMap { status, anchor, title in
      let those = followUps.filter { $0.status == status }
      if those.isEmpty {
        return status != .missing
          ? nil
          : Document.Section(
            anchor: anchor, title: "Missing",
            blocks: [.callout(.good, Phrase("No known repair is missing in \(revision)."))])
      }
      let items = those.map { followUp in
        var children = followUp.of.map { Block.Item("repairs " + words.commit($0)) }
        let facts = words.whereabouts(of: followUp)
        if !facts.isEmpty { children.append(Block.Item(facts)) }
        let kind: Phrase = followUp.kind == .revert ? " (revert)" : ""
        return Block.Item(
          .dim(UTCTime(seconds: followUp.commit.commitTime).day + " ")
            + words.commit(followUp.commit) + kind, children)
      }
      return Document.Section(
        anchor: anchor, title: Phrase("\(title) (\(those.count.grouped))"),
        blocks: [.list(items)])
    }
  }
}
