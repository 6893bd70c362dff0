public import ChangeModel

extension BuildMap {
  /// What changes matter to the configuration.
  ///
  /// - Parameters:
  ///   - changes: the paths that each touches; `nil` where they are not known.
  ///   - loaded: what the hosts have loaded, if that is known.
  ///   - open: the sources that the map was made of, once for each thread that reads them; `nil` if they cannot be
  ///     opened. They are read only if a change touches headers.
  /// - Complexity: with headers, O(size of all built sources), shared by up to 8 threads.
  public func relevances<Tree: SourceTree>(
    of changes: [[String]?], loaded: Fleet? = nil,
    in open: @Sendable () -> Tree?
  ) -> [Relevance] {
    let included = Set(changes.lazy.flatMap { $0 ?? [] }.filter(isLookedForInIncludes))
    var includes: [String: Include] = [:]
    if !included.isEmpty, let tree = open() {
      let scan = IncludeScan(of: included, in: self, tree)
      includes = scan.run(open).mapValues { Include(source: scan.path(of: $0), use: $0) }
    }
    return changes.map { paths in
      guard let paths else {
        return Relevance(.unknown, reason: .pathsUnknown)
      }
      // What a list says of a source is a better reason than who includes a header.
      let ordered = paths.filter(Self.isSource) + paths.filter { !Self.isSource($0) }
      return relevance(of: ordered.map { verdict(of: $0, includes) }, loaded)
    }
  }

  private func relevance(of verdicts: [Verdict], _ loaded: Fleet?) -> Relevance {
    if let inImage = verdicts.first(where: { $0.standing == .builtIn }) {
      return Relevance(.builtIn, reason: inImage.reason)
    }
    let modules = Set(verdicts.flatMap(\.modules)).sorted()
    if let first = verdicts.first(where: { !$0.modules.isEmpty }) {
      return Relevance(
        .module(modules), reason: first.reason,
        hosts: loaded.flatMap { Relevance.Hosts(loadingAnyOf: modules, of: $0) })
    }
    if let unknown = verdicts.first(where: { $0.standing == .unknown }) {
      return Relevance(.unknown, reason: unknown.reason)
    }
    return Relevance(.notBuilt, reason: verdicts.first?.reason ?? .noFile)
  }

  // MARK: - One file

  private struct Verdict {
    let standing: Relevance.Standing
    let reason: Relevance.Reason

    init(_ standing: Relevance.Standing, _ reason: Relevance.Reason) {
      (self.standing, self.reason) = (standing, reason)
    }

    var modules: [String] { if case .module(let names) = standing { names } else { [] } }
  }

  private struct Include {
    /// The first source that includes a file.
    let source: String
    let use: IncludeScan.Use
  }

  private func verdict(of path: String, _ includes: [String: Include]) -> Verdict {
    if let object = object(for: path) {
      let reason = reason(for: object.cause)
      if object.isInImage { return Verdict(.builtIn, reason) }
      return object.modules.isEmpty
        ? Verdict(.unknown, reason) : Verdict(.module(Self.names(object.modules)), reason)
    }
    if let include = includes[path] {
      return Verdict(
        include.use.isInImage ? .builtIn : .module(Self.names(include.use.modules)),
        .included(path: path, by: include.source))
    }
    if let cause = causeOfAbsence(of: path) { return Verdict(.notBuilt, reason(for: cause)) }
    return outsideVerdict(of: path) ?? Verdict(.unknown, reasonForDoubt(of: path))
  }

  private static func names(_ modules: some Sequence<String>) -> [String] {
    Set(modules.map(ModuleList.name)).sorted()
  }

  /// The object that a source is made into. A source may itself be made from the touched file, which has its name then.
  private func object(for path: String) -> BuiltObject? {
    if let object = objects[path] { return object }
    return Self.isSource(path) ? objects[TreePath.stem(of: path)] : nil
  }

  private static let sourceEndings: Set<Substring> = [
    "c", "S", "s", "rs", "c_shipped", "S_shipped", "s_shipped", "o_shipped", "pl", "dts", "uni",
    "y", "l",
  ]

  private static func isSource(_ path: String) -> Bool {
    path.split(separator: ".").last.map(sourceEndings.contains) ?? false
  }

  private func isLookedForInIncludes(_ path: String) -> Bool {
    switch path.split(separator: ".").last {
    case "h", "inc": Self.isOfKernel(path)
    case "c", "S": object(for: path) == nil && Self.isOfKernel(path)
    default: false
    }
  }

  /// Why a file is not built, if the makefiles say so: of itself, or of a directory that it is in.
  private func causeOfAbsence(of path: String) -> BuildCause? {
    if Self.isSource(path), let cause = leftOut[TreePath.stem(of: path)] { return cause }
    var directory = TreePath.directory(of: path)
    while !directory.isEmpty, !directories.contains(directory) {
      if let cause = leftOut[directory] { return cause }
      directory = TreePath.directory(of: directory)
    }
    return nil
  }

  private func reason(for cause: BuildCause) -> Relevance.Reason {
    switch cause.deciding {
    case .symbol(let symbol):
      .symbol(symbol, value: configuration[symbol], makefile: cause.makefile)
    case .branch(let condition): .branch(condition: condition, makefile: cause.makefile)
    case .listed: .listed(makefile: cause.makefile)
    case .uncertain: .program(makefile: cause.makefile)
    case .unlinked: .unlinked(makefile: cause.makefile)
    }
  }

  // MARK: - What no makefile that is followed names

  /// Files that are not part of a kernel for this architecture, whatever its configuration.
  private func outsideVerdict(of path: String) -> Verdict? {
    let parts = path.split(separator: "/", maxSplits: 2)
    switch KernelPath.kind(of: path) {
    case .documentation: return Verdict(.notBuilt, .documentation)
    case .sample: return Verdict(.notBuilt, .sample)
    case .tool:
      return Verdict(.notBuilt, .tool(directory: parts.prefix(2).joined(separator: "/")))
    case .buildTool: return nil
    case .deviceTree, .source:
      guard parts.count == 3, parts[0] == "arch", parts[1] != architecture, architecture != "um"
      else { return nil }
      return Verdict(
        .notBuilt, .otherArchitecture(String(parts[1]), configured: architecture))
    }
  }

  /// Whether built sources may include it.
  private static func isOfKernel(_ path: String) -> Bool {
    switch KernelPath.kind(of: path) {
    case .source, .sample, .deviceTree: true
    case .documentation, .tool, .buildTool: false
    }
  }

  private func reasonForDoubt(of path: String) -> Relevance.Reason {
    let name = TreePath.name(of: path)
    if name.hasPrefix("Kconfig") { return .configures(path: path) }
    if name == "Makefile" || name == "Kbuild" || name.hasPrefix("Makefile.") {
      return .buildsDirectory(path: path)
    }
    if KernelPath.kind(of: path) == .buildTool { return .usedByBuild(path: path) }
    return name.hasSuffix(".h") ? .notIncluded(path: path) : .notListed(path: path)
  }
}

extension Relevance.Hosts {
  /// `nil` if of no host it is known what it has loaded.
  fileprivate init?(loadingAnyOf modules: [String], of fleet: Fleet) {
    let known = fleet.hosts.count(where: \.hasModules)
    guard known > 0 else { return nil }
    self.init(loading: fleet.hosts(loadingAnyOf: modules).count, of: known)
  }
}
