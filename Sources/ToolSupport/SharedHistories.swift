import Foundation

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
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = ["tar", "xzf", archive, "-C", work]
    try tar.run()
    tar.waitUntilExit()
    guard tar.terminationStatus == 0 else {
      throw Missing(description: "\(archive) cannot be unpacked")
    }
    return path
  }
}
