/// A part of the kernel that the user named, and what the name was taken for.
public struct Place: Hashable, Sendable {
  /// How a name was understood.
  public enum Reading: Codable, Hashable, Sendable {
    /// It is a file or a directory, from the top of the tree.
    case path
    /// It has `*`, `?` or `[…]`, and paths match it.
    case pattern
    /// Directories end in it: `overlayfs`.
    case lastDirectories
    /// Files are called so: `inode.c`, or `inode`.
    case fileName
    /// It is a title of MAINTAINERS, or a part of some.
    case sections([String])
    /// Subjects begin with it: `ovl`.
    case subjectPrefix(String)
    /// Nobody looked: the clone has no trees to look into.
    case asWritten
  }

  /// As the user wrote it.
  public let name: String
  public let reading: Reading
  /// Files and directories, without a slash at the end.
  public let paths: [String]
  private let known: Set<String>

  public init(name: String, reading: Reading, paths: [String]) {
    (self.name, self.reading, self.paths) = (name, reading, paths)
    known = Set(paths)
  }

  /// A name that nobody looked up: a path, or the title of a section.
  public init(asWritten name: String) {
    self.init(
      name: name, reading: .asWritten, paths: [name.hasSuffix("/") ? String(name.dropLast()) : name]
    )
  }

  /// Whether a path is one of ``paths``, or lies below one.
  public func contains(path: String) -> Bool {
    var path = path[...]
    while true {
      if known.contains(String(path)) { return true }
      guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
      path = path[..<slash]
    }
  }

  public func contains(_ change: EnrichedChange) -> Bool {
    if (change.touchedPaths ?? []).contains(where: contains) { return true }
    switch reading {
    case .sections(let titles):
      return change.subsystems.contains { $0.maintainersSection.map(titles.contains) ?? false }
    case .subjectPrefix(let prefix): return change.commit.subject.hasSubjectPrefix(prefix)
    case .asWritten:
      return change.subsystems.contains {
        $0.maintainersSection?.lowercased() == name.lowercased()
      }
    case .path, .pattern, .lastDirectories, .fileName: return false
    }
  }
}

extension String {
  /// Whether a subject begins with the name of a part of the kernel and a colon, in whatever case.
  public func hasSubjectPrefix(_ prefix: String) -> Bool {
    let (text, wanted) = (utf8, prefix.utf8)
    guard text.count > wanted.count else { return false }
    func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    let end = text.index(text.startIndex, offsetBy: wanted.count)
    return text[end] == UInt8(ascii: ":")
      && zip(text, wanted).allSatisfy { lower($0) == lower($1) }
  }
}
