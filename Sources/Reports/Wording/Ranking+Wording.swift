internal import ChangeModel

extension Ranking.Caveat {
  var sentence: String {
    switch self {
    case .noCandidates: "There is no change between good and bad; check the two versions."
    case .noneInScope(let candidates):
      "None of the \(candidates.grouped) changes is where you expect the cause, so all are ranked "
        + "as if you had named no place."
    case .nothingTelling(let candidates, let missing):
      "Nothing in the symptom tells the \(candidates.grouped) changes apart, so the order says little. "
        + Self.advice(missing)
    case .nothingStandsOut(let highest, let candidates, let missing):
      "Nothing in the symptom points to one change: the first of \(candidates.grouped) has "
        + "\(highest.percent). " + Self.advice(missing)
    }
  }

  private static func advice(_ missing: [Ranking.Clue]) -> String {
    var names = missing.map(\.name)
    guard let last = names.popLast() else {
      return "Add what was done when it happened, in words."
    }
    return "Add \(names.isEmpty ? last : names.joined(separator: ", ") + " or " + last)."
  }
}

extension Ranking.Clue {
  fileprivate var name: String {
    switch self {
    case .kernelLog: "what the kernel logged (dmesg, a trace)"
    case .systemCall: "the failing system call (strace)"
    case .mounts: "the file systems (mount)"
    case .driver: "the device and its driver"
    }
  }
}

extension Ranking.Explanation.Reason {
  /// What was found: `words of the symptom in message, paths and changed lines`.
  var measurement: String {
    switch measure {
    case .words: "words of the symptom in message, paths and changed lines"
    case .resemblance: "how closely the symptom resembles subject and file names"
    case .functions: "functions in the symptom that it changes"
    case .namedFile: "a file that the symptom names"
    case .mount: "the mounted file system"
    case .sameFiles: "what else the range changes in the same files"
    case .size: "how many lines it changes"
    case .aside: not + "touching documentation, tools or device trees only"
    case .withoutCode: holds ? "changing no line of code" : "changing lines of code"
    case .isFix: not + "being a fix itself"
    case .isRevert: not + "being a revert"
    case .isRepaired: not + "being repaired or reverted within the range"
    case .knownFix:
      holds
        ? "a known fix that shares words with the symptom"
        : "no known fix that shares words with it"
    case .version:
      holds ? "a version number that takes more than a byte" : "not setting such a version number"
    case .ruledOut: holds ? "cannot be the cause" : "not ruled out, as others are"
    case .hint:
      holds
        ? "being where you think the cause is, or is not"
        : "not being where you think the cause is, or is not"
    }
  }

  private var not: String { holds ? "" : "not " }
}
