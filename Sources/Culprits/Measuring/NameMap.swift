internal import ChangeModel
internal import Text

/// Candidates by the names of the directories and files they touch, by the prefix of their subjects, and by the words of the
/// titles that MAINTAINERS gives their subsystems.
struct NameMap: Sendable {
  let count: Int
  private var byPathName: [UInt64: [Int]] = [:]
  private var byPrefix: [UInt64: [Int]] = [:]
  private var byDirectory: [UInt64: [Int]] = [:]
  private var byTitleWord: [UInt64: [Int]] = [:]
  private let changes: [Candidate]

  /// Part of the changes with a prefix that must be in a place for the prefix to mean it.
  private static let aliasShare = 0.5
  private static let aliasEvidence = 2
  private static let mostPaths = 100

  init(_ changes: [Candidate]) {
    self.changes = changes
    count = changes.count
    var titleWords: [String: [UInt64]] = [:]
    for (position, change) in changes.enumerated() {
      for title in (change.change?.subsystems ?? []).lazy.compactMap(\.maintainersSection) {
        let words = titleWords[title] ?? Self.words(ofTitle: title)
        titleWords[title] = words
        for word in words { Self.append(position, to: &byTitleWord[word, default: []]) }
      }
      for name in Self.prefixes(of: change.subject) {
        Self.append(position, to: &byPrefix[name, default: []])
      }
      for path in (change.touchedPaths ?? []).prefix(Self.mostPaths) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        for part in parts.dropLast() {
          Self.append(position, to: &byPathName[Self.key(part), default: []])
        }
        if let file = parts.last {
          let stem = file.prefix { $0 != UInt8(ascii: ".") }
          Self.append(position, to: &byPathName[Self.key(stem), default: []])
        }
        Self.append(position, to: &byDirectory[Self.directory(of: path).utf8.fnv1a, default: []])
      }
    }
  }

  /// Candidates that fit `name`, ascending.
  func members(named name: String) -> [Int] {
    var variants = [name]
    if name.hasSuffix("fs"), name.utf8.count > 4 {
      variants.append(String(name.dropLast(2)))
    } else {
      variants.append(name + "fs")
    }
    let keys = variants.map { Self.key($0.utf8) }
    let inPaths = Set(keys.flatMap { byPathName[$0] ?? [] })
    let withPrefix = Set(keys.flatMap { byPrefix[$0] ?? [] })
    var result = inPaths.union(withPrefix)
    for key in keys { result.formUnion(byTitleWord[key] ?? []) }
    for member in inPaths {
      for prefix in Self.prefixes(of: changes[member].subject) {
        result.formUnion(alias(byPrefix[prefix] ?? [], of: inPaths))
      }
    }
    if inPaths.isEmpty {
      for member in withPrefix {
        for path in (changes[member].touchedPaths ?? []).prefix(Self.mostPaths) {
          let all = byDirectory[Self.directory(of: path).utf8.fnv1a] ?? []
          result.formUnion(alias(all, of: withPrefix))
        }
      }
    }
    return result.sorted()
  }

  /// The directory that most of `members` touch, one called `name` if there is one; of equals the
  /// first in order.
  func commonDirectory(of members: [Int], named name: String) -> String {
    var counts: [String: Int] = [:]
    for member in members {
      let paths = (changes[member].touchedPaths ?? []).prefix(Self.mostPaths)
      for directory in Set(paths.map { Self.directory(of: $0) }) {
        counts[directory, default: 0] += 1
      }
    }
    let best = counts.max { left, right in
      (left.value, right.key) < (right.value, left.key)
    }
    return best?.key ?? name
  }

  /// `tmpfs` and `shmem` of `TMPFS (SHMEM FILESYSTEM)`.
  private static func words(ofTitle title: String) -> [UInt64] {
    title.utf8.split { !$0.isWordByte && $0 != UInt8(ascii: "-") }.filter { $0.count > 2 }.map(key)
  }

  private func alias(_ all: [Int], of known: Set<Int>) -> [Int] {
    let agreeing = all.count(where: known.contains)
    let isAlias =
      agreeing >= Self.aliasEvidence && Double(agreeing) >= Self.aliasShare * Double(all.count)
    return isAlias ? all : []
  }

  private static func append(_ position: Int, to list: inout [Int]) {
    if list.last != position { list.append(position) }
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  /// The words before the colons of a subject: `ext4` and `jbd2` of `ext4: jbd2: …`. Only short
  /// ones are prefixes.
  private static func prefixes(of subject: String) -> [UInt64] {
    var result: [UInt64] = []
    var rest = Substring(subject)
    if rest.hasPrefix("Revert \"") { rest = rest.dropFirst(8) }
    while result.count < 4, let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) {
      let prefix = rest[..<colon]
      guard prefix.utf8.count <= 40 else { break }
      for word in prefix.utf8.split(whereSeparator: {
        !$0.isWordByte && $0 != UInt8(ascii: "-")
      }) {
        result.append(key(word))
      }
      rest = rest[rest.utf8.index(after: colon)...]
    }
    return result
  }

  /// Lower case, hyphens as underscores.
  private static func key(_ name: some Sequence<UInt8>) -> UInt64 {
    name.lazy.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0.lowercased }.fnv1a
  }
}
