internal import ChangeModel

extension Relevance {
  /// What it says of a change as the cause of a symptom, with the reason.
  var sentence: String {
    switch standing {
    case .builtIn: "it is in the kernel image: \(reason.clause)"
    case .module(let names):
      "\(hosts?.loading == 0 ? "against it: it" : "it") is in the module"
        + "\(names.count == 1 ? "" : "s") \(Self.list(names)): \(reason.clause)" + loadedBy
    case .notBuilt: "it is not built: \(reason.clause)"
    case .unknown: "whether it is built is unknown: \(reason.clause)"
    }
  }

  private var loadedBy: String {
    guard let hosts else { return "" }
    let hostNoun = hosts.all == 1 ? "host" : "hosts"
    return hosts.loading == 0
      ? "; loaded on none of \(hosts.all.grouped) \(hostNoun)"
      : "; loaded on \(hosts.loading.grouped) of \(hosts.all.grouped) \(hostNoun)"
  }

  private static let mostNames = 3

  private static func list(_ names: [String]) -> String {
    names.prefix(mostNames).joined(separator: ", ")
      + (names.count > mostNames ? " and \(names.count - mostNames) more" : "")
  }
}

extension Relevance.Reason {
  private static let longestCondition = 80

  /// `CONFIG_OVERLAY_FS=m in fs/overlayfs/Makefile`
  var clause: String {
    switch self {
    case .symbol(let symbol, let value?, let makefile): "CONFIG_\(symbol)=\(value) in \(makefile)"
    case .symbol(let symbol, nil, let makefile): "CONFIG_\(symbol) is not set (\(makefile))"
    case .branch(let condition, let makefile):
      "left out by “\(condition.prefix(Self.longestCondition))” in \(makefile)"
    case .listed(let makefile): "listed in \(makefile)"
    case .program(let makefile): "\(makefile) lets a program decide"
    case .unlinked(let makefile): "\(makefile) builds it, but what uses it was not followed"
    case .included(let path, let source): "\(source) includes \(path)"
    case .documentation: "documentation"
    case .sample: "samples are not configured"
    case .tool(let directory): "a program in \(directory), not part of the kernel"
    case .otherArchitecture(let architecture, let configured):
      "for \(architecture), and the configuration is for \(configured)"
    case .configures(let path): "\(path) decides what can be configured"
    case .buildsDirectory(let path): "\(path) decides how its directory is built"
    case .usedByBuild(let path): "the build uses \(path)"
    case .notIncluded(let path): "no built source includes \(path) itself"
    case .notListed(let path): "none of the makefile lists that were followed contains \(path)"
    case .pathsUnknown: "the clone does not say which files it touches"
    case .noFile: "it touches no file"
    }
  }
}
