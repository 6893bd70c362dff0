internal import Assessment
internal import ChangeModel

extension Document {
  /// What each page of it says of the whole.
  struct Imprint: Hashable, Sendable {
    let title: String
    /// `CHG-4711`
    var change: String?
    /// `2026-11-29`; `nil` where no day was given.
    var day: String?
    /// `60c6eef16382 of 2024-10-17`: the newest commit of the clone.
    var clone: String?

    /// What made it, when, and from what.
    var line: String {
      [
        "ktrail \(ToolVersion.current)", day, clone.map { "clone at \($0)" },
      ].compactMap(\.self).joined(separator: " · ")
    }
  }
}

extension CloneSummary {
  /// `60c6eef16382 of 2024-10-17`; `nil` for an empty one.
  var head: String? {
    guard let newestCommit else { return nil }
    return newestCommit.short + (newestTime.map { " of \(UTCTime(seconds: $0).day)" } ?? "")
  }
}
