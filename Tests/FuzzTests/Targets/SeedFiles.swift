import Foundation
import TestSupport

/// Real texts to begin with: the project's fixtures, and the shared data where that is there.
enum SeedFiles {
  /// The first bytes of each file below a folder of the project whose name ends so.
  static func fixtures(_ folder: String, ending: String, first: Int = 2048) -> [[UInt8]] {
    starts(of: "\(SharedMaterial.projectRoot)/Fixtures/\(folder)", ending, first)
  }

  /// The same of the shared data; nothing without it.
  static func shared(_ folder: String, ending: String, first: Int = 2048) -> [[UInt8]] {
    SharedMaterial.directory.map { starts(of: "\($0)/\(folder)", ending, first) } ?? []
  }

  private static func starts(of folder: String, _ ending: String, _ first: Int) -> [[UInt8]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().compactMap { name in
      guard let file = FileHandle(forReadingAtPath: "\(folder)/\(name)") else { return nil }
      defer { try? file.close() }
      return (try? file.read(upToCount: first)).map { Array($0) }
    }
  }
}

/// Files for readers that take a path, rewritten for each input.
final class ScratchFolder: Sendable {
  private let directory: TemporaryDirectory?
  var path: String { directory?.path ?? "/nonexistent" }

  init() { directory = try? TemporaryDirectory() }

  /// Plainly, since a safe replacement costs a hundred times as much as what is tried.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) -> String {
    let file = "\(path)/\(name)"
    let folder = (file as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    demand(Foundation.write(descriptor, bytes, bytes.count) == bytes.count, "no \(file)")
    close(descriptor)
    return file
  }
}
