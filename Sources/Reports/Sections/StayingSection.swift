internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// What stays open without the update, beside what the update brings.
  func staying(_ assessment: UpgradeAssessment) -> Document.Section? {
    guard let staying = assessment.staying, upgrade.clone != nil else { return nil }
    let (old, new) = (sentences.old.kernelVersion ?? sentences.old.name, target)
    var rows: [[Phrase]] = []
    if let closed = staying.closed {
      let opened = (assessment.cves ?? []).filter(\.isOpened)
      rows.append([
        "CVEs that the other closes", list(opened),
        closed.isEmpty && !staying.namedAlone.isEmpty
          ? named(staying.namedAlone) + "; the data on CVEs know none"
          : [
            list(closed),
            staying.namedAlone.isEmpty
              ? "" : named(staying.namedAlone, besides: true) + " (not in the data on CVEs)",
          ].joined(by: "; and "),
      ])
      rows.append([
        "CVEs open in both", list(staying.openInBoth ?? []), list(staying.openInBoth ?? []),
      ])
    } else {
      rows.append([
        "CVEs", "unknown without data on CVEs",
        staying.named.isEmpty
          ? "no commit names one; without data on CVEs, more is unknown"
          : named(staying.named),
      ])
    }
    let isSeen = findings.isMeasured(.missingFix)
    let owed = findings.knownBad.filter(\.counts)
    let reverts = owed.filter { $0.fix.kind == .revert }
    func count(_ count: Int, _ what: String) -> Phrase {
      isSeen ? Phrase(what) : count == 0 ? "unknown" : Phrase("at least \(what)")
    }
    rows.append([
      "Changes known to be bad",
      count(
        reverts.count,
        "\(Set(reverts.flatMap(\.of).map(\.commit.id)).count.of("change")) reverted later"),
      seen(staying.reverts.count, "\(staying.reverts.count.of("change")) that \(new) takes back"),
    ])
    rows.append([
      "Known fixes that are not there",
      count(owed.count, owed.count.of("fix", "fixes")),
      seen(
        staying.fixes.count,
        "\(staying.fixes.count.of("fix", "fixes")) of what \(old) has, which \(new) brings"),
    ])
    var blocks: [Block] = [
      .table(
        Block.Table(
          columns: ["What is at stake", "If we go to \(new)", "If we stay on \(old)"], rows: rows))
    ]
    if let unseen {
      blocks.append(
        .paragraph(
          Phrase(
            "\(unseen.share.percent) of what \(new) adds is not in the clone, so more of it may fix what \(old) has."
          )))
    }
    return Document.Section(anchor: "staying", title: "Go or stay", blocks: blocks)
  }

  /// Of what NEW adds; where part of that is not in the clone, it is at least so much.
  private func seen(_ count: Int, _ what: String) -> Phrase {
    unseen == nil ? Phrase(what) : count == 0 ? "unknown" : Phrase("at least \(what)")
  }

  private static let cvesNamed = 3

  /// `14 CVEs that 4.14.157 names as closed: CVE-2019-14821, … and 11 more`
  private func named(_ cves: [String], besides others: Bool = false) -> Phrase {
    Phrase(
      "\(others ? cves.count.of("more CVE", "more CVEs") : cves.count.of("CVE")) that \(target) names as closed: "
    ) + .cves(Array(cves.prefix(Self.cvesNamed))) + more(cves.count)
  }

  /// `15: CVE-2019-14821 (CVSS 8.8), … and 12 more`
  private func list(_ cves: [JudgedCVE]) -> Phrase {
    guard !cves.isEmpty else { return "none, as far as the data on CVEs goes" }
    let shown = cves.prefix(Self.cvesNamed).map(\.standing.withScore).joined(by: ", ")
    return .strong(cves.count.grouped) + ": " + shown + more(cves.count)
  }

  private func more(_ count: Int) -> Phrase {
    count > Self.cvesNamed
      ? " " + Phrase("and \((count - Self.cvesNamed).grouped) more", to: .section("security")) : ""
  }

  /// The same in a line for the first screen.
  func stayingLine(_ assessment: UpgradeAssessment, isAlone: Bool) -> Phrase? {
    guard let staying = assessment.staying, upgrade.clone != nil else { return nil }
    let closed = staying.closed?.count ?? 0
    let named = staying.namedAlone.count
    let count = closed + named + staying.fixes.count
    let parts = [
      closed == 0 ? nil : closed.of("CVE"),
      named == 0
        ? nil : "\(closed == 0 ? named.of("CVE") : "\(named.grouped) more") named as closed",
      staying.fixes.isEmpty
        ? nil : staying.fixes.count.of("known bug") + " in earlier commits",
    ].compactMap(\.self)
    guard let last = parts.last else { return nil }
    let list = [parts.dropLast().joined(separator: ", "), last].filter { !$0.isEmpty }
    return Phrase("If we stay on \(sentences.old.kernelVersion ?? sentences.old.name): ", .strong)
      + Phrase(
        "\(list.joined(separator: " and ")), which \(target) fixes, \(count == 1 ? "stays" : "stay") open"
      )
      + (isAlone ? "." : "; see " + Phrase("Go or stay", to: .section("staying")) + ".")
  }
}

extension CVEStanding {
  /// `CVE-2019-14821 (CVSS 8.8)`
  var withScore: Phrase {
    .cve(id) + Phrase(cve.score.map { " (CVSS \($0.oneDecimal))" } ?? "")
  }
}
