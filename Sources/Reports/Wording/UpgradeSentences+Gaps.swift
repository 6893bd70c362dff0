internal import Assessment
internal import ChangeModel

extension UpgradeSentences {
  /// What is missing, without a full stop.
  func sentence(on lack: Lack) -> String {
    switch lack {
    case .order(let notice): sentence(on: notice)
    case .additions: "NEW adds nothing to OLD"
    case .commitsBehind where upgrade.isRange: "no commit but merges lies between OLD and NEW"
    case .commitsBehind(let entries):
      "no commit stands behind \(entries == 1 ? "the one added entry" : "any of the \(entries.grouped) added entries")"
    case .clone: "the commits behind the entries are unknown without a clone"
    case .readable(let first, let others):
      "the clone cannot be read whole: \(first)"
        + (others > 0 ? ", and \(others.grouped) more" : "")
    case .ends(let old, let new):
      "the clone has no commit for "
        + [old ? self.old.name : nil, new ? self.new.name : nil].compactMap(\.self)
        .joined(separator: " and ")
    case .commits(let undecided, let all):
      """
      \(undecided.grouped) of \(all.of("added entry", "added entries")) that \(all == 1 ? "stands" : "stand") for commits \
      led to none for certain
      """
    case .later(let isBounded, hasNew: true):
      """
      the clone ends at NEW: \(isBounded ? "nothing is seen" : "it has no commit") that was made after \(target), so there may be \
      later fixes and reverts that are not known
      """
    case .later(let isBounded, hasNew: false):
      """
      the clone has no commit for \(new.name)\(isBounded ? " that is seen" : ""), so which fixes and reverts came after it is \
      unknown
      """
    case .losses: "what NEW lacks of OLD is unknown: the clone does not tell the two apart"
    case .needOfLosses(let unknown, let all):
      """
      of \(unknown.grouped) of the \(all.of("fix", "fixes")) that OLD has and NEW lacks the clone cannot tell whether NEW \
      needs them, since it does not have what they repair
      """
    case .cveData: "CVEs that no commit names"
    case .cveOrigins(let unknown, let unnamed):
      """
      whether \(target) is open to \(unknown.of("CVE")) of the list: \(origins(unknown, unnamed: unnamed))
      """
    case .symptom: "the cause of a symptom"
    case .telling: "the cause of the symptom, since nothing in it points to one change"
    case .mainline: "fixes that only mainline has: the clone is without mainline"
    case .newerMainline(let release, let time):
      "fixes that only mainline has: the clone has it up to \(release) of \(UTCTime(seconds: time).day)"
    case .earlierHistory: "commits before the cut-off of a shallow clone"
    case .contents: "diffs and whether fixes apply: the clone is without contents of files"
    case .configuration: "what your machines build and load"
    case .paths(let unknown, let all):
      "the clone lacks the trees of \(unknown.grouped) of \(all.of("commit")), so which files they touch is unknown"
    case .watchList: "what is on a watch list"
    case .day: "how old the clone is: its newest commit or the day of the report is unknown"
    }
  }

  func sentence(on gap: Gap) -> String { sentence(on: gap.lack) }

  /// The same for a place where it stands alone, without a full stop: not all that ``sentence(on:)-(Lack)`` names is a sentence.
  func statement(on lack: Lack) -> String {
    switch lack {
    case .cveData: "no data on CVEs were given, so those that no commit names are unknown"
    case .symptom: "no symptom was given, so no change was looked for as its cause"
    case .telling:
      "the cause of the symptom is unknown, since nothing in the symptom points to one change"
    case .mainline: "the clone is without mainline, so fixes that only mainline has are unknown"
    case .newerMainline(let release, let time):
      """
      the clone has mainline up to \(release) of \(UTCTime(seconds: time).day), so later fixes that only mainline has are \
      unknown
      """
    case .earlierHistory: "the clone is shallow, so commits before its cut-off are unknown"
    case .contents:
      "the clone is without contents of files, so diffs, and whether fixes apply, are unknown"
    case .configuration:
      "no configuration was given, so what your machines build and load is unknown"
    case .watchList: "no watch list was given"
    case .day: "the clone's newest commit or the day of the report is unknown, and so is its age"
    case .order, .additions, .commitsBehind, .clone, .readable, .ends, .commits, .later, .losses,
      .needOfLosses, .paths, .cveOrigins:
      sentence(on: lack)
    }
  }

  /// With the option that brings it.
  func statement(on gap: Gap) -> String {
    guard case .option(let option)? = remedy(for: gap) else { return statement(on: gap.lack) }
    return "\(statement(on: gap.lack)) (\(option))"
  }

  private func origins(_ unknown: Int, unnamed: Int) -> String {
    if unnamed == 0 {
      return "the clone does not have what brought \(unknown == 1 ? "it" : "them")"
    }
    if unnamed == unknown {
      return "the list does not say what brought \(unknown == 1 ? "it" : "them")"
    }
    return
      "what brought them is not in the clone, or of \(unnamed.grouped) the list does not say it"
  }

  func remedy(for gap: Gap) -> SpokenRemedy? { gap.remedy.flatMap(spoken) }

  /// The same with the option that brings it; a command for a shell needs a line of its own.
  func clause(on gap: Gap) -> String {
    guard case .option(let option)? = remedy(for: gap) else { return sentence(on: gap) }
    return "\(sentence(on: gap)) (\(option))"
  }

  /// What to run for what is missing, each once.
  func commands(for gaps: [Gap], after first: [String] = []) -> [String] {
    var commands = first
    for case .command(let command)? in gaps.map(remedy) where !commands.contains(command) {
      commands.append(command)
    }
    return commands
  }
}
