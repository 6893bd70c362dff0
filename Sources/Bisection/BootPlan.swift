public import ChangeModel

/// How the kernels of a bisection are booted, as it was begun, and how `run` tests them.
public struct BootPlan: Codable, Hashable, Sendable {
  /// What tells good from bad.
  public struct Testing: Codable, Hashable, Sendable {
    /// A program and its arguments instead of the recipe's test; empty for the recipe's.
    public let command: [String]
    /// The folder that it was given in.
    public let folder: String
    /// Boots of each kernel; the first that fails makes it bad.
    public let boots: Int
    /// An expression that a line of the console or the journal has if the symptom is there.
    public let symptomPattern: String?
    public let checksEnds: Bool

    public init(
      command: [String] = [], folder: String, boots: Int = 1, symptomPattern: String? = nil,
      checksEnds: Bool = false
    ) {
      (self.command, self.folder, self.boots) = (command, folder, boots)
      (self.symptomPattern, self.checksEnds) = (symptomPattern, checksEnds)
    }
  }

  /// A file, or the name of a recipe that comes with ktrail.
  public let recipe: String
  public let values: [String: String]
  /// The configuration to build with.
  public let configuration: String?
  /// For ssh(1); `nil` for this machine, or a virtual one.
  public let host: String?
  /// How many kernels that were built or fetched stay.
  public let keep: Int
  /// OLD and NEW as they were given.
  public let old, new: String
  /// `nil` until the first `run`.
  public var testing: Testing?
  /// Of the recipe, as the last `run` has read it.
  public var recipeDigest: String?

  public init(
    recipe: String, values: [String: String] = [:], configuration: String? = nil,
    host: String? = nil, keep: Int = BootPlan.usualKeep, old: String, new: String
  ) {
    (self.recipe, self.values, self.configuration) = (recipe, values, configuration)
    (self.host, self.keep, self.old, self.new) = (host, keep, old, new)
  }

  public static let usualKeep = 5
}

/// The test of one kernel that is under way: what was done last, so that whatever stops it, it goes on from there.
public struct Trial: Codable, Hashable, Sendable {
  public enum Purpose: String, Codable, Hashable, Sendable {
    /// An answer of the search.
    case search
    /// The newest commit of the clone.
    case newest
    /// NEW with the commit that was found taken back.
    case revert
  }

  public let commit: CommitID
  public let purpose: Purpose
  /// What is being done: a step of the recipe by its name; `answered` when only tidying up is left.
  public var step: String
  /// From 1.
  public var boot = 1
  /// What `uname -r` is to say, if the recipe tells.
  public var release: String?
  /// Of the machine before it was told to start again, as `/proc/sys/kernel/random/boot_id` has it; then of the boot that is
  /// tested.
  public var bootID: String?
  /// How often the machine has started again while it was tested.
  public var restarts = 0

  public init(commit: CommitID, purpose: Purpose, step: String) {
    (self.commit, self.purpose, self.step) = (commit, purpose, step)
  }
}

/// Packages that are bisected by themselves, where there is no clone that has their commits.
public struct PackageLine: Codable, Hashable, Sendable {
  public struct Package: Codable, Hashable, Sendable {
    /// Made of its name and version; no commit has it.
    public let id: CommitID
    public let name, version: String
    /// What its changelog says came with it, most suspect first.
    public let entries: [String]

    public init(id: CommitID, name: String, version: String, entries: [String]) {
      (self.id, self.name, self.version, self.entries) = (id, name, version, entries)
    }

    public var title: String { "\(name) \(version)" }
  }

  /// OLD first, then what came after it up to NEW.
  public let packages: [Package]

  public init(packages: [Package]) { self.packages = packages }

  public subscript(id: CommitID) -> Package? { packages.first { $0.id == id } }

  /// Each package has those before it.
  public var graph: BisectionGraph {
    BisectionGraph(
      zip(packages, packages.dropFirst()).map { older, newer in
        .init(id: newer.id, parents: [older.id])
      })
  }
}
