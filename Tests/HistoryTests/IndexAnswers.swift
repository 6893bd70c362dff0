import ChangeModel
import Foundation
import Git
import TestSupport

@testable import History

/// What the index of a small clone answers about everything in it, as lines to compare.
enum IndexAnswers {
  /// - Parameters:
  ///   - ids: every commit that a ref leads to, as git lists them.
  ///   - words: each searched for; in the order of the answer only if `isRanked`.
  static func lines(
    of index: HistoryIndex, ids: [String], words: [String] = ["thing", "leak", "fs_one"],
    isRanked: Bool = true
  ) throws -> [String] {
    let commits = ids.compactMap { CommitID($0) }
    var lines = ["\(try index.summary())"]
    for change in try ChangeEnricher(in: index, new: commits.first).enrich(commits) {
      lines.append("\(change)")
    }
    lines += try index.read { reader in
      try commits.map { id in
        let position = try reader.requirePosition(of: id)
        return """
          \(id) \(index.graph.time(position)) \
          \(try index.graph.parents(of: position).map { try reader.id(at: $0) }) \
          \(index.releases.branch(of: position)) \(index.releases.firsts(with: position).map(\.name))
          """
      }
    }
    let search = FixSearch(in: index)
    for word in words {
      let found = try search.commits(in: FixScope(matching: word), limit: 1000).map(\.description)
      lines.append("\(word): \(isRanked ? found : found.sorted())")
    }
    for release in index.releases.inOrder {
      let id = try index.read { try $0.id(at: release.commit) }
      lines.append(
        "\(release.name) \(id) lacks \(try search.missing(in: .init(name: release.name, revision: id)))"
      )
    }
    return lines
  }

  static func ids(in clone: String) async throws -> [String] {
    try await Command.git("rev-list", "--all", in: clone)
  }

  /// A small clone with all that messages can say: releases, repairs, backports, reverts, CVEs, a merge.
  static func sampleClone() async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit("base", "fs: add one thing to fs_one", files: ["fs/a.c": "1\n"])
    try await builder.commit("release", "Linux 4.4", files: ["Makefile": "4.4\n"])
    try await builder.tag("v4.4", "release")
    try await builder.commit("bug", "net: plug a thing\n\nCVE-2016-1234", files: ["net/a.c": "1\n"])
    try await builder.commit("side", on: "side", "mm: a leak, elsewhere", parents: ["release"])
    try await builder.commit("merge", "Merge branch 'side'", parents: ["bug", "side"])
    try await builder.commit(
      "fix", "net: fix the leak\n\nFixes: {bug:12} (\"net: plug a thing\")",
      files: ["net/a.c": "2\n"])
    try await builder.tag("v4.5-rc1", "fix")
    try await builder.commit(
      "port", on: "linux-4.4.y", "net: plug a thing\n\ncommit {bug} upstream.",
      parents: ["release"], files: ["net/a.c": "1\n"])
    try await builder.commit("stable", on: "linux-4.4.y", "Linux 4.4.1")
    try await builder.commit(
      "revert", "Revert \"fs: add one thing to fs_one\"\n\nThis reverts commit {base}.",
      files: ["fs/a.c": "2\n"])
    return builder
  }
}

extension HistoryIndex {
  /// Opens the index of a clone under a directory.
  static func open(_ clone: String, in cache: String, asOf: [String] = []) throws -> HistoryIndex {
    try HistoryIndex(of: Repository(opening: clone), in: cache, asOf: asOf)
  }
}
