internal import ChangeModel

extension UpgradeWriter {
  func warnings() -> Document.Section? {
    guard let remarks = difference?.remarks, !remarks.isEmpty else { return nil }
    return Document.Section(
      anchor: "warnings", title: "Before trusting the counts", isLead: true,
      blocks: remarks.map { .callout(.bad, Phrase($0.sentence)) })
  }
}
