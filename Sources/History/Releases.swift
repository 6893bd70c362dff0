import ChangeModel
import Git

/// The releases of a clone, and for each commit the first of every line of development that has it.
///
/// A release is a tag that is a version (`v4.4.157`), or a commit with the subject `Linux 4.4.157` where no such tag is.
/// A line of development is mainline or one stable series. The first release of a line is what remains of
/// `git tag --contains` when of each line the lowest version is kept.
///
/// What each commit is in is worked out for all commits at once, the first time it is asked; see ``labels``.
final class Releases {
  struct Release: Hashable, Sendable {
    let version: KernelVersion
    let commit: CommitPosition
    /// The tag, or what it would be called: `v4.4.157`.
    let name: String
  }

  /// Mainline by version, then each stable series by version.
  let inOrder: [Release]
  /// Commits that do nothing but make a release.
  let releaseCommits: Set<CommitPosition>
  private let byVersion: [KernelVersion: Release]
  private let branchTips: [(name: String, tip: CommitPosition)]
  private let graph: CommitGraph
  private lazy var labels = ReleaseLabels(
    lines: inOrder.map { ($0.version.branch, $0.commit) }, branches: branchTips.map(\.tip),
    graph: graph)

  /// - Parameters:
  ///   - tags: all refs of the clone, with the commit each leads to; branches name what no release has yet.
  ///   - subjects: the commits that say that they are a release.
  /// - Complexity: O(tags); the commits are only looked at when asked about.
  init(
    tags: [(Reference, CommitPosition)], subjects: [(CommitPosition, KernelVersion)],
    graph: CommitGraph, visible: CommitSet
  ) {
    self.graph = graph
    var byVersion: [KernelVersion: Release] = [:]
    for (reference, position) in tags where visible.contains(position) {
      guard let name = reference.tagName, let version = KernelVersion(releaseTag: name) else {
        continue
      }
      // Of `v4.4` and `4.4` the usual one counts.
      guard byVersion[version] == nil || name == version.tagName else { continue }
      byVersion[version] = Release(version: version, commit: position, name: name)
    }
    // Where a subject is repeated, the oldest is the release: later ones only carry it along.
    let tagged = Set(byVersion.keys)
    for (position, version) in subjects.reversed()
    where visible.contains(position) && !tagged.contains(version) {
      if let known = byVersion[version], graph.time(known.commit) <= graph.time(position) {
        continue
      }
      byVersion[version] = Release(version: version, commit: position, name: version.tagName)
    }
    self.byVersion = byVersion
    releaseCommits = Set(subjects.map(\.0))
    inOrder = byVersion.values.sorted {
      ($0.version.isStable ? 1 : 0, $0.version) < ($1.version.isStable ? 1 : 0, $1.version)
    }
    branchTips = tags.filter { $0.0.tagName == nil && visible.contains($0.1) }
      .map { (order: $0.0.branchOrder, name: $0.0.branchName, tip: $0.1) }
      .sorted { $0.order < $1.order }
      .map { ($0.name, $0.tip) }
  }

  subscript(version: KernelVersion) -> Release? { byVersion[version] }

  /// The first mainline release that has a commit, otherwise the first of its stable series.
  func first(with position: CommitPosition) -> Release? {
    labels[position].first.flatMap { $0 < inOrder.count ? inOrder[$0] : nil }
  }

  /// The first release of each line of development that has a commit, mainline first, then by series.
  func firsts(with position: CommitPosition) -> [Release] {
    labels[position].filter { $0 < inOrder.count }.map { inOrder[$0] }
  }

  /// `mainline`, `4.4.y`, or the name of the branch that alone has the commit.
  func branch(of position: CommitPosition) -> String {
    guard let first = labels[position].first else { return "" }
    return first < inOrder.count
      ? inOrder[first].version.branch : branchTips[first - inOrder.count].name
  }

  /// The newest release of the line of development that a commit is in.
  func newest(inLineOf position: CommitPosition) -> Release? {
    let branch = branch(of: position)
    return inOrder.last { $0.version.branch == branch }
  }

  /// The newest release of a version's series, stable releases included.
  func newest(inSeriesOf version: KernelVersion) -> Release? {
    inOrder.filter { $0.version.series == version.series }.max { $0.version < $1.version }
  }
}

/// For each commit, the first release of every line of development that has it.
///
/// A label is a sorted list of places among the releases, at most one of each line; where no release has the commit, the place
/// of a branch behind them. Few labels differ, so each is kept once, and a commit costs four bytes.
private struct ReleaseLabels {
  private var ofCommit: [Int32]
  private var labels: [[Int]] = [[]]
  private var numbers: [[Int]: Int32] = [[]: 0]
  private var joined: [UInt64: Int32] = [:]
  private let lineOf: [Int]

  /// Hands labels from children to parents in one pass over all commits.
  ///
  /// - Parameters:
  ///   - lines: the releases in order, each with the name of its line; releases of a line stand together.
  ///   - branches: tips of branches, the one to be named first in front.
  /// - Complexity: O(commits), some 10 ns each, while children stand before their parents, as they do except where
  ///   dates are wrong; a commit that is met again late is done again, so the order is never taken on trust.
  init(
    lines: [(name: String, commit: CommitPosition)], branches: [CommitPosition], graph: CommitGraph
  ) {
    var lineOf: [Int] = []
    for (place, release) in lines.enumerated() {
      let isSame = place > 0 && lines[place - 1].name == release.name
      lineOf.append((lineOf.last ?? 0) + (isSame ? 0 : 1))
    }
    self.lineOf = lineOf
    ofCommit = Array(repeating: 0, count: graph.count)
    for (place, tip) in (lines.map(\.commit) + branches).enumerated() {
      ofCommit[tip.index] = join(ofCommit[tip.index], number(of: [place]))
    }
    var isDone = CommitSet(capacity: graph.count)
    var again: [CommitPosition] = []
    for part in Self.parts(of: graph).reversed() {
      for row in part {
        again.append(CommitPosition(row))
        while let position = again.popLast() {
          _ = isDone.insert(position)
          let label = ofCommit[position.index]
          guard label != 0 else { continue }
          graph.forEachParent(of: position) { parent in
            let old = ofCommit[parent.index]
            guard old != label else { return }
            let new = join(old, label)
            guard new != old else { return }
            ofCommit[parent.index] = new
            if isDone.contains(parent) { again.append(parent) }
          }
        }
      }
    }
  }

  subscript(position: CommitPosition) -> [Int] { labels[Int(ofCommit[position.index])] }

  /// The rows of each update of the index: none is behind those of an earlier update.
  private static func parts(of graph: CommitGraph) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var (start, highest) = (0, 0)
    for row in 0..<graph.count {
      if row > highest {
        parts.append(start..<row)
        start = row
      }
      highest = max(highest, row)
      graph.forEachParent(of: CommitPosition(row)) { highest = max(highest, $0.index) }
    }
    if start < graph.count { parts.append(start..<graph.count) }
    return parts
  }

  private mutating func number(of label: [Int]) -> Int32 {
    if let known = numbers[label] { return known }
    let number = Int32(labels.count)
    labels.append(label)
    numbers[label] = number
    return number
  }

  /// The label of a commit that is behind commits of two labels.
  private mutating func join(_ left: Int32, _ right: Int32) -> Int32 {
    if left == 0 || left == right { return right }
    if right == 0 { return left }
    let pair = UInt64(UInt32(min(left, right))) << 32 | UInt64(UInt32(max(left, right)))
    if let known = joined[pair] { return known }
    let number = number(of: merge(labels[Int(left)], labels[Int(right)]))
    joined[pair] = number
    return number
  }

  private func merge(_ left: [Int], _ right: [Int]) -> [Int] {
    var merged: [Int] = []
    for place in (left + right).sorted() {
      if let last = merged.last {
        // Of a line the first release counts; a branch only where there is no release.
        guard place < lineOf.count, lineOf[place] != lineOf[last] else { continue }
      }
      merged.append(place)
    }
    return merged
  }
}

extension KernelVersion {
  /// The line of development a release is in.
  var branch: String { isStable ? "\(series).y" : "mainline" }

  /// Reads a tag: a version, or one with a revision as DPDK had them (`v1.2.3r4`), which is a stable release.
  init?(releaseTag name: String) {
    if let version = KernelVersion(name) {
      self = version
    } else if let match = name.wholeMatch(of: /(v\d+\.\d+\.\d+)r(\d+)/) {
      self.init("\(match.1).\(match.2)")
    } else {
      return nil
    }
  }
}

extension Reference {
  /// `refs/heads/linux-4.4.y`, `refs/remotes/stable/linux-4.4.y` and `refs/heads/4.4` are `4.4.y`; `master` and `main` are
  /// mainline.
  var branchName: String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if last == "master" || last == "main" { return "mainline" }
    if last.hasPrefix("linux-"), last.hasSuffix(".y") { return String(last.dropFirst(6)) }
    if let version = KernelVersion(last), version.tagName == "v\(version.series)" {
      return "\(version).y"
    }
    return name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : last
  }

  /// Mainline claims its commits before stable branches do, and they before all others.
  fileprivate var branchOrder: String {
    switch branchName {
    case "mainline": "0"
    case let branch where branch.hasSuffix(".y"): "1" + branch
    case let branch: "2" + branch
    }
  }
}
