/// A part of the kernel that the user named, and what the name was taken for.
public struct Place: Hashable, Sendable {
  /// How a name was understood.
  public enum Reading: Hashable, Sendable {
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

  /// What the name was taken for, with a verb and without the name: `is taken for fs/overlayfs`; `nil` where it is just that.
  public var meaning: String? {
    switch reading {
    case .asWritten: "is taken as written, since the clone has no trees to look it up in"
    case .path: paths == [name] ? nil : "is taken for \(listed)"
    case .pattern: "matches \(listed)"
    case .lastDirectories: "is taken for \(listed)"
    case .fileName:
      paths.count == 1 ? "is taken for \(listed)" : "stands for the files of that name: \(listed)"
    case .sections(let titles):
      "is taken for \(Self.list(titles)) in MAINTAINERS"
    case .subjectPrefix(let prefix):
      "is taken for commits with the subject “\(prefix): …”, and for \(listed), where most of them are"
    }
  }

  private var listed: String { Self.list(paths) }

  private static func list(_ names: [String]) -> String {
    let shown = 3
    guard names.count > shown + 1 else { return names.joined(separator: ", ") }
    return names.prefix(shown).joined(separator: ", ")
      + " and \((names.count - shown).grouped) more"
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
