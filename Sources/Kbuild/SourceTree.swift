internal import FoundationEssentials
import Text

/// The sources of one kernel, wherever they are.
public protocol SourceTree: SendableMetatype {
  /// The contents of a file, by its path from the top; `nil` if there is no such file, or it cannot be read.
  func contents(of path: String) -> [UInt8]?
  /// The names of what is in a directory, in any order; empty if there is no such directory.
  func names(in directory: String) -> [String]
}

/// An unpacked tree on disk.
public struct DirectoryTree: SourceTree, Sendable {
  private let root: String

  public init(_ root: String) { self.root = root }

  /// Larger by far than any source.
  private static let mostRead = 256 << 20

  public func contents(of path: String) -> [UInt8]? {
    try? OpenFile(regular: "\(root)/\(path)").readAll(limit: Self.mostRead)
  }

  public func names(in directory: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(directory)")) ?? []
  }
}

// MARK: - Paths

/// Paths from the top of the tree, without `.` and `..`.
enum TreePath {
  /// `name` as seen from `directory`, which is empty for the top; `nil` if it leads out of the tree.
  static func resolve(_ name: some StringProtocol, in directory: String) -> String? {
    var parts = directory.utf8.split(separator: slash).map { Substring($0) }
    // Bytes: a slash before a combining mark is not a slash to Characters.
    for part in String(name).utf8.split(separator: slash).map({ Substring($0) }) {
      switch part {
      case ".": continue
      case "..": if parts.popLast() == nil { return nil }
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// Empty for a file at the top.
  static func directory(of path: String) -> String {
    path.utf8.lastIndex(of: slash).map { String(path[..<$0]) } ?? ""
  }

  static func name(of path: String) -> Substring {
    path.utf8.lastIndex(of: slash).map { path[path.utf8.index(after: $0)...] } ?? path[...]
  }

  /// Without what follows the last dot of its name.
  static func stem(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else {
      return path
    }
    return String(path[..<dot])
  }

  private static let slash = UInt8(ascii: "/")
}
