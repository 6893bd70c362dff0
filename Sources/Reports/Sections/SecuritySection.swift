internal import ChangeModel

extension DocumentWriter {
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
}
