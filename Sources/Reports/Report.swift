public import Assessment
public import ChangeModel

/// What a command found, ready to be rendered.
public enum Report: Hashable, Sendable {
  case comparison(Comparison)
  case culprits(CulpritsReport)
  case upgrade(UpgradeReport)
  case fixes(FixesReport)
  case index(IndexReport)
  case bisection(BisectionStatus)
  case checkup(Checkup)
  case settings(SettingsOverview)

  public enum Command: String, Hashable, Sendable, CaseIterable {
    case compare, culprits, fixes, report, index, bisect, doctor, config
  }

  public var command: Command {
    switch self {
    case .comparison: .compare
    case .culprits: .culprits
    case .upgrade: .report
    case .fixes: .fixes
    case .index: .index
    case .bisection: .bisect
    case .checkup: .doctor
    case .settings: .config
    }
  }

  /// What is known of the update; `nil` for an answer that is not about one.
  var upgrade: Upgrade? {
    switch self {
    case .comparison(let report): report.upgrade
    case .culprits(let report): report.upgrade
    case .upgrade(let report): report.upgrade
    case .fixes, .index, .bisection, .checkup, .settings: nil
    }
  }

  /// Whether every added entry led to its commits, or is known to have none, a verdict that was asked for is given, and all
  /// that the clone names could be read; of a bisection, whether it has found its commit.
  public var isComplete: Bool {
    switch self {
    case .comparison(let report): report.findings.isComplete
    case .culprits(let report): report.findings.isComplete
    case .upgrade(let report): report.assessment.isComplete
    case .fixes(let report):
      report.clone.unreadable.isEmpty && !report.endsAtTarget && report.unknown.isEmpty
    case .index(let report): report.clone.unreadable.isEmpty
    case .bisection(let status):
      if case .found = status.step { true } else { false }
    case .checkup(let checkup): checkup.count(.ok) == checkup.checks.count
    case .settings: true
    }
  }

  /// What was odd about the question, the clone and the files, in the order in which it turned up; a bisection has its own.
  var remarks: [Remark] {
    switch self {
    case .comparison(let report): report.remarks
    case .culprits(let report): report.remarks
    case .upgrade(let report): report.remarks
    case .fixes(let report): report.remarks
    case .index(let report): report.remarks
    case .bisection, .checkup, .settings: []
    }
  }
}

/// What NEW adds to OLD.
public struct Comparison: Hashable, Sendable {
  public let findings: Findings
  public let remarks: [Remark]

  public var upgrade: Upgrade { findings.upgrade }

  public init(_ upgrade: Upgrade, remarks: [Remark] = []) {
    (findings, self.remarks) = (Findings(upgrade), remarks)
  }
}

/// A symptom, and what it was looked for by; the ranking is the upgrade's.
public struct SymptomSearch: Hashable, Sendable {
  public let symptom: Symptom
  /// Where its text comes from, in order.
  public let sources: [SymptomSource]
  /// The parts of the kernel that the user named.
  public let places: [Place]
  /// The architecture that the ranking took from the symptom, as its directory under `arch` is called; `nil` where the user
  /// named one or the symptom does not say.
  public let assumedArchitecture: String?
  public let bisection: BisectionEstimate?
  /// What the user was asked, in order, and answered.
  public let answered: [AnsweredQuestion]
  /// The command that asks, without what was answered; `nil` where no command did.
  public let command: ShellCommand?

  public init(
    _ symptom: Symptom, from sources: [SymptomSource], places: [Place] = [],
    assumedArchitecture: String? = nil, bisection: BisectionEstimate?,
    answered: [AnsweredQuestion] = [], command: ShellCommand? = nil
  ) {
    (self.symptom, self.sources) = (symptom, sources)
    (self.places, self.assumedArchitecture) = (places, assumedArchitecture)
    (self.bisection, self.answered, self.command) = (bisection, answered, command)
  }
}

/// Which of the changes explain a symptom.
public struct CulpritsReport: Hashable, Sendable {
  public let findings: Findings
  public let ranking: Ranking
  public let search: SymptomSearch
  public let remarks: [Remark]

  public var upgrade: Upgrade { findings.upgrade }

  public init(
    _ upgrade: Upgrade, _ ranking: Ranking, _ search: SymptomSearch, remarks: [Remark] = []
  ) {
    (findings, self.ranking) = (Findings(upgrade), ranking)
    (self.search, self.remarks) = (search, remarks)
  }
}

/// Whether NEW may be rolled out, and all that a decision on it asks.
public struct UpgradeReport: Hashable, Sendable {
  public let assessment: UpgradeAssessment
  /// All kernels that may take OLD's place, of which NEW is the one to take; `nil` where only NEW is in question.
  public let candidates: CandidateComparison?
  /// `nil` without a symptom.
  public let search: SymptomSearch?
  /// Differences between the configurations of OLD and NEW, if both were given, by symbol.
  public let configurationChanges: [ConfigurationChange]
  /// How far an order like that of the risks went elsewhere; `nil` where there is none.
  public let riskStudy: RiskStudy?
  /// How often the next releases of NEW's stable branch repaired its changes; `nil` if that is not known.
  public let repairRecord: RepairRecord?
  public let remarks: [Remark]

  public var upgrade: Upgrade { assessment.upgrade }

  /// NEW as it was given.
  public var newOperand: String { Operand.both(of: upgrade).new.source }

  public init(
    _ upgrade: Upgrade, among candidates: CandidateComparison? = nil,
    search: SymptomSearch? = nil,
    configurationChanges: [ConfigurationChange] = [], riskStudy: RiskStudy? = nil,
    repairRecord: RepairRecord? = nil, remarks: [Remark] = []
  ) {
    (assessment, self.search) = (UpgradeAssessment(upgrade), search)
    self.candidates = candidates
    self.configurationChanges = configurationChanges
    (self.riskStudy, self.repairRecord) = (riskStudy, repairRecord)
    let idle = Dictionary(grouping: assessment.findings.idleWaivers, by: \.why)
    self.remarks =
      remarks
      + Waiver.Idleness.allCases.compactMap { why in
        idle[why].map { .idleWaivers(why, $0.map(\.waiver)) }
      }
  }
}

/// What is known about fixes.
public struct FixesReport: Hashable, Sendable {
  public let clone: CloneSummary
  public let answer: FixesAnswer
  /// What `missing` and `present` of a follow-up are measured against: `4.4.157`; `nil` if that is not one kernel.
  public let target: String?
  /// The parts of the kernel that the user named.
  public let places: [Place]
  /// The kernels that were asked about, as the user wrote them.
  public let kernels: [String]
  /// The tree without history that was asked about.
  public let tree: String?
  /// What was asked for and no commit of the clone stands for, in the order asked.
  public let unknown: [UnknownFix]
  public let remarks: [Remark]

  /// Whether every kernel that was asked about, or the tree, has every fix that was asked for; `nil` if none was asked about.
  public var haveAll: KernelStanding.Answer? {
    guard !kernels.isEmpty || tree != nil else { return nil }
    let answers = answer.findings.flatMap(\.answers)
    if answers.contains(.no) { return .no }
    return answers.isEmpty || answers.contains(.unknown) || !unknown.isEmpty ? .unknown : .yes
  }

  /// The clone cannot know of fixes of the kernel in question.
  var endsAtTarget: Bool {
    remarks.contains { if case .nothingLater = $0 { true } else { false } }
  }

  public init(
    _ answer: FixesAnswer, in clone: CloneSummary, target: String? = nil, places: [Place] = [],
    kernels: [String] = [], tree: String? = nil, unknown: [UnknownFix] = [], remarks: [Remark] = []
  ) {
    (self.answer, self.clone, self.target) = (answer, clone, target)
    (self.places, self.kernels, self.tree) = (places, kernels, tree)
    (self.unknown, self.remarks) = (unknown, remarks)
  }
}

/// What the clone and its index hold.
public struct IndexReport: Hashable, Sendable {
  public let clone: CloneSummary
  /// The index held against git; `nil` unless asked for.
  public let verification: IndexVerification?
  public let remarks: [Remark]

  public init(
    _ clone: CloneSummary, verification: IndexVerification? = nil, remarks: [Remark] = []
  ) {
    (self.clone, self.verification, self.remarks) = (clone, verification, remarks)
  }
}
