/// What a change matters to one kernel configuration, and to the machines that run it.
public struct Relevance: Hashable, Sendable {
  public enum Standing: Hashable, Sendable {
    /// Some touched source is part of the kernel image.
    case builtIn
    /// All touched sources that are built go into these modules, sorted: `overlay`.
    case module([String])
    /// No touched file can change what is built.
    case notBuilt
    /// The touched files do not say; never to be hidden.
    case unknown
  }

  /// What the standing rests on. Paths are those of the tree.
  public enum Reason: Hashable, Sendable {
    /// The value of a symbol without `CONFIG_`, `nil` where it is not set, decides in a makefile.
    case symbol(String, value: String?, makefile: String)
    /// It is left out by a branch of a makefile that is not taken.
    case branch(condition: String, makefile: String)
    /// A makefile lists it whatever the configuration.
    case listed(makefile: String)
    /// It depends on what a program says that a makefile runs.
    case program(makefile: String)
    /// A makefile builds it, and what becomes of it is not followed.
    case unlinked(makefile: String)
    /// A built source includes it.
    case included(path: String, by: String)
    case documentation
    case sample
    /// It is part of a program in this directory, not of the kernel.
    case tool(directory: String)
    /// It is for an architecture other than that of the configuration; both as directories under `arch`.
    case otherArchitecture(String, configured: String)
    /// A Kconfig file: it decides what can be configured.
    case configures(path: String)
    /// A makefile: it decides how its directory is built.
    case buildsDirectory(path: String)
    /// A script or tool that the build runs.
    case usedByBuild(path: String)
    /// A header that no built source includes itself.
    case notIncluded(path: String)
    /// No list of a makefile that was followed contains it.
    case notListed(path: String)
    /// The clone does not say which files the change touches.
    case pathsUnknown
    case noFile
  }

  public let standing: Standing
  public let reason: Reason
  /// The hosts that have one of the modules loaded; `nil` if no list of modules was given, or the change is not in a
  /// module.
  public let hosts: Hosts?

  /// How many of the given hosts.
  public struct Hosts: Hashable, Sendable {
    public let loading, all: Int

    public init(loading: Int, of all: Int) { (self.loading, self.all) = (loading, all) }
  }

  public init(_ standing: Standing, reason: Reason, hosts: Hosts? = nil) {
    (self.standing, self.reason, self.hosts) = (standing, reason, hosts)
  }
}
