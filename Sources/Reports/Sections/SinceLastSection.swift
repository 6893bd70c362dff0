internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// What changed since the earlier report; what it had already is not told again.
  func sinceLast(_ assessment: UpgradeAssessment) -> Document.Section? {
    guard let since = assessment.sinceLast else { return nil }
    let verdict = assessment.verdict.rawValue
    let title = Phrase("Since \(named(since.earlier.name))")
    if since.isNothing(now: verdict) {
      return Document.Section(
        anchor: "since", title: title, blocks: [.paragraph("Nothing new.")])
    }
    let first: Phrase =
      switch since.earlier.verdict {
      case nil: Phrase("It had no verdict; now it is: \(verdict)")
      case verdict: Phrase("The verdict is the same: \(verdict)")
      case let earlier?: Phrase("The verdict was: \(earlier); now it is: \(verdict)")
      }
    var items = [
      Block.Item(first),
      Block.Item(Phrase("\(since.changes.of("commit")) that it did not have")),
      Block.Item(
        Phrase("\(since.fixes.count.of("fix", "fixes")) newly known to be missing"),
        since.fixes.map { Block.Item(words.commit($0.fix.commit)) }),
      Block.Item(
        Phrase("\(since.settled.of("fix", "fixes")) listed as missing then and not now")),
    ]
    if !since.countingAgain.isEmpty {
      items.append(
        Block.Item(
          Phrase("\(since.countingAgain.count.of("fix", "fixes")) left out then and not now"),
          since.countingAgain.map { Block.Item(words.commit($0.fix.commit)) }))
    }
    if since.lacksCVEs {
      items.append(Block.Item("CVEs cannot be compared: there were no data on them then"))
    }
    if !since.cves.isEmpty {
      items.append(Block.Item(Phrase("newly open: \(since.cves.joined(separator: ", "))", .bad)))
    }
    return Document.Section(
      anchor: "since", title: title, blocks: [.list(items)])
  }
}
