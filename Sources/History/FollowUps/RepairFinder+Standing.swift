import ChangeModel

extension RepairFinder {
  /// What a repair is to the kernel.
  ///
  /// - Parameters:
  ///   - culprits: the origins of each change that is repaired.
  ///   - links: by which it names them, for the names in ``FollowUp/Standing/missing(of:)``; each costs a look-up.
  func standing(
    of repair: [ChangeNode], repairing culprits: [[ChangeNode]], named links: [ReferenceLink] = []
  ) throws -> FollowUp.Standing {
    /// What the kernel took the repair back with, if it is owed again.
    var takenBack: CommitPosition?
    if let here = try carrier(of: repair) {
      guard let revert = try reverter(of: repair, in: kernel.contents) else {
        return .present(as: try reader.id(at: here))
      }
      guard try isBroughtAgain(repair, after: revert), try reverter(of: repair, in: nil) == nil
      else { return .takenBack(by: try reader.id(at: revert)) }
      takenBack = revert
    }
    let here = try culprits.filter { try carrier(of: $0) != nil }
    guard !here.isEmpty || takenBack != nil && culprits.isEmpty else {
      return try culprits.contains(where: mayBeHidden) ? .cutOff : .notNeeded
    }
    guard try concernsKernel(repair) else { return .elsewhere }
    let reverts = try here.map { try reverter(of: $0, in: kernel.contents) }
    if let revert = reverts.first ?? nil, !reverts.contains(nil) {
      return .culpritReverted(by: try reader.id(at: revert))
    }
    if let takenBack { return .broughtAgain(reverted: try reader.id(at: takenBack)) }
    if let revert = try reverter(of: repair, in: nil) {
      return .reverted(by: try reader.id(at: revert))
    }
    if let found = try unannounced(repair) { return found }
    return try mayBeHidden(repair) ? .cutOff : .missing(of: named(links))
  }

  /// How often a kernel needs a repair that its line took later and that changes what the kernel has, though what it names is
  /// not in sight: 1,138 of 1,146 from 20.11.2 to 20.11.10 of DPDK, of those whose culprit no commit of the branch brought.
  private static let fittingProbability = 0.99

  /// What a repair is to a kernel that has the lines that it changes.
  ///
  /// - Parameter names: what it repairs, which the clone lacks.
  func standing(
    ofFitting repair: [ChangeNode], naming names: [AbbreviatedCommitID]
  ) throws -> FollowUp.Standing {
    if let revert = try reverter(of: repair, in: nil) {
      return .reverted(by: try reader.id(at: revert))
    }
    return try unannounced(repair)
      ?? .missingInferred(from: .contents(names: names), probability: Self.fittingProbability)
  }

  /// What a repair is that the kernel has under another id, or had so and took back.
  private func unannounced(_ repair: [ChangeNode]) throws -> FollowUp.Standing? {
    guard
      let found = try UnannouncedBackports(map: map, contents: kernel.contents).find(repair)
    else { return nil }
    guard let revert = try reverter(of: [ChangeNode(found.position)], in: kernel.contents) else {
      return .inferred(as: try reader.id(at: found.position), probability: found.probability)
    }
    let id = try reader.id(at: revert)
    return try isBroughtAgain(repair, after: revert)
      ? .broughtAgain(reverted: id) : .takenBack(by: id)
  }

  /// Whether a change that the kernel seems to lack is old enough to be in the part of its history that is not known.
  func mayBeHidden(_ origins: [ChangeNode]) throws -> Bool {
    guard let limit = kernel.unknownUntil else { return false }
    return try map.members(origins).allSatisfy { index.graph.time($0) > limit } == false
  }

  /// What links mean, as the kernel contains it.
  private func named(_ links: [ReferenceLink]) throws -> [NamedCommit] {
    try links.compactMap { link in
      guard let node = link.node, let here = try carrier(of: map.origins(of: node)) else {
        return nil
      }
      return NamedCommit(id: try reader.id(at: here), by: try namedBy(link))
    }
  }

  /// What a standing is for a repair that says in prose what it repairs.
  func inferred(_ standing: FollowUp.Standing, from links: [ReferenceLink]) -> FollowUp.Standing {
    guard case .missing(let named) = standing, links.allSatisfy({ $0.kind == .blames }) else {
      return standing
    }
    return .missingInferred(
      from: .prose(of: named), probability: CommitReference.Kind.blameProbability)
  }

  func namedBy(_ link: ReferenceLink) throws -> NamedBy {
    guard let id = try writtenID(link) else { return .subject }
    return switch link.rule {
    case .id: link.node?.position == nil ? .absentID(id) : .id(id)
    case .subjectForUnknownID: .subjectForUnknownID(id)
    case .subjectForAmbiguousID: .subjectForAmbiguousID(id)
    case .subjectAlone, .notFound: .subject
    }
  }

  /// The id that a message gives; `nil` where it quotes a subject alone.
  func writtenID(_ link: ReferenceLink) throws -> AbbreviatedCommitID? {
    AbbreviatedCommitID(try reader.writtenForm(ofReference: link.row).digits)
  }

  private var reader: IndexReader { map.reader }
}

extension FollowUp.Kind {
  init?(_ kind: CommitReference.Kind) {
    switch kind {
    case .fixes: self = .fix
    case .reverts: self = .revert
    case .stableDependency: self = .dependency
    case .blames: self = .inferredFix
    case .upstream, .cherryPick, .mentions: return nil
    }
  }
}
