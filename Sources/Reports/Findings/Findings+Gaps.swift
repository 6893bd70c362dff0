internal import ChangeModel

extension Findings {
  typealias Lack = (sentence: String, remedy: Gap.Remedy?)

  /// The needs that are not met, in the order of ``Need``.
  var gaps: [Gap] {
    let applicable = Criterion.Measure.allCases.filter(isApplicable)
    return Need.allCases.compactMap { need in
      let measures = applicable.filter { (needs(of: $0) + extras(of: $0)).contains(need) }
      guard !measures.isEmpty, let lack = lack(of: need) else { return nil }
      return Gap(need: need, measures: measures, sentence: lack.sentence, remedy: lack.remedy)
    }
  }

  /// Whether all that a measure needs is there.
  func isMeasured(_ measure: Criterion.Measure) -> Bool {
    needs(of: measure).allSatisfy { lack(of: $0) == nil }
  }

  /// Of a downgrade only what it loses is judged: it adds nothing.
  func isApplicable(_ measure: Criterion.Measure) -> Bool {
    guard isDowngrade else { return true }
    return switch measure {
    case .missingFix, .missingRevert, .newCVE, .openCVE: true
    case .suspect, .risk, .unresolved: false
    }
  }

  /// NEW is the older kernel, and that is what was asked for.
  var isDowngrade: Bool { report.isDowngrade && report.order == .backward }

  func needs(of measure: Criterion.Measure) -> [Need] {
    let losesOnly = isDowngrade
    let mayLose = if case .diverged = report.order { true } else { losesOnly }
    return measure.needs.filter { need in
      switch need {
      // The clone goes on after NEW, as OLD does.
      case .additions, .commits, .later: !losesOnly
      case .losses: mayLose
      default: true
      }
    }
  }

  /// What would make a measure more than it is.
  private func extras(of measure: Criterion.Measure) -> [Need] {
    switch measure {
    case .missingFix, .missingRevert:
      isDowngrade ? [.earlierHistory] : [.mainline, .earlierHistory, .contents, .configuration]
    case .risk: [.contents, .configuration]
    case .suspect: [.contents]
    case .newCVE, .openCVE, .unresolved: []
    }
  }

  private func lack(of need: Need) -> Lack? {
    guard let difference = report.difference else { return nil }
    // Where the question is the wrong way round, nothing else is worth telling.
    guard need == .order || orderLack(difference) == nil else { return nil }
    guard let clone = report.clone else {
      switch need {
      case .order: return orderLack(difference)
      case .additions: return additionsLack(difference)
      case .clone:
        return (
          "the commits behind the entries are unknown without a clone", .option("--linux DIR")
        )
      case .symptom, .cveData, .configuration: break
      default: return nil
      }
      return dataLack(of: need)
    }
    func git(_ words: String...) -> Gap.Remedy {
      .command(
        "\(ShellCommand("git", "-C", clone.path))" + words.map { " " + $0.shellWord }.joined())
    }
    let fetch = clone.isShallow ? git("fetch", "--unshallow", "--tags") : git("fetch", "--tags")
    switch need {
    case .order: return orderLack(difference)
    case .additions: return additionsLack(difference)
    case .clone: return nil
    case .readable:
      guard let first = clone.unreadable.first else { return nil }
      let more = clone.unreadable.count - 1
      return (
        "the clone cannot be read whole: \(first)" + (more > 0 ? ", and \(more.grouped) more" : ""),
        git("fsck")
      )
    case .ends:
      let lacking = [(report.oldCommit, difference.old), (report.newCommit, difference.new)]
        .filter { $0.0 == nil }.map(\.1.name)
      return lacking.isEmpty
        ? nil : ("the clone has no commit for \(lacking.joined(separator: " and "))", fetch)
    case .commits: return commitsLack(fetch)
    case .later:
      guard report.later?.isKnown != true else { return nil }
      let isBounded = report.later?.isBounded ?? false
      return (
        """
        the clone ends at NEW: \(isBounded ? "nothing is seen" : "it has no commit") that was made after \
        \(target ?? "it"), so no later fix or revert of it is known
        """, isBounded ? .option("without --as-of") : fetch
      )
    case .losses: return lossesLack(fetch)
    case .estimates:
      return report.risks.isEmpty && !report.changes.isEmpty
        ? ("the risk of each change was not estimated", nil) : nil
    case .mainline:
      switch report.later?.mainline {
      case .goesOn, nil: return nil
      case .absent:
        return (
          "fixes that only mainline has: the clone is without mainline",
          git("remote", "add", "-f", "--tags", "mainline", Self.mainline)
        )
      case .ends(let release, let time):
        return (
          "fixes that only mainline has: the clone has it up to \(release) of \(UTCTime(seconds: time).day)",
          fetch
        )
      }
    case .earlierHistory:
      guard clone.isShallow else { return nil }
      return ("commits before the cut-off of a shallow clone", fetch)
    case .contents:
      guard !clone.hasFileContents else { return nil }
      return (
        "diffs and whether fixes apply: the clone is without contents of files",
        git("fetch", "--refetch", "--no-filter")
      )
    case .symptom, .cveData, .configuration: return dataLack(of: need)
    }
  }

  private static let mainline =
    "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git"

  private func dataLack(of need: Need) -> Lack? {
    switch need {
    case .configuration where report.relevances.isEmpty:
      ("what your machines build and load", .option("--config"))
    case .cveData where report.cveStandings == nil:
      ("CVEs that no commit names", .option("--cve-data"))
    case .symptom where report.ranking == nil:
      ("the cause of a symptom", .option("--symptom"))
    case .symptom where report.ranking?.caveat != nil:
      ("the cause of the symptom, since nothing in it points to one change", nil)
    default: nil
    }
  }

  private func orderLack(_ difference: ChangelogDifference) -> Lack? {
    guard let notice = report.orderNotice else { return nil }
    let remedy = notice.command.map(Gap.Remedy.command)
    if case .diverged = report.order { return isCut ? (notice.sentence, remedy) : nil }
    return isDowngrade ? nil : (notice.sentence, remedy)
  }

  private func additionsLack(_ difference: ChangelogDifference) -> Lack? {
    if difference.added.isEmpty { return ("NEW adds nothing to OLD", nil) }
    guard !report.resolved.isEmpty, report.changes.isEmpty,
      ResolutionCounts(report.resolved).undecided == 0
    else { return nil }
    return (
      "no commit stands behind \(difference.added.count == 1 ? "the one added entry" : "any of the \(difference.added.count.grouped) added entries")",
      nil
    )
  }

  /// Above this share of entries without a commit, what is known of the others says little.
  private static let mostUndecided = 0.25

  private func commitsLack(_ fetch: Gap.Remedy) -> Lack? {
    let counts = ResolutionCounts(report.resolved)
    let standing = counts.total - counts.notes
    let bumps = report.resolved.count { resolved in
      if case .notFound = resolved.resolution { resolved.entry.kind == .versionBump } else { false }
    }
    // A release may stand for hundreds of commits.
    guard bumps > 0 || Double(counts.undecided) > Self.mostUndecided * Double(standing) else {
      return nil
    }
    return (
      """
      \(counts.undecided.grouped) of \(standing.of("added entry", "added entries")) that \
      \(standing == 1 ? "stands" : "stand") for commits led to none for certain
      """, fetch
    )
  }

  private func lossesLack(_ fetch: Gap.Remedy) -> Lack? {
    guard let losses = report.losses else {
      return ("what NEW lacks of OLD is unknown: the clone does not tell the two apart", fetch)
    }
    let all = losses.fixes.count + losses.unknownCount
    guard Double(losses.unknownCount) > Self.mostUndecided * Double(all) else { return nil }
    return (
      """
      of \(losses.unknownCount.grouped) of the \(all.of("fix", "fixes")) that OLD has and NEW lacks the clone cannot tell \
      whether NEW needs them, since it does not have what they repair
      """, fetch
    )
  }

  /// How the ends stand to each other cannot be seen where the history between is cut off.
  private var isCut: Bool { report.clone?.isShallow ?? false }
}
