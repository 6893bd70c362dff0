import ChangeModel

/// The subsystems that touched paths belong to.
struct SubsystemMap {
  private let maintainers: Maintainers?
  private var homes: [String: Home] = [:]

  /// Where a path belongs.
  private struct Home {
    let directory: String
    let section: String?
    let bearing: KernelPath.Bearing
  }

  init(maintainers: Maintainers?) { self.maintainers = maintainers }

  /// The subsystems of a change's paths: first those with code, then those of tools, of files for the build, of shared headers
  /// and of documentation, so that a change to `fs/ext4/inode.c` is never one of `include/linux`. Among equals the one with
  /// most such paths comes first, then with most paths, ties by name.
  ///
  /// A directory comes once, with the section that claims most of the change's paths in it. Where none does, a section
  /// may claim the change by the words of its message, each line taken by itself as get_maintainer.pl does with a patch.
  mutating func subsystems(of paths: [String], saying message: ArraySlice<UInt8> = [])
    -> [Subsystem]
  {
    var spoken: String??
    let byDirectory = Dictionary(grouping: paths.map { home(of: $0) }, by: \.directory)
    var counted: [(subsystem: Subsystem, rank: Rank)] = []
    for (directory, homes) in byDirectory {
      var claims: [String: Int] = [:]
      for home in homes {
        if let section = home.section { claims[section, default: 0] += 1 }
      }
      var section = claims.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      if section == nil {
        spoken = spoken ?? self.section(spokenOfIn: message)
        section = spoken ?? nil
      }
      let bearing = homes.lazy.map(\.bearing).min() ?? .documentation
      counted.append(
        (
          Subsystem(directory: directory, maintainersSection: section),
          Rank(
            bearing: bearing, telling: homes.count { $0.bearing == bearing }, paths: homes.count)
        ))
    }
    return counted.sorted { left, right in
      left.rank == right.rank ? left.subsystem < right.subsystem : left.rank < right.rank
    }.map(\.subsystem)
  }

  private struct Rank: Comparable {
    let bearing: KernelPath.Bearing
    /// Paths of this bearing, and all.
    let telling, paths: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.bearing, right.telling, right.paths) < (right.bearing, left.telling, left.paths)
    }
  }

  private mutating func home(of path: String) -> Home {
    if let known = homes[path] { return known }
    let home = Home(
      directory: Self.directory(of: path), section: maintainers?.section(of: path),
      bearing: KernelPath.bearing(of: path))
    homes[path] = home
    return home
  }

  private func section(spokenOfIn message: ArraySlice<UInt8>) -> String? {
    guard let maintainers else { return nil }
    for line in message.split(separator: UInt8(ascii: "\n")) {
      if let section = maintainers.sections(withKeywordsIn: line).first { return section }
    }
    return nil
  }

  /// The directory by which people call the part of the kernel that a path is in: `fs/overlayfs`.
  ///
  /// Two components in most of the tree; deeper where one component more separates drivers or architectures.
  static func directory(of path: String) -> String {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
    guard parts.count > 1 else { return "." }
    return parts.dropLast().prefix(depth(parts)).joined(separator: "/")
  }

  private static func depth(_ parts: [Substring]) -> Int {
    switch (parts[0], parts[1], parts.dropFirst(2).first) {
    case ("drivers", "net", "ethernet"), ("drivers", "net", "wireless"): 5
    case ("drivers", "gpu", _), ("drivers", "media", _), ("drivers", "infiniband", _),
      ("drivers", "staging", "media"), ("tools", "testing", "selftests"), ("arch", _, "boot"):
      4
    case ("drivers", _, _), ("arch", _, _), ("sound", _, _), ("tools", "testing", _),
      ("tools", "lib", _):
      3
    default: 2
    }
  }
}
