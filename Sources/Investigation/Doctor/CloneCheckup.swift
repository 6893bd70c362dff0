import ChangeModel
import FoundationEssentials
import Git
import Text

/// Looks at a clone without its index.
struct CloneCheckup {
  private let repository: Repository
  private let choice: CloneChoice

  init(_ repository: Repository, _ choice: CloneChoice) {
    (self.repository, self.choice) = (repository, choice)
  }

  var checks: [Check] {
    get throws(GitError) {
      let path = repository.path
      let (references, broken) = try repository.readReferences()
      let tags = references.count { $0.tagName != nil }
      let branches = references.count {
        $0.name.hasPrefix("refs/heads/") || $0.name.hasPrefix("refs/remotes/")
      }
      let remotes = try repository.remotes()
      var checks = [
        Check(.clone(path: path, chosenBy: choice, kind: try repository.kind()), .ok),
        Check(
          .history(clone: path, isShallow: repository.isShallow),
          repository.isShallow ? .partly : .ok),
        Check(.remotes(remotes), remotes.isEmpty ? .partly : .ok),
        Check(
          .refs(branches: branches, tags: tags, broken: broken.count),
          references.isEmpty ? .missing : broken.isEmpty ? .ok : .partly),
      ]
      guard let newest = newest(of: references) else { return checks }
      checks.append(
        Check(
          .newest(newest.id, time: newest.time, days: Self.days(since: newest.time)), .ok))
      let hasContents = repository.hasFileContents(at: newest.id)
      checks.append(
        Check(.contents(clone: path, isThere: hasContents), hasContents ? .ok : .partly))
      return checks
    }
  }

  /// A clone can have very many refs, and most of what is new is at the end of branches.
  private static let mostTagsRead = 5_000

  private func newest(of references: [Reference]) -> (id: CommitID, time: Int64)? {
    let branches = references.filter { $0.tagName == nil }
    let tags = references.filter { $0.tagName != nil }.suffix(Self.mostTagsRead)
    let latest = Investigation.latestCredible
    return Set((branches + tags).map(\.commit)).compactMap { id in
      (try? repository.commit(id)).map { (id: id, time: $0.commitTime) }
    }.filter { $0.time <= latest }.max { ($0.time, $0.id) < ($1.time, $1.id) }
  }

  private static func days(since time: Int64) -> Int {
    Int(max(0, Int64(Date().timeIntervalSince1970) - time) / 86_400)
  }

  // MARK: Releases

  static func tagged(in repository: Repository) throws(GitError) -> [KernelVersion] {
    try repository.tags().compactMap { KernelVersion($0.name.dropFirst("refs/tags/".utf8.count)) }
  }

  func checks(ofReleases releases: Set<KernelVersion>) -> [Check] {
    let newest = releases.max()
    let count = Check(
      .releases(count: releases.count, newest: newest), newest == nil ? .partly : .ok)
    let mainline = repository.isLinux ?? true ? mainline(releases) : .notAsked
    let standing: Check.Standing =
      switch mainline {
      case .present, .notAsked: .ok
      case .absent: .partly
      case .unknown: .unknown
      }
    return [count, Check(.mainline(clone: repository.path, mainline), standing)]
  }

  /// Between two releases of mainline, while a stable branch has one already, only its branch shows that it is there.
  private func mainline(_ releases: Set<KernelVersion>) -> MainlineStanding {
    let standing = MainlineStanding(releases: releases)
    guard case .absent(let base) = standing,
      let references = try? repository.references()
    else { return standing }
    let stable = Set(
      references.filter { $0.tagName.flatMap { KernelVersion($0) }?.isStable ?? false }
        .map(\.commit))
    for reference in references
    where reference.tagName == nil && !stable.contains(reference.commit) {
      guard ["master", "main"].contains(reference.name.split(separator: "/").last) else { continue }
      // A vendor calls a branch so that goes on from a stable release, or from an old one of mainline.
      guard let version = version(at: reference.commit) else { return .unknown }
      if !version.isStable, base <= version, hasGoneOn(reference.commit, from: base) {
        return .present(newest: version)
      }
    }
    return standing
  }

  private func hasGoneOn(_ commit: CommitID, from base: KernelVersion) -> Bool {
    (try? repository.find(base.tagName)).map { $0 != commit } ?? true
  }

  /// What the Makefile says of the release that a commit goes on from.
  private func version(at commit: CommitID) -> KernelVersion? {
    guard let bytes = try? repository.contents(of: "Makefile", at: commit) else { return nil }
    var numbers: [String: Int] = [:]
    for line in bytes.prefix(1_000).split(separator: UInt8(ascii: "\n")) {
      let halves = String(decoding: line, as: UTF8.self).split(separator: "=", maxSplits: 1)
      guard halves.count == 2 else { continue }
      let name = halves[0].filter { $0 != " " }
      numbers[name] = Int(halves[1].filter { $0 != " " })
    }
    guard let first = numbers["VERSION"], let second = numbers["PATCHLEVEL"] else { return nil }
    return KernelVersion(components: [first, second, numbers["SUBLEVEL"] ?? 0])
  }
}
