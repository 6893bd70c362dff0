internal import ChangeModel

/// A repair that NEW owes, with all that a decision on it asks.
struct KnownBad: Hashable, Sendable {
  let fix: FollowUp
  /// The changes of this update that it repairs.
  let of: [EnrichedChange]
  /// Since its commit date until the day of the report.
  let daysKnown: Int
  /// `nil` if it was not looked for.
  let pick: CherryPick?
  /// One that holds on the day of the report.
  let waiver: Waiver?
  /// Whether the configuration may build what it repairs.
  let isBuilt: Bool

  /// Whether the verdict reckons with it.
  var counts: Bool { waiver == nil && isBuilt }

  var mainline: Landing? { fix.landings.first { $0.branch == "mainline" } }
  /// The first release of any stable branch, oldest branch first.
  var stable: Landing? { fix.landings.first { $0.branch != "mainline" && $0.release != nil } }
}

extension Findings {
  /// Repairs that NEW owes, those that count first, in the order of the changes.
  var knownBad: [KnownBad] {
    let found = missingFixes.map { fix, changes in
      KnownBad(
        fix: fix, of: changes, daysKnown: days(since: fix.commit.commitTime),
        pick: report.cherryPicks[fix.commit.id],
        waiver: waiver { waiver in
          waiver.covers(fix.commit.id) || changes.contains { waiver.covers($0.commit.id) }
        }, isBuilt: changes.contains { isBuilt($0.commit.id) })
    }
    return found.filter(\.counts) + found.filter { !$0.counts }
  }

  /// CVEs that NEW is open to and nobody has waived, new ones first, then by score; `nil` without data on CVEs.
  var openCVEs: [CVEStanding]? {
    standings(.open)?.filter { waiver(of: $0) == nil }
  }

  /// Those of them that count: the configuration may build what brought them.
  var openedCVEs: [CVEStanding]? { openCVEs?.filter { $0.isNew && isBuilt($0) } }

  func isBuilt(_ cve: CVEStanding) -> Bool {
    cve.broughtBy.isEmpty || cve.broughtBy.contains(where: isBuilt)
  }

  func waiver(of cve: CVEStanding) -> Waiver? { waiver { $0.covers(cve: cve.id) } }

  /// CVEs in one state, new ones first, then the most severe.
  func standings(_ state: CVEStanding.State) -> [CVEStanding]? {
    report.cveStandings?.filter { $0.state == state }.enumerated().sorted { left, right in
      (left.element.isNew ? 0 : 1, -(left.element.cve.score ?? 0), left.offset)
        < (right.element.isNew ? 0 : 1, -(right.element.cve.score ?? 0), right.offset)
    }.map(\.element)
  }

  /// Whether a change may be part of what the given configuration builds; without one, every change may.
  func isBuilt(_ commit: CommitID) -> Bool { report.relevances[commit]?.standing != .notBuilt }

  /// Seconds since 1970: the day of the report, or without one, that of the clone's newest commit.
  var now: Int64 { report.now ?? report.clone?.newestTime ?? 0 }

  /// Whole days from the clone's newest commit to the day of the report, less than 0 if it is younger; `nil` without such a day.
  var cloneAge: Int? {
    guard let now = report.now, let newest = report.clone?.newestTime else { return nil }
    let (age, isBeyond) = now.subtractingReportingOverflow(newest)
    return isBeyond ? nil : Int((Double(age) / 86_400).rounded(.down))
  }

  private func days(since time: Int64) -> Int {
    let (age, isBeyond) = now.subtractingReportingOverflow(time)
    return isBeyond ? 0 : max(0, Int(age / 86_400))
  }

  private func waiver(where matches: (Waiver) -> Bool) -> Waiver? {
    let today = UTCTime(seconds: now).day
    return report.waivers.first { $0.expiry >= today && matches($0) }
  }
}
