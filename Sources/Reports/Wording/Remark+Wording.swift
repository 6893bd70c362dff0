internal import ChangeModel

extension Remark {
  /// A sentence without a capital letter and a full stop.
  var sentence: String {
    switch self {
    case .unreadable(let part, let others, let clone):
      "\(part) in \(clone)\(others == 0 ? "" : " (and \(others.grouped) more of its refs and objects cannot be read)"): what only that leads to is unknown"
    case .noFileContents(let clone):
      "\(clone) has no file contents, so subsystems are named by directory, without MAINTAINERS"
    case .replacements(let clone):
      """
      \(clone) replaces commits (refs/replace or info/grafts), and git shows what stands for them; here the history is read as \
      it was made
      """
    case .shallow(let clone):
      """
      this clone is shallow: commits before its cut-off are unknown; \
      `\(ShellCommand("git", "-C", clone, "fetch", "--unshallow"))` brings them
      """
    case .noMainline(let clone):
      """
      this clone is without mainline, so fixes that only mainline has are unknown; \
      `\(ShellCommand.addMainline(to: clone))` brings it
      """
    case .noTrees(let count, let all):
      "the clone lacks the trees of \(count.grouped) of \(all.of("commit")): their touched paths are unknown"
    case .unknownPattern(let line):
      "MAINTAINERS:\(line): the pattern is not one that can be followed, so it claims nothing"
    case .moreUnknownPatterns(let count): "MAINTAINERS: \(count.grouped) more patterns like these"
    case .takenFor(let taken): taken.sentence
    case .runningKernel(let name):
      "only one kernel was given, so it is compared with the one that runs here, \(name)"
    case .changelog(let warning): "\(warning.position): \(warning.problem.sentence)"
    case .moreWarnings(let count, let source): "\(source): \(count.grouped) more lines like these"
    case .comparison(let remark): remark.sentence
    case .answeredByBackport(let name, let backport):
      "\(name) is not in this clone; \(backport.short) is a backport of it, and answers for it"
    case .severalKernels(let names):
      """
      missing or present is said of the newest release of each commit's line of development: \
      \(names.joined(separator: ", ")); \(KtrailOption.in.spelled) REV asks about one
      """
    case .nothingLater(let kernel):
      "the clone has no commit that was made after \(kernel), so fixes and reverts that came later are not known"
    case .emptyRange(let name):
      "\(name) contains no commit, so there is nothing to repair: is the older kernel named first?"
    case .notInClone(let count, let all, let list, let first):
      """
      \(count.grouped) of the \(all.of("commit")) of \(list) are not in this clone, the first of them \
      \(first.digits.prefix(12)): their fixes are not looked for
      """
    case .openCVEsUnknown(let list):
      "\(list): the clone lacks OLD or NEW, so whether a CVE is open or closed is unknown"
    case .otherKernel(let release, let old, let new):
      """
      the symptom comes from \(release), which is neither OLD (\(old)) nor NEW (\(new)): check that it is the right log
      """
    case .missedHints(let names):
      "nothing that NEW adds is known to be in \(names.joined(separator: ", ")), so saying that the cause is likely or unlikely there changes nothing"
    case .configurationsDiffer(let changes): changes.sentence
    case .relevancesUnknown(.noCommit):
      "no commit of the clone stands for the newer operand, so what the configuration leaves out is not known"
    case .relevancesUnknown(.noFileContents):
      """
      the clone has no file contents, so what the configuration leaves out is not known; pass a clone that was made \
      without --filter
      """
    case .badHosts(let count, let flaw, let position):
      "\(position): \(flaw)"
        + (count == 1
          ? ", so it counts for no host"
          : "; \(count.grouped) lines or files like this count for no host")
    case .projectWaivers(let path, let count):
      """
      \(path) is used, with \(count.of("waiver")), since it lies in the current directory; \
      \(KtrailOption.noWaivers.spelled) leaves it out
      """
    case .idleWaivers(let why, let waivers): why.sentence(on: waivers)
    case .unusedArchitecture:
      "\(KtrailOption.arch.spelled) says what a symptom and a configuration are about, and neither was given"
    }
  }
}

extension Waiver.Idleness {
  func sentence(on waivers: [Waiver]) -> String {
    let mostNamed = 5
    let named = waivers.prefix(mostNamed).map { waiver in
      waiver.id + (waiver.position.map { " (\($0))" } ?? "")
    }
    let rest = waivers.count - named.count
    let list =
      "\(waivers.count == 1 ? "the waiver" : "the waivers") " + named.joined(separator: ", ")
      + (rest > 0 ? " and \(rest.grouped) more" : "")
    let isOne = waivers.count == 1
    return switch self {
    case .expired:
      "\(list) \(isOne ? "has" : "have") expired, and \(isOne ? "counts" : "count") no more"
    case .unmatched: "\(list) \(isOne ? "matches" : "match") nothing that was found of this update"
    case .withoutCVEData:
      """
      \(list) \(isOne ? "is about a CVE" : "are about CVEs"), and no fix that NEW lacks is known to close \
      \(isOne ? "it" : "them"); whether NEW is open to \(isOne ? "it" : "them") takes \(KtrailOption.cveData.spelled)
      """
    case .ambiguous:
      "\(list) \(isOne ? "fits" : "each fit") several commits, so nothing is waived until \(isOne ? "it has" : "they have") more digits"
    case .repeated:
      "\(list) \(isOne ? "repeats an earlier one" : "repeat earlier ones"), which \(isOne ? "counts" : "count")"
    }
  }
}

extension [ConfigurationChange] {
  /// The first by name, the rest by number.
  var sentence: String {
    let mostNamed = 10
    let named = prefix(mostNamed).map {
      "CONFIG_\($0.symbol): \($0.old ?? "not set"), now \($0.new ?? "not set")"
    }
    let rest = count - named.count
    return "the configurations differ in \(count.of("symbol")): "
      + named.joined(separator: "; ") + (rest > 0 ? "; and \(rest.grouped) more" : "")
  }
}

extension TakenName {
  var sentence: String {
    if case .newest = meaning {
      return "\(name) was taken for \(release.tagName), the newest of the series in this clone"
    }
    return Self.sentence(name, release: release.tagName, isOnlyBase: isOnlyBase)
  }

  static func sentence(_ name: String, release: String, isOnlyBase: Bool) -> String {
    isOnlyBase
      ? """
      \(name) was taken for \(release), which it is based on: what else it has is unknown, \
      unless its package or changelog says it
      """ : "\(name) was taken for \(release)"
  }
}
