public import ChangeModel
public import FoundationEssentials

/// A bisection as it is kept between commands: what was asked, what was believed, what was tested.
///
/// Everything else follows from it and the clone, so whatever stops a command, the next one goes on
/// from the last answer.
public struct BisectionRecord: Codable, Hashable, Sendable {
  /// A kernel by the name that the user gave it.
  public struct End: Codable, Hashable, Sendable {
    public let name: String
    public let id: CommitID

    public init(name: String, id: CommitID) { (self.name, self.id) = (name, id) }
  }

  /// One answer.
  public struct Entry: Codable, Hashable, Sendable {
    public let commit: CommitID
    public let verdict: Bisection.Verdict
    public let note: String?
    public let time: Date
    /// What ktrail found itself; `nil` for what somebody has answered, and in older records.
    public let boot: BootRecord?

    public init(
      commit: CommitID, verdict: Bisection.Verdict, note: String?, time: Date,
      boot: BootRecord? = nil
    ) {
      (self.commit, self.verdict, self.note, self.time) = (commit, verdict, note, time)
      self.boot = boot
    }
  }

  /// Where the kernels to test are put.
  public enum Place: String, Codable, Hashable, Sendable {
    /// A work tree of its own.
    case worktree
    /// The user's own work tree.
    case checkout
    /// Nowhere: only the revision is told.
    case nowhere
  }

  /// Where HEAD of the clone was before kernels were checked out there.
  public struct Head: Codable, Hashable, Sendable {
    /// `refs/heads/master`; `nil` if it was detached.
    public let branch: String?
    public let id: CommitID

    public init(branch: String?, id: CommitID) { (self.branch, self.id) = (branch, id) }
  }

  /// Of this form; others are refused.
  public static let currentVersion = 1

  public let version: Int
  /// Where the clone is, and its index, if not in its usual place.
  public let clone: String
  public let indexDirectory: String?
  /// When not empty, nothing but these commits and their ancestors is seen; `nil` in older records.
  /// Ids, since a branch may have moved when the next command is given.
  public let asOf: [CommitID]?
  public let good, bad: End
  /// The newest commit of the clone when it was begun, if it was to be tested: whether the bug is
  /// repaired there, which says nothing of the commits between the ends.
  public let newest: CommitID?
  /// The bug is in `good` and gone in `bad`: the commit that repaired it is wanted.
  public let findsFix: Bool
  /// The suspicion of each commit, and those that cannot change the kernel.
  public let weights: [CommitID: Double]
  public let harmless: [CommitID]
  /// What was seen, if anything was told.
  public let symptom: String?
  public let passOfBroken, confidence: Double
  public let place: Place
  /// With ``Place/checkout``; to be given back at the end.
  public var head: Head?
  /// Whether git obeys the clone's configuration, which may run programs; `nil` in older records.
  public let runsHooks: Bool?
  /// Other words than the usual ones.
  public let terms: Terms?
  /// Names of packages that are made from commits of the range: `kernel-lt-4.4.156-1`.
  public let packages: [CommitID: String]
  public let installed: Set<CommitID>
  public let kernels: KernelSupply.Use
  /// What is to be known before its result is relied on; `nil` in older records.
  public let notes: [BisectionRemark]?
  /// Packages that are tested instead of commits; `nil` where there is a clone that has these, and in older records.
  public var line: PackageLine?
  /// How kernels are booted, if ktrail does that.
  public var bootPlan: BootPlan?
  /// What is being tested now, by ktrail itself.
  public var trial: Trial?
  /// Whether NEW works without the commit that was found; `nil` if that was not tested.
  public var revertTest: Bisection.Verdict?
  public private(set) var entries: [Entry] = []

  public init(
    clone: String, indexDirectory: String? = nil, asOf: [CommitID] = [], good: End, bad: End,
    newest: CommitID? = nil, findsFix: Bool = false,
    weights: [CommitID: Double] = [:], harmless: [CommitID] = [], symptom: String? = nil,
    trust: Bisection.Trust = .truthful, place: Place = .nowhere, runsHooks: Bool = false,
    terms: Terms? = nil,
    packages: [CommitID: String] = [:], installed: Set<CommitID> = [],
    kernels: KernelSupply.Use = .preferred, notes: [BisectionRemark] = []
  ) {
    version = Self.currentVersion
    (self.clone, self.indexDirectory, self.good, self.bad) = (clone, indexDirectory, good, bad)
    (self.asOf, self.newest) = (asOf, newest)
    (self.findsFix, self.weights, self.harmless) = (findsFix, weights, harmless)
    (self.symptom, self.place, self.runsHooks) = (symptom, place, runsHooks)
    (passOfBroken, confidence) = (trust.passOfBroken, trust.confidence)
    self.notes = notes
    (self.terms, self.packages, self.installed, self.kernels) = (
      terms, packages, installed, kernels
    )
  }

  public var trust: Bisection.Trust {
    .init(passOfBroken: passOfBroken, confidence: confidence, brokenIsGood: findsFix)
  }

  /// Whether the other differs at most in the answers, and in what is being tested.
  public func isSameBisection(as other: Self) -> Bool {
    var same = self
    (same.entries, same.trial, same.revertTest) = (other.entries, other.trial, other.revertTest)
    same.bootPlan?.testing = other.bootPlan?.testing
    same.bootPlan?.recipeDigest = other.bootPlan?.recipeDigest
    return same == other
  }

  /// Whether any kernel between the ends, or an end, was seen to be so.
  public func hasSeen(_ verdict: Bisection.Verdict) -> Bool {
    entries.contains { $0.verdict == verdict && $0.commit != newest }
  }

  /// The answers about a kernel, in order.
  public func answers(about commit: CommitID) -> [Bisection.Verdict] {
    entries.filter { $0.commit == commit }.map(\.verdict)
  }

  public mutating func add(_ entry: Entry) { entries.append(entry) }

  /// Takes back the last answer.
  public mutating func undo() -> Entry? { entries.popLast() }

  /// The bisection as far as it went.
  ///
  /// - Parameter graph: of the commits between the ends, without what answers about other commits
  ///   rule out.
  public func bisection(in graph: BisectionGraph) -> Bisection {
    var bisection = Bisection(
      graph, weights: weights, cannotBreak: Set(harmless), trust: trust)
    // That NEW is what it was taken for tells nothing, and costs nothing of the bound.
    for entry in entries where entry.commit != bad.id || entry.verdict == .good {
      bisection.add(.init(entry.commit, entry.verdict))
    }
    return bisection
  }
}
