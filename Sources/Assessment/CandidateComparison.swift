public import ChangeModel

/// Kernels that may take OLD's place, side by side, and which of them to take.
public struct CandidateComparison: Hashable, Sendable {
  /// In the order in which they were given; two or more.
  public let candidates: [UpgradeCandidate]
  /// The place of the one with the least against it.
  public let choice: Int
  /// What speaks for it, the weightiest first.
  public let reasons: [Reason]

  /// Whether the choice is one to take, and not only the least of several evils.
  public var isRecommended: Bool { chosen.assessment.verdict <= .conditions }

  public var chosen: UpgradeCandidate { candidates[choice] }

  /// `nil` for fewer than two.
  public init?(_ upgrades: [Upgrade]) {
    guard upgrades.count > 1 else { return nil }
    let assessments = upgrades.map { UpgradeAssessment($0) }
    let repairs = RepairsOfOld(assessments)
    let areKnown = assessments.allSatisfy { $0.staying != nil && $0.findings.unseen == nil }
    let candidates = assessments.map {
      UpgradeCandidate($0, leftUnfixed: areKnown ? repairs.left(by: $0.upgrade) : nil)
    }
    self.candidates = candidates
    let order = candidates.indices.sorted { left, right in
      let (first, second) = (candidates[left].burdens, candidates[right].burdens)
      return first == second ? left > right : first.lexicographicallyPrecedes(second)
    }
    choice = order[0]
    reasons = Self.reasons(for: order[0], before: order[1], among: candidates)
  }

  /// Why one is to be taken, or comes first where none is.
  public enum Reason: Hashable, Sendable {
    /// It may be taken, and no other is judged as well.
    case bestVerdict
    /// It has no change that stands out as the cause of the symptom, as another does.
    case withoutSuspect(unlike: Int)
    /// Nothing that it has is known to have been reverted, which cannot be said of all; `isFirst`: nor of any with fewer changes.
    case withoutReverts(isFirst: Bool)
    /// So many changes that were reverted later, fewer than any other has.
    case fewestReverts(Int)
    /// It leaves so many fewer CVEs open than another.
    case fewerOpenCVEs(Int, than: Int)
    /// It lacks so many fixes of what it brings, of which so many apply; `nil` where none could be tried.
    case missingFixes(Int, applying: Int?)
    /// Known bugs that it has, those of OLD that others repair among them, are so many fewer than another's.
    case fewerKnownBugs(Int, than: Int)
    /// What is weighed does not tell it from another, and it has more changes.
    case moreChanges(than: Int)
  }

  private static func reasons(
    for choice: Int, before second: Int, among candidates: [UpgradeCandidate]
  ) -> [Reason] {
    let (chosen, other) = (candidates[choice], candidates[second])
    let others = candidates.indices.filter { $0 != choice }.map { candidates[$0] }
    var reasons: [Reason] = []
    if chosen.assessment.verdict <= .conditions,
      others.allSatisfy({ chosen.assessment.verdict < $0.assessment.verdict })
    {
      reasons.append(.bestVerdict)
    }
    if chosen.suspicion == 0, other.suspicion > 0 {
      reasons.append(.withoutSuspect(unlike: second))
    }
    if let reverts = chosen.count(of: .missingRevert), !reverts.isAtLeast {
      let theirs = others.map { $0.count(of: .missingRevert)?.value }
      if reverts.value == 0, theirs.contains(where: { ($0 ?? 0) > 0 }) {
        let earlier = others.filter { $0.commits < chosen.commits }
        reasons.append(
          .withoutReverts(
            isFirst: !earlier.isEmpty
              && earlier.allSatisfy { ($0.count(of: .missingRevert)?.value ?? 0) > 0 }))
      } else if theirs.allSatisfy({ $0.map { $0 > reverts.value } ?? false }) {
        reasons.append(.fewestReverts(reverts.value))
      }
    }
    if let open = chosen.count(of: .openCVE), let theirs = other.count(of: .openCVE),
      !open.isAtLeast, open.value < theirs.value
    {
      reasons.append(.fewerOpenCVEs(theirs.value - open.value, than: second))
    }
    if let fixes = chosen.missingFixes, !fixes.isAtLeast {
      reasons.append(.missingFixes(fixes.count, applying: fixes.applying))
    }
    if let bugs = chosen.knownBugs, let theirs = other.knownBugs, bugs < theirs {
      reasons.append(.fewerKnownBugs(theirs - bugs, than: second))
    }
    if chosen.burdens.dropLast() == other.burdens.dropLast() {
      reasons.append(.moreChanges(than: second))
    }
    return reasons
  }
}

/// One of several kernels that may take OLD's place.
public struct UpgradeCandidate: Hashable, Sendable {
  public let assessment: UpgradeAssessment
  /// How many repairs of what was there before these updates others bring and it does not; `nil` where not all that they
  /// bring is known.
  public let leftUnfixed: Int?

  init(_ assessment: UpgradeAssessment, leftUnfixed: Int?) {
    (self.assessment, self.leftUnfixed) = (assessment, leftUnfixed)
  }

  public var upgrade: Upgrade { assessment.upgrade }
  public var commits: Int { upgrade.changes.count }

  /// A number, and whether not all could be seen of what it counts.
  public struct Count: Hashable, Sendable {
    public let value: Int
    public let isAtLeast: Bool
  }

  /// `nil` if it was not measured.
  public func count(of measure: Criterion.Measure) -> Count? {
    assessment.values[measure].map {
      Count(value: Int($0), isAtLeast: !assessment.findings.isMeasured(measure))
    }
  }

  /// Fixes that it lacks of what it brings.
  public var missingFixes: Measurement.OwedFixes? { assessment.owedFixes }

  public struct CVEs: Hashable, Sendable {
    /// What the update closes, what it opens, and what it leaves open that OLD is open to.
    public let closed, opened, left: Int
  }

  /// `nil` without a list of CVEs.
  public var cves: CVEs? {
    guard let cves = assessment.cves else { return nil }
    return CVEs(
      closed: cves.count(where: \.isClosed), opened: cves.count(where: \.isOpened),
      left: cves.count { $0.isOpen && !$0.standing.isNew })
  }

  public struct Concerned: Hashable, Sendable {
    /// Changes that the configuration builds, and those of modules that some host has loaded; `nil` without their lists.
    public let built: Int
    /// Changes of which the makefiles do not say it.
    public let unknown: Int
    public let loaded: Int?
    /// Parts of the kernel that got more than usual, with something built, the hottest first.
    public let hot: [Subsystem]
  }

  /// What of the update reaches the machines; `nil` if nothing is known of them.
  public var concerned: Concerned? {
    let relevances = upgrade.relevances
    guard !relevances.isEmpty else { return nil }
    let built = relevances.values.filter { $0.isBuilt == true }
    let directories = Set(
      upgrade.changes.filter { relevances[$0.commit.id]?.isBuilt == true }
        .compactMap { $0.subsystems.first?.directory })
    return Concerned(
      built: built.count,
      unknown: upgrade.changes.count { relevances[$0.commit.id]?.isBuilt == nil },
      loaded: built.contains { $0.hosts != nil }
        ? built.count { ($0.hosts?.loading ?? 0) > 0 } : nil,
      hot: assessment.heat.filter { $0.isHot && directories.contains($0.subsystem.directory) }
        .map(\.subsystem))
  }

  /// Of the changes that it has, the one that most likely causes the symptom; `nil` without one.
  public var suspect: Suspect? {
    assessment.reasons.lazy.compactMap { reason in
      if case .suspect(let suspect) = reason.measurement { suspect } else { nil }
    }.first
  }

  /// Bugs that somebody repaired: of what it brings, and of OLD as far as another candidate repairs them.
  var knownBugs: Int? {
    guard let missing = count(of: .missingFix), !missing.isAtLeast, let leftUnfixed else {
      return nil
    }
    return missing.value + leftUnfixed
  }

  /// The probability of a change that stands out as the cause of the symptom.
  var suspicion: Double { suspect.map { $0.standsOut ? $0.probability : 0 } ?? 0 }

  /// What speaks against it, the weightiest first; of two the one with less is better. Unknown is worst.
  var burdens: [Double] {
    func burden(_ measure: Criterion.Measure) -> Double {
      assessment.values[measure] ?? .infinity
    }
    // A kernel that could not be judged is not better than one that was found wanting.
    let verdict: Double =
      switch assessment.verdict {
      case .go: 0
      case .conditions: 1
      case .hold: 2
      case .notJudged: 3
      }
    let reverts = burden(.missingRevert)
    return [
      verdict, suspicion, min(1, reverts), burden(.newCVE), burden(.openCVE),
      knownBugs.map(Double.init) ?? .infinity, reverts, -Double(commits),
    ]
  }
}

/// The repairs that several updates of one kernel bring to what that kernel has already, see ``Staying``.
private struct RepairsOfOld {
  /// By the upstream commit, or where none is named, by the repair itself.
  private let all: Set<String>

  init(_ assessments: [UpgradeAssessment]) {
    all = assessments.compactMap(\.staying).reduce(into: []) {
      $0.formUnion(Self.names(of: $1.fixes + $1.reverts))
    }
  }

  func left(by upgrade: Upgrade) -> Int { all.subtracting(Self.names(of: upgrade.changes)).count }

  private static func names(of changes: [EnrichedChange]) -> Set<String> {
    Set(changes.map { $0.upstream.first?.id.digits ?? "\($0.commit.id)" })
  }
}
