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
      rows.append(["CVEs that the other closes", list(opened), list(closed)])
      rows.append([
        "CVEs open in both", list(staying.openInBoth ?? []), list(staying.openInBoth ?? []),
      ])
    } else {
      rows.append([
        "CVEs", "unknown without data on CVEs",
        staying.named.isEmpty
          ? "no commit names one; without data on CVEs, more is unknown"
          : Phrase("\(staying.named.count.of("CVE")) that \(new) names as closed: ")
            + .cves(Array(staying.named.prefix(Self.cvesNamed))) + more(staying.named.count),
      ])
    }
    let isSeen = findings.isMeasured(.missingFix)
    let owed = findings.knownBad.filter(\.counts)
    let reverts = owed.filter { $0.fix.kind == .revert }
    func count(_ count: Int, _ what: String) -> Phrase {
      count == 0 && !isSeen ? "unknown" : Phrase(what)
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
  func stayingLine(_ assessment: UpgradeAssessment) -> Phrase? {
    guard let staying = assessment.staying, upgrade.clone != nil else { return nil }
    var parts: [String] = []
    var count = staying.fixes.count
    if let closed = staying.closed {
      if !closed.isEmpty { parts.append(closed.count.of("CVE")) }
      count += closed.count
    } else if !staying.named.isEmpty {
      parts.append("\(staying.named.count.of("CVE")) named as closed")
      count += staying.named.count
    }
    if !staying.fixes.isEmpty { parts.append(staying.fixes.count.of("known bug")) }
    guard !parts.isEmpty else { return nil }
    return Phrase("If we stay on \(sentences.old.kernelVersion ?? sentences.old.name): ", .strong)
      + Phrase(
        "\(parts.joined(separator: " and ")), which \(target) fixes, \(count == 1 ? "stays" : "stay") open; see "
      )
      + Phrase("Go or stay", to: .section("staying")) + "."
  }
}

extension CVEStanding {
  /// `CVE-2019-14821 (CVSS 8.8)`
  var withScore: Phrase {
    .cve(id) + Phrase(cve.score.map { " (CVSS \($0.oneDecimal))" } ?? "")
  }
}
