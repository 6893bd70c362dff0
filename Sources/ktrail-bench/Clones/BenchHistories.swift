import ToolSupport

/// Real histories and changelogs that may lie beside the project.
struct BenchHistories {
  enum History: String {
    case linux414 = "linux-4.14-stable-history"
    case dpdk = "dpdk-history"
  }

  let shared: String
  let work: String

  func changelog(_ name: String) -> String { "\(shared)/data/changelogs/\(name)" }

  func unpack(_ history: History) throws -> String {
    try SharedHistories(in: shared, work: work).unpack(
      history.rawValue,
      instead: """
        set KTRAIL_BENCH_LINUX and KTRAIL_BENCH_DPDK to clones, or KTRAIL_SHARED to the folder that holds data/
        """)
  }
}
