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

  public let standing: Standing
  /// In a phrase: "CONFIG_OVERLAY_FS=m in fs/overlayfs/Makefile".
  public let reason: String
  /// How many of the given hosts have one of the modules loaded; `nil` if no list of modules was given, or the
  /// change is not in a module.
  public let hosts: Int?

  public init(_ standing: Standing, reason: String, hosts: Int? = nil) {
    (self.standing, self.reason, self.hosts) = (standing, reason, hosts)
  }
}
