internal import ChangeModel
internal import Text

/// Where entries without a commit belong, as far as their words tell.
///
/// An entry has no paths. What its subject begins with is looked up among the changes that are known with their paths; else its area
/// and that beginning may be called as a place is.
struct EntryPlaces {
  enum Standing { case inside, outside, unknown }

  /// Each place with what an entry may call it, and whether changes with a subject that begins so are in it; `nil` for anywhere.
  private let places: [(names: Set<String>, known: [String: Bool])?]

  /// - Parameter all: the changes whose paths are known.
  init(_ places: [Place?], _ all: [EnrichedChange]) {
    let known = all.compactMap { change in
      change.touchedPaths == nil
        ? nil : Self.prefix(of: change.commit.subject).map { (prefix: $0, change: change) }
    }
    self.places = places.map { place in
      place.map { place in
        (
          Self.names(of: place),
          Dictionary(
            known.map { ($0.prefix, place.contains($0.change)) }, uniquingKeysWith: { $0 || $1 })
        )
      }
    }
  }

  /// Where an entry stands to each place, in their order.
  func standings(of entry: ChangelogEntry) -> [Standing] {
    let prefix = Self.prefix(of: entry.subject)
    let words = [entry.area?.lowercased(), prefix].compactMap(\.self)
    return places.map { place in
      guard let place else { return .inside }
      if words.contains(where: place.names.contains) { return .inside }
      guard let prefix, let isInside = place.known[prefix] else { return .unknown }
      return isInside ? .inside : .outside
    }
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
