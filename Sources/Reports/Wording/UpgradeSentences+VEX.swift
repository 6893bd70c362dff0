internal import Assessment
internal import ChangeModel

extension UpgradeSentences {
  /// What to do about an open CVE.
  func action(on judged: JudgedCVE) -> String {
    if let waiver = judged.waiver {
      return "Accepted by \(waiver.owner) until \(waiver.expiry): \(waiver.reason)"
    }
    let fixes = judged.standing.fixes.prefix(4).map { String($0.digits.prefix(12)) }
    guard !fixes.isEmpty else {
      return "Watch for a fix: the data on CVEs names none."
    }
    return
      "Take a kernel with the fix, or apply it: \(fixes.joined(separator: ", "))\(judged.standing.fixes.count > 4 ? " and others, one for each branch" : "")."
  }

  /// Why it is unknown whether NEW is open to a CVE of the list.
  func note(onUnknown standing: CVEStanding) -> String {
    "No fix of it is known to be in \(target), and whether what it is about is there is unknown: "
      + (standing.mayBeNew
        ? "the list does not say what brought it." : "the clone does not have what brought it.")
  }

  /// Why nothing is stated of a CVE that the update names.
  func note(on named: NamedCVE) -> String {
    let who =
      named.changes.first.map { words.commit($0.commit).text }
      ?? named.entries.first.map { "the entry \"\($0.subject)\"" } ?? "the update"
    return
      "The data on CVEs do not say what it is to \(target). It is named by \(who)."
  }
}
