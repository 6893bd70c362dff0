internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  private var fields: [ReportField] { upgrade.terms.fields }

  /// What the user wants said, first of all.
  var fieldFacts: [Document.Fact] {
    fields.filter { !$0.value.isEmpty }.map {
      Document.Fact(label: $0.key, value: Phrase(linking: $0.value))
    }
  }

  /// Lines to sign on: those that fields name, and without any, the usual ones.
  func signOff() -> Document.Section {
    func named(_ role: ReportField.Role, _ title: String) -> [Block.Signature] {
      let those = fields.filter { $0.role == role }
      return (those.isEmpty ? [""] : those.map(\.value)).map { .init(role: title, name: $0) }
    }
    var blocks: [Block] = []
    if let change = fields.first(.change) {
      blocks.append(.paragraph(Phrase("Change \(change): \(title.text)")))
    }
    blocks.append(
      .signatures(named(.author, "Prepared by") + named(.approver, "Approved by")))
    return Document.Section(anchor: "sign-off", title: "Sign-off", blocks: blocks)
  }

  /// Who signs is named, so that there is a place for it in other formats, too.
  var namesSigners: Bool { fields.contains { $0.role == .author || $0.role == .approver } }

  /// What each page says of the whole.
  var imprint: Document.Imprint {
    Document.Imprint(
      versions: title.text, name: fields.first(.title), change: fields.first(.change),
      day: upgrade.terms.now.map { UTCTime(seconds: $0).day }, clone: upgrade.clone?.head)
  }
}
