import ChangeModel
import History
public import Reports

extension Investigation {
  /// Builds or updates the index, then holds it against what git itself says of the clone.
  ///
  /// - Parameter all: compares subjects and paths of all commits, which takes git as long as reading the history; else of
  ///   some hundreds at random.
  public func verifyIndex(
    all: Bool, includingPaths: Bool = true
  ) async throws(InvestigationError) -> IndexReport {
    guard let clone else { throw .cloneNeeded(for: .index) }
    let report = try self.index(includingPaths: includingPaths)
    guard let index = try openIndex() else { throw .cloneNeeded(for: .index) }
    let git = GitQuestions(clone: clone.path)
    var checks: [IndexVerification.Check] = []
    progress(.checkingPages)
    checks.append(try history { () throws(HistoryError) in try index.verifyPages() })

    progress(.comparingCommits)
    let listing = try await git.output(
      ["rev-list", "--parents", "--timestamp", "--stdin"],
      input: index.tipsOfRefs.map(\.description))
    let history = try history { () throws(HistoryError) in try index.verify(listing: listing) }
    checks += history
    // Of commits that only one of the two knows there is nothing more to be asked.
    if history.allSatisfy({ $0.differing == 0 }) {
      checks += try await contents(of: index, git, all)
    }
    let verification = IndexVerification(checks: checks, isSample: !all)
    if !verification.isSound { index.giveUp() }
    return IndexReport(report.clone, verification: verification, remarks: report.remarks)
  }

  /// What is kept of each commit.
  private func contents(
    of index: HistoryIndex, _ git: GitQuestions, _ all: Bool
  ) async throws(InvestigationError) -> [IndexVerification.Check] {
    var subjects = IndexVerification.Check(.subjects)
    let some = try history { () throws(HistoryError) in
      try index.sample(all ? nil : Self.sampleSize)
    }
    for share in some.shares {
      progress(.counting(.comparingSubjects, done: subjects.checked, total: some.count))
      let objects = try await git.output(
        ["cat-file", "--batch"], input: share.lazy.map(\.description))
      try history { () throws(HistoryError) in try index.verify(objects: objects, &subjects) }
    }

    var paths = IndexVerification.Check(.paths)
    let touching = try history { () throws(HistoryError) in
      try index.sample(all ? nil : Self.sampleSize, withPaths: true)
    }
    for share in touching.shares {
      progress(.counting(.comparingPaths, done: paths.checked, total: touching.count))
      let output = try await git.output(
        ["diff-tree", "--stdin", "-z", "-r", "--root", "--name-only", "--no-renames"],
        input: share.lazy.map(\.description))
      try history { () throws(HistoryError) in
        try index.verify(paths: output, of: Array(share), &paths)
      }
    }

    var releases = IndexVerification.Check(.releases)
    let few = some.shuffled().prefix(all ? Self.mostContained : Self.fewContained).sorted()
    for commit in few {
      progress(.counting(.comparingReleases, done: releases.checked, total: few.count))
      let tags = try await git.output(["tag", "--contains", "\(commit)"])
      let names = tags.split(separator: UInt8(ascii: "\n")).map {
        String(decoding: $0, as: UTF8.self)
      }
      try history { () throws(HistoryError) in
        try index.verify(tags: names, with: commit, &releases)
      }
    }
    return [subjects, paths, releases]
  }

  private static let sampleSize = 500
  /// git walks the whole history for each.
  private static let fewContained = 20
  private static let mostContained = 200
}

extension [CommitID] {
  /// As many as git is asked about at once.
  fileprivate var shares: [ArraySlice<CommitID>] {
    stride(from: 0, to: count, by: 20_000).map { self[$0..<Swift.min($0 + 20_000, count)] }
  }
}
