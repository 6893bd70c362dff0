internal import ChangeModel
internal import Text

/// Where entries without a commit belong, as far as their words tell.
///
/// An entry has no paths. What its subject begins with is looked up among the changes that are known with their paths; else its area
/// and that beginning may be called as a place is.
struct EntryPlaces {
  enum Standing { case inside, outside, unknown }

  /// By what subjects begin with.
  private let changes: [String: [EnrichedChange]]

  init(_ all: [EnrichedChange]) {
    changes = Dictionary(
      grouping: all.filter { $0.touchedPaths != nil && Self.prefix(of: $0.commit.subject) != nil }
    ) { Self.prefix(of: $0.commit.subject) ?? "" }
  }

  func standing(of entry: ChangelogEntry, in place: Place) -> Standing {
    let prefix = Self.prefix(of: entry.subject)
    let words = [entry.area?.lowercased(), prefix].compactMap(\.self)
    if words.contains(where: Self.names(of: place).contains) { return .inside }
    guard let prefix, let known = changes[prefix] else { return .unknown }
    return known.contains(where: place.contains) ? .inside : .outside
  }

  /// `nfs` of `fs/nfs`, `ovl` of a place that subjects begin with, `overlay` of `fs/overlayfs`.
  private static func names(of place: Place) -> Set<String> {
    var names: Set = [place.name.lowercased()]
    if case .subjectPrefix(let prefix) = place.reading { names.insert(prefix.lowercased()) }
    for path in place.paths.prefix(100) {
      guard let last = path.split(separator: "/").last?.lowercased() else { continue }
      names.insert(last)
      if last.hasSuffix("fs"), last.utf8.count > 4 { names.insert(String(last.dropLast(2))) }
    }
    return names
  }

  private static let longestPrefix = 40

  /// What stands before the first colon, in lower case; `nil` without one.
  private static func prefix(of subject: String) -> String? {
    guard let colon = subject.utf8.prefix(longestPrefix).firstIndex(of: UInt8(ascii: ":")) else {
      return nil
    }
    return subject[..<colon].lowercased()
  }
}
