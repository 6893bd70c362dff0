import Foundation

/// The ktrail under test, with an index directory of its own.
struct BuiltKtrail {
  let program: String
  let indexes: String

  init(work: String) throws {
    // It is built beside this program.
    program = URL(fileURLWithPath: Self.bench).deletingLastPathComponent().path + "/ktrail"
    indexes = work + "/index"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw BenchError(
        description: "\(program) is not there; `swift build -c release --product ktrail` makes it")
    }
    try FileManager.default.createDirectory(atPath: indexes, withIntermediateDirectories: true)
  }

  /// This program.
  static var bench: String { URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path }

  func command(_ arguments: [String], on clone: String) -> [String] {
    [program] + arguments + ["--linux", clone, "--index-dir", indexes]
  }

  func forgetIndexes() {
    try? FileManager.default.removeItem(atPath: indexes)
    try? FileManager.default.createDirectory(atPath: indexes, withIntermediateDirectories: true)
  }

  /// Bytes of all index files.
  var indexSize: Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: indexes)) ?? []
    return names.reduce(0) { sum, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(indexes)/\(name)")
      return sum + ((attributes?[.size] as? Int) ?? 0)
    }
  }

  func keepIndexes(as copy: String) throws { try Self.copy(indexes, to: copy) }

  func restoreIndexes(from copy: String) throws { try Self.copy(copy, to: indexes) }

  /// With all times, since ktrail takes an index with another one for changed by somebody else.
  private static func copy(_ directory: String, to copy: String) throws {
    try? FileManager.default.removeItem(atPath: copy)
    _ = try Run(of: ["cp", "-a", directory, copy])
    // An update must not have to write what was only just copied.
    _ = try Run(of: ["sync", "-f", copy])
  }
}
