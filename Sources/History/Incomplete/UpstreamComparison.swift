internal import ChangeModel
internal import Git

/// Compares the diffs of backports with those of their upstream commits, and with the kernel's files.
struct UpstreamComparison {
  enum Outcome: Sendable {
    case noUpstream, noContents
    case compared([MissingPart])
  }

  private var patches: PatchReader
  /// `nil` where the clone has no commit that stands for the kernel's files.
  private let kernel: CommitFiles?

  /// - Parameter kernel: the commit with the kernel's files.
  init(in repository: Repository, kernel: CommitID?) throws(GitError) {
    patches = PatchReader(in: repository)
    self.kernel = try kernel.map { commit throws(GitError) in
      try CommitFiles(of: commit, in: repository)
    }
  }

  mutating func compare(_ draft: IncompleteDraft) throws(GitError) -> Outcome {
    guard !draft.upstream.isEmpty else { return .noUpstream }
    guard let kernel, let backport = try PatchLines(of: draft.change.id, by: &patches) else {
      return .noContents
    }
    var parts: [MissingPart] = []
    var files: [String: KernelFile?] = [:]
    func file(_ path: String) -> KernelFile? {
      if let known = files[path] { return known }
      let file = kernel.contents(of: path).map(KernelFile.init)
      files[path] = file
      return file
    }
    for upstream in draft.upstream {
      guard let lines = try PatchLines(of: upstream.id, by: &patches) else { return .noContents }
      for hunk in DroppedHunk.all(of: lines, leftOutBy: backport, file: file) {
        parts.append(
          MissingPart(
            .hunk(path: hunk.path, function: hunk.function),
            probability: IncompleteSearch.Precision.hunk))
      }
    }
    return .compared(parts)
  }
}

/// Compares many drafts; several threads may share the work.
final class UpstreamComparisons: Sendable {
  private let drafts: [IncompleteDraft]
  private let kernel: CommitID?
  private let shares: WorkShares
  static let share = 16

  init(_ drafts: [IncompleteDraft], kernel: CommitID?) {
    (self.drafts, self.kernel) = (drafts, kernel)
    shares = WorkShares(of: drafts.count, size: Self.share)
  }

  /// Works until there is nothing left to take.
  ///
  /// - Parameters:
  ///   - repository: of this thread alone.
  ///   - deliver: gets the places of drafts, and what came of each.
  func run(
    in repository: Repository, deliver: ([(place: Int, UpstreamComparison.Outcome)]) throws -> Void
  ) throws {
    var comparison = try UpstreamComparison(in: repository, kernel: kernel)
    while let share = shares.take() {
      try deliver(share.map { ($0, try comparison.compare(drafts[$0])) })
    }
  }
}
