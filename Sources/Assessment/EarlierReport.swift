internal import ChangeModel

/// What an earlier report on the same machines had found.
public struct EarlierReport: Hashable, Sendable {
  /// As the user called it.
  public let name: String
  /// As it wrote it; `nil` in one from before there were verdicts.
  public let verdict: String?
  /// Fixes that its NEW lacked, by their ids.
  public let missingFixes: Set<String>
  /// Those of them that somebody had waived, or that were not built.
  public let leftOut: Set<String>
  /// `nil` if no list of CVEs was given then.
  public let openCVEs: Set<String>?
  public let changes: Set<String>

  public init(
    name: String, verdict: String?, missingFixes: Set<String>, leftOut: Set<String> = [],
    openCVEs: Set<String>?, changes: Set<String>
  ) {
    (self.name, self.verdict, self.missingFixes) = (name, verdict, missingFixes)
    (self.leftOut, self.openCVEs, self.changes) = (leftOut, openCVEs, changes)
  }
}

/// What an earlier report did not have.
public struct SinceLast: Hashable, Sendable {
  public let earlier: EarlierReport
  /// Repairs that NEW owes, and CVEs that it is open to.
  public let fixes: [KnownBad]
  public let cves: [String]
  /// Whether CVEs are known now and were not then, so that nothing says which are new.
  public let lacksCVEs: Bool
  public let changes: Int
  /// Fixes that were left out then, as by a waiver, and count now.
  public let countingAgain: [KnownBad]
  /// How many fixes that were missing then are not listed as missing now: NEW has them, or they are not about this update.
  public let settled: Int

  /// The earlier report knew all that is known now.
  public func isNothing(now verdict: String) -> Bool {
    earlier.verdict == verdict && fixes.isEmpty && cves.isEmpty && changes == 0 && settled == 0
      && countingAgain.isEmpty && !lacksCVEs
  }

  init(_ earlier: EarlierReport, _ findings: Findings, _ cves: [JudgedCVE]?) {
    self.earlier = earlier
    let changes = findings.upgrade.changes
    fixes = findings.knownBad.filter { !earlier.missingFixes.contains("\($0.fix.commit.id)") }
    self.cves =
      earlier.openCVEs.map { known in
        (cves ?? []).filter(\.isOpen).map(\.standing.id).filter { !known.contains($0) }
      } ?? []
    lacksCVEs = cves != nil && earlier.openCVEs == nil
    countingAgain = findings.knownBad.filter {
      $0.counts && earlier.leftOut.contains("\($0.fix.commit.id)")
    }
    self.changes = changes.count { !earlier.changes.contains("\($0.commit.id)") }
    // What is missing under another name of the same repair is missing still.
    let missing =
      changes.flatMap(\.followUps).filter { $0.status == .missing } + findings.knownBad.map(\.fix)
    settled = earlier.missingFixes.subtracting(missing.map { "\($0.commit.id)" }).count
  }
}
