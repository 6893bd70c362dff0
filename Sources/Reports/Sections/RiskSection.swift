internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  private static let riskiestLimit = 20

  func risks(_ calibration: RiskCalibration?) -> Document.Section? {
    let built = upgrade.risks.filter { upgrade.isBuilt($0.commit) }
    guard !built.isEmpty else { return nil }
    let rows = built.sorted { ($1.probability, $0.commit) < ($0.probability, $1.commit) }
      .prefix(Self.riskiestLimit).compactMap { risk in
        changesByID[risk.commit].map { change in
          [
            Phrase(risk.probability.percent), words.commit(change.commit),
            Phrase(change.subsystems.first?.directory ?? ""), words.parts(of: risk, limit: 4),
          ]
        }
      }
    let expected = built.reduce(0) { $0 + $1.probability }
    let bySubsystem = Dictionary(grouping: built) { risk in
      changesByID[risk.commit]?.subsystems.first?.directory ?? "unknown"
    }.map { directory, risks in (directory, risks.reduce(0) { $0 + $1.probability }) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    return Document.Section(
      anchor: "risk", title: "Risk of each change",
      blocks: [
        .paragraph(
          Phrase(
            """
            The probability that a later commit of the same branch has to repair or revert a change. Over \
            \(built.count.of("change")) that makes about \(Int(expected.rounded()).of("repair")).
            """)),
        .bars(
          Block.BarChart(
            measure: "Repairs to expect", things: "Subsystem",
            bars: bySubsystem.prefix(detail.subsystemLimit).map {
              Block.Bar(label: Phrase($0.0), size: $0.1, value: $0.1.oneDecimal)
            })),
        .table(
          Block.Table(
            columns: ["Risk", "Change", "Subsystem", "What makes it so"], rows: Array(rows),
            numeric: [0], paperLimit: 10)),
      ] + agreement(calibration))
  }

  /// How far the probabilities can be trusted.
  private func agreement(_ calibration: RiskCalibration?) -> [Block] {
    guard let calibration, calibration.bins.count > 1 else { return [] }
    let changes = calibration.bins.reduce(0) { $0 + $1.changes }
    return [
      .paragraph(
        Phrase(
          """
          How such probabilities came true: \(changes.of("change")) of \(calibration.range), which a fit to earlier releases \
          had not seen, in tenths by probability.
          """)),
      .agreement(
        Block.Agreement(
          expected: "Stated", observed: "Repaired",
          points: calibration.bins.map {
            .init(expected: $0.stated, observed: $0.repaired, count: $0.changes)
          })),
    ]
  }
}
