import ChangeModel

/// The subsystems that touched paths belong to.
struct SubsystemMap {
  private let maintainers: Maintainers?
  private var known: [String: Subsystem] = [:]

  init(maintainers: Maintainers?) { self.maintainers = maintainers }

  /// The subsystems of a change's paths, the one with most paths first, ties by name.
  mutating func subsystems(of paths: [String]) -> [Subsystem] {
    var counts: [Subsystem: Int] = [:]
    for path in paths { counts[subsystem(of: path), default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// A directory's section is the one of the first path seen in it, so a directory is never listed twice.
  private mutating func subsystem(of path: String) -> Subsystem {
    let directory = Self.directory(of: path)
    if let known = known[directory] { return known }
    let section = maintainers.flatMap { maintainers in
      maintainers.section(of: directory + "/") ?? maintainers.section(of: path)
    }
    let subsystem = Subsystem(directory: directory, maintainersSection: section)
    known[directory] = subsystem
    return subsystem
  }

  /// The directory by which people call the part of the kernel that a path is in: `fs/overlayfs`.
  ///
  /// Two components in most of the tree; deeper where one component more separates drivers or architectures.
  static func directory(of path: String) -> String {
    let parts = path.split(separator: "/")
    guard parts.count > 1 else { return "." }
    return parts.dropLast().prefix(depth(parts)).joined(separator: "/")
  }

  private static func depth(_ parts: [Substring]) -> Int {
    switch (parts[0], parts[1]) {
    case ("drivers", "net"):
      parts.count > 2 && ["ethernet", "wireless"].contains(parts[2]) ? 5 : 3
    case ("drivers", "gpu"), ("drivers", "media"), ("drivers", "infiniband"),
      ("drivers", "staging"):
      4
    case ("drivers", _), ("arch", _), ("sound", _), ("tools", _): 3
    default: 2
    }
  }
}
