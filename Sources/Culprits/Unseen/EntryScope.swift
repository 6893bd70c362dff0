internal import ChangeModel
internal import Text

/// Where entries are, as far as their words tell, against places that the user names.
///
/// An entry has no paths. What its subject begins with is looked up among the commits of the range, whose paths are known; else its
/// area and that beginning may be called as the place is. Where neither says anything, nothing is held against the entry.
struct EntryScope {
  enum Standing: Hashable {
    case inside(place: String)
    case outside, unknown
  }

  private let asked: [Place]
  /// By what subjects begin with: the place that the commits with it are in, or none.
  private var places: [String: String?] = [:]

  init(_ asked: [Place], _ commits: [EnrichedChange]) {
    self.asked = asked
    guard !asked.isEmpty else { return }
    for change in commits {
      guard change.touchedPaths != nil, let prefix = Self.prefix(of: change.commit.subject) else {
        continue
      }
      let place = asked.first { $0.contains(change) }?.name
      if places[prefix] == nil || place != nil { places[prefix] = .some(place) }
    }
  }

  func isInside(_ change: UnseenChange) -> Bool {
    if case .inside = standing(of: change) { true } else { false }
  }

  func standing(of change: UnseenChange) -> Standing {
    guard !asked.isEmpty else { return .unknown }
    let prefix = Self.prefix(of: change.subject)
    if let prefix, let known = places[prefix] {
      return known.map { .inside(place: $0) } ?? .outside
    }
    let words = [change.area?.lowercased(), prefix].compactMap(\.self)
    for place in asked where Self.names(of: place).contains(where: { words.contains($0) }) {
      return .inside(place: place.name)
    }
    return .unknown
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

  /// What stands before the first colon, lower case; `nil` without one.
  private static func prefix(of subject: String) -> String? {
    guard let colon = subject.utf8.prefix(longestPrefix).firstIndex(of: UInt8(ascii: ":")) else {
      return nil
    }
    return subject[..<colon].lowercased()
  }
}
