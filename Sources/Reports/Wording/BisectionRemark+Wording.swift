internal import ChangeModel

extension BisectionStatus {
  /// A remark as a sentence without a capital letter and a full stop.
  func sentence(_ remark: BisectionRemark) -> String {
    switch remark {
    case .notAncestor(let good, let bad):
      "\(good) is not an ancestor of \(bad); their common ancestor is assumed \(oldState), so test that first"
    case .takenFor(let name, let release, let isOnlyBase):
      TakenName.sentence(name, release: release, isOnlyBase: isOnlyBase)
    case .relevancesUnknown:
      "the clone has no file contents, so what the configuration leaves out is not known"
    case .configurationsDiffer(let changes, let good, let bad):
      "\(changes.sentence); build every kernel to test with one of them, and check that \(good) is \(words.areOwn ? words.old : "good") and \(bad) is \(words.areOwn ? words.new : "bad") with it, or the cause may be the configuration"
    case .place(let name, let reading, let paths, let count):
      "“\(name)” \(reading.meaning(of: name, paths: paths, count: count) ?? "is taken as written")"
    case .untestable(let entries, let suspicion):
      """
      no test finds what has no commit in this clone: \(entries.of("entry", "entries")) of the changelog, which no kernel \
      between the two tells apart\(suspicion.map { ", and which have \($0.percent) of the suspicion" } ?? "")
      """
    case .answered(let answered): answered.clause
    case .onlyTested(let commits, let changes):
      "of the \(commits.of("commit")), \(changes.of("change")) can be suspected, as `ktrail culprits` counts them; the rest, \((commits - changes).of("merge or release commit", "merges and release commits")), can only be tested"
    case .lowerProbabilities:
      "the probabilities are lower than those of `ktrail culprits`: a later fix that mentions the symptom raises nothing here, and a twentieth is spread evenly over all commits, so that a wrong suspicion costs little"
    case .bootBothEnds(let good, let bad):
      words.areOwn
        ? "first boot both ends with the configuration you will use: \(good) must be \(words.old), \(bad) must be \(words.new)"
        : "first boot both ends with the configuration you will use: \(good) must \(findsFix ? "fail" : "work"), \(bad) must \(findsFix ? "work" : "fail")"
    case .endNeverSeen(let name, let word):
      "no kernel was seen to be \(word), and \(name), which was given as \(word), could not be tested: the result rests on that"
    case .newestIsRepaired(let newest, let answer):
      "\(newest.short), the newest commit of the clone, is \(answer): the bug is already repaired; `\(findingFix(in: newest))` finds the commit that repaired it"
    case .newestIsBroken(let newest, let answer):
      "\(newest.short), the newest commit of the clone, is \(answer) too: the bug is not repaired yet"
    }
  }

  /// What kernels without the change are, and those with it.
  var oldState: String { words.areOwn ? words.old : findsFix ? "broken" : "good" }
  var newState: String { words.areOwn ? words.new : findsFix ? "fixed" : "bad" }

  private func findingFix(in newest: CommitID) -> ShellCommand {
    let command = ShellCommand("ktrail", "bisect", "start", KtrailOption.findFix.spelled)
      .option(.linux, clone).option(.name, "\(name)-fix")
    return asOf.reduce(command) { $0.option(.asOf, $1.short) }.operand(bad, newest.short)
  }
}
