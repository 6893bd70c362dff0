internal import ChangeModel

/// Kinds of change that seldom break a running kernel.
enum ChangeKind {
  /// Where the change stays, if it leaves running code alone; `nil` if it does not, or if the paths
  /// are not known.
  static func aside(of change: EnrichedChange) -> Evidence.Aside? {
    guard let paths = change.touchedPaths, let first = paths.first, let kind = aside(first),
      paths.allSatisfy({ aside($0) == kind })
    else { return nil }
    return kind
  }

  private static func aside(_ path: String) -> Evidence.Aside? {
    if path.hasPrefix("Documentation/") || path.hasPrefix("doc/") || path.hasSuffix(".rst")
      || path == "MAINTAINERS" || path == ".mailmap"
    {
      return .documentation
    }
    if path.hasPrefix("tools/") || path.hasPrefix("samples/") || path.hasPrefix("scripts/")
      || path.hasPrefix("devtools/")
    {
      return .tools
    }
    if path.hasPrefix("arch/"), path.hasSuffix(".dts") || path.hasSuffix(".dtsi") {
      return .deviceTrees
    }
    return nil
  }
}
