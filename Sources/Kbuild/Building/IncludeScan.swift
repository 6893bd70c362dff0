import Dispatch
internal import FoundationEssentials
internal import Synchronization
import Text

/// Finds the built sources that include given files, by a look at their `#include` lines, one level deep.
struct IncludeScan: Sendable {
  /// What the sources that include a file are built into.
  struct Use: Hashable {
    var isInImage: Bool
    var modules: Set<String>
    /// The first of these sources in the order of the scan: sources of the image come before others.
    var source: Int
  }

  private struct Source {
    let path: String
    let object: BuiltObject
  }

  private let sources: [Source]
  private let searchPath: [String]
  /// The files by their last names.
  private let wanted: [String: [String]]

  /// - Parameter files: paths of headers, and of sources that no makefile names.
  init(of files: Set<String>, in map: BuildMap, _ tree: some SourceTree) {
    wanted = Dictionary(grouping: files.sorted()) { String(TreePath.name(of: $0)) }
    let architecture = "arch/\(map.architecture)/include/"
    searchPath = [architecture, "include/", architecture + "uapi/", "include/uapi/"]
    guard !files.isEmpty else {
      sources = []
      return
    }
    var sources: [Source] = []
    for directory in Set(map.objects.keys.map(TreePath.directory)) {
      for name in tree.names(in: directory) where name.hasSuffix(".c") || name.hasSuffix(".S") {
        let path = directory.isEmpty ? name : "\(directory)/\(name)"
        guard let object = map.objects[TreePath.stem(of: path)], object.isBuilt else { continue }
        sources.append(Source(path: path, object: object))
      }
    }
    self.sources = sources.sorted {
      ($1.object.isInImage ? 1 : 0, $0.path) < ($0.object.isInImage ? 1 : 0, $1.path)
    }
  }

  func path(of use: Use) -> String { sources[use.source].path }

  /// Reads all sources, each thread some.
  ///
  /// - Parameter open: the same tree for one more thread; `nil` if it cannot be opened.
  /// - Returns: the uses of each file that has any. Of a file that the image includes, not all are told.
  func run<Tree: SourceTree>(_ open: @Sendable () -> Tree?) -> [String: Use] {
    guard !sources.isEmpty else { return [:] }
    let threads = min(ProcessInfo.processInfo.activeProcessorCount, Self.mostThreads)
    let found = Mutex<[String: Use]>([:])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      guard let tree = open() else { return }
      let part = uses(in: stride(from: thread, to: sources.count, by: threads), tree)
      found.withLock { all in
        all.merge(part) { left, right in
          Use(
            isInImage: left.isInImage || right.isInImage,
            modules: left.modules.union(right.modules), source: min(left.source, right.source))
        }
      }
    }
    return found.withLock(\.self)
  }

  private static let mostThreads = 8

  private func uses(
    in numbers: some Sequence<Int>, _ tree: some SourceTree
  ) -> [String: Use] {
    var uses: [String: Use] = [:]
    var wanted = wanted
    for number in numbers where !wanted.isEmpty {
      let source = sources[number]
      guard let bytes = tree.contents(of: source.path) else { continue }
      for (name, isQuoted) in Self.includes(in: bytes) {
        let last = String(TreePath.name(of: name))
        guard let candidates = wanted[last] else { continue }
        for file in choice(of: candidates, for: name, isQuoted, by: source.path, tree) {
          var use = uses[file] ?? Use(isInImage: false, modules: [], source: number)
          use.isInImage = use.isInImage || source.object.isInImage
          use.modules.formUnion(source.object.modules)
          uses[file] = use
          guard use.isInImage else { continue }
          wanted[last] = candidates.filter { $0 != file }
          if wanted[last]?.isEmpty == true { wanted[last] = nil }
        }
      }
    }
    return uses
  }

  /// The files that an include may mean, of those with its last name.
  private func choice(
    of candidates: [String], for name: String, _ isQuoted: Bool, by source: String,
    _ tree: some SourceTree
  ) -> [String] {
    let directory = TreePath.directory(of: source)
    if isQuoted, let local = TreePath.resolve(name, in: directory) {
      if candidates.contains(local) { return [local] }
      let beside = TreePath.directory(of: local)
      if tree.names(in: beside).contains(String(TreePath.name(of: local))) { return [] }
    }
    let found = searchPath.lazy.map { $0 + name }.first { candidates.contains($0) }
    if let found { return [found] }
    // A directory that the makefile gives to the compiler; which ones it does is not followed.
    return candidates.filter { $0.hasSuffix("/" + name) && Self.isNear($0, directory) }
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
      var position = 0
      func skipBlanks() {
        while position < buffer.count, buffer[position].isSpaceOrTab { position += 1 }
      }
      while let hash = buffer.firstOffset(
        of: UInt8(ascii: "#"), in: position..<buffer.count)
      {
        position = hash + 1
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
        guard let end = rest.firstIndex(where: { $0 == closing || $0 == .newline }),
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
