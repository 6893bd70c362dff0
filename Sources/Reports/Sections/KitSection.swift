internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func kit(_ assessment: UpgradeAssessment) -> Document.Section {
    var blocks: [Block] = [
      .paragraph(
        "Last good: " + .strong(sentences.old.name)
          + Phrase(". Keep it installed and bootable until NEW has proved itself."))
    ]
    guard let clone = upgrade.clone, upgrade.changes.count > 1 else {
      return Document.Section(anchor: "kit", title: kitTitle, blocks: blocks)
    }
    blocks += upgrade.hasCommitsBetween ? bisection(in: clone) : [byPackages]
    let picks = assessment.picks
    if !picks.isEmpty {
      blocks.append(
        .paragraph(
          Phrase(
            """
            \(picks.count.of("fix", "fixes")) that \(target) lacks and that \(picks.count == 1 ? "applies" : "apply") \
            cleanly, each tried alone, with what they need before them, oldest first:
            """)))
      blocks.append(
        .commands(
          ["git cherry-pick -x \\"]
            + lines(of: picks)))
    }
    return Document.Section(anchor: "kit", title: kitTitle, blocks: blocks)
  }

  /// A shell's lines are as long as a page is wide.
  private static let idsInLine = 5

  private func lines(of picks: [CommitID]) -> [String] {
    stride(from: 0, to: picks.count, by: Self.idsInLine).map { start in
      let end = min(picks.count, start + Self.idsInLine)
      return "  " + picks[start..<end].map(\.short).joined(separator: " ")
        + (end < picks.count ? " \\" : "")
    }
  }

  private var kitTitle: Phrase {
    isForBoard ? "For the operator: rollback and bisection" : "Rollback and bisection"
  }

  private func bisection(in clone: CloneSummary) -> [Block] {
    let plain = search?.bisection?.plain ?? Self.boots(halving: upgrade.changes.count)
    let weighted = search?.bisection.map { bisection in
      " (about \(Int(max(0, min(bisection.weighted, 1e6)).rounded())) by the ranking of the suspects)"
    }
    let start = (search?.sources ?? []).reduce(
      ShellCommand("ktrail", "bisect", "start").operands(sentences.old, sentences.new)
        .option(.linux, clone.path)
    ) { $0.option(.symptom, $1.name) }
    return [
      .paragraph(
        Phrase(
          """
          To find a first bad commit takes \(plain.of("boot"))\(weighted ?? ""); say good, bad or skip of each \
          kernel that is named:
          """)),
      .commands(["\(start)", "ktrail bisect good"]),
    ]
  }

  /// Where the commits of a distribution's kernels are not in the clone, their packages are all that can be tested.
  private var byPackages: Block {
    let releases = difference?.releasesAdded.count ?? 0
    let packages =
      releases > 1
      ? """
       What can be tested is the packages between them: the changelog has \(releases.of("release")) that OLD lacks, which takes \
      \(Self.boots(halving: releases).of("boot"))\(releases > 2 ? " by halves" : "").
      """ : ""
    return .paragraph(
      Phrase(
        """
        The clone has no commits between \(sentences.old.name) and \(sentences.new.name), so it cannot be bisected with \
        `ktrail bisect`.\(packages)
        """))
  }

  private static func boots(halving count: Int) -> Int {
    Int.bitWidth - (count - 1).leadingZeroBitCount
  }
}
