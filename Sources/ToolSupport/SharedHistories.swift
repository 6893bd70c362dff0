import FoundationEssentials
import Text

/// Real histories that may lie beside the project, packed, for what is measured on them.
package struct SharedHistories: Sendable {
  /// The folder that holds `data/repos/NAME.tar.gz`.
  package let shared: String
  /// Where they are unpacked, and kept.
  package let work: String

  package init(in shared: String, work: String) { (self.shared, self.work) = (shared, work) }

  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  /// Unpacks a history the first time it is asked for.
  ///
  /// - Parameter instead: what the user can do without it.
  package func unpack(_ name: String, instead: String) throws -> String {
    let path = "\(work)/\(name).git"
    if FileManager.default.fileExists(atPath: path) { return path }
    let archive = "\(shared)/data/repos/\(name).tar.gz"
    guard FileManager.default.fileExists(atPath: archive) else {
      throw Missing(description: "there is no \(archive); \(instead)")
    }
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    guard Self.run("tar", ["xzf", archive, "-C", work]) else {
      throw Missing(description: "\(archive) cannot be unpacked")
    }
    return path
  }

  private static func run(_ program: String, _ arguments: [String]) -> Bool {
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var (child, status) = (pid_t(), Int32())
    return posix_spawnp(&child, program, nil, nil, &words, environ) == 0
      && waitpid(child, &status, 0) == child && status == 0
  }
}
