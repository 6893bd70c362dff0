/// What is measured of a change, apart from what anyone said of it later.
///
/// Counts are taken as ln(1 + count); what is there or not is 1 or 0.
package enum RiskFeature: Int, CaseIterable, Sendable {
  /// Lines of code, and all lines added or removed.
  case codeAdded, codeRemoved, lines
  case hunks, functions, files
  /// Has a diff, and no line of it is code.
  case withoutCode

  /// Words of added and removed lines: `return` and `goto`; error numbers and their handling; locks; what takes, gives back or
  /// frees; what waits, wakes or is scheduled.
  case exits, errors, locking, references, waiting

  /// Touches mm, kernel, lib, block, the core of net and of fs, or their headers.
  case core
  /// Touches headers that all of the kernel may include.
  case sharedHeaders
  /// Touches what users of a kernel see or configure: `uapi`, `Kconfig`, sysctls.
  case interface
  /// Touches drivers and sound only.
  case driversOnly
  /// Touches documentation, tools, samples, scripts or device trees only.
  case aside

  case hasFixesTag, hasStableTag
  /// Has neither, as what is picked for a stable branch by machine.
  case hasNeitherTag
  case isReported, hasTrace
  /// Somebody noted what was changed for the backport, or that it conflicted.
  case isAdapted
  /// Taken because another change needs it, or it prepares one.
  case isDependency
  /// Its subject speaks of a leak: what frees more may free too much.
  case repairsLeak
  /// Lines of the message that are not blank.
  case messageLines

  /// Days.
  case soak

  /// Changes of the same release that came after it: to one of its files, to one of its functions; and those of them with a
  /// `Fixes:` tag. The most for one file or function.
  case laterInFile, laterFixesInFile, laterInFunction, laterFixesInFunction
  /// Changes of the same release before it, to one of its files.
  case earlierInFile
  /// Other changes of the same author in the release.
  case sameAuthor

  package static let count = allCases.count
  package var name: String { String(describing: self) }

  /// Whether only the contents of files show it.
  package var needsDiff: Bool {
    switch self {
    case .codeAdded, .codeRemoved, .lines, .hunks, .functions, .withoutCode, .exits, .errors,
      .locking, .references, .waiting, .laterInFunction, .laterFixesInFunction:
      true
    default: false
    }
  }

  /// What is told of together, since its members make up for each other: only their sum says something.
  package var family: RiskFamily {
    switch self {
    case .codeAdded, .codeRemoved, .lines, .hunks, .functions, .files, .withoutCode: .size
    case .exits, .errors, .locking, .references, .waiting: .code
    case .core, .sharedHeaders, .interface, .driversOnly, .aside: .place
    case .hasFixesTag, .hasStableTag, .hasNeitherTag: .tags
    case .isReported, .hasTrace, .isAdapted, .isDependency, .repairsLeak, .messageLines: .message
    case .soak: .soak
    case .laterInFile, .laterFixesInFile, .laterInFunction, .laterFixesInFunction, .earlierInFile,
      .sameAuthor:
      .crowding
    }
  }
}

package enum RiskFamily: String, CaseIterable, Sendable {
  case size, code, place, tags, message, soak, crowding
}

/// The measurements of one change; `nil` where the clone cannot tell.
package struct RiskVector: Hashable, Sendable {
  package private(set) var values = [Double?](repeating: nil, count: RiskFeature.count)

  package init() {}

  package subscript(feature: RiskFeature) -> Double? {
    get { values[feature.rawValue] }
    set { values[feature.rawValue] = newValue }
  }

  /// The same as a clone without file contents gives it.
  package var withoutDiff: RiskVector {
    var rest = self
    for feature in RiskFeature.allCases where feature.needsDiff { rest[feature] = nil }
    return rest
  }
}
