internal import ChangeModel
internal import Git

/// Finds out which commits find in a kernel what they change; several threads may share the work.
final class PatchFitReader: Sendable {
  private let commits: [CommitID]
  private let kernel: CommitID
  private let shares: WorkShares
  static let share = 64

  init(_ commits: [CommitID], in kernel: CommitID) {
    (self.commits, self.kernel) = (commits, kernel)
    shares = WorkShares(of: commits.count, size: Self.share)
  }

  /// Works until there is nothing left to take.
  ///
  /// - Parameters:
  ///   - repository: of this thread alone.
  ///   - deliver: gets the places of commits whose patch fits.
  func run(in repository: Repository, deliver: ([Int]) throws -> Void) throws {
    guard var fit = try? PatchFit(of: kernel, in: repository) else { return }
    while let share = shares.take() {
      try deliver(share.filter { (try? fit.has(whatIsChangedBy: commits[$0])) == true })
    }
  }
}
