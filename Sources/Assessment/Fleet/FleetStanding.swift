public import ChangeModel

/// What an update is to the hosts that it is for: who runs OLD, who loads what changes, who would meet what is known to be bad.
public struct FleetStanding: Hashable, Sendable {
  /// Hosts, all of them or those of a group.
  public struct Count: Hashable, Sendable {
    public fileprivate(set) var hosts = 0
    public fileprivate(set) var runOld = 0
    public fileprivate(set) var runNew = 0
    public fileprivate(set) var runOther = 0
    /// Nothing says what they run, or it is not enough to tell.
    public fileprivate(set) var kernelUnknown = 0
    /// Nothing says what they have loaded.
    public fileprivate(set) var modulesUnknown = 0
    /// They have a module loaded that changes; `nil` if none is known to, and not all is known.
    public fileprivate(set) var loadChanged: Int?
    /// Whether it may be more of them.
    public fileprivate(set) var isLoadChangedAtLeast = false
    /// They would meet at least one known bad; `nil` if none is known to, and not all is known.
    public fileprivate(set) var meetKnownBad: Int?
    /// Whether it may be more of them.
    public fileprivate(set) var isMeetKnownBadAtLeast = false

    /// Takes back what the numbers say of hosts of which it is not known.
    ///
    /// - Parameters:
    ///   - changesPlaced: whether it is known of every change what it is built into.
    ///   - badPlaced: the same of every known bad.
    ///   - badIsModular: whether some known bad is only met where a module is loaded.
    fileprivate mutating func settle(changesPlaced: Bool, badPlaced: Bool, badIsModular: Bool) {
      func settled(_ count: Int?, _ isWhole: Bool) -> (Int?, Bool) {
        guard let count, count < hosts, !isWhole else { return (count, false) }
        return count == 0 ? (nil, false) : (count, true)
      }
      let isListed = modulesUnknown == 0
      (loadChanged, isLoadChangedAtLeast) = settled(loadChanged, changesPlaced && isListed)
      (meetKnownBad, isMeetKnownBadAtLeast) = settled(
        meetKnownBad, badPlaced && (isListed || !badIsModular))
    }
  }

  /// Who would meet a known bad once NEW runs there.
  public struct Meeting: Hashable, Sendable {
    public enum Reach: Hashable, Sendable {
      /// It is built into the kernel, so every host has it.
      case everywhere
      /// The hosts that have one of these modules loaded, sorted.
      case modules([String])
      /// It is not known what it is built into.
      case unknown
    }

    public let bad: KnownBad
    public let reach: Reach
    /// `nil` where that is unknown, also if none is known to and not all is known.
    public let hosts: Int?
    /// Those of them that run OLD.
    public let hostsOnOld: Int?
    /// By ``FleetStanding/groups``.
    public let hostsByGroup: [Int]?
    /// Not of all hosts it is known what they have loaded, or not of all that it repairs what that is built into.
    public let isAtLeast: Bool
  }

  public let fleet: Fleet
  /// Whether OLD has a number that hosts can be held against.
  public let isOldKnown: Bool
  public let total: Count
  /// By ``ChangeModel/Fleet/groups``.
  public let groups: [Count]
  /// Those that are in no group, where there are groups.
  public let ungrouped: Count
  /// One for each known bad that counts, in their order.
  public let meetings: [Meeting]

  init?(_ findings: Findings) {
    let upgrade = findings.upgrade
    guard let fleet = upgrade.terms.fleet else { return nil }
    self.fleet = fleet
    let (old, new): (HostKernel, HostKernel) =
      switch upgrade.operands {
      case .packages(let difference, _): (HostKernel(difference.old), HostKernel(difference.new))
      case .range(let range): (HostKernel(range.old), HostKernel(range.new))
      }
    isOldKnown = old.isKnown
    let kernels = fleet.kernels.map { Self.kernel($0, old, new) }
    let isKnown = !upgrade.relevances.isEmpty
    let changed = Set(
      upgrade.relevances.values.flatMap { relevance in
        if case .module(let names) = relevance.standing { names } else { [String]() }
      })
    let loads = Self.marks(fleet.hosts(loadingAnyOf: changed), of: fleet)
    let runsOld = fleet.hosts.map { $0.kernel.map { kernels[$0] == .old } ?? false }

    var meets = [Bool](repeating: false, count: fleet.hosts.count)
    var (badPlaced, badIsModular) = (true, false)
    let modulesUnknown = fleet.hosts.contains { !$0.hasModules }
    meetings = findings.knownBad.filter(\.counts).map { bad in
      let (reach, isWhole) = Self.reach(of: bad, in: upgrade)
      let isModular = if case .modules = reach { true } else { false }
      badPlaced = badPlaced && isWhole
      badIsModular = badIsModular || isModular
      let isAtLeast = isModular && (modulesUnknown || !isWhole)
      var who: [Int32]? =
        switch reach {
        case .everywhere: fleet.hosts.indices.map(Int32.init)
        case .modules(let names): fleet.hosts(loadingAnyOf: names)
        case .unknown: nil
        }
      if isAtLeast, who?.isEmpty == true { who = nil }
      for host in who ?? [] { meets[Int(host)] = true }
      var byGroup = [Int](repeating: 0, count: fleet.groups.count)
      for host in who ?? [] {
        if let group = fleet.hosts[Int(host)].group { byGroup[group] += 1 }
      }
      return Meeting(
        bad: bad, reach: reach, hosts: who?.count,
        hostsOnOld: old.isKnown ? who?.count { runsOld[Int($0)] } : nil,
        hostsByGroup: who == nil ? nil : byGroup,
        isAtLeast: isAtLeast && who != nil)
    }

    var total = Count()
    var ungrouped = Count()
    var groups = [Count](repeating: Count(), count: fleet.groups.count)
    if isKnown {
      (total.loadChanged, total.meetKnownBad) = (0, 0)
      (ungrouped.loadChanged, ungrouped.meetKnownBad) = (0, 0)
      for place in groups.indices {
        (groups[place].loadChanged, groups[place].meetKnownBad) = (0, 0)
      }
    }
    for (place, host) in fleet.hosts.enumerated() {
      func count(_ sum: inout Count) {
        sum.hosts += 1
        switch host.kernel.map({ kernels[$0] }) ?? .unknown {
        case .old: sum.runOld += 1
        case .new: sum.runNew += 1
        case .other: sum.runOther += 1
        case .unknown: sum.kernelUnknown += 1
        }
        if !host.hasModules { sum.modulesUnknown += 1 }
        guard isKnown else { return }
        if loads[place] { sum.loadChanged? += 1 }
        if meets[place] { sum.meetKnownBad? += 1 }
      }
      count(&total)
      if let group = host.group { count(&groups[group]) } else { count(&ungrouped) }
    }
    let changesPlaced = upgrade.changes.allSatisfy { change in
      guard let standing = upgrade.relevances[change.commit.id]?.standing else { return false }
      return standing != .unknown
    }
    func settle(_ count: inout Count) {
      count.settle(changesPlaced: changesPlaced, badPlaced: badPlaced, badIsModular: badIsModular)
    }
    settle(&total)
    settle(&ungrouped)
    for place in groups.indices { settle(&groups[place]) }
    (self.total, self.groups, self.ungrouped) = (total, groups, ungrouped)
  }

  private enum Kernel { case old, new, other, unknown }

  private static func kernel(_ name: String, _ old: HostKernel, _ new: HostKernel) -> Kernel {
    switch (old.runs(on: name), new.runs(on: name)) {
    case (true?, _): .old
    case (_, true?): .new
    case (false?, false?): .other
    default: .unknown
    }
  }

  private static func marks(_ hosts: [Int32], of fleet: Fleet) -> [Bool] {
    var marks = [Bool](repeating: false, count: fleet.hosts.count)
    for host in hosts { marks[Int(host)] = true }
    return marks
  }

  /// Where a known bad is, and whether that is known of all that it repairs.
  private static func reach(
    of bad: KnownBad, in upgrade: Upgrade
  ) -> (reach: Meeting.Reach, isWhole: Bool) {
    var modules: Set<String> = []
    var isWhole = true
    for change in bad.of {
      switch upgrade.relevances[change.commit.id]?.standing {
      case .builtIn: return (.everywhere, true)
      case .module(let names): modules.formUnion(names)
      case .unknown, nil: isWhole = false
      case .notBuilt: break
      }
    }
    return modules.isEmpty ? (.unknown, false) : (.modules(modules.sorted()), isWhole)
  }
}
