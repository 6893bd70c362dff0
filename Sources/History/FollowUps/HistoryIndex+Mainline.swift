import ChangeModel

extension HistoryIndex {
  /// Whether the clone has stable branches of Linux, and nothing of mainline that came after they began.
  ///
  /// Fixes are made in mainline first, so such a clone knows only of those that were backported. What is no clone of Linux, or
  /// has no stable release, lacks nothing.
  ///
  /// - Complexity: O(commits), one pass.
  public var lacksMainline: Bool {
    guard seesAllRefs, !releases.releaseCommits.isEmpty else { return false }
    var newest: [String: CommitPosition] = [:]
    for release in releases.inOrder where release.version.isStable {
      newest[release.branch] = release.commit
    }
    guard !newest.isEmpty else { return false }
    let stable = graph.ancestors(of: Array(newest.values))
    let mainline =
      releases.tips(of: "mainline")
      + releases.inOrder.filter { $0.branch == "mainline" }.map(\.commit)
    return mainline.allSatisfy { stable.contains($0) }
  }
}
