import Foundation
import Investigation
import ToolSupport

/// Where cases and histories are.
struct Cases {
  let shared: String
  /// Where the case files are; they may be of any split.
  let folder: String
  let clones: EvaluationClones
  let fullLinux: String?
  let work: String
  let sets: [String]

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// Whether a set is asked for; without a choice, whether the folder has its cases.
  func isWanted(_ set: String, in name: String) -> Bool {
    sets.isEmpty ? has(name) : sets.contains(set)
  }

  /// The file `NAME.dev.EXTENSION`, or of whatever split of it the folder has.
  func path(_ name: String, _ ending: String) throws -> String {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let splits = files.filter { $0.hasPrefix(name + ".") && $0.hasSuffix("." + ending) }.sorted()
    guard let file = splits.first else {
      throw Missing(
        description: """
          \(folder) has no file \(name).*.\(ending); pass --cases the folder of the cases
          """)
    }
    guard splits.count == 1 else {
      throw Missing(
        description: "\(folder) has \(splits.joined(separator: " and ")); leave one of them")
    }
    return "\(folder)/\(file)"
  }

  func has(_ name: String) -> Bool {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.contains { $0.hasPrefix(name + ".") }
  }

  /// The sets of culprits that the folder has and that are asked for, those with a history of their own first.
  var culpritSets: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let found = Set(
      files.filter { $0.hasPrefix("culprits-") && $0.hasSuffix(".jsonl") }.map {
        String($0.dropFirst("culprits-".count).prefix { $0 != "." })
      })
    let others = found.subtracting(Self.withHistory).sorted()
    return (Self.withHistory + others).filter { isWanted($0, in: "culprits-\($0)") }
  }

  /// Whether there is a clone for a set; the reason goes to standard error where there is none.
  func hasClone(_ set: String) -> Bool {
    if Self.withHistory.contains(set) || clones[set] != nil { return true }
    FileHandle.standardError.write(
      Data("\(set): skipped, since \(EvaluationClones.variable) names no clone (\(set)=DIR)\n".utf8)
    )
    return false
  }

  /// Sets whose histories come with the cases.
  private static let withHistory = ["stable414", "linux", "dpdk"]

  /// The rows of a table with a heading, by column name.
  func table(_ name: String) throws -> [[String: String]] {
    let path = try path(name, "tsv")
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Missing(description: "\(path) cannot be read")
    }
    let rows = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let heading = (rows.first ?? []).map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: "# "))
    }
    return rows.dropFirst().map { row in
      Dictionary(zip(heading, row), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The clone that a set is scored against.
  func clone(of set: String) async throws -> String {
    switch set {
    case "dpdk":
      if let path = clones[set] { path } else { try history("dpdk-history") }
    case "stable414":
      if let path = clones[set] { path } else { try history("linux-4.14-stable-history") }
    case _ where clones[set] != nil && set != "linux": clones[set] ?? ""
    default:
      if let path = fullLinux ?? clones["linux"] {
        path
      } else {
        try history("linux-2.6.31-35-history")
      }
    }
  }

  func investigation(_ set: String, asOf: [String] = []) async throws -> Investigation {
    Investigation(
      clone: .init(path: try await clone(of: set), indexDirectory: work + "/index", asOf: asOf))
  }

  private func history(_ name: String) throws -> String {
    try SharedHistories(in: shared, work: work).unpack(
      name,
      instead:
        "set \(EvaluationClones.variable) to clones, or KTRAIL_SHARED to the folder that holds data/"
    )
  }
}

extension Double {
  /// `0.421` is `42.1`.
  var percent: String { String(format: "%5.1f", self * 100) }
}
