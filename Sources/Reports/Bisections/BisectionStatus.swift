public import ChangeModel

/// Where a bisection stands, and what to do next.
public struct BisectionStatus: Hashable, Sendable {
  public struct Kernel: Hashable, Sendable {
    /// `nil` for a package whose commits no clone has.
    public let id: CommitID?
    public let subject: String
    /// The newest release that is an ancestor of it, or it itself: `v4.4.156`.
    public let release: String?
    /// `kernel-lt-4.4.156-1`, if one is made from it.
    public let package: String?
    public let isInstalled: Bool

    public init(
      id: CommitID?, subject: String, release: String?, package: String? = nil,
      isInstalled: Bool = false
    ) {
      (self.id, self.subject, self.release) = (id, subject, release)
      (self.package, self.isInstalled) = (package, isInstalled)
    }
  }

  public struct Answer: Hashable, Sendable {
    /// As the user says it: `good`, `bad`, `skip`, or a word of his own.
    public let verdict: String
    public let kernel: Kernel
    public let note: String?
    /// What ktrail found itself.
    public let boot: BootRecord?

    public init(verdict: String, kernel: Kernel, note: String?, boot: BootRecord? = nil) {
      (self.verdict, self.kernel, self.note, self.boot) = (verdict, kernel, note, boot)
    }
  }

  public struct Suspicion: Hashable, Sendable {
    public let kernel: Kernel
    public let probability: Double

    public init(kernel: Kernel, probability: Double) {
      (self.kernel, self.probability) = (kernel, probability)
    }
  }

  public enum Step: Hashable, Sendable {
    /// - badProbability: 0 to 1; information: in bits; directory: where the kernel lies, if anywhere.
    case test(Kernel, badProbability: Double, information: Double, directory: String?)
    case found(Kernel, probability: Double, Finding)
    /// All answers are the same: that this is the suspect rests on an end that was never seen to be what it was given as, and
    /// is the next kernel to test.
    case confirm(
      Kernel, isNew: Bool, suspect: Kernel, probability: Double, directory: String?)
    /// OLD is bad already, or NEW is still good.
    case endDiffers(Kernel, isNew: Bool)
    /// The kernels between these were skipped, or they are in no package of their own.
    case undecided([Kernel])
    /// These cannot change the built kernel, so some answer was wrong.
    case impossible([Kernel])
    case contradiction
  }

  /// What is known of the first bad commit.
  public struct Finding: Hashable, Sendable {
    public var evidence: [Evidence] = []
    /// Later commits of the clone that repair or revert it.
    public var knownFixes: [Kernel] = []
    /// Whether it can be reverted on the bad kernel: the paths that conflict; `nil` if unknown.
    public var revertConflicts: [String]?
    /// Addresses as MAINTAINERS gives them.
    public var maintainers: [String] = []
    /// Of a package: what its changelog says came with it, most suspect first.
    public var entries: [String] = []

    public init() {}
  }

  /// The user's words for kernels without and with the change.
  public struct Words: Hashable, Sendable {
    public let old, new: String
    /// Whether they are not the usual ones.
    public let areOwn: Bool

    public init(old: String, new: String, areOwn: Bool = false) {
      (self.old, self.new, self.areOwn) = (old, new, areOwn)
    }
  }

  /// How kernels are booted, and which is being booted.
  public struct Boots: Hashable, Sendable {
    public struct Trial: Hashable, Sendable {
      public let kernel: Kernel
      /// Of the recipe; `answered` when only tidying up is left.
      public let step: String
      /// From 1.
      public let boot: Int

      public init(kernel: Kernel, step: String, boot: Int) {
        (self.kernel, self.step, self.boot) = (kernel, step, boot)
      }
    }

    public let recipe: String
    public let host: String?
    public let trial: Trial?
    /// The answer for NEW without the commit that was found, if that was tested.
    public let revert: String?
    /// Whether packages are tested by themselves.
    public let isOfPackages: Bool

    public init(
      recipe: String, host: String? = nil, trial: Trial? = nil, revert: String? = nil,
      isOfPackages: Bool = false
    ) {
      (self.recipe, self.host, self.trial) = (recipe, host, trial)
      (self.revert, self.isOfPackages) = (revert, isOfPackages)
    }
  }

  public let name: String
  public let clone: String
  /// When not empty, nothing but these commits and their ancestors is seen.
  public let asOf: [CommitID]
  public let good, bad: String
  public let findsFix: Bool
  /// Commits between the ends, and those not ruled out.
  public let candidates, remaining: Int
  /// Tests that are likely still needed, and those that halving would need from the start.
  public let expectedTests: Double
  public let plainTests: Int
  public let answers: [Answer]
  public let step: Step
  /// Whether only packages are tested.
  public let packagesOnly: Bool
  /// The first few that are not ruled out, most probable first.
  public let suspects: [Suspicion]
  /// The newest commit of the clone, as long as it could be tested first: if the bug is repaired
  /// there, the search may end before it begins.
  public let offer: Kernel?
  public let remarks: [BisectionRemark]
  public let words: Words
  /// `nil` if ktrail boots nothing.
  public let boots: Boots?

  public init(
    name: String, clone: String, asOf: [CommitID] = [], good: String, bad: String,
    findsFix: Bool, candidates: Int, remaining: Int, expectedTests: Double, plainTests: Int,
    answers: [Answer], step: Step, packagesOnly: Bool = false, suspects: [Suspicion],
    offer: Kernel? = nil, remarks: [BisectionRemark], words: Words? = nil, boots: Boots? = nil
  ) {
    self.words = words ?? Words(old: findsFix ? "bad" : "good", new: findsFix ? "good" : "bad")
    self.boots = boots
    (self.name, self.clone, self.asOf) = (name, clone, asOf)
    (self.good, self.bad) = (good, bad)
    (self.findsFix, self.candidates, self.remaining) = (findsFix, candidates, remaining)
    (self.expectedTests, self.plainTests, self.answers) = (expectedTests, plainTests, answers)
    (self.step, self.packagesOnly) = (step, packagesOnly)
    (self.suspects, self.offer, self.remarks) = (suspects, offer, remarks)
  }
}
