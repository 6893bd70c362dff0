import Foundation

/// Real histories and changelogs that may lie beside the project.
struct SharedHistories {
  enum History: String {
    case linux414 = "linux-4.14-stable-history"
    case dpdk = "dpdk-history"
  }

  let shared: String
  let work: String

  func changelog(_ name: String) -> String { "\(shared)/data/changelogs/\(name)" }

  /// Unpacks a history the first time it is asked for.
  func unpack(_ history: History) throws -> String {
    let path = "\(work)/\(history.rawValue).git"
    if FileManager.default.fileExists(atPath: path) { return path }
    let archive = "\(shared)/data/repos/\(history.rawValue).tar.gz"
    guard FileManager.default.fileExists(atPath: archive) else {
      throw BenchError(
        description: """
          there is no \(archive); set KTRAIL_BENCH_LINUX and KTRAIL_BENCH_DPDK to clones, or \
          KTRAIL_SHARED to the folder that holds data/
          """)
    }
    _ = try Run(of: ["tar", "xzf", archive, "-C", work])
    return path
  }
}
