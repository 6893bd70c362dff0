import Foundation

/// The clones of `KTRAIL_EVAL_CLONES`: `stable414=DIR,linux=DIR,dpdk=DIR`.
struct EvaluationClones: Sendable {
  private let paths: [String: String]

  static let variable = "KTRAIL_EVAL_CLONES"

  struct Malformed: Error, CustomStringConvertible {
    let part: String
    var description: String {
      "\(EvaluationClones.variable) has \"\(part)\"; write set=dir,set=dir, such as linux=/src/linux"
    }
  }

  init(_ environment: [String: String]) throws(Malformed) {
    var paths: [String: String] = [:]
    for part in (environment[Self.variable] ?? "").split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2 else { throw Malformed(part: String(part)) }
      paths[sides[0]] = sides[1]
    }
    self.paths = paths
  }

  subscript(set: String) -> String? { paths[set] }
}
