import Bisection
import ChangeModel
import Recipes

// MARK: - What stays on the machine

extension BootRun {
  /// Removes what was built or fetched of all but the newest kernels, after it was removed from the machine.
  func prune(keeping others: [String]) async throws {
    for name in folders.surplus(keeping: plan.keep, and: Set(others)) {
      guard try await uninstall(name) else { continue }
      folders.remove(name)
    }
  }

  /// Removes all kernels of this bisection from the machine.
  ///
  /// - Returns: how many stay, since that failed.
  public func uninstallAll() async throws -> Int {
    var failed = 0
    for name in folders.all { if try await !uninstall(name) { failed += 1 } }
    return failed
  }

  /// Does the last step for a kernel that was installed.
  ///
  /// - Returns: whether it is not on the machine any more.
  private func uninstall(_ name: String) async throws -> Bool {
    guard let step = recipe[.clean], folders.isInstalled(name) else { return true }
    let digits = name.split(separator: "-").last.map(String.init) ?? name
    guard let commit = CommitID(digits) else { return true }
    let target = Target(commit: commit, isRevert: digits != name)
    var kernel = try kernel(target, in: try desk.session())
    kernel.values[.release] = folders.complete(name)?.release ?? ""
    if runner.isRemote(step) { kernel.values[.kernel] = StepRunner.hostFolder(desk.name, name) }
    let result = try await runner.run(.clean, kernel.values, in: folders.folder(name))
    guard let result, !result.isSuccess else { return true }
    tell(.stays(kernel.name, because: StepRunner.lastLine(of: result.log) ?? "[clean] failed"))
    return false
  }
}
