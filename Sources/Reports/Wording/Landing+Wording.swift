internal import ChangeModel

extension Landing {
  /// `in 4.4.y since 4.4.157`, `vendor commit, in android-4.14 (not released yet)`
  var sentence: String {
    let whose = isOfVendor ? "vendor commit, " : ""
    guard let since else { return "\(whose)in \(branch) (not released yet)" }
    return "\(whose)in \(branch) \(since)"
  }

  /// The same where it was away between; `nil` where it was not.
  var gaps: String? { absences.isEmpty ? nil : since }

  /// `since 4.4.157`, `since 4.4.150, but not from 4.4.152 until 4.4.157`: the releases that have the change, by whichever
  /// commit; `nil` if none does.
  var since: String? {
    guard let first = absences.first?.since ?? release else { return nil }
    let gaps = absences.map { absence in
      """
      from \(absence.from?.releaseName ?? "later") until \
      \(absence.until?.releaseName ?? "the next release")
      """
    }
    return "since \(first.releaseName)"
      + (gaps.isEmpty ? "" : ", but not \(gaps.joined(separator: " and "))")
  }
}
