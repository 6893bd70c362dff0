internal import ChangeModel
internal import Changelogs
internal import Foundation

/// The real dumps, which are not part of the repository.
enum SharedData {
  /// `KTRAIL_SHARED`, or `../shared` beside the package.
  static let root: URL? = {
    let environment = ProcessInfo.processInfo.environment["KTRAIL_SHARED"]
    let candidate =
      environment.map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("shared")
    let marker = candidate.appendingPathComponent("data/changelogs").path
    return FileManager.default.fileExists(atPath: marker) ? candidate : nil
  }()

  static var isHere: Bool { root != nil }

  static func path(_ name: String) -> String {
    root?.appendingPathComponent("data/changelogs/\(name)").path ?? name
  }

  static func read(_ name: String) async throws -> PackageChangelog {
    try await PackageOperand().read(path(name))
  }
}
