public import ChangeModel

/// Puts a fleet together, host by host.
///
/// A stranger's inventory can have any number of hosts and modules: above limits that no real one comes near, it is refused.
public struct FleetBuilder {
  private var hosts: [Fleet.Host] = []
  private var names: Set<String> = []
  private var groups: [String] = []
  private var groupNumbers: [String: Int] = [:]
  private var kernels: [String] = []
  private var kernelNumbers: [String: Int] = [:]
  private var moduleNumbers: [String: Int] = [:]
  private var modules: [String] = []
  private var loading: [[Int32]] = []
  private var pairs = 0

  /// So many lines and files said nothing of a host.
  public private(set) var flawCount = 0
  /// The first of them.
  public private(set) var firstFlaw: (flaw: HostFlaw, position: SourcePosition)?

  public init() {}

  public var hostCount: Int { hosts.count }

  static let mostHosts = 1_000_000
  /// The kernel has some ten thousand modules.
  static let mostModules = 100_000
  static let mostPairs = 64_000_000

  public mutating func add(_ flaw: HostFlaw, at position: SourcePosition) {
    flawCount += 1
    if firstFlaw == nil { firstFlaw = (flaw, position) }
  }

  /// Adds a host by what it printed, as a file of its own.
  ///
  /// - Throws: an error if the list is empty, or has a line that is not of one.
  public mutating func add(
    host name: String, group: String? = nil, listing bytes: [UInt8], source: String
  ) throws(KbuildError) {
    guard bytes.contains(where: { $0 > 0x20 }) else { throw .noModules(source: source) }
    guard begin(host: name, group: group, kernel: nil, hasModules: true) else {
      return add(.repeated(name), at: SourcePosition(file: source, line: 1))
    }
    let flaw = bytes.withUnsafeBytes { text -> ModuleList.Flaw? in
      do throws(ModuleList.Flaw) {
        try ModuleList.forEachModule(in: text) { load($0) }
        return nil
      } catch {
        return error
      }
    }
    if let flaw {
      removeLast()
      throw .malformedModule(source: source, line: flaw.line, text: flaw.text)
    }
    try checkSize(of: source)
  }

  /// - Returns: whether it is a host that was not there before.
  mutating func begin(host name: String, group: String?, kernel: String?, hasModules: Bool) -> Bool
  {
    guard names.insert(name).inserted else { return false }
    hosts.append(
      Fleet.Host(
        name: name, group: group.map { Self.number(of: $0, in: &groups, &groupNumbers) },
        kernel: kernel.map { Self.number(of: $0, in: &kernels, &kernelNumbers) },
        hasModules: hasModules))
    return true
  }

  /// Says that the last host has a module loaded.
  mutating func load(_ module: String) {
    let number: Int
    if let known = moduleNumbers[module] {
      number = known
    } else {
      number = modules.count
      moduleNumbers[module] = number
      modules.append(module)
      loading.append([])
    }
    let host = Int32(truncatingIfNeeded: hosts.count - 1)
    guard loading[number].last != host else { return }
    loading[number].append(host)
    pairs += 1
  }

  /// Takes the last host back.
  private mutating func removeLast() {
    let number = Int32(truncatingIfNeeded: hosts.count - 1)
    guard let host = hosts.popLast() else { return }
    names.remove(host.name)
    for place in loading.indices where loading[place].last == number {
      loading[place].removeLast()
      pairs -= 1
    }
  }

  func checkSize(of source: String) throws(KbuildError) {
    if hosts.count > Self.mostHosts {
      throw .tooManyHosts(source: source, limit: Self.mostHosts)
    }
    if modules.count > Self.mostModules || pairs > Self.mostPairs {
      throw .tooManyModules(source: source, limit: Self.mostModules)
    }
  }

  private static func number(
    of name: String, in names: inout [String], _ numbers: inout [String: Int]
  ) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// What was added.
  ///
  /// - Parameter isInventory: see ``ChangeModel/Fleet/isInventory``.
  public func fleet(isInventory: Bool) -> Fleet {
    let sorted = groups.indices.sorted { groups[$0] < groups[$1] }
    var places = [Int](repeating: 0, count: groups.count)
    for (place, group) in sorted.enumerated() { places[group] = place }
    return Fleet(
      hosts: hosts.map { host in
        Fleet.Host(
          name: host.name, group: host.group.map { places[$0] }, kernel: host.kernel,
          hasModules: host.hasModules)
      }, groups: sorted.map { groups[$0] }, kernels: kernels,
      loading: Dictionary(
        uniqueKeysWithValues: modules.indices.lazy.filter { !loading[$0].isEmpty }.map {
          (modules[$0], loading[$0])
        }), isInventory: isInventory)
  }
}
