internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func security(_ assessment: UpgradeAssessment) -> Document.Section? {
    let judged = assessment.cves ?? []
    guard !cves.isEmpty || !judged.isEmpty else { return nil }
    var blocks: [Block] = []
    if !cves.isEmpty {
      let rows = cves.map { cve in
        [
          Phrase.cve(cve.id),
          cve.changes.isEmpty
            ? Self.cut(cve.entries.map { Phrase($0.subject) })
            : Self.cut(cve.changes.map { words.commit($0.commit) }),
          needs(of: cve.changes),
        ]
      }
      blocks.append(
        .table(
          Block.Table(columns: ["CVE", "Closed by", "Still needs"], rows: rows, paperLimit: 20)))
    }
    let open = judged.filter { $0.standing.state == .open }
    let closed = judged.filter { $0.standing.state == .closed }
    let unknown = judged.filter { $0.standing.state == .unknown }
    if assessment.cves != nil {
      let waived = open.count { $0.waiver != nil && $0.isBuilt != false }
      blocks.append(
        .paragraph(
          Phrase(
            """
            By the data on CVEs this update closes \(closed.count(where: \.isClosed).grouped), and leaves \
            \(open.count(where: \.isOpen).of("CVE")) open for which a fix is known, \
            \(open.count(where: \.isOpened).grouped) of them new with it.
            """
              + (waived > 0
                ? " Besides, \(waived.of("open CVE")) \(waived == 1 ? "is" : "are") waived." : "")
              + (assessment.staying.map(unlisted) ?? "") + unbuilt(open + closed)))
      )
      if !unknown.isEmpty {
        let title =
          "\(unknown.count.of("CVE")) of which it is unknown whether \(target) is open to them"
        blocks.append(
          .group(
            Block.Group(
              title: Phrase(title), note: "neither open nor closed in the figures above",
              blocks: [.table(table(of: unknown, paperLimit: 15))])))
      }
    }
    // What is new and what is severe is for paper, too: the most severe first, since paper is cut at the end.
    let worst = open.filter {
      $0.isOpened || ($0.isOpen && $0.standing.cve.score ?? 0 >= Self.high)
    }.enumerated().sorted { left, right in
      let (first, second) = (left.element.standing.cve.score, right.element.standing.cve.score)
      return (-(first ?? 0), left.offset) < (-(second ?? 0), right.offset)
    }.map(\.element)
    if !worst.isEmpty {
      blocks += [
        .paragraph(.strong("Open, and new or of a high severity (CVSS 7.0 and more):")),
        .table(table(of: worst, paperLimit: 15)),
      ]
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

  /// What the data leave out of what the update says itself.
  private func unlisted(_ staying: Staying) -> String {
    let count = staying.namedAlone.count
    return count == 0
      ? ""
      : """
       \(count.grouped) more \(count == 1 ? "is" : "are") only named as closed, by the commits or entries of \
      \(target); the data do not say so.
      """
  }

  private func unbuilt(_ judged: [JudgedCVE]) -> String {
    let count = judged.count { $0.isBuilt == false }
    return count == 0
      ? ""
      : " \(count.of("other")) \(count == 1 ? "is" : "are") about what the configuration does not build."
  }

  /// CVSS calls 7.0 and more high.
  private static let high = 7.0

  private func table(of judged: [JudgedCVE], paperLimit: Int = .max) -> Block.Table {
    Block.Table(
      columns: ["CVE", "CVSS", "What it is about", "Fix"],
      rows: judged.map { one in
        let cve = one.standing
        return [
          .cve(cve.id) + (cve.isNew ? .bad(" new") : ""),
          Phrase(cve.cve.score?.oneDecimal ?? "–"),
          Phrase(linking: cve.cve.title) + remark(on: one),
          cve.fixes.prefix(Self.fixesOfCVE).map { .commit($0) }
            .joined(by: ", ") + (cve.fixes.count > Self.fixesOfCVE ? " …" : "")
            + repair(of: cve.fix),
        ]
      }, numeric: [1], paperLimit: paperLimit)
  }

  /// Which commits brought it, and why it does not count, if it does not.
  private func remark(on judged: JudgedCVE) -> Phrase {
    let cve = judged.standing
    let parts: [Phrase] = [
      !cve.broughtBy.isEmpty
        ? "; brought by " + cve.broughtBy.map { .commit($0) }.joined(by: ", ") : "",
      judged.isBuilt != false ? "" : ", which the configuration does not build",
      judged.waiver.map { "; " + words.waiver($0) } ?? "",
    ]
    return parts.reduce("", +)
  }

  /// A CVE may be filed under a whole series of patches.
  private static let mostTitles = 10

  private static func cut(_ titles: [Phrase]) -> Phrase {
    titles.prefix(mostTitles).joined(by: "; ")
      + (titles.count > mostTitles ? .dim(" and \((titles.count - mostTitles).grouped) more") : "")
  }

  /// One for each branch, where the list names them all.
  private static let fixesOfCVE = 2

  /// What NEW lacks of repairs to the fix of a CVE.
  private func repair(of fix: CommitID?) -> Phrase {
    let repair = needs(of: [fix.flatMap { changesByID[$0] }].compactMap(\.self))
    return repair.isEmpty ? "" : "; still needs " + repair
  }

  /// A fix that needs a fix is no gain yet: `is itself repaired by …, not in 4.4.157`.
  private func needs(of changes: [EnrichedChange]) -> Phrase {
    Self.cut(changes.flatMap(\.followUps).map(words.followUp).filter(\.isMissing).map(\.phrase))
  }
}
