internal import Assessment
internal import ChangeModel

extension UpgradeSentences {
  func sentence(on measurement: Measurement) -> Phrase {
    switch measurement {
    case .suspect(let suspect):
      let fix = suspect.candidate.followUps.map(words.followUp).first(where: \.isMissing)
      return lead(on: suspect) + (fix.map { "; " + $0.phrase } ?? "")
    case .missingFixes(let owed): return sentence(on: owed)
    case .missingReverts(let count, let changes, let isAtLeast):
      return sentence(onReverts: count, of: changes, isAtLeast: isAtLeast)
    case .newCVEs(let cves):
      guard !cves.isEmpty else {
        return Phrase("As far as the data on CVEs goes, this \(update) opens none.")
      }
      return .strong("This \(update) opens \(cves.count.of("CVE"))")
        + Phrase(
          ", and \(target) lacks the \(cves.count == 1 ? "fix" : "fixes"): ")
        + cves.prefix(3).map(\.withScore).joined(by: ", ")
        + (cves.count > 3
          ? " " + Phrase("and \((cves.count - 3).grouped) more", to: .section("security")) : "")
        + "."
    case .openCVEs(let open, let closed):
      return Phrase(
        "By the data on CVEs, this \(update) closes \(closed.of("CVE")) and leaves \(open.grouped) open for which a fix is known."
      )
    case .unresolved(let undecided, let all):
      return Phrase(
        undecided == 0
          ? everythingFound(all)
          : """
          \(undecided.grouped) of \(all.of("added entry", "added entries")) that \(all == 1 ? "stands" : "stand") for \
          commits led to no certain commit; what fixes or follows them is unknown.
          """)
    case .watched(let changes, let entries, let all):
      return sentence(onWatched: changes, entries, of: all)
    case .stale(let days, let newest):
      return Phrase(
        "The newest commit of the clone is from \(UTCTime(seconds: newest).day), \(days.of("day")) before this report."
      )
    }
  }

  private func sentence(onWatched changes: Int, _ entries: Int, of all: Int) -> Phrase {
    guard changes + entries > 0 else {
      return Phrase("Nothing that \(target) brings and that counts is on the watch list.")
    }
    let of = all == changes ? "" : " of \(all.grouped)"
    return .strong(
      changes == 0
        ? entries.of("entry", "entries")
        : "\(changes.grouped)\(of) \(all == 1 ? "commit" : "commits")")
      + Phrase(
        changes > 0 && entries > 0
          ? ", and \(entries.of("entry", "entries")) without a commit, are on the watch list."
          : "\(changes == 0 ? " without a commit" : "") \(changes + entries == 1 ? "is" : "are") on the watch list."
      )
  }

  private func everythingFound(_ count: Int) -> String {
    upgrade.isRange
      ? "Both ends are commits of the clone, so every commit between them is known."
      : "Every added entry that stands for commits led to them (\(count.grouped))."
  }

  /// The first suspect, as loudly as it deserves.
  func lead(on suspect: Suspect) -> Phrase {
    let chance = suspect.probability.percent
    let isGuess = suspect.change == nil || UnseenPart(of: upgrade)?.isMost ?? false
    return Phrase(
      !suspect.standsOut
        ? "No change stands out; the first suspect (\(chance)) is "
        : isGuess
          ? "First suspect (\(chance)), by what little is known of this \(update): "
          : "Most likely cause of the symptom (\(chance)): ")
      + words.candidate(suspect.candidate)
  }

  private var update: String { upgrade.isDowngrade ? "downgrade" : "update" }

  private func sentence(on owed: Measurement.OwedFixes) -> Phrase {
    guard owed.count > 0 else {
      return Phrase(
        upgrade.isDowngrade
          ? "As far as the clone knows, OLD has no fix that \(target) lacks and needs."
          : "As far as the clone knows, \(target) lacks no fix of these changes.")
    }
    let what =
      switch owed.origin {
      case .changes: "of these changes"
      case .old: "that OLD has"
      case .both: "of these changes, or that OLD has,"
      }
    let applies = owed.applying.map { "; " + applying($0, of: owed.count) } ?? ""
    return .strong((owed.isAtLeast ? "At least " : "") + owed.count.of("known fix", "known fixes"))
      + Phrase(" \(what) \(owed.count == 1 ? "is" : "are") missing from \(target)\(applies).")
  }

  private func applying(_ count: Int, of all: Int) -> String {
    switch (count, all) {
    case (0, 1): "it does not apply cleanly"
    case (_, 1): "it applies cleanly"
    case (1, _): "1 of them applies cleanly"
    default: "\(count.grouped) of them apply cleanly"
    }
  }

  private func sentence(
    onReverts reverts: Int, of changes: [Commit], isAtLeast: Bool
  ) -> Phrase {
    guard reverts > 0 else {
      return Phrase(
        upgrade.isDowngrade
          ? "As far as the clone knows, OLD has no revert of what \(target) has."
          : "As far as the clone knows, none of these changes was reverted later.")
    }
    let shown = changes.prefix(3).map(words.commit).joined(by: "; ")
    let more =
      changes.count > 3
      ? " " + Phrase("and \((changes.count - 3).grouped) more", to: .section("known-bad")) : ""
    return .strong((isAtLeast ? "At least " : "") + changes.count.of("change"))
      + Phrase(
        """
         \(changes.count == 1 ? "was" : "were") reverted later, and \(target) still has \
        \(changes.count == 1 ? "it" : "them"):\u{20}
        """) + shown + more
  }
}
