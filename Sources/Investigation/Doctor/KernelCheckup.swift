import ChangeModel
import Changelogs
import FoundationEssentials
import Git
import Text

/// Finds out what OLD and NEW would be taken for, as ``OperandReader`` decides it, without an index.
struct KernelCheckup {
  let clone: Repository?
  /// The releases that the clone is known to have.
  let releases: Set<KernelVersion>
  let databases: PackageDatabases

  func check(_ operand: String) async -> Check {
    let reading = await read(operand)
    return Check(
      .kernel(operand: operand, reading, clone: clone?.path), standing(of: reading))
  }

  private func standing(of reading: KernelReading) -> Check.Standing {
    switch reading {
    case .revision: .ok
    case .package(_, let release, let isInClone):
      // Two changelogs are compared without a clone; with one, their entries lead to commits.
      release == nil || clone != nil && !isInClone ? .partly : .ok
    case .release(_, let isBase, let isInClone): !isInClone ? .missing : isBase ? .partly : .ok
    case .unknown: .missing
    case .unreadable: .unknown
    }
  }

  private func read(_ operand: String) async -> KernelReading {
    guard operand != "-" else { return .unreadable(reason: "it would be taken from you now") }
    let isFile = FileManager.default.fileExists(atPath: operand)
    if isFile {
      if let name = KernelName(ofFile: operand) { return kernel(name) }
      return await package(operand) ?? .unknown(nearest: [])
    }
    if let version = KernelVersion(exactly: operand) {
      return .release(version, isBase: false, isInClone: isInClone(version))
    }
    if let commit = try? clone?.find(operand) { return .revision(commit) }
    if let package = await package(operand) { return package }
    if let name = KernelName(operand) { return kernel(name) }
    return .unknown(nearest: releases.map(\.tagName).nearest(to: operand))
  }

  /// `nil` if it is neither a file nor installed.
  private func package(_ operand: String) async -> KernelReading? {
    do {
      let package = try await PackageOperand(databases: databases).read(operand)
      let release = package.changelog.newestVersion.flatMap { KernelVersion(leading: $0) }
      return .package(
        takenFor: package.takenFor, release: release,
        isInClone: release.map(isInClone) ?? false)
    } catch .noSuchOperand {
      return nil
    } catch {
      return .unreadable(reason: "\(error)")
    }
  }

  private func kernel(_ name: KernelName) -> KernelReading {
    let version = name.version
    switch name.meaning {
    case .release: return .release(version, isBase: false, isInClone: isInClone(version))
    case .base: return .release(version, isBase: true, isInClone: isInClone(version))
    case .newest:
      let newest = releases.filter { $0.series == version.series && $0.isStable }.max()
      return .release(newest ?? version, isBase: false, isInClone: newest != nil)
    }
  }

  private func isInClone(_ release: KernelVersion) -> Bool { releases.contains(release) }
}
