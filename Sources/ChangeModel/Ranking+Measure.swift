extension Ranking {
  /// What the probability of a candidate rests on. Measurements of the same are one measure: they make up for each other, so
  /// only their sum says something.
  public enum Measure: Int, Hashable, Sendable, CaseIterable {
    /// Words of the symptom in message, paths and changed lines.
    case words
    /// How closely the symptom resembles the subject and the names of files.
    case resemblance
    /// Functions of the symptom that it changes.
    case functions
    /// A file that the symptom names.
    case namedFile
    /// The mounted file system.
    case mount
    /// What else the range changes in the same files.
    case sameFiles
    /// How many lines it changes.
    case size
    /// Whether it touches documentation, tools or device trees only.
    case aside
    /// Whether it changes no line of code.
    case withoutCode
    /// Whether it is a fix, or a revert.
    case isFix, isRevert
    /// Whether it is repaired or reverted within the range.
    case isRepaired
    /// Whether a later fix talks of the symptom.
    case knownFix
    /// Whether it sets a version that outgrows its place, and the symptom is about that.
    case version
    /// Whether it cannot be the cause, see ``ChangeModel/Discount``.
    case ruledOut
    /// Whether it is where the user thinks that the cause is, or is not, see ``ChangeModel/SuspectScope/hint(on:)``.
    case hint
  }
}

extension Evidence {
  /// The measure that counts this fact.
  public var measure: Ranking.Measure {
    switch self {
    case .namesTraceFunctions, .sharedIdentifiers, .namesSystemCall, .namesError, .aboutTopic,
      .sharedWords, .wordsInPaths, .wordsInDiff:
      .words
    case .inPart(.mount, _, _, _): .mount
    case .inPart: .resemblance
    case .changesFunctions: .functions
    case .touchesNamedFile: .namedFile
    case .alreadyFixed: .knownFix
    case .outgrowsVersionCode: .version
    case .repairedInRange: .isRepaired
    case .touchesOnly: .aside
    case .inScope, .relevance, .discounted: .ruledOut
    case .hinted: .hint
    }
  }

  public var speaksAgainst: Bool {
    switch self {
    case .discounted, .touchesOnly: true
    case .hinted(_, let isLikely, _, _): !isLikely
    case .relevance(let relevance): relevance.standing == .notBuilt
    default: false
    }
  }
}
