internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// How much of the update the rest of the document speaks of, and up to when.
  func trust() -> Document.Section? {
    var blocks = resolved.isEmpty ? [] : [entries()]
    if let clone = upgrade.clone, let time = clone.newestTime {
      let head = clone.newestCommit.map { Phrase.commit($0) + " of " } ?? ""
      blocks.append(
        .paragraph(
          "Fixes are known up to " + head
            + Phrase("\(UTCTime(seconds: time).day), the newest commit of ")
            + (isForBoard ? "the clone" : .path(clone.path)) + "."))
    }
    guard !blocks.isEmpty, upgrade.isRange || !resolved.isEmpty else { return nil }
    return Document.Section(anchor: "trust", title: "Scope and trust", blocks: blocks)
  }

  /// Unresolved is what led to no certain commit, here and in the figures, as a share of what stands for commits.
  private func entries() -> Block {
    let counts = findings.resolutions
    let exact = counts.expanded + (counts.found[.commitID] ?? 0) + (counts.found[.versionBump] ?? 0)
    let inferred = counts.found.values.reduce(0, +) + counts.expanded - exact
    let rows = [
      ("exactly: by commit id, or by release", exact), ("by inference: subject or CVE", inferred),
      (
        counts.ambiguous == 0
          ? "unresolved"
          : "unresolved: no commit for \(counts.unresolved.grouped), several that fit for \(counts.ambiguous.grouped)",
        counts.undecided
      ),
    ].map { name, count in
      [
        Phrase(name), Phrase(count.grouped),
        Phrase((Double(count) / Double(max(1, counts.standing))).percent),
      ]
    }
    let notes: [Phrase] = [
      "notes and links of the packager, without a commit", Phrase(counts.notes.grouped), "",
    ]
    return .table(
      Block.Table(
        columns: ["Entries resolved", "Entries", "Share"], rows: rows + [notes], numeric: [1, 2]))
  }
}
