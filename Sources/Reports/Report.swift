public import Assessment
public import ChangeModel

/// Everything a command found, ready to be rendered; a part that was not asked for is `nil` or empty.
public struct Report: Hashable, Sendable {
  public enum Command: String, Hashable, Sendable, CaseIterable {
    case compare, culprits, fixes, report, index
  }

  public var command: Command
  public var difference: ChangelogDifference?
  public var clone: CloneSummary?
  /// How the two kernels stand to each other; `nil` if nothing says it.
  public var order: KernelOrder?
  /// The commits that OLD and NEW are built on; `nil` where the clone has none.
  public var oldCommit, newCommit: CommitID?
  /// What the clone knows beyond NEW; `nil` without a clone.
  public var later: LaterHistory?
  /// One for each added entry, in the same order; empty without a clone.
  public var resolved: [ResolvedEntry] = []
  /// All commits behind the added entries, each once, newest first.
  public var changes: [EnrichedChange] = []
  /// What changes matter to the machines in question; empty if nothing was told of them.
  public var relevances: [CommitID: Relevance] = [:]
  /// Differences between the configurations of OLD and NEW, if both were given, by symbol.
  public var configurationChanges: [ConfigurationChange] = []
  /// The parts of the kernel that the user named.
  public var places: [Place] = []
  /// The index held against git; `nil` unless asked for.
  public var verification: IndexVerification?
  public var symptom: Symptom?
  /// Where the symptom's text comes from, in order.
  public var symptomSources: [SymptomSource] = []
  public var ranking: Ranking?
  public var bisection: BisectionEstimate?
  public var fixes: FixesAnswer?
  /// What NEW loses of OLD; `nil` if it was not looked for, as where OLD is an ancestor of NEW.
  public var losses: Losses?
  /// How likely each change is to need a repair; empty if nobody estimated it.
  public var risks: [ChangeRisk] = []
  /// How such probabilities came true elsewhere.
  public var riskCalibration: RiskCalibration?
  /// What it would take to bring the fixes that NEW lacks into it, by ``FollowUp/commit``.
  public var cherryPicks: [CommitID: CherryPick] = [:]
  /// What is usual for the stable series; `nil` if NEW is of none.
  public var upgradeHistory: UpgradeHistory?
  /// The CVEs of a given list that matter to the update; `nil` without a list.
  public var cveStandings: [CVEStanding]?
  /// By what an upgrade is judged.
  public var terms = Upgrade.Terms()
  /// What `missing` and `present` of a follow-up are measured against: `4.4.157`; without it, the newer operand.
  public var target: String?
  public var remarks: [Remark] = []

  public init(command: Command) { self.command = command }

  /// Repairs that NEW lacks, each once, in the order of the changes.
  public var missingFixes: [FollowUp] {
    MissingFix.all(of: changes, losses: losses).map(\.fix)
  }
}

// MARK: - Judging

extension Report {
  /// What is known of the update; `nil` for a report that is not about one.
  public var upgrade: Upgrade? {
    difference.map { difference in
      Upgrade(
        difference: difference, order: order, oldCommit: oldCommit, newCommit: newCommit,
        clone: clone, later: later, resolved: resolved, changes: changes, relevances: relevances,
        ranking: ranking, risks: risks, losses: losses, cherryPicks: cherryPicks,
        cveStandings: cveStandings, history: upgradeHistory, terms: terms)
    }
  }

  /// Computed from the report alone, so that every format says the same: by whoever needs it, once.
  public var assessment: UpgradeAssessment? { upgrade.map(UpgradeAssessment.init) }

  /// Whether every added entry led to its commits, or is known to have none, a verdict that was asked for is given, and all
  /// that the clone names could be read.
  public var isComplete: Bool {
    guard let upgrade else { return clone?.unreadable.isEmpty ?? true }
    return command == .report
      ? UpgradeAssessment(upgrade).isComplete : Findings(upgrade).isComplete
  }

  /// What fixes are missing from, as people call it; `nil` where no kernel is in question.
  var targetName: String? {
    if let target { return target.releaseName }
    if case .missing(let missing) = fixes { return missing.target.releaseName }
    return difference.map { $0.new.kernelVersion ?? $0.new.name }
  }
}
