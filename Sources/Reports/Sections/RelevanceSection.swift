internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func relevance() -> Document.Section? {
    guard !upgrade.relevances.isEmpty else { return nil }
    let standings = upgrade.changes.map { upgrade.relevances[$0.commit.id]?.standing ?? .unknown }
    let groups: [(name: String, isIn: (Relevance.Standing) -> Bool)] = [
      ("built in", { $0 == .builtIn }),
      ("in a module", { if case .module = $0 { true } else { false } }),
      ("unknown: counted as if it were built", { $0 == .unknown }),
      ("not built by this configuration", { $0 == .notBuilt }),
    ]
    let rows = groups.map { name, isIn in
      let count = standings.count(where: isIn)
      return [
        Phrase(name), Phrase(count.grouped),
        Phrase((Double(count) / Double(max(1, standings.count))).percent),
      ]
    }
    return Document.Section(
      anchor: "relevance", title: "What it matters to these machines",
      blocks: [
        .table(
          Block.Table(columns: ["The change is", "Commits", "Share"], rows: rows, numeric: [1, 2]))
      ])
  }
}
