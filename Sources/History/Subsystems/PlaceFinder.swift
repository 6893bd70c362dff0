public import ChangeModel
import Git

/// Finds the parts of the kernel that names stand for: directories, files, patterns, titles of MAINTAINERS, and what
/// subjects begin with.
///
/// What is in the kernel in question counts, and what any commit touched as far as the index has read that.
public final class PlaceFinder {
  private let index: HistoryIndex
  private let revision: CommitID?
  private var universe: Universe?
  private lazy var maintainers = index.maintainers(at: revision)

  /// - Parameter revision: the kernel in question; `nil` where no commit of the clone stands for it.
  public init(in index: HistoryIndex, at revision: CommitID?) {
    (self.index, self.revision) = (index, revision)
  }

  /// - Returns: `nil` if nothing in the kernel is called so.
  /// - Complexity: a path as it is costs one look into the index; anything else reads the names of all files once, some
  ///   0.2 s for Linux.
  public func place(named name: String) throws(HistoryError) -> Place? {
    guard let path = Self.normalized(name) else { return nil }
    if try index.read({ try $0.hasPath(path) }) {
      return Place(name: name, reading: .path, paths: [path])
    }
    let all = try names()
    guard !all.paths.isEmpty else { return Place(asWritten: name) }
    func place(_ reading: Place.Reading, _ paths: [String]) -> Place? {
      paths.isEmpty ? nil : Place(name: name, reading: reading, paths: paths)
    }
    if all.has(path) { return place(.path, [path]) }
    // Titles have brackets as well: NETWORKING [IPv4/IPv6].
    if let place = section(name, all, wholeTitle: true) { return place }
    if PathGlob.isPattern(path) {
      let glob = PathGlob(path)
      return place(.pattern, all.matching(glob)) ?? place(.pattern, all.matching(glob.anywhere))
    }
    let prefix = path.hasSuffix(":") ? String(path.dropLast()) : nil
    if let prefix { return try subjects(prefix).flatMap { place(.subjectPrefix(prefix), $0) } }
    for isExact in [true, false] {
      if let place = place(.lastDirectories, all.directories(endingIn: path, isExact))
        ?? place(.fileName, all.files(endingIn: path, isExact))
      {
        return place
      }
    }
    return try subjects(path).flatMap { place(.subjectPrefix(path), $0) }
      ?? section(name, all, wholeTitle: false)
      ?? place(.fileName, all.files(withoutEnding: path))
  }

  /// What is called much like a name that stands for nothing.
  public func nearest(to name: String) throws(HistoryError) -> [String] {
    guard let path = Self.normalized(name) else { return [] }
    let all = try names()
    let titles = (maintainers?.allTitles ?? []).nearest(to: name, limit: 2)
    if path.utf8.contains(UInt8(ascii: "/")) {
      return titles + (Array(all.directories) + all.paths).nearest(to: path, limit: 3)
    }
    let directories = Dictionary(grouping: all.directories, by: \.lastName)
    return titles
      + directories.keys.nearest(to: path, limit: 3).compactMap { name in
        directories[name]?.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
      }
  }

  /// `./fs//overlayfs/` is `fs/overlayfs`; `nil` for what is outside of the tree, or all of it.
  private static func normalized(_ name: String) -> String? {
    var parts: [Substring] = []
    for part in name.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": if parts.popLast() == nil { return nil }
      default: parts.append(part)
      }
    }
    let path = parts.joined(separator: "/")
    return path.allSatisfy(\.isWhitespace) ? nil : path
  }

  private func names() throws(HistoryError) -> Universe {
    if let universe { return universe }
    var paths = Set(try index.read { try $0.allPaths() })
    if let revision, let files = try? CommitFiles(of: revision, in: index.repository) {
      paths.formUnion(files.allPaths())
    }
    let found = Universe(paths: paths.sorted())
    universe = found
    return found
  }
}

// MARK: - Titles and subjects

extension PlaceFinder {
  private func section(_ name: String, _ all: Universe, wholeTitle: Bool) -> Place? {
    guard let maintainers else { return nil }
    let titles = maintainers.titles(called: name, wholeTitle: wholeTitle)
    guard !titles.isEmpty else { return nil }
    return Place(
      name: name, reading: .sections(titles), paths: maintainers.paths(of: titles, in: all.paths))
  }

  /// Where the commits are whose subjects begin with a name and a colon; empty if there are none.
  private func subjects(_ prefix: String) throws(HistoryError) -> [String]? {
    let ids = try index.read { reader in
      var ids: [CommitID] = []
      for position in try reader.positions(withSubjectWord: prefix).prefix(Self.mostRead)
      where index.isVisible(position) && !index.graph.isMerge(position) {
        let id = try reader.id(at: position)
        guard try index.repository.commit(id).subject.hasSubjectPrefix(prefix) else { continue }
        ids.append(id)
        if ids.count == Self.mostSeen { break }
      }
      return ids
    }
    guard !ids.isEmpty else { return nil }
    let counts = Dictionary(
      try index.mainDirectories(of: ids).map { ($0, 1) }, uniquingKeysWith: +)
    let all = counts.values.reduce(0, +)
    var (found, held): ([String], Int) = ([], 0)
    for (directory, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
    where held * 5 < all * 4 && found.count < Self.mostDirectories {
      found.append(directory)
      held += count
    }
    return found
  }

  /// Commits whose subject has the word; enough to see where such commits are.
  private static let mostRead = 2000
  private static let mostSeen = 300
  private static let mostDirectories = 10
}

// MARK: - Paths

/// The names of all files.
private struct Universe {
  /// Sorted.
  let paths: [String]
  let directories: Set<String>
  private let files: Set<String>

  init(paths: [String]) {
    self.paths = paths
    files = Set(paths)
    var directories: Set<String> = []
    for path in paths {
      var rest = path[...]
      while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
        rest = rest[..<slash]
        guard directories.insert(String(rest)).inserted else { break }
      }
    }
    self.directories = directories
  }

  func has(_ path: String) -> Bool { files.contains(path) || directories.contains(path) }

  /// Files and directories that match, without what lies below one that does.
  func matching(_ glob: PathGlob) -> [String] { Set(paths.compactMap(glob.match)).sorted() }

  func directories(endingIn end: String, _ isExact: Bool) -> [String] {
    directories.filter { $0.isOrEnds(in: end, isExact) }.sorted {
      ($0.utf8.count, $0) < ($1.utf8.count, $1)
    }
  }

  func files(endingIn end: String, _ isExact: Bool) -> [String] {
    paths.filter { $0.isOrEnds(in: end, isExact) }
  }

  func files(withoutEnding stem: String) -> [String] {
    paths.filter { path in
      guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
      return String(path[..<dot]).isOrEnds(in: stem, true)
    }
  }
}

extension String {
  fileprivate var lastName: String {
    utf8.lastIndex(of: UInt8(ascii: "/")).map { String(self[utf8.index(after: $0)...]) } ?? self
  }

  /// Whether a path is another one, or ends in it after a slash.
  fileprivate func isOrEnds(in end: String, _ isExact: Bool) -> Bool {
    guard utf8.count >= end.utf8.count else { return false }
    let tail = utf8.suffix(end.utf8.count)
    guard
      tail.startIndex == utf8.startIndex
        || utf8[utf8.index(before: tail.startIndex)] == UInt8(ascii: "/")
    else { return false }
    func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    return isExact
      ? tail.elementsEqual(end.utf8) : tail.elementsEqual(end.utf8) { lower($0) == lower($1) }
  }
}
