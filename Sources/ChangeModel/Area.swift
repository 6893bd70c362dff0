/// A part of the kernel that a user can point at, and how much of the suspicion lies there.
public struct Area: Codable, Hashable, Sendable {
  /// A directory from the top of the tree, or a file at the top: `fs/overlayfs`.
  public let path: String
  /// The section of MAINTAINERS that claims at least half of the candidates here: `OVERLAY FILESYSTEM`.
  public let title: String?
  /// What their subjects begin with, the most suspect first: `ovl`.
  public let prefixes: [String]
  /// 0 to 1: the probabilities of the candidates, each divided by the number of areas that it touches.
  public let share: Double
  /// How many candidates touch it.
  public let candidates: Int

  public init(
    path: String, title: String? = nil, prefixes: [String] = [], share: Double, candidates: Int
  ) {
    (self.path, self.title, self.prefixes) = (path, title, prefixes)
    (self.share, self.candidates) = (share, candidates)
  }
}

extension Area {
  /// The area that a file is in: three components under `drivers`, `arch` and `sound`, two elsewhere. A file that is not so
  /// deep is in its directory, and one at the top is an area itself.
  ///
  /// - Parameter parent: an area to look into. One component deeper is an area then, and files that are elsewhere, or in
  ///   `parent` itself, are in none.
  public static func path(of file: String, in parent: String? = nil) -> String? {
    let parts = file.utf8.split(separator: UInt8(ascii: "/"))
    guard let top = parts.first else { return nil }
    if let parent {
      let outer = parent.utf8.split(separator: UInt8(ascii: "/"))
      guard parts.count > outer.count + 1,
        zip(parts, outer).allSatisfy({ $0.elementsEqual($1) })
      else { return nil }
      return joined(parts.prefix(outer.count + 1))
    }
    if parts.count == 1 { return file }
    let isDeep = deepTops.contains { top.elementsEqual($0.utf8) }
    return joined(parts.dropLast().prefix(isDeep ? 3 : 2))
  }

  /// The areas of a change. Headers and documentation say nothing of where it can be seen, so they count only where it
  /// touches nothing else.
  public static func paths(of files: [String], in parent: String? = nil) -> Set<String> {
    let telling = files.filter { !accompanies($0) }
    return Set((telling.isEmpty ? files : telling).compactMap { path(of: $0, in: parent) })
  }

  private static func accompanies(_ file: String) -> Bool {
    KernelPath.kind(of: file) == .documentation || KernelPath.isSharedHeader(file)
  }

  private static let deepTops = ["drivers", "arch", "sound"]

  private static func joined(_ parts: some Sequence<Substring.UTF8View>) -> String {
    parts.map { String(Substring($0)) }.joined(separator: "/")
  }

  /// The last component: `overlayfs`.
  public var name: String {
    path.utf8.lastIndex(of: UInt8(ascii: "/"))
      .map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }
}
