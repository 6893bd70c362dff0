internal import ChangeModel

/// Which areas suspects touch, and how the suspicion is spread over them.
struct AreaMap {
  /// The largest share first, ties by path.
  let areas: [Area]
  /// By suspect, positions in ``areas``.
  let places: [[Int]]

  /// - Parameter parent: an area to look into, see ``ChangeModel/Area/path(of:in:)``.
  /// - Complexity: O(touched paths); some 20 µs a suspect.
  init(_ suspects: [Suspect], in parent: String? = nil) {
    self.init(suspects) { Area.paths(of: $0.touchedPaths ?? [], in: parent) }
  }

  /// - Parameter paths: the areas that a change is in, however they are chosen.
  init(_ suspects: [Suspect], _ paths: (EnrichedChange) -> Set<String>) {
    var tallies: [String: Tally] = [:]
    let touched = suspects.map { suspect in
      guard let change = suspect.change else { return [String]() }
      let names = paths(change).sorted()
      for name in names {
        tallies[name, default: Tally(name)]
          .add(change, share: suspect.probability / Double(names.count))
      }
      return names
    }
    areas = tallies.values.map(\.area).sorted { ($0.share, $1.path) > ($1.share, $0.path) }
    let positions = Dictionary(
      uniqueKeysWithValues: areas.enumerated().map { ($0.element.path, $0.offset) })
    places = touched.map { $0.compactMap { positions[$0] } }
  }
}

/// What is counted of an area.
private struct Tally {
  let path: String
  private let parts: [Substring]
  private var share = 0.0
  private var candidates = 0
  private var sections: [String: Int] = [:]
  private var prefixes: [String: Double] = [:]

  private static let mostPrefixes = 3

  init(_ path: String) {
    self.path = path
    parts = path.split(separator: "/")
  }

  mutating func add(_ change: EnrichedChange, share: Double) {
    self.share += share
    candidates += 1
    let here = change.subsystems.filter {
      $0.directory == path || $0.directory.hasPrefix(path + "/")
        || path.hasPrefix($0.directory + "/")
    }
    for section in Set(here.compactMap(\.maintainersSection)) { sections[section, default: 0] += 1 }
    if let prefix = prefix(of: change.commit.subject) {
      prefixes[prefix, default: 0] += share
    }
  }

  var area: Area {
    let title = sections.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return Area(
      path: path, title: title.flatMap { $0.value * 2 >= candidates ? $0.key : nil },
      prefixes: prefixes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .prefix(Self.mostPrefixes).map(\.key),
      share: share, candidates: candidates)
  }

  /// The last of the names that a subject begins with, without what the path says: `hns3` of `net: hns3: fix a leak` in
  /// `drivers/net/ethernet`, `realtek` of `ALSA: hda/realtek: add a quirk` in `sound/pci/hda`.
  private func prefix(of subject: String) -> String? {
    var rest = Substring(subject)
    while rest.hasPrefix("Revert \"") { rest = rest.dropFirst(8) }
    var found: Substring?
    for _ in 0..<4 {
      let end = rest.utf8.prefix(Self.longestPrefix + 1).firstIndex(of: UInt8(ascii: ":"))
      guard let end else { break }
      let name = rest[..<end]
      guard !name.isEmpty, name.utf8.allSatisfy(Self.isOfName) else { break }
      found = name
      rest = Substring(rest.utf8[end...].dropFirst().drop { $0 == UInt8(ascii: " ") })
    }
    let names = found?.split(separator: "/").filter { !parts.contains($0) } ?? []
    return names.isEmpty ? nil : names.joined(separator: "/")
  }

  private static let longestPrefix = 24

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-/.,+".utf8.contains(byte)
    }
  }
}
