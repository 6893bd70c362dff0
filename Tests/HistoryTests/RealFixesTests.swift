import ChangeModel
import Foundation
import Git
import History
import TestSupport
import Testing

/// The definition of a missing fix, worked out by git alone, against what the index says.
@Suite(
  "Missing fixes of real histories",
  .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.reason)))
struct RealFixesTests {
  /// A commit as `git log` prints it.
  private struct Told {
    let id, subject: String
    /// Full ids of what its `Fixes:` lines name.
    let fixes: [String]
  }

  /// The commits of a range with their `Fixes:` lines as git reads trailers, their ids completed by git.
  private func told(_ range: String, in clone: String) async throws -> [Told] {
    let log = try await Command.git(
      "log", "--no-merges", "--format=%H%x00%s%x00%b%x01", range, in: clone
    )
    .joined(separator: "\n")
    var rows: [(id: String, subject: String, digits: [String])] = []
    for record in log.split(separator: "\u{1}") {
      let fields = record.split(separator: "\0", omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let digits = fields[2].split(separator: "\n").compactMap { line in
        line.firstMatch(of: /^Fixes: ([0-9a-f]{7,40})\b/).map { String($0.1) }
      }
      rows.append(
        (fields[0].trimmingCharacters(in: .whitespacesAndNewlines), String(fields[1]), digits))
    }
    let asked = Array(Set(rows.flatMap(\.digits))).sorted()
    let answer = try await Command.run(
      "git", ["-C", clone, "cat-file", "--batch-check=%(objectname) %(objecttype)"],
      input: asked.joined(separator: "\n") + "\n")
    var full: [String: String] = [:]
    for (digits, line) in zip(asked, answer.output.split(separator: "\n")) {
      let fields = line.split(separator: " ")
      if fields.count == 2, fields[1] == "commit" { full[digits] = String(fields[0]) }
    }
    return rows.map { row in
      Told(id: row.id, subject: row.subject, fixes: row.digits.compactMap { full[$0] })
    }
  }

  @Test(
    "in dpdk, a stable release lacks what git says it lacks", arguments: ["v22.11.2", "v21.11.4"])
  func dpdk(_ target: String) async throws {
    let clone = try await SharedMaterial.history("dpdk-history")
    let contents = Set(try await Command.git("rev-list", target, in: clone))
    /// What the target took from mainline, by the line that dpdk's stable branches write.
    var taken = Set<String>()
    for line in try await Command.git("log", "--format=%b", target, "--not", "v23.11", in: clone) {
      if let match = line.wholeMatch(of: /\[ upstream .*?([0-9a-f]{40}) \]/) {
        taken.insert(String(match.1))
      }
    }
    let expected = try await told("\(target)..v23.11", in: clone).filter { commit in
      !taken.contains(commit.id)
        && commit.fixes.contains { contents.contains($0) || taken.contains($0) }
    }
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: clone), in: cache.path)
    let found = try FixSearch(in: index).missing(
      in: .init(name: target, revision: try index.commit(named: target)),
      within: FixScope(until: .commit(try index.commit(named: "v23.11"))))
    let owed = Set(found.filter { $0.status == .missing }.map { "\($0.commit.id)" })
    let otherwise = Dictionary(
      uniqueKeysWithValues: found.map { ("\($0.commit.id)", $0.status) })
    for commit in expected where !owed.contains(commit.id) {
      // What git cannot see: reverts, and backports that do not say so.
      let status = otherwise[commit.id]
      #expect(
        status == .reverted || status == .presentInferred || status == .culpritReverted,
        "\(commit.id) \(commit.subject): \(status.map { "\($0)" } ?? "not told")")
    }
    #expect(expected.count > 100)
    // What git cannot see the other way: ids mended by their subjects, and reverts without a tag.
    let ids = Set(expected.map(\.id))
    for fix in found where fix.status == .missing && !ids.contains("\(fix.commit.id)") {
      guard case .missing(let named) = fix.standing else { continue }
      #expect(
        fix.kind == .revert || named.contains { !$0.isByOwnID },
        "\(fix.commit.id) \(fix.commit.subject): \(named)")
    }
  }
}

extension NamedCommit {
  /// Whether the message gives the id of this very commit.
  fileprivate var isByOwnID: Bool {
    if case .id(let written) = by { written.matches(id) } else { false }
  }
}
