import ChangeModel
import Git

/// The releases of a clone, and for each commit the first of every line of development that has it.
///
/// A release is a tag that is a version (`v4.4.157`), or a commit with the subject `Linux 4.4.157` where no such tag is.
/// A line of development is mainline or one stable series. The first release of a line is what remains of
/// `git tag --contains` when of each line the lowest version is kept.
///
/// What each commit is in is worked out for all commits at once, and kept in the index; see ``ReleaseLabels``.
final class Releases {
  struct Release: Hashable, Sendable {
    let version: KernelVersion
    let commit: CommitPosition
    /// The tag, or what it would be called: `v4.4.157`.
    let name: String
    /// The line of development that it is in.
    let branch: String

    init(version: KernelVersion, commit: CommitPosition, name: String) {
      (self.version, self.commit, self.name) = (version, commit, name)
      branch = version.branch
    }
  }

  /// Mainline by version, then each stable series by version.
  let inOrder: [Release]
  /// Commits that do nothing but make a release.
  let releaseCommits: Set<CommitPosition>
  /// Those of them whose version is the first of its series whose last number takes more than a byte: `4.4.256`.
  let outgrowing: Set<CommitPosition>
  private let byVersion: [KernelVersion: Release]
  /// `ownName` is what the branch is called where `name` is `mainline`; a ref of another kind, as of a pull request, is no
  /// branch.
  private let branchTips: [(name: String, ownName: String, tip: CommitPosition, isBranch: Bool)]
  private var knownVendors: [String: Bool] = [:]
  private var knownMainlines: [CommitPosition: Bool] = [:]
  private let graph: CommitGraph
  private let stored: (_ places: Int) -> ReleaseLabels?
  private(set) lazy var labels =
    stored(inOrder.count + branchTips.count)
    ?? ReleaseLabels(
      lines: inOrder.map { ($0.branch, $0.commit) }, branches: branchTips.map(\.tip),
      graph: graph)

  /// - Parameters:
  ///   - tags: all refs of the clone, with the commit each leads to; branches name what no release has yet.
  ///   - subjects: the commits that say that they are a release.
  ///   - stored: gives the labels, where they were worked out before for the same tags and commits; told how many
  ///     releases and branches there are.
  /// - Complexity: O(tags); the commits are only looked at when asked about.
  init(
    tags: [(Reference, CommitPosition)], subjects: [(CommitPosition, KernelVersion)],
    graph: CommitGraph, visible: CommitSet,
    stored: @escaping (_ places: Int) -> ReleaseLabels? = { _ in nil }
  ) {
    (self.graph, self.stored) = (graph, stored)
    var byVersion: [KernelVersion: Release] = [:]
    let numbers = Dictionary(subjects) { first, _ in first }
    for (reference, position) in tags where visible.contains(position) {
      guard let name = reference.tagName, let version = KernelVersion(releaseTag: name) else {
        continue
      }
      // Of `v4.4` and `4.4` the usual one counts.
      guard !Self.isOwnNumber(version, of: position, numbers, graph) else { continue }
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
    outgrowing = Set(subjects.filter { $0.1.outgrowsVersionCode }.map(\.0))
    inOrder = byVersion.values.sorted {
      ($0.version.isStable ? 1 : 0, $0.version) < ($1.version.isStable ? 1 : 0, $1.version)
    }
    branchTips = tags.filter { $0.0.tagName == nil && visible.contains($0.1) }
      .map { (order: $0.0.branchOrder, reference: $0.0, tip: $0.1) }
      .sorted { $0.order < $1.order }
      .map { ($0.reference.branchName, $0.reference.ownName, $0.tip, $0.reference.isBranch) }
  }

  /// Whether a tag has a number of a vendor's own: a higher release of the kernel is behind it.
  private static func isOwnNumber(
    _ version: KernelVersion, of position: CommitPosition,
    _ numbers: [CommitPosition: KernelVersion], _ graph: CommitGraph
  ) -> Bool {
    guard numbers[position] != version,
      let oldest = numbers.filter({ version < $0.value && $0.value.releaseCandidate == nil })
        .min(by: { (graph.time($0.key), $0.key) < (graph.time($1.key), $1.key) })
    else { return false }
    return graph.time(oldest.key) <= graph.time(position)
      && graph.isAncestor(oldest.key, of: position)
  }

  subscript(version: KernelVersion) -> Release? { byVersion[version] }

  /// The release that is this very commit.
  func name(of position: CommitPosition) -> String? {
    inOrder.last { $0.commit == position }?.name
  }

  /// The first mainline release that has a commit, otherwise the first of its stable series.
  func first(with position: CommitPosition) -> Release? {
    labels[position].first.flatMap { $0 < inOrder.count ? inOrder[$0] : nil }
  }

  /// The first release of each line of development that has a commit, mainline first, then by series.
  func firsts(with position: CommitPosition) -> [Release] {
    labels[position].filter { $0 < inOrder.count }.map { inOrder[$0] }
  }

  /// `mainline`, `4.4.y`, or the name of the branch that alone has the commit; a vendor's `master` is called so.
  func branch(of position: CommitPosition) -> String {
    guard let first = labels[position].first else { return "" }
    guard first >= inOrder.count else { return inOrder[first].branch }
    return name(of: branchTips[first - inOrder.count])
  }

  private func name(of branch: (name: String, ownName: String, tip: CommitPosition, isBranch: Bool))
    -> String
  {
    branch.name == "mainline" && !isMainline(branch.tip) ? branch.ownName : branch.name
  }

  /// Whether a `master` or `main` may be mainline's, by what mainline does: it has no stable release, has all releases of
  /// mainline that were made before its newest commit, and makes one every few weeks. Who goes on from one of them and makes
  /// none is a vendor. Where there are no releases, nothing speaks against it.
  private func isMainline(_ tip: CommitPosition) -> Bool {
    if let known = knownMainlines[tip] { return known }
    let behind = graph.ancestors(of: [tip])
    let made = graph.time(tip)
    let own = inOrder.filter { behind.contains($0.commit) }
    let isOfStable = own.max { $0.version < $1.version }?.version.isStable ?? false
    let isBehind = inOrder.contains {
      !$0.version.isStable && !behind.contains($0.commit) && graph.time($0.commit) < made
    }
    let last = own.map { graph.time($0.commit) }.max() ?? made
    let isIt = !isOfStable && !isBehind && made - last <= Self.longestPause
    knownMainlines[tip] = isIt
    return isIt
  }

  /// In seconds. From 2.6.12 to 2.6.35 mainline was never without a release or a candidate for more than 21 days.
  private static let longestPause: Int64 = 35 * 86_400

  /// Whether a branch goes on from a stable release, or from one of mainline without being mainline, as a vendor's does, and
  /// is none of the stable branches.
  func isOfVendor(_ branch: String) -> Bool {
    if let known = knownVendors[branch] { return known }
    let tips = branchTips.filter { $0.name == branch || $0.ownName == branch }
    var isIt = false
    if !branch.hasSuffix(".y"), !tips.isEmpty {
      isIt =
        tips.allSatisfy { $0.name == "mainline" && !isMainline($0.tip) }
        || newest(in: graph.ancestors(of: tips.map(\.tip)))?.version.isStable ?? false
    }
    knownVendors[branch] = isIt
    return isIt
  }

  /// The highest release among some commits.
  func newest(in contents: CommitSet) -> Release? {
    inOrder.filter { contents.contains($0.commit) }.max { $0.version < $1.version }
  }

  /// What no release has yet, or has: the branches of this name.
  func tips(of branch: String) -> [CommitPosition] {
    branchTips.filter { $0.name == branch && name(of: $0) == branch }.map(\.tip)
  }

  /// The branches whose newest commit is in no release and that are no line of releases.
  private(set) lazy var unreleasedBranches: [(name: String, tip: CommitPosition)] = {
    let lines = Set(inOrder.map(\.branch))
    return branchTips.filter { branch in
      branch.isBranch && !lines.contains(name(of: branch))
        && (labels[branch.tip].first ?? 0) >= inOrder.count
    }.map { (name(of: $0), $0.tip) }
  }()

  /// The newest release of the line of development that a commit is in.
  func newest(inLineOf position: CommitPosition) -> Release? {
    let branch = branch(of: position)
    return inOrder.last { $0.branch == branch }
  }

  /// The releases just before and after a version, by number.
  func neighbours(of version: KernelVersion) -> [KernelVersion] {
    let all = inOrder.map(\.version)
    return [all.filter { $0 < version }.max(), all.filter { version < $0 }.min()].compactMap(\.self)
  }

  /// The newest release of a version's series, stable releases included.
  func newest(inSeriesOf version: KernelVersion) -> Release? {
    inOrder.filter { $0.version.series == version.series }.max { $0.version < $1.version }
  }
}

extension KernelVersion {
  /// The line of development a release is in.
  var branch: String { isStable ? "\(series).y" : "mainline" }

  /// Reads a tag: a version, or one with a revision as DPDK had them (`v1.2.3r4`), which is a stable release.
  init?(releaseTag name: String) {
    if let version = KernelVersion(name) {
      self = version
    } else if let revision = name.lastIndex(of: "r"), name[..<revision].last?.isNumber ?? false,
      name.hasPrefix("v"), name[..<revision].count(where: { $0 == "." }) == 2
    {
      self.init("\(name[..<revision]).\(name[name.index(after: revision)...])")
    } else {
      return nil
    }
  }
}

extension Reference {
  fileprivate var isBranch: Bool {
    name.hasPrefix("refs/heads/") || name.hasPrefix("refs/remotes/")
  }

  /// `refs/heads/linux-4.4.y`, `refs/remotes/stable/linux-4.4.y` and `refs/heads/4.4` are `4.4.y`; `master` and `main` are
  /// mainline.
  var branchName: String { Self.branchName(of: name) }

  static func branchName(of name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if last == "master" || last == "main" { return "mainline" }
    if last.hasPrefix("linux-"), last.hasSuffix(".y") { return String(last.dropFirst(6)) }
    if let version = KernelVersion(last), version.tagName == "v\(version.series)" {
      return "\(version).y"
    }
    if name.hasPrefix("refs/heads/") { return String(name.dropFirst(11)) }
    // "pull/17/head" is not the branch "head".
    return name.hasPrefix("refs/pull/") ? String(name.dropFirst(5)) : last
  }

  fileprivate var ownName: String {
    branchName == "mainline" ? name.split(separator: "/").last.map(String.init) ?? name : branchName
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
