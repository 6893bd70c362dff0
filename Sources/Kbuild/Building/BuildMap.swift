/// Where each source of a kernel ends under one configuration: in the image, in modules, or nowhere.
///
/// What the makefiles say is followed from the top down (DocC note "Decisions"). A source that no list which is
/// followed names is not in the map, and nothing is said of it.
public struct BuildMap: Sendable {
  public let configuration: KernelConfiguration
  /// As its directory under `arch` is called: `x86`.
  public let architecture: String
  /// Modules by their file: `fs/overlayfs/overlay.ko`. Sorted.
  public let modules: [String]
  /// What could be modules, and is in the image: `fs/ext4/ext4.ko`. Sorted.
  public let builtIns: [String]

  /// By the path of a source without its ending.
  let objects: [String: BuiltObject]
  /// Directories whose makefile was read.
  let directories: Set<String>
  /// Objects and directories that a makefile names, but not for this configuration.
  let leftOut: [String: BuildCause]

  public init(
    of tree: some SourceTree, for configuration: KernelConfiguration, architecture: String
  ) {
    var walk = BuildWalk(tree, configuration, architecture)
    walk.run()
    self.configuration = configuration
    self.architecture = architecture
    modules = walk.modules.map { $0 + ".ko" }.sorted()
    builtIns = walk.builtIns.subtracting(walk.modules).map { $0 + ".ko" }.sorted()
    objects = walk.objects
    directories = Set(walk.directories.keys)
    leftOut = walk.leftOut
  }

  /// The sources of each module and object in the image, by its file and without their endings.
  package var parts: [String: [String]] {
    var parts: [String: [String]] = [:]
    for (source, object) in objects {
      for linked in object.builtIns + object.modules {
        parts[linked + ".ko", default: []].append(source)
      }
    }
    return parts
  }
}

/// What one source is built into.
struct BuiltObject: Hashable, Sendable {
  /// The objects of the image that it is part of, or is: `fs/ext4/ext4`. Sorted.
  var builtIns: [String] = []
  /// Files of modules without `.ko`, sorted.
  var modules: [String] = []
  /// The reason for the strongest of these.
  var cause: BuildCause

  var isInImage: Bool { !builtIns.isEmpty }
  var isBuilt: Bool { isInImage || !modules.isEmpty }
}

/// What in which makefile decides over an object.
struct BuildCause: Hashable, Sendable {
  enum Deciding: Hashable, Sendable {
    /// Without `CONFIG_`.
    case symbol(String)
    /// The condition of a branch that is not taken.
    case branch(String)
    /// Listed always, as in `obj-y`.
    case listed
    /// What only a run of make can show.
    case uncertain
    /// Built, but linked by a rule of its own, or not at all.
    case unlinked
  }

  let deciding: Deciding
  let makefile: String
}
