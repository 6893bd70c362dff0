import Foundation

/// A clone that borrows all objects of another one, and has the refs that it is told to have.
struct LimitedClone {
  let path: String

  init(of original: String, at path: String) throws {
    self.path = path
    try? FileManager.default.removeItem(atPath: path)
    _ = try Run(of: ["git", "init", "--quiet", "--bare", path])
    let objects = try GitClone(path: original).text("rev-parse", "--git-path", "objects")
    let absolute = objects.hasPrefix("/") ? objects : "\(original)/\(objects)"
    try "\(absolute)\n".write(
      toFile: path + "/objects/info/alternates", atomically: true, encoding: .utf8)
  }

  func set(_ ref: String, to commit: String) throws {
    _ = try Run(of: ["git", "-C", path, "update-ref", ref, commit])
  }

  /// Takes over all refs of the original but those to some commits.
  ///
  /// - Parameter excluded: commits that shall not be reachable from any ref.
  func copyRefs(of original: String, besides excluded: Set<Substring>) throws {
    let lines = try GitClone(path: original).lines(
      "for-each-ref", "--format=%(objectname) %(refname) %(*objectname)")
    let kept = lines.map { $0.split(separator: " ") }.filter { fields in
      fields.count >= 2 && !excluded.contains(fields[0])
        && (fields.count < 3 || !excluded.contains(fields[2]))
    }
    // packed-refs: `<id> <name>`, and for a tag object a line `^<id>` with what it leads to.
    let text = kept.map { fields in
      "\(fields[0]) \(fields[1])\n" + (fields.count > 2 ? "^\(fields[2])\n" : "")
    }
    try ("# pack-refs with: peeled fully-peeled sorted \n" + text.joined()).write(
      toFile: path + "/packed-refs", atomically: true, encoding: .utf8)
  }
}

extension GitClone {
  /// A commit on the main line of a branch with about so many ancestors.
  func commit(withAncestors wanted: Int, on branch: String) throws -> (id: String, count: Int) {
    try search(lines("rev-list", "--first-parent", "--reverse", branch)) { commit in
      try count(commit) >= wanted
    }.map { ($0, try count($0)) }
      ?? (branch, try count(branch))
  }

  /// The youngest commit on the main line of a branch that lacks at least so many of its commits.
  func commit(before branch: String, by wanted: Int) throws -> (id: String, count: Int) {
    let line = try lines("rev-list", "--first-parent", "--max-count=\(wanted * 2)", branch)
    guard
      let found = try search(line, { try count(branch, besides: $0) >= wanted })
    else { throw BenchError(description: "\(path) has no \(wanted) commits to take away") }
    return (found, try count(branch, besides: found))
  }

  /// The first of these commits for which a condition holds; it holds for all that follow.
  private func search(_ commits: [String], _ holds: (String) throws -> Bool) rethrows -> String? {
    var (low, high) = (0, commits.count)
    while low < high {
      let middle = (low + high) / 2
      if try holds(commits[middle]) { high = middle } else { low = middle + 1 }
    }
    return low < commits.count ? commits[low] : nil
  }
}
