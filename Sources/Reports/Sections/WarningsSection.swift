internal import ChangeModel

extension UpgradeWriter {
  func warnings() -> Document.Section? {
    guard !difference.remarks.isEmpty else { return nil }
    return Document.Section(
      anchor: "warnings", title: "Before trusting the counts", isLead: true,
      blocks: difference.remarks.map { .callout(.bad, Phrase($0.sentence)) })
  }
}
