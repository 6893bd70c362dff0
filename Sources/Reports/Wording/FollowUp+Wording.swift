package import ChangeModel

extension FollowUp {
  /// What the status rests on, without a full stop.
  package var why: String {
    let kernel = kernel.releaseName
    guard kind != .mention else {
      return "its message mentions the commit; only reading it shows whether it repairs it"
    }
    switch standing {
    case .missing(let named):
      return "\(kernel) contains \(named.words), but not this commit"
    case .missingInferred(.prose(let named), let probability):
      return """
        its message says that it repairs \(named.words) (\(probability.percent)), which \(kernel) \
        contains, but not this commit
        """
    case .missingInferred(.contents(let names), let probability):
      return """
        it names \(names.words), which this clone lacks; but its branch took it later, and \(kernel) has \
        the lines that it changes (\(probability.percent))
        """
    case .broughtAgain(let revert):
      return
        "\(kernel) contained it until \(revert.short) reverted it, and it was applied again later"
    case .needed: return "the missing repair needs it, and \(kernel) lacks it"
    case .present(let id):
      return "\(kernel) contains it" + (id == commit.id ? "" : " as \(id.short)")
    case .inferred(let id, let probability):
      return "\(kernel) contains \(id.short), \(probability.asSameChange)"
    case .takenBack(let revert): return "\(kernel) contained it until \(revert.short) reverted it"
    case .reverted(let revert): return "it was itself reverted by \(revert.short)"
    case .culpritReverted(let revert):
      return "what it repairs was reverted in \(kernel) by \(revert.short)"
    case .notNeeded: return "\(kernel) lacks what it repairs"
    case .elsewhere: return "it was made only in a stable branch other than that of \(kernel)"
    case .cutOff:
      return """
        this clone lacks part of the history of \(kernel), so whether \(kernel) contains it is unknown
        """
    case .unknown(let names):
      return
        "it names \(names.words), which this clone lacks, so whether \(kernel) contains that is unknown"
    case .absent:
      return "a stable branch took it because the other commit needs it; \(kernel) lacks it"
    }
  }
}

extension Double {
  /// With this probability, a commit is the same change as another: a clause on the former.
  var asSameChange: String { "which looks like the same change (\(percent)) but does not say so" }
}

extension [NamedCommit] {
  fileprivate var words: String {
    map(\.words).joined(separator: " and ").nonEmpty ?? "what it repairs"
  }
}

extension [AbbreviatedCommitID] {
  fileprivate var words: String {
    map(\.short).joined(separator: " and ").nonEmpty ?? "a subject"
  }
}
