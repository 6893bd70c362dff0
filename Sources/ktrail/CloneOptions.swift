import ArgumentParser
import ChangeModel
import FoundationEssentials
import Investigation

struct CloneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A clone of Linux: bare or with a work tree, mainline, stable or a vendor's.",
      discussion:
        "Default: the environment's KTRAIL_LINUX (empty: none); else the clone that the current directory is in.",
      valueName: "dir"),
    completion: .directory)
  var linux: String?

  @Option(
    help: ArgumentHelp(
      "Where indexes of clones are kept.",
      discussion:
        "Default: ktrail under XDG_CACHE_HOME, or under ~/.cache. An index of the environment's KTRAIL_SHARED_INDEX is taken over where it fits the clone.",
      valueName: "dir"),
    completion: .directory)
  var indexDir: String?

  /// Whether the user has named one, rather than only being in one.
  var isNamed: Bool {
    !(linux ?? ProcessInfo.processInfo.environment["KTRAIL_LINUX"] ?? "").isEmpty
  }

  func investigation(
    _ console: Console, asOf: [String] = [], databases: PackageDatabases = PackageDatabases()
  ) -> Investigation {
    let named = linux ?? ProcessInfo.processInfo.environment["KTRAIL_LINUX"]
    let path = named ?? Investigation.Clone.path()
    let clone = path.flatMap { $0.isEmpty ? nil : $0 }.map {
      Investigation.Clone(
        path: $0, indexDirectory: indexDir,
        sharedIndexes: ProcessInfo.processInfo.environment["KTRAIL_SHARED_INDEX"].flatMap {
          $0.isEmpty ? nil : $0
        }, asOf: asOf)
    }
    return Investigation(
      clone: clone, databases: databases, logger: console.logger, progress: console.show,
      notice: console.tell)
  }
}
