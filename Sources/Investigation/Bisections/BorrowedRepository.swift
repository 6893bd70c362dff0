import ChangeModel
import FoundationEssentials
import Git
import Text

/// A repository of ktrail's own that has nothing but the objects of the clone, read where they are.
///
/// git works in it as in any other, yet the clone is not written to and its configuration, hooks and
/// attributes are not read. What is here, below the `.git` directory (gitrepository-layout(5)):
///
/// - `objects/info/alternates`: where the clone's objects are;
/// - `packed-refs`: its tags, since the kernel's own build asks for them; `shallow`: as in the clone;
/// - `ktrail`: the clone, by which this repository is known to be ktrail's;
/// - `ktrail-unfinished`: while a commit is being checked out over files that nobody had changed;
/// - `ktrail-patched`: while files have what patches of a recipe have changed.
struct BorrowedRepository {
  let directory: String

  static let mark = "ktrail"
  private static let unfinished = "ktrail-unfinished"
  private static let patched = "ktrail-patched"

  /// The clone that it was made for; `nil` if ktrail did not make it.
  var clone: String? {
    guard isDirectory(directory) else { return nil }
    return FileManager.default.contents(atPath: "\(directory)/\(Self.mark)").map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Makes the repository; git has made the empty directory of it.
  ///
  /// - Parameters:
  ///   - refs: lines of `packed-refs`, which are sorted by name.
  ///   - workTree: where its files will be, if the clone's configuration is obeyed here.
  func borrow(
    from repository: Repository, refs: [(name: String, object: CommitID)],
    obeyingConfigurationIn workTree: String? = nil
  ) throws {
    let common = repository.commonDirectory
    try FileManager.default.createDirectory(
      atPath: directory + "/objects/info", withIntermediateDirectories: true)
    try write(Self.alternate("\(common)objects") + "\n", to: "objects/info/alternates")
    try write(
      "# pack-refs with: sorted \n" + refs.map { "\($0.object) \($0.name)\n" }.joined(),
      to: "packed-refs")
    if repository.isShallow {
      try write(repository.shallowBoundary.sorted().map { "\($0)\n" }.joined(), to: "shallow")
    }
    if let workTree {
      let own = try String(contentsOfFile: directory + "/config", encoding: .utf8)
      // What comes last holds: what this repository is, is not the clone's to say.
      try write(
        """
        [include]
        \tpath = \(Self.quoted(common + "config"))
        \(own)[core]
        \tbare = false
        \tworktree = \(Self.quoted(workTree))
        \tsparseCheckout = false

        """, to: "config")
      try FileManager.default.createSymbolicLink(
        atPath: directory + "/hooks", withDestinationPath: common + "hooks")
      try FileManager.default.createDirectory(
        atPath: directory + "/info", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: directory + "/info/attributes", withDestinationPath: common + "info/attributes")
    }
    // Last: without it, the repository is half made.
    try write(common, to: Self.mark)
  }

  /// Whether a checkout was begun over files that nobody had changed, and not ended.
  var isUnfinished: Bool {
    FileManager.default.fileExists(atPath: "\(directory)/\(Self.unfinished)")
  }

  func setUnfinished(_ isUnfinished: Bool) throws { try set(Self.unfinished, isUnfinished) }

  /// Whether files were changed by patches that ktrail has applied.
  var isPatched: Bool {
    FileManager.default.fileExists(atPath: "\(directory)/\(Self.patched)")
  }

  func setPatched(_ isPatched: Bool) throws { try set(Self.patched, isPatched) }

  private func set(_ mark: String, _ isThere: Bool) throws {
    if isThere {
      try write("", to: mark)
    } else {
      try? FileManager.default.removeItem(atPath: "\(directory)/\(mark)")
    }
  }

  /// Says which files a checkout writes.
  ///
  /// - Parameter patterns: as `git sparse-checkout --no-cone` has them; empty for all.
  /// - Returns: options of git.
  func choose(_ patterns: [String]) throws -> [String] {
    guard !patterns.isEmpty else { return [] }
    try FileManager.default.createDirectory(
      atPath: directory + "/info", withIntermediateDirectories: true)
    try write(patterns.map { $0 + "\n" }.joined(), to: "info/sparse-checkout")
    return ["-c", "core.sparseCheckout=true", "-c", "core.sparseCheckoutCone=false"]
  }

  /// Whether it has objects that are not the clone's: commits, or what was staged for one.
  var hasOwnObjects: Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory + "/objects")) ?? []
    let packs =
      (try? FileManager.default.contentsOfDirectory(atPath: directory + "/objects/pack")) ?? []
    return names.contains { $0.utf8.count == 2 }
      // What was fetched for a partial clone can be fetched again.
      || packs.contains { name in
        name.hasSuffix(".pack") && !packs.contains(name.dropLast(5) + ".promisor")
      }
  }

  /// Removes what a git left that was killed. Nobody else is at work here, as the lock says.
  func removeLocks() {
    for name in ["index.lock", "HEAD.lock", "logs/HEAD.lock", "config.lock", "shallow.lock"] {
      unlink("\(directory)/\(name)")
    }
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
  }

  /// A line of `alternates`; C quoting is understood where a newline makes it necessary.
  private static func alternate(_ path: String) -> String {
    path.utf8.contains(UInt8(ascii: "\n")) ? quoted(path) : path
  }

  /// As git-config(1) and git's C quoting both read it.
  private static func quoted(_ path: String) -> String {
    var text = "\""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

/// Whether there is a directory of that name, not a link to one.
func isDirectory(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
