internal import ChangeModel

extension DocumentWriter {
  /// What was not looked at, and what would mend it; last in every document.
  func limits() -> Document.Section? {
    let limits = findings.limits
    guard !limits.isEmpty else { return nil }
    return Document.Section(
      anchor: "not-looked-at", title: "Not looked at",
      blocks: [.list(limits.map { Block.Item(Phrase(sentence: $0)) })])
  }
}
