internal import ChangeModel

/// How the values of the model are said in phrases.
struct Words {
  /// What fixes are missing from: `4.4.157`; without it nothing is said of missing or present.
  let target: String?

  /// `9c1e7a4f0d2b ovl: override creds`
  func commit(_ commit: Commit) -> Phrase {
    .commit(commit.id) + " " + subject(commit)
  }

  /// What leads to its row, where a document has one.
  func subject(_ commit: Commit) -> Phrase { Phrase(commit.subject, to: .row(commit.id.short)) }

  /// `fs/overlayfs (OVERLAY FILESYSTEM)`
  func subsystem(_ subsystem: Subsystem) -> String {
    guard let section = subsystem.maintainersSection else { return subsystem.directory }
    return "\(subsystem.directory) (\(section))"
  }

  /// `4.4.156 · fs/overlayfs (OVERLAY FILESYSTEM) · backport of 3fe6e52f0626 (v4.7-rc1)`
  func context(of change: EnrichedChange) -> Phrase {
    var parts: [Phrase] = []
    if let release = change.release { parts.append(Phrase(release.releaseName)) }
    if let main = change.subsystems.first { parts.append(Phrase(subsystem(main))) }
    parts.append(upstream(of: change))
    if !change.cves.isEmpty { parts.append(.cves(change.cves)) }
    return parts.joined(by: " · ")
  }

  /// `backport of 3fe6e52f0626 (v4.7-rc1)`; empty for what is not a backport.
  func upstream(of change: EnrichedChange) -> Phrase {
    guard !change.upstream.isEmpty else { return "" }
    let originals = change.upstream.map { original in
      Phrase.commit(original.id)
        + Phrase(original.release.map { " (\($0.releaseName))" } ?? "")
    }
    return "backport of " + originals.joined(by: ", ")
  }

  /// `module` `overlay, 12 hosts`: the standing in a run of its own.
  func relevance(_ relevance: Relevance) -> Phrase {
    let hosts =
      relevance.hosts.map { Phrase(", on \($0.loading.grouped) of \($0.all.of("host"))") } ?? ""
    return switch relevance.standing {
    case .builtIn: "built in"
    case .module(let names): "module " + .code(names.joined(separator: ", ")) + hosts
    case .notBuilt: "not built"
    case .unknown: "unknown"
    }
  }

  /// What adds less to a score is no reason for anything.
  private static let leastReason = 0.1

  /// What makes a change more than the average one, what weighs most first: `6 days between author date and v4.14.121`
  func reasons(of risk: ChangeRisk, limit: Int) -> Phrase {
    let reasons = risk.parts.filter { $0.logOdds >= Self.leastReason }.prefix(limit)
    return reasons.isEmpty
      ? Phrase("nothing out of the ordinary")
      : reasons.map { Phrase($0.fact.phrase) }.joined(by: "; ")
  }

  /// `in mainline since v4.7-rc4, in 4.9.y since 4.9.12`
  func landings(_ landings: [Landing]) -> Phrase {
    landings.map { Phrase($0.sentence) }.joined(by: ", ")
  }

  /// `mainline v4.7-rc6; 4.4.y: no; 4.9.y: from the start`; many branches with the same answer are counted.
  func branches(_ branches: [BranchStanding]) -> Phrase {
    var parts: [Phrase] = []
    var absent: [String] = []
    var fromStart: [String] = []
    var unknown: [String] = []
    for standing in branches {
      switch standing.presence {
      case .landed(_, let release):
        let separator = standing.branch == "mainline" ? "" : release == nil ? ":" : ": since"
        let since = release?.releaseName ?? (standing.branch.isLine ? "not released yet" : "yes")
        parts.append(Phrase("\(standing.branch)\(separator) \(since)"))
      case .fromStart: fromStart.append(standing.branch)
      case .absent: absent.append(standing.branch)
      case .unknown: unknown.append(standing.branch)
      }
    }
    for (names, answer) in [(absent, "no"), (unknown, "unknown"), (fromStart, "from the start")]
    where !names.isEmpty {
      if names.count <= 4 {
        parts += names.map { Phrase("\($0): \(answer)") }
      } else {
        parts.append(
          Phrase("\(names[0]) … \(names[names.count - 1]) (\(names.count) branches): \(answer)"))
      }
    }
    return parts.joined(by: "; ")
  }

  /// `20 of 312 commits`
  func listed(_ count: Int, of all: FoundCount) -> String {
    guard count < all.count || all.isAtLeast else { return count.of("commit") }
    return "\(count.grouped) of \(all.isAtLeast ? "at least " : "")\(all.count.of("commit"))"
  }

  /// `20 of 312`, or `312`
  func part(_ count: Int, of all: Int) -> String {
    count < all ? "\(count.grouped) of \(all.grouped)" : all.grouped
  }

  /// A repair with what became of it.
  func item(_ followUp: FollowUp) -> Block.Item {
    Block.Item(self.followUp(followUp).phrase, followUp.followUps.map(item))
  }

  /// What a commit repairs, and what that repairs in turn.
  func item(_ repaired: RepairedCommit) -> Block.Item {
    let verb: Phrase =
      switch repaired.kind {
      case .fix: "repairs "
      case .revert: "reverts "
      case .dependency: "needed by "
      case .mention: "mentions "
      case .inferredFix: "says that it repairs "
      }
    let facts = [repaired.release.map { "since \($0.releaseName)" } ?? "", repaired.why]
      .filter { !$0.isEmpty }
    return Block.Item(
      verb + commit(repaired.commit)
        + (facts.isEmpty ? "" : Phrase(" (\(facts.joined(separator: "; ")))")),
      repaired.repairs.map(item))
  }

  /// Which repair it is, where it landed, and whether the target has it.
  func followUp(_ followUp: FollowUp) -> Block.FollowUpLine {
    let isInEffect = followUp.status == .present && target != nil
    let label =
      switch followUp.kind {
      case .fix: "known fix "
      case .revert: isInEffect ? "reverted by " : "known revert "
      case .dependency: "needs "
      case .mention: "mentioned by "
      case .inferredFix:
        "says that it repairs this (\(followUp.kind.probability.percent)): "
      }
    let missing = followUp.status == .missing && target != nil && followUp.kind != .mention
    var phrase: Phrase = missing ? .bad(label) : Phrase(label)
    phrase += name(of: followUp) + Phrase(" “\(followUp.commit.subject)”")
    let facts = whereabouts(of: followUp)
    if !facts.isEmpty { phrase += ": " + facts }
    return Block.FollowUpLine(isMissing: missing, phrase: phrase)
  }

  /// Its id, which leads to the stable tree unless only vendors' branches have it.
  private func name(of followUp: FollowUp) -> Phrase {
    let id = followUp.commit.id
    let isOfVendor = !followUp.landings.isEmpty && followUp.landings.allSatisfy(\.isOfVendor)
    return isOfVendor ? Phrase(id.short, .code, to: .vendorCommit("\(id)")) : .commit(id)
  }

  /// `in mainline since v4.7-rc4, not in 4.4.157`
  func whereabouts(of followUp: FollowUp) -> Phrase {
    let own = followUp.status == .present ? landingInTarget(of: followUp) : nil
    return [landings(followUp.landings.filter { $0 != own }), standing(of: followUp)]
      .joined(by: ", ")
  }

  private func landingInTarget(of followUp: FollowUp) -> Landing? {
    guard let version = target.flatMap({ KernelVersion(leading: $0) }) else { return nil }
    return followUp.landings.first { $0.branch == "\(version.series).y" }
  }

  /// `not in 4.4.157`, `also in 4.4.157 as 1b0c6d9e8f7a`; nothing without a target.
  private func standing(of followUp: FollowUp) -> Phrase {
    guard let target else { return "" }
    switch followUp.status {
    case .missing:
      guard case .broughtAgain(let revert) = followUp.standing else {
        return .bad("not in \(target)")
      }
      return .bad("not in \(target)") + ", which reverted it by " + .commit(revert)
    case .missingInferred: return Phrase("probably missing: \(followUp.why)")
    case .needed: return .bad("not in \(target)") + ", needed with it"
    case .present:
      let here = landingInTarget(of: followUp)
      let since = here?.since.map { " (\($0))" } ?? ""
      guard let commit = here?.commit, commit != followUp.commit.id else {
        return .good("in \(target)") + Phrase(since)
      }
      return .good("also in \(target)") + " as " + .commit(commit) + Phrase(since)
    case .presentInferred, .unknown: return Phrase(followUp.why)
    case .reverted: return Phrase("\(followUp.why), so nothing is missing")
    case .culpritReverted, .notNeeded: return Phrase("not needed: \(followUp.why)")
    }
  }

  /// `used 212 of 1,204,331 lines of dmesg.txt (19 of 117,604 KiB): lines 8-120, 300 and 12 more places`
  func excerpt(_ source: SymptomSource, called name: String) -> Phrase {
    var text = """
      used \(source.usedLineCount.grouped) of \(source.lineCount.of("line")) of \(name) \
      (\((source.usedByteCount.kibibytes).grouped) of \(source.byteCount.kibibytes.grouped) KiB): \
      \(source.usedLineCount == 1 ? "line" : "lines") \(source.usedLines.shortened)
      """
    if source.isCut { text += "; the rest was not read" }
    return Phrase(text)
  }

  /// What a list leaves out, and where it is.
  func more(_ count: Int, in place: String = "the JSON has all") -> Phrase {
    .dim("… and \(count.grouped) more (\(place))")
  }

  func waiver(_ waiver: Waiver) -> Phrase {
    Phrase("waived by \(waiver.owner) until \(waiver.expiry): \(waiver.reason)")
  }

  /// What the symptom was taken apart into, in one line.
  func symptom(_ symptom: Symptom) -> Phrase {
    let traced = symptom.frames.filter { !$0.isNoise }.map { "\($0.function)()" }
    let named = symptom.functions.map { $0.hasSuffix("()") ? $0 : "\($0)()" }
    var functions: [String] = []
    for function in traced + named where !functions.contains(function) {
      functions.append(function)
      if functions.count == 6 { break }
    }
    let parts =
      symptom.syscalls + symptom.filesystems.map { "\($0) mount" } + symptom.errorNumbers
      + functions + symptom.modules.map { "module \($0)" } + symptom.files
    if !parts.isEmpty { return Phrase(parts.joined(separator: ", ")) }
    let first = symptom.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return Phrase("nothing recognized in “\(first.prefix(120))”")
  }
}

extension String {
  /// Whether a branch of this name is one that releases are made of: `mainline`, `4.14.y`.
  var isLine: Bool { self == "mainline" || hasSuffix(".y") }
}

extension Int {
  /// Bytes as the next whole number of KiB.
  fileprivate var kibibytes: Int { self / 1024 + (self % 1024 == 0 ? 0 : 1) }
}
