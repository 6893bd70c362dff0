/// Goes from the top makefile through the directories, as kbuild does (`scripts/Makefile.build` and `Makefile.lib`).
struct BuildWalk<Tree: SourceTree> {
  /// How what a directory builds is used, weakest first.
  enum Use: Int { case unlinked, modules, image }

  private(set) var directories: [String: Use] = [:]
  private(set) var objects: [String: BuiltObject] = [:]
  private(set) var leftOut: [String: BuildCause] = [:]
  private(set) var modules: Set<String> = []
  private(set) var builtIns: Set<String> = []

  private let tree: Tree
  private let configuration: KernelConfiguration
  private let architecture: String
  /// What every makefile sees.
  private var environment: [String: String]
  private var waiting: [(directory: String, use: Use, cause: BuildCause)] = []
  /// Steps for all makefiles together; a kernel needs less than a tenth.
  private var stepsLeft = 20_000_000

  init(_ tree: Tree, _ configuration: KernelConfiguration, _ architecture: String) {
    (self.tree, self.configuration) = (tree, configuration)
    self.architecture = architecture
    environment = [
      "srctree": ".", "objtree": ".", "SRCARCH": architecture, "ARCH": architecture,
      "KBUILD_BUILTIN": "1", "KBUILD_MODULES": "1", "KERNELRELEASE": "0", "CURDIR": ".",
      "sub_make_done": "1", "comma": ",", "space": " ", "pound": "#", "quote": "\"",
    ]
  }

  mutating func run() {
    readTop()
    while let next = waiting.popLast() {
      if let known = directories[next.directory], known.rawValue >= next.use.rawValue { continue }
      directories[next.directory] = next.use
      read(next.directory, next.use, next.cause)
    }
  }

  // MARK: - The top

  /// The lists of directories in the top makefile until 6.0; since then `Kbuild` at the top has them.
  private static var topLists: [String] {
    ["init", "core", "drivers", "net", "libs", "virt", "head"]
  }

  private mutating func readTop() {
    var make = evaluator(of: "")
    make.run("Makefile")
    // Not all versions export BITS.
    for name in make.exported.union(["BITS"]) { environment[name] = make.value(of: name) }
    var top = Makefile(directory: "", path: "Makefile", inherited: nil, make: make)
    for word in make.words("vmlinux-dirs") {
      descend(to: word, .image, BuildCause(deciding: .listed, makefile: top.path))
    }
    for list in Self.topLists { leaveOut(make.words(list + "-"), of: &top) }
    descend(to: "arch/\(architecture)/boot/dts", .unlinked, top.cause(of: ""))
    if tree.contents(of: "Kbuild") != nil { descend(to: "", .image, top.cause(of: "")) }
  }

  private func evaluator(of directory: String) -> MakeEvaluator<Tree> {
    var variables = environment
    let path = directory.isEmpty ? "." : directory
    (variables["obj"], variables["src"]) = (path, path)
    return MakeEvaluator(
      tree, configuration, variables: variables,
      limit: min(stepsLeft, MakeEvaluator<Tree>.mostSteps))
  }

  private mutating func descend(to directory: some StringProtocol, _ use: Use, _ cause: BuildCause)
  {
    guard let path = TreePath.resolve(directory, in: "") else { return }
    waiting.append((path, use, cause))
  }

  // MARK: - A directory

  /// What the makefile of one directory says.
  private struct Makefile {
    let directory, path: String
    /// Why the directory is read.
    let inherited: BuildCause?
    var make: MakeEvaluator<Tree>

    func cause(of word: String) -> BuildCause {
      if let symbol = make.symbols[word] {
        return BuildCause(deciding: .symbol(symbol), makefile: path)
      }
      return inherited ?? BuildCause(deciding: .listed, makefile: path)
    }

    /// The parts of a composite object: `foo-objs` and `foo-y`, of a module also `foo-m`.
    mutating func parts(of stem: Substring, _ suffixes: [String]) -> [String] {
      suffixes.flatMap { make.words(stem + $0) }.map(String.init)
    }
  }

  private mutating func read(_ directory: String, _ use: Use, _ cause: BuildCause) {
    let prefix = directory.isEmpty ? "" : directory + "/"
    let isKbuild = tree.contents(of: prefix + "Kbuild") != nil
    let path = prefix + (isKbuild ? "Kbuild" : "Makefile")
    var make = evaluator(of: directory)
    make.run(path)
    // That a directory is always read is not worth a reason.
    var inherited: BuildCause?
    if case .symbol = cause.deciding { inherited = cause }
    var file = Makefile(directory: directory, path: path, inherited: inherited, make: make)
    defer { stepsLeft -= file.make.steps }

    let objects = make.words("obj-y")
    let inImage = Set(objects)
    for word in objects { add(word, use == .image ? .image : .unlinked, below: use, &file) }
    for word in make.words("obj-m") where !inImage.contains(word) {
      let use = use == .unlinked ? use : .modules
      add(word, use, below: use, &file)
    }
    for word in ["lib-y", "lib-m", "extra-y"].flatMap({ make.words($0) }) {
      add(word, use == .image ? .image : .unlinked, below: nil, &file)
    }
    for word in make.words("dtb-y") { add(word, .unlinked, below: nil, &file) }
    for word in make.words("subdir-y") + make.words("subdir-m") {
      descend(to: prefix + word, .unlinked, file.cause(of: String(word)))
    }
    for list in ["obj-", "lib-", "extra-", "subdir-", "dtb-"] {
      leaveOut(make.words(list), of: &file)
    }
    for (word, condition) in make.leftOut { leaveOut([word[...]], of: &file, because: condition) }
  }

  /// Adds an object with its parts, or goes to a directory.
  ///
  /// - Parameters:
  ///   - use: of the object.
  ///   - directoryUse: of the directory, if the word is one; `nil` where directories do not count.
  private mutating func add(
    _ word: Substring, _ use: Use, below directoryUse: Use?, _ file: inout Makefile
  ) {
    let isUncertain = word.hasSuffix(MakeText.unknown)
    let word = String(isUncertain ? word.dropLast() : word)
    let use = isUncertain ? .unlinked : use
    var cause = file.cause(of: word)
    if isUncertain {
      cause = BuildCause(deciding: .uncertain, makefile: file.path)
    } else if use == .unlinked {
      cause = BuildCause(deciding: .unlinked, makefile: file.path)
    }
    guard let path = TreePath.resolve(word, in: file.directory) else { return }
    if word.hasSuffix("/") {
      if let directoryUse { waiting.append((path, isUncertain ? .unlinked : directoryUse, cause)) }
      return
    }
    guard let ending = [".o", ".dtb", ".lds"].first(where: word.hasSuffix) else { return }
    // The linker's script is made from a source of which this is the stem.
    let stem = ending == ".lds" ? path : String(path.dropLast(ending.count))
    var parts = file.parts(
      of: word.dropLast(ending.count), use == .modules ? ["-objs", "-y", "-m"] : ["-objs", "-y"])
    if use != .unlinked, ending == ".o" {
      if use == .image { builtIns.insert(stem) } else { modules.insert(stem) }
    }
    for part in file.make.words(word.dropLast(ending.count) + "-") where part.hasSuffix(".o") {
      leaveOut([part], of: &file)
    }
    if parts.isEmpty { return record(stem, use, of: stem, cause) }
    parts.sort()
    for part in parts where part.hasSuffix(".o") || part.hasSuffix(".o" + MakeText.unknown) {
      let isUncertain = part.hasSuffix(MakeText.unknown)
      let name = isUncertain ? String(part.dropLast()) : part
      guard let source = TreePath.resolve(name.dropLast(2), in: file.directory) else { continue }
      let own = file.make.symbols[name].map {
        BuildCause(deciding: .symbol($0), makefile: file.path)
      }
      record(
        source, isUncertain ? .unlinked : use, of: stem,
        isUncertain ? BuildCause(deciding: .uncertain, makefile: file.path) : own ?? cause)
    }
  }

  private mutating func record(_ source: String, _ use: Use, of linked: String, _ cause: BuildCause)
  {
    var object = objects[source] ?? BuiltObject(cause: cause)
    switch use {
    case .image where !object.builtIns.contains(linked):
      if !object.isInImage { object.cause = cause }
      object.builtIns = (object.builtIns + [linked]).sorted()
    case .modules where !object.modules.contains(linked):
      if object.modules.isEmpty, !object.isInImage { object.cause = cause }
      object.modules = (object.modules + [linked]).sorted()
    default: break
    }
    objects[source] = object
  }

  // MARK: - What is not built

  private mutating func leaveOut(
    _ words: [Substring], of file: inout Makefile, because condition: String? = nil
  ) {
    // After the rest that was not read, all might be built.
    guard !file.make.isCutOff else { return }
    for word in words where !MakeText.isUncertain(word) {
      guard let path = TreePath.resolve(word, in: file.directory) else { continue }
      let cause =
        condition.map { BuildCause(deciding: .branch($0), makefile: file.path) }
        ?? file.cause(of: String(word))
      let stem = [".o", ".dtb"].first(where: word.hasSuffix).map { word.dropLast($0.count) }
      leaveOut(stem.map { String(path.dropLast(word.count - $0.count)) } ?? path, cause)
      guard let stem else { continue }
      for part in file.parts(of: stem, ["-objs", "-y", "-m", "-"]) where part.hasSuffix(".o") {
        guard let source = TreePath.resolve(part.dropLast(2), in: file.directory) else { continue }
        leaveOut(source, cause)
      }
    }
  }

  private mutating func leaveOut(_ path: String, _ cause: BuildCause) {
    leftOut[path] = leftOut[path] ?? cause
  }
}
