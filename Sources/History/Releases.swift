import ChangeModel
import Git

/// The releases of a clone, and for each commit the first that has it.
///
/// A release is a tag that is a version (`v4.4.157`), or a commit with the subject `Linux 4.4.157` where no such tag is.
/// "First" means: the earliest mainline release behind which the commit stands, otherwise the earliest of its
/// stable series, as `git describe --contains` is used by hand.
struct Releases: Sendable {
  struct Release: Hashable, Sendable {
    let version: KernelVersion
    let commit: CommitPosition
    /// `v4.4.157`, also where the clone has no such tag.
    var name: String { version.tagName }
  }

  /// Mainline by version, then each stable series by version.
  let inOrder: [Release]
  private let byVersion: [KernelVersion: Release]
  /// Commits that do nothing but make a release.
  let releaseCommits: Set<CommitPosition>
  /// For each commit, a place in `lines`; 0 for none.
  private let firstOf: [UInt16]
  private let lines: [Line]

  /// A release, or the branch of commits that no release has yet.
  private struct Line: Sendable {
    let branch: String
    let release: Release?
  }

  init(
    tags: [(Reference, CommitPosition)], subjects: [(CommitPosition, KernelVersion)],
    graph: CommitGraph, visible: CommitSet
  ) throws {
    var byVersion: [KernelVersion: Release] = [:]
    for (reference, position) in tags where visible.contains(position) {
      guard let version = reference.tagName.flatMap({ KernelVersion($0) }) else { continue }
      byVersion[version] = byVersion[version] ?? Release(version: version, commit: position)
    }
    // Where a subject is repeated, the oldest is the release: later ones only carry it along.
    let tagged = Set(byVersion.keys)
    for (position, version) in subjects.reversed()
    where visible.contains(position) && !tagged.contains(version) {
      if let known = byVersion[version], graph.time(known.commit) <= graph.time(position) {
        continue
      }
      byVersion[version] = Release(version: version, commit: position)
    }
    self.byVersion = byVersion
    releaseCommits = Set(subjects.map(\.0))
    inOrder = byVersion.values.sorted {
      ($0.version.isStable ? 1 : 0, $0.version) < ($1.version.isStable ? 1 : 0, $1.version)
    }

    var lines = [Line(branch: "", release: nil)]
    var firstOf = Array(repeating: UInt16(0), count: graph.count)
    var reached = CommitSet(capacity: graph.count)
    func claim(from position: CommitPosition, _ line: Line) {
      guard lines.count < Int(UInt16.max) else { return }
      let number = UInt16(lines.count)
      lines.append(line)
      graph.visit(from: [position], marking: &reached) { firstOf[$0.index] = number }
    }
    for release in inOrder {
      claim(from: release.commit, Line(branch: release.version.branch, release: release))
    }
    let branches = tags.filter { $0.0.tagName == nil && visible.contains($0.1) }
    for (reference, position) in branches.sorted(by: { $0.0.branchOrder < $1.0.branchOrder }) {
      claim(from: position, Line(branch: reference.branchName, release: nil))
    }
    (self.firstOf, self.lines) = (firstOf, lines)
  }

  subscript(version: KernelVersion) -> Release? { byVersion[version] }

  func first(with position: CommitPosition) -> Release? {
    lines[Int(firstOf[position.index])].release
  }

  /// `mainline`, `4.4.y`, or the name of the branch that alone has the commit.
  func branch(of position: CommitPosition) -> String {
    lines[Int(firstOf[position.index])].branch
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

extension KernelVersion {
  /// The line of development a release is in.
  var branch: String { isStable ? "\(series).y" : "mainline" }
}

extension Reference {
  /// `refs/heads/linux-4.4.y` and `refs/remotes/stable/linux-4.4.y` are `4.4.y`; `master` and `main` are mainline.
  var branchName: String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if last == "master" || last == "main" { return "mainline" }
    if last.hasPrefix("linux-"), last.hasSuffix(".y") { return String(last.dropFirst(6)) }
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
