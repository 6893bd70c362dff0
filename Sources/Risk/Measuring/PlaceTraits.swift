internal import ChangeModel

/// In which parts of the kernel a change is, by its paths.
struct PlaceTraits {
  let isCore, touchesSharedHeaders, touchesInterface, isInDriversOnly, isAside: Bool

  init(_ paths: [String]) {
    isCore = paths.contains(where: Self.isCore)
    touchesSharedHeaders = paths.contains { $0.hasPrefix("include/") }
    touchesInterface = paths.contains { path in
      path.contains("uapi/") || path.contains("Kconfig") || path.contains("sysctl")
    }
    isInDriversOnly = !paths.isEmpty && paths.allSatisfy { $0.hasPrefix(oneOf: Self.drivers) }
    isAside = !paths.isEmpty && paths.allSatisfy { KernelPath.kind(of: $0) != .source }
  }

  private static let drivers = ["drivers/", "sound/"]
  private static let core = [
    "mm/", "kernel/", "lib/", "block/", "net/core/", "net/ipv4/", "net/ipv6/", "net/sched/",
    "net/netfilter/", "include/linux/", "include/net/",
  ]

  private static func isCore(_ path: String) -> Bool {
    path.hasPrefix(oneOf: core)
      || (path.hasPrefix("fs/") && !path.dropFirst(3).contains("/"))
  }
}

extension String {
  fileprivate func hasPrefix(oneOf prefixes: [String]) -> Bool {
    prefixes.contains { hasPrefix($0) }
  }
}
