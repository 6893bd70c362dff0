public import ChangeModel

/// Everything a command found, ready to be rendered; a part that was not asked for is `nil` or empty.
public struct Report: Hashable, Sendable {
  public enum Command: String, Hashable, Sendable, CaseIterable {
    case compare, culprits, fixes, report, index
  }

  public var command: Command
  public var difference: ChangelogDifference?
  public var clone: CloneSummary?
  /// One for each added entry, in the same order; empty without a clone.
  public var resolved: [ResolvedEntry] = []
  /// All commits behind the added entries, each once, newest first.
  public var changes: [EnrichedChange] = []
  /// What changes matter to the machines in question; empty if nothing was told of them.
  public var relevances: [CommitID: Relevance] = [:]
  /// What the configuration of NEW has otherwise than that of OLD, if both were given, by symbol.
  public var configurationChanges: [ConfigurationChange] = []
  public var symptom: Symptom?
  /// Where the symptom's text comes from, in order.
  public var symptomSources: [SymptomSource] = []
  public var ranking: Ranking?
  public var bisection: BisectionEstimate?
  public var fixes: FixesAnswer?
  /// What `missing` and `present` of a follow-up are measured against: `4.4.157`; without it, the newer operand.
  public var target: String?
  /// What was not looked at and why, and what would mend it. Sentences.
  public var remarks: [String] = []

  public init(command: Command) { self.command = command }

  /// Whether every added entry led to its commits, or is known to have none.
  public var isComplete: Bool { ResolutionCounts(resolved).undecided == 0 }
}
