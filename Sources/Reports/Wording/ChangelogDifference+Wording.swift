internal import ChangeModel

extension ChangelogDifference.Remark {
  var sentence: String {
    switch self {
    case .oneReleaseEach(let old, let new):
      "each changelog holds one release only, so what lies between \(old) and \(new) is unknown"
    case .differentPackages(let old, let new, let shared, let smaller) where shared * 2 < smaller:
      """
      OLD is \(old), NEW is \(new): different packages, which share \
      \(shared == 0 ? "no entry" : "only \(shared.grouped) of \(smaller.grouped) entries"), so the added entries are not those of an \
      update
      """
    case .differentPackages(let old, let new, _, _):
      """
      OLD is \(old), NEW is \(new): different packages with one history; where they are configured differently, the \
      changelogs do not say so
      """
    case .littleShared(let shared, let smaller, let old, let new):
      """
      \(old) and \(new) share \(shared == 0 ? "no entry" : "only \(shared.grouped) of \(smaller.grouped) entries"): they look like \
      changelogs of unrelated packages, or were cut off before they meet
      """
    case .swapped(let old, let new, let onlyInOld):
      """
      OLD (\(old)) is newer than NEW (\(new)): the operands look swapped; \(onlyInOld.entries) only OLD has would be \
      the additions
      """
    case .newIsTrimmed(let count):
      "NEW's changelog does not reach as far back as OLD's: \(count.entries) at OLD's end \(count == 1 ? "was" : "were") trimmed, not taken back"
    case .oldIsTrimmed(let count):
      """
      OLD's changelog does not reach as far back as NEW's: \
      \(count == 1 ? "1 added entry is" : "\(count.grouped) added entries are") older than its end and not new
      """
    }
  }
}

extension ChangelogDifference.Reworded.Reason {
  /// A clause: `same subject, other bug list`.
  var clause: String {
    switch self {
    case .samePunctuationApart: "same words, other punctuation"
    case .sameSubject(let differences):
      "same subject, other \(differences.map(\.rawValue).joined(separator: " and "))"
    case .sameBug(let bug): "same bug \(bug), other wording"
    case .sameCVE(let cve): "same \(cve), other wording"
    case .alike(let share): "\(Int(share * 100)) % of the words are the same"
    }
  }
}

extension Int {
  fileprivate var entries: String { of("entry", "entries") }
}
