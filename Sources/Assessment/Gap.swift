public import ChangeModel

/// A need that is not met.
public struct Gap: Hashable, Sendable {
  public let lack: Lack
  /// The measures that could not be taken, or only in part.
  public let measures: [Criterion.Measure]
  /// What would bring it, if anything is known to.
  public let remedy: Remedy?

  public var need: Need { lack.need }
}

/// What is missing, as far as it differs from case to case.
public enum Lack: Hashable, Sendable {
  case order(OrderNotice)
  case additions
  /// Entries were added, and no commit stands behind any of them.
  case commitsBehind(entries: Int)
  case clone
  case readable(first: UnreadablePart, others: Int)
  case ends(old: Bool, new: Bool)
  /// How many of the entries that stand for commits led to none for certain.
  case commits(undecided: Int, of: Int)
  /// The clone has no commit that was made after NEW, or none is seen for the bound that was asked for; without NEW itself
  /// nothing says what came after it.
  case later(isBounded: Bool, hasNew: Bool = true)
  /// What NEW lacks of OLD was not found out.
  case losses
  /// Of that many fixes it is unknown whether NEW needs them.
  case needOfLosses(unknown: Int, of: Int)
  case cveData
  /// Of so many CVEs of the list it is unknown whether NEW is open to them; of `unnamed` the list does not say what brought them.
  case cveOrigins(unknown: Int, unnamed: Int)
  case symptom
  /// The symptom fits every change alike.
  case telling
  case mainline
  /// The clone has mainline up to a release of that time, in seconds since 1970.
  case newerMainline(after: String, time: Int64)
  case earlierHistory
  case contents
  case configuration
  /// Of so many changes the clone lacks the trees.
  case paths(unknown: Int, of: Int)
  case watchList
  case day

  public var need: Need {
    switch self {
    case .order: .order
    case .additions, .commitsBehind: .additions
    case .clone: .clone
    case .readable: .readable
    case .ends: .ends
    case .commits: .commits
    case .later: .later
    case .losses, .needOfLosses: .losses
    case .cveData: .cveData
    case .cveOrigins: .cveOrigins
    case .symptom, .telling: .symptom
    case .mainline, .newerMainline: .mainline
    case .earlierHistory: .earlierHistory
    case .contents: .contents
    case .configuration: .configuration
    case .paths: .paths
    case .watchList: .watchList
    case .day: .day
    }
  }
}

/// What brings what is missing. Which option or command that is, those say who have options.
public enum Remedy: Hashable, Sendable {
  case clone, configuration, cveData, symptom, watchList
  /// No bound on what is seen.
  case withoutBound
  /// The two kernels the other way round.
  case otherWayRound
  /// Newer commits and tags; with `isShallow` the older ones as well, that the clone is cut off from.
  case fetch(isShallow: Bool)
  /// The commits that a shallow clone is cut off from.
  case fullHistory
  case mainline
  case contents
  /// A check of the clone.
  case check
}
