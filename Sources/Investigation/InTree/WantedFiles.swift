/// The files of a kernel that a question is about, told from an archive's members by their names.
struct WantedFiles {
  let paths: Set<String>
  /// Names whose files may have moved.
  private let names: Set<Substring>

  /// What every directory has one of.
  private static let names: Set<Substring> = ["Makefile", "Kconfig", "Kbuild"]

  init(_ paths: Set<String>) {
    self.paths = paths
    names = Set(paths.map(\.fileName)).subtracting(Self.names)
  }

  /// Whether a member with this path may be one, below whatever directories.
  func mayBe(_ member: String) -> Bool {
    names.contains(member.fileName) || paths.contains { member.isBelow($0) }
  }
}

/// The files that were read of a tree, by their paths in it.
struct CollectedFiles {
  enum Content: Hashable {
    case text([UInt8])
    /// Too large, or a link.
    case unreadable
  }

  private(set) var members: [String: Content] = [:]
  /// Directories that a kernel may begin in, by a file that each kernel has there: empty, or with a slash at their end.
  private(set) var roots: Set<String> = []
  private var bytes = 0

  /// Each kernel has it, and nothing else in a kernel's tree ends so.
  private static let marker = "init/main.c"
  /// Of one file, and of all; a driver's tables of registers have some 20 MiB.
  static let largestFile = 32 << 20
  private static let mostBytes = 512 << 20

  mutating func sees(_ member: String) {
    if member.isBelow(Self.marker) { roots.insert(String(member.dropLast(Self.marker.count))) }
  }

  mutating func add(_ content: Content, of member: String) {
    guard case .text(let text) = content, bytes + text.count <= Self.mostBytes else {
      members[member] = .unreadable
      return
    }
    bytes += text.count
    members[member] = content
  }

  /// Where the kernel begins: above all others, since tools bring a few of its files along.
  var root: String? { roots.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) } }

  /// By path from the kernel's top.
  func files(below root: String) -> [String: Content] {
    var found: [String: Content] = [:]
    for (member, content) in members where member.utf8.starts(with: root.utf8) {
      found[String(member.dropFirst(root.count))] = content
    }
    return found
  }
}

extension String {
  var fileName: Substring { split(separator: "/").last ?? "" }

  /// Whether it is a path, or leads to it in some directory.
  func isBelow(_ path: String) -> Bool {
    guard utf8.count >= path.utf8.count, utf8.suffix(path.utf8.count).elementsEqual(path.utf8)
    else { return false }
    return utf8.count == path.utf8.count
      || utf8.dropLast(path.utf8.count).last == UInt8(ascii: "/")
  }
}
