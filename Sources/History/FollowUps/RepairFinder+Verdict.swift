import ChangeModel

extension RepairFinder {
  /// What a repair is to the kernel.
  enum Verdict: Hashable {
    case missing
    case present(as: CommitPosition)
    case inferred(as: CommitPosition, probability: Double)
    /// The kernel took the repair and took it back.
    case takenBack(by: CommitPosition)
    case reverted(by: CommitPosition)
    case culpritReverted(by: CommitPosition)
    case notNeeded
    /// Made only in another stable branch.
    case elsewhere
    /// It may be in the part of the kernel's history that the clone cannot give.
    case cutOff
    case unknown

    var status: FollowUp.Status {
      switch self {
      case .missing: .missing
      case .present: .present
      case .inferred: .presentInferred
      case .takenBack, .reverted: .reverted
      case .culpritReverted: .culpritReverted
      case .notNeeded, .elsewhere: .notNeeded
      case .cutOff, .unknown: .unknown
      }
    }
  }

  /// - Parameter culprits: the origins of each change that is repaired.
  func verdict(on repair: [ChangeNode], of culprits: [[ChangeNode]]) throws -> Verdict {
    if let here = try carrier(of: repair) {
      if let revert = try reverter(of: repair, in: kernel.contents) {
        return .takenBack(by: revert)
      }
      return .present(as: here)
    }
    let here = try culprits.filter { try carrier(of: $0) != nil }
    guard !here.isEmpty else {
      return try culprits.contains(where: mayBeHidden) ? .cutOff : .notNeeded
    }
    guard try concernsKernel(repair) else { return .elsewhere }
    let reverts = try here.map { try reverter(of: $0, in: kernel.contents) }
    if let revert = reverts[0], !reverts.contains(nil) { return .culpritReverted(by: revert) }
    if let revert = try reverter(of: repair, in: nil) { return .reverted(by: revert) }
    let unannounced = UnannouncedBackports(map: map, contents: kernel.contents)
    if let (found, probability) = try unannounced.find(repair) {
      return .inferred(as: found, probability: probability)
    }
    return try mayBeHidden(repair) ? .cutOff : .missing
  }

  /// Whether a change that the kernel seems to lack is old enough to be in the part of its history that is not known.
  func mayBeHidden(_ origins: [ChangeNode]) throws -> Bool {
    guard let limit = kernel.unknownUntil else { return false }
    return try map.members(origins).allSatisfy { index.graph.time($0) > limit } == false
  }

  /// A verdict in words, without a full stop.
  func sentence(
    for verdict: Verdict, repair: [ChangeNode], culprits: [ReferenceLink]
  ) throws -> String {
    switch verdict {
    case .missing:
      let which = try culprits.map(self.culprit).joined(separator: " and ")
      return "\(kernel.name) has \(which), but not this"
    case .present(let position):
      return repair.contains(ChangeNode(position))
        ? "\(kernel.name) has it" : "\(kernel.name) has it as \(try map.short(position))"
    case .inferred(let position, let probability):
      return """
        \(kernel.name) has \(try map.short(position)), which looks like the same change \
        (probability \(probability.twoDigits)) but does not say so
        """
    case .takenBack(let revert):
      return "\(kernel.name) had it and reverted it by \(try map.short(revert))"
    case .reverted(let revert): return "it was itself reverted by \(try map.short(revert))"
    case .culpritReverted(let revert):
      return "\(kernel.name) has reverted what it repairs by \(try map.short(revert))"
    case .notNeeded: return "\(kernel.name) lacks what it repairs"
    case .cutOff:
      return """
        the clone does not have all of the history of \(kernel.name), so whether that has it cannot be told
        """
    case .elsewhere: return "it was made only in another stable branch than that of \(kernel.name)"
    case .unknown:
      let digits = try culprits.map { try reader.writtenForm(ofReference: $0.row).digits }
      let named = digits.filter { !$0.isEmpty }.map { String($0.prefix(12)) }
      return """
        it names \(named.isEmpty ? "a subject" : named.joined(separator: " and ")), which this clone lacks, so \
        whether \(kernel.name) has that cannot be told
        """
    }
  }

  private var reader: IndexReader { map.reader }

  /// `20124d04330d, a backport of the 3b5a39979daf it names`
  private func culprit(_ link: ReferenceLink) throws -> String {
    guard let node = link.node, let here = try carrier(of: map.origins(of: node)) else {
      return "what it names"
    }
    let name = try map.short(here)
    let digits = try reader.writtenForm(ofReference: link.row).digits.prefix(12)
    switch link.rule {
    case .id, .notFound:
      return name.hasPrefix(digits) ? name : "\(name), the same change as the \(digits) it names"
    case .subjectForUnknownID:
      return "\(name) (it names \(digits), which is no commit here, but quotes this one's subject)"
    case .subjectForAmbiguousID:
      return
        "\(name) (it names \(digits), which may be several commits, and quotes this one's subject)"
    case .subjectAlone: return "\(name), whose subject it quotes"
    }
  }
}

extension FollowUp.Kind {
  init?(_ kind: CommitReference.Kind) {
    switch kind {
    case .fixes: self = .fix
    case .reverts: self = .revert
    case .stableDependency: self = .dependency
    case .upstream, .cherryPick, .mentions: return nil
    }
  }
}

extension Double {
  /// `0.93`, whatever the locale.
  fileprivate var twoDigits: String {
    let hundredths = Int((self * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
