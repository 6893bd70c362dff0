/// The hosts that a kernel is for: what runs on each, and what it has loaded.
///
/// Names are kept once each, and hosts by their numbers, so that ten thousand hosts with a hundred modules cost some megabytes.
public struct Fleet: Hashable, Sendable {
  public struct Host: Hashable, Sendable {
    public let name: String
    /// Of ``Fleet/groups``; `nil` if it is in none.
    public let group: Int?
    /// Of ``Fleet/kernels``: what runs on it; `nil` if that is not known.
    public let kernel: Int?
    /// Whether it is known what it has loaded.
    public let hasModules: Bool

    public init(name: String, group: Int? = nil, kernel: Int? = nil, hasModules: Bool = true) {
      (self.name, self.group, self.kernel) = (name, group, kernel)
      self.hasModules = hasModules
    }
  }

  /// In the order in which they were read.
  public let hosts: [Host]
  /// The names of the groups, sorted.
  public let groups: [String]
  /// What `uname -r` prints on the hosts, each once, in the order in which they were read.
  public let kernels: [String]
  /// Whether it comes from a directory or an inventory, and not from some files that each were named.
  public let isInventory: Bool
  /// By the name of each module that any host has loaded: the numbers of the hosts, ascending.
  private let loading: [String: [Int32]]

  /// - Parameter loading: by the name of each module, with `_` for `-`: the numbers of the hosts that have it loaded, ascending.
  public init(
    hosts: [Host], groups: [String] = [], kernels: [String] = [], loading: [String: [Int32]] = [:],
    isInventory: Bool = false
  ) {
    (self.hosts, self.groups, self.kernels) = (hosts, groups, kernels)
    (self.loading, self.isInventory) = (loading, isInventory)
  }

  /// The numbers of the hosts that have at least one of the modules loaded, ascending.
  public func hosts(loadingAnyOf modules: some Sequence<String>) -> [Int32] {
    let lists = modules.compactMap { loading[$0] }
    guard lists.count > 1 else { return lists.first ?? [] }
    var isIn = [Bool](repeating: false, count: hosts.count)
    for list in lists { for host in list { isIn[Int(host)] = true } }
    return isIn.indices.filter { isIn[$0] }.map(Int32.init)
  }

  /// How many hosts have each module loaded that any has.
  public var counts: [String: Int] { loading.mapValues(\.count) }
}

/// Why a part of an inventory says nothing of a host.
public enum HostFlaw: Error, Hashable, Sendable {
  /// A line that is not one JSON object, or is cut off.
  case notAnObject
  /// It does not say which host it is.
  case unnamed
  /// The value of a key is of another type than the format has.
  case mistyped(key: String)
  /// What stands where a module's name belongs.
  case notAModule(String)
  /// A line of more bytes than any host needs.
  case tooLong(limit: Int)
  /// Of several, the first counts.
  case repeated(String)
  /// A file of a directory that cannot be read, in the system's words.
  case unreadable(String)
  case empty
}

extension HostFlaw: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAnObject: "the line is not one JSON object"
    case .unnamed: "it has no \"host\""
    case .mistyped("modules"): "\"modules\" is neither an array of names nor a text"
    case .mistyped(let key): "\"\(key)\" is not a text"
    case .notAModule(let text): "\"\(text)\" is not a module's name or a line of lsmod"
    case .tooLong(let limit): "the line is longer than \(limit >> 20) MiB"
    case .repeated(let name): "the host \(name) was there before"
    case .unreadable(let reason): reason
    case .empty: "it is empty"
    }
  }
}
