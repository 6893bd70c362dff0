internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  private static let heaviestLimit = 20

  /// The changes that are most by size and kind, and how much that says.
  func risks(_ study: RiskStudy?, _ record: RepairRecord?) -> Document.Section? {
    let built = upgrade.risks.filter { upgrade.isBuilt($0.commit) }
    let unmeasured = upgrade.clone == nil ? nil : unmeasuredChanges
    guard !built.isEmpty else {
      return unmeasured.map { unmeasured in
        Document.Section(
          anchor: "risk", title: "Size and kind of each change",
          blocks: [.paragraph(Phrase(unmeasured))])
      }
    }
    let rows = built.sorted { ($1.score, $0.commit) < ($0.score, $1.commit) }
      .prefix(Self.heaviestLimit).compactMap { risk in
        changesByID[risk.commit].map { change in
          [
            Phrase(risk.weight.name), words.commit(change.commit),
            Phrase(change.subsystems.first?.directory ?? ""), words.reasons(of: risk, limit: 4),
          ]
        }
      }
    let major = built.count { $0.weight == .major }
    return Document.Section(
      anchor: "risk", title: "Size and kind of each change",
      blocks: [
        .paragraph(
          Phrase(
            """
            Which changes to look at first, the largest and most delicate on top: an order, not the probability of a fault. Of \
            \(built.count.of("change")), \(major.grouped) \(major == 1 ? "is" : "are") major; of the backports that the \
            order was fitted to, one in ten is.
            """)),
        .table(
          Block.Table(
            columns: ["Size and kind", "Change", "Subsystem", "What makes it so"],
            rows: Array(rows), paperLimit: 10)),
      ]
        + [unmeasured, study?.sentence, record?.sentence ?? unknownRecord].compactMap(\.self)
        .map { .paragraph(Phrase($0)) })
  }

  /// Without its trees the clone does not tell what a change touches.
  private var unmeasuredChanges: String? {
    let count = upgrade.changes.count { $0.patch == nil && $0.touchedPaths == nil }
    guard count > 0 else { return nil }
    return """
      Of \(count.of("change")) the size is unknown, since the clone lacks the trees; \
      pass a clone that was made without --filter.
      """
  }

  private var unknownRecord: String? {
    guard upgrade.clone != nil else { return nil }
    return """
      How often such changes are repaired later is not known: the clone does not have enough releases of a stable branch up \
      to NEW.
      """
  }
}
