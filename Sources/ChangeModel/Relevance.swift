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
  /// The hosts that have one of the modules loaded; `nil` if no list of modules was given, or the change is not in a
  /// module.
  public let hosts: Hosts?

  /// How many of the given hosts.
  public struct Hosts: Hashable, Sendable {
    public let loading, all: Int

    public init(loading: Int, of all: Int) { (self.loading, self.all) = (loading, all) }
  }

  public init(_ standing: Standing, reason: String, hosts: Hosts? = nil) {
    (self.standing, self.reason, self.hosts) = (standing, reason, hosts)
  }
}

extension Relevance {
  /// What it says of a change as the cause of a symptom, with the reason.
  public var sentence: String {
    switch standing {
    case .builtIn: "it is in the kernel image: \(reason)"
    case .module(let names):
      "\(hosts?.loading == 0 ? "against it: it" : "it") is in the module"
        + "\(names.count == 1 ? "" : "s") \(Self.list(names)): \(reason)" + loadedBy
    case .notBuilt: "it is not built: \(reason)"
    case .unknown: "whether it is built is unknown: \(reason)"
    }
  }

  private var loadedBy: String {
    guard let hosts else { return "" }
    let hostNoun = hosts.all == 1 ? "host" : "hosts"
    return hosts.loading == 0
      ? "; loaded on none of \(hosts.all) \(hostNoun)"
      : "; loaded on \(hosts.loading) of \(hosts.all) \(hostNoun)"
  }

  private static let mostNames = 3

  private static func list(_ names: [String]) -> String {
    names.prefix(mostNames).joined(separator: ", ")
      + (names.count > mostNames ? " and \(names.count - mostNames) more" : "")
  }
}
