internal import ChangeModel

// Whether a kernel has a change.
extension Words {
  /// `not in 4.14.126; 4.14.y has it since 4.14.127 (6cd4f5ba7b9c, backport of 3b4929f65b0d)`
  func standing(_ standing: KernelStanding, of finding: FixFinding) -> Phrase {
    let kernel = standing.kernel.releaseName
    let since =
      standing.since.map { " \(standing.landing?.gaps ?? "since \($0.releaseName)")" } ?? ""
    switch standing.presence {
    case .present(let commit):
      return .good("in \(kernel)") + Phrase(since) + named(commit, standing)
    case .inferred(let commit, let probability):
      return Phrase("probably in \(kernel)\(since), as ") + .commit(commit)
        + Phrase(", \(probability.asSameChange)")
    case .reverted(let revert):
      let had =
        standing.since.map { "which has it since \($0.releaseName) and " } ?? "which had it and "
      let when = standing.revertedIn.map { " in \($0.releaseName)" } ?? ""
      return .bad("not in \(kernel)") + Phrase(", \(had)reverted it\(when) by ")
        + .commit(revert) + again(standing, after: revert)
    case .unknown(let gap): return Phrase("unknown: \(gap.sentence(on: kernel))")
    case .absent:
      return .bad("not in \(kernel)") + elsewhere(standing, finding)
    }
  }

  /// Where a kernel's own line has the change, or else another one.
  private func elsewhere(_ standing: KernelStanding, _ finding: FixFinding) -> Phrase {
    if let landing = standing.landing {
      return "; " + has(landing) + named(landing.commit, standing)
    }
    guard let branch = standing.branch else { return "" }
    let none = Phrase("; no commit of \(branch) in this clone has it")
    guard let other = finding.landings.first else { return none }
    return none + "; " + has(other) + " (" + .commit(other.commit) + ")"
  }

  /// `; 4.14.y has it again since 4.14.130, as 6cd4f5ba7b9c`
  private func again(_ standing: KernelStanding, after revert: CommitID) -> Phrase {
    guard let landing = standing.landing, let last = landing.absences.last, last.revert == revert
    else { return "" }
    let again = last.until.map { " again since \($0.releaseName)" } ?? " again, but no release yet"
    return Phrase("; \(landing.branch) has it\(again), as ") + .commit(landing.commit)
  }

  private func has(_ landing: Landing) -> Phrase {
    guard let since = landing.since else {
      return Phrase(
        "\(landing.branch) has it\(landing.branch.isLine ? ", but no release of it yet" : "")")
    }
    return Phrase("\(landing.branch) has it \(since)")
  }

  /// ` (6cd4f5ba7b9c, backport of 3b4929f65b0d)`
  private func named(_ commit: CommitID, _ standing: KernelStanding) -> Phrase {
    let originals = standing.backportOf.map { Phrase.commit($0) }.joined(by: " and ")
    return " (" + .commit(commit)
      + (originals.isEmpty ? "" : ", backport of " + originals) + ")"
  }

  /// The same in a cell of a table: `yes, since 4.14.127`.
  func cell(_ standing: KernelStanding) -> Phrase {
    switch standing.presence {
    case .present:
      return .good("yes") + Phrase(standing.since.map { ", since \($0.releaseName)" } ?? "")
    case .inferred(_, let probability): return Phrase("probably (\(probability.percent))")
    case .reverted:
      return .bad("no")
        + Phrase(standing.revertedIn.map { ", reverted in \($0.releaseName)" } ?? ", reverted")
    case .absent: return .bad("no")
    case .unknown: return "unknown"
    }
  }

  /// Which kernels have which of the fixes: the longer of the two goes down.
  func table(of findings: [FixFinding], in kernels: [String]) -> Block {
    let names = kernels.map { Phrase($0.releaseName) }
    if findings.count <= kernels.count {
      return .table(
        Block.Table(
          columns: ["Kernel"] + findings.map(\.commit.id.short),
          rows: kernels.indices.map { place in
            [names[place]] + findings.map { cell($0.standings[place]) }
          }))
    }
    return .table(
      Block.Table(
        columns: ["Fix"] + names.map(\.text),
        rows: findings.map { [commit($0.commit)] + $0.standings.map(cell) }))
  }
}
