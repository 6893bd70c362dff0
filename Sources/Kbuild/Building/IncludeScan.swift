internal import Foundation

/// Finds the built sources that include given files, by a look at their `#include` lines, one level deep.
struct IncludeScan {
  /// What the sources that include a file are built into.
  struct Use: Hashable {
    var isInImage = false
    var modules: Set<String> = []
    /// The first of these sources, those of the image before others.
    var source: String
  }

  private let map: BuildMap
  private var wanted: [String: [String]] = [:]
  private(set) var uses: [String: Use] = [:]
  private let searchPath: [String]

  /// - Parameter files: paths of headers, and of sources that no makefile names.
  init(of files: Set<String>, in map: BuildMap) {
    self.map = map
    wanted = Dictionary(grouping: files.sorted()) { String(TreePath.name(of: $0)) }
    let architecture = "arch/\(map.architecture)/include/"
    searchPath = [architecture, "include/", architecture + "uapi/", "include/uapi/"]
  }

  /// Reads the sources of the image, then those of modules; a file that the image includes is not looked for further.
  mutating func run(_ tree: some SourceTree) {
    var directories: [String: [String]] = [:]
    for stem in map.objects.keys {
      directories[TreePath.directory(of: stem), default: []].append(stem)
    }
    var sources: [(path: String, object: BuiltObject)] = []
    for directory in directories.keys.sorted() {
      for name in tree.names(in: directory) where name.hasSuffix(".c") || name.hasSuffix(".S") {
        let path = directory.isEmpty ? name : "\(directory)/\(name)"
        if let object = map.objects[TreePath.stem(of: path)] { sources.append((path, object)) }
      }
    }
    sources.sort { ($1.object.isInImage ? 1 : 0, $0.path) < ($0.object.isInImage ? 1 : 0, $1.path) }
    for (path, object) in sources where object.isInImage || !object.modules.isEmpty {
      if wanted.isEmpty { return }
      guard let bytes = tree.contents(of: path) else { continue }
      scan(bytes, of: path, object, tree)
    }
  }

  private mutating func scan(
    _ bytes: [UInt8], of source: String, _ object: BuiltObject, _ tree: some SourceTree
  ) {
    for (name, isQuoted) in Self.includes(in: bytes) {
      guard let candidates = wanted[String(TreePath.name(of: name))] else { continue }
      for file in Self.choice(
        of: candidates, for: name, isQuoted, in: TreePath.directory(of: source), searchPath, tree)
      {
        var use = uses[file] ?? Use(source: source)
        use.isInImage = use.isInImage || object.isInImage
        use.modules.formUnion(object.modules)
        uses[file] = use
        guard use.isInImage else { continue }
        let key = String(TreePath.name(of: file))
        wanted[key]?.removeAll { $0 == file }
        if wanted[key]?.isEmpty == true { wanted[key] = nil }
      }
    }
  }

  /// The files that an include may mean, of those with its last name.
  private static func choice(
    of candidates: [String], for name: String, _ isQuoted: Bool, in directory: String,
    _ searchPath: [String], _ tree: some SourceTree
  ) -> [String] {
    if isQuoted, let local = TreePath.resolve(name, in: directory) {
      if candidates.contains(local) { return [local] }
      let beside = TreePath.directory(of: local)
      if tree.names(in: beside).contains(String(TreePath.name(of: local))) { return [] }
    }
    let found = searchPath.lazy.map { $0 + name }.first { candidates.contains($0) }
    if let found { return [found] }
    // A directory that the makefile gives to the compiler; which ones it does is not followed.
    return candidates.filter { $0.hasSuffix("/" + name) && isNear($0, directory) }
  }

  /// Whether a header is so close to a directory that a search path between them is likely.
  private static func isNear(_ header: String, _ directory: String) -> Bool {
    let (left, right) = (header.split(separator: "/").dropLast(), directory.split(separator: "/"))
    let shared = zip(left, right).prefix { $0 == $1 }.count
    return shared >= max(2, left.count - 2)
  }

  /// What stands in `#include "…"` and `#include <…>`.
  static func includes(in bytes: [UInt8]) -> [(name: String, isQuoted: Bool)] {
    bytes.withUnsafeBytes { buffer in
      var found: [(String, Bool)] = []
      guard let base = buffer.baseAddress else { return found }
      var position = 0
      func skipBlanks() {
        while position < buffer.count, buffer[position] == 0x20 || buffer[position] == 0x09 {
          position += 1
        }
      }
      while position < buffer.count,
        let hash = memchr(base + position, 0x23, buffer.count - position)
      {
        position = base.distance(to: UnsafeRawPointer(hash)) + 1
        skipBlanks()
        guard position + keyword.count < buffer.count,
          buffer[position..<position + keyword.count].elementsEqual(keyword)
        else { continue }
        position += keyword.count
        skipBlanks()
        guard position < buffer.count else { break }
        let opening = buffer[position]
        guard opening == UInt8(ascii: "\"") || opening == UInt8(ascii: "<") else { continue }
        let closing = opening == UInt8(ascii: "<") ? UInt8(ascii: ">") : opening
        let rest = buffer[(position + 1)...].prefix(longestName)
        guard let end = rest.firstIndex(where: { $0 == closing || $0 == 0x0A }),
          rest[end] == closing
        else { continue }
        found.append((String(decoding: rest[..<end], as: UTF8.self), closing == opening))
        position = end
      }
      return found
    }
  }

  private static let keyword = Array("include".utf8)
  private static let longestName = 200
}
