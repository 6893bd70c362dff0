internal import Assessment
internal import ChangeModel

extension Document {
  /// What each page of it says of the whole.
  struct Imprint: Hashable, Sendable {
    /// Which kernels it is about; what it is called stands before that.
    let versions: String
    /// What the user calls it.
    var name: String?
    /// `CHG-4711`
    var change: String?
    /// `2026-11-29`; `nil` where no day was given.
    var day: String?
    /// `60c6eef16382 of 2024-10-17`: the newest commit of the clone.
    var clone: String?

    /// `Spring update: kernel-lt 4.4.121-1 → 4.4.157-1`
    var title: String { title(within: .max) }

    /// The same in so many characters: the name is what gives way, never a version as long as there is room for both.
    func title(within limit: Int) -> String {
      guard let name else { return versions }
      let room = max(Self.leastName, limit - versions.unicodeScalars.count - 2)
      let scalars = name.unicodeScalars
      let shown = scalars.count > room ? String(scalars.prefix(room - 1)) + "…" : name
      return "\(shown): \(versions)"
    }

    private static let leastName = 20

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
