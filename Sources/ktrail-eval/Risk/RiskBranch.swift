import ArgumentParser
import ChangeModel
import Foundation

/// A stable branch of a clone to fit to and to be scored on: `4.14.y=DIR`, or `4.14.y=DIR:FROM..TO..HORIZON`.
struct RiskBranch: Hashable, Sendable {
  let name: String
  let clone: String
  /// The release before the first whose changes count, the last, and that up to which repairs are looked for.
  let from, to, horizon: String

  /// The sets whose clones have long stretches of a branch, release by release.
  private static let known: [(set: String, name: String, releases: [String])] = [
    ("st44late", "4.4.y", ["v4.4.178", "v4.4.280", "v4.4.302"]),
    ("stable414", "4.14.y", ["v4.14.114", "v4.14.200", "v4.14.220"]),
    // At 5.10.230 the vendor of that tree takes back some 800 backports of 5.10.224 to 229 at once, for reasons of its own.
    ("st510", "5.10.y", ["v5.10.199", "v5.10.219", "v5.10.229"]),
  ]

  private init(name: String, clone: String, _ releases: [String]) {
    (self.name, self.clone) = (name, clone)
    (from, to, horizon) = (releases[0], releases[1], releases[2])
  }

  /// Those whose clones are named.
  static func all(in clones: EvaluationClones) -> [RiskBranch] {
    known.compactMap { known in
      clones[known.set].map { RiskBranch(name: known.name, clone: $0, known.releases) }
    }
  }

  var range: String { "\(from)..\(to)" }

  /// Every tenth release that has ten before it and twenty after it within sight, with the twentieth after it.
  var checkpoints: [(release: String, horizon: String)] {
    guard let first = KernelVersion(from)?.components,
      let last = KernelVersion(horizon)?.components,
      let begin = first.last, let end = last.last
    else { return [] }
    func name(_ number: Int) -> String {
      "v" + (first.dropLast() + [number]).map(String.init).joined(separator: ".")
    }
    return stride(from: begin + 15, through: end - 20, by: 10).map { (name($0), name($0 + 20)) }
  }
}

extension RiskBranch: ExpressibleByArgument {
  init?(argument: String) {
    let sides = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2, !sides[0].isEmpty else { return nil }
    if let colon = sides[1].lastIndex(of: ":") {
      let releases = sides[1][colon...].dropFirst().components(separatedBy: "..")
      guard releases.count == 3, releases.allSatisfy({ KernelVersion($0) != nil }) else {
        return nil
      }
      self.init(name: sides[0], clone: String(sides[1][..<colon]), releases)
    } else {
      guard let known = Self.known.first(where: { $0.name == sides[0] }) else { return nil }
      self.init(name: known.name, clone: sides[1], known.releases)
    }
  }
}
