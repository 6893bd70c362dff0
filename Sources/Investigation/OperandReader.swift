import ChangeModel
import Changelogs
import Foundation
import History

/// Decides what OLD and NEW are: a file by its contents, else a revision of the clone, else an installed package.
struct OperandReader {
  let index: HistoryIndex?
  let clonePath: String?

  private enum Operand {
    case package(PackageChangelog)
    case revision(name: String, CommitID)
  }

  /// Reads both operands as changelogs; if either is a revision, both become ranges of the clone.
  func read(
    _ old: String, _ new: String
  ) async throws(InvestigationError) -> (old: PackageChangelog, new: PackageChangelog) {
    let (older, newer) = (try await read(old), try await read(new))
    if case .package(let first) = older, case .package(let second) = newer {
      return (first, second)
    }
    guard let index else { throw .cloneNeeded(for: "a kernel version") }
    return try changelogs(from: kernel(older), to: kernel(newer), index)
  }

  private func read(_ argument: String) async throws(InvestigationError) -> Operand {
    let isFile = argument == "-" || FileManager.default.fileExists(atPath: argument)
    if !isFile, let index {
      do {
        return .revision(name: argument, try index.commit(named: argument))
      } catch .unknownRelease(let version, let clone, let newest) {
        // A bare version is no package name, so nothing else can be meant.
        throw .history(.unknownRelease(version, clone: clone, newest: newest))
      } catch {
        // Perhaps it is a package.
      }
    }
    return .package(try await package(argument))
  }

  /// Reads an operand that can only be a changelog.
  func package(_ argument: String) async throws(InvestigationError) -> PackageChangelog {
    do {
      return try await PackageOperand().read(argument)
    } catch .noSuchOperand {
      throw .unknownOperand(argument, clone: clonePath)
    } catch {
      throw .changelog(error)
    }
  }
}

// MARK: - Revisions as changelogs

extension OperandReader {
  private typealias Kernel = (name: String, commit: CommitID, version: KernelVersion)

  /// What an operand is in the clone: itself, or the release that its newest heading names.
  private func kernel(_ operand: Operand) throws(InvestigationError) -> Kernel {
    guard let index else { throw .cloneNeeded(for: "a kernel version") }
    do {
      switch operand {
      case .revision(let name, let commit):
        let version = try index.release(at: commit) ?? KernelVersion(name)
        guard let version else { throw InvestigationError.noVersion(source: name) }
        return (name, commit, version)
      case .package(let package):
        guard let text = package.changelog.newestVersion, let version = KernelVersion(leading: text)
        else { throw InvestigationError.noVersion(source: package.changelog.source) }
        return (version.tagName, try index.commit(named: "\(version)"), version)
      }
    } catch let error as InvestigationError {
      throw error
    } catch let error as HistoryError {
      throw .history(error)
    } catch {
      throw .noVersion(source: "\(error)")
    }
  }

  /// Two changelogs that differ by version bumps: one for each release between, if both ends are releases.
  private func changelogs(
    from old: Kernel, to new: Kernel, _ index: HistoryIndex
  ) throws(InvestigationError) -> (old: PackageChangelog, new: PackageChangelog) {
    var points: [VersionBump.Point]
    if isRelease(old, index), isRelease(new, index) {
      points = index.releases(from: old.version, to: new.version).map { .init(version: $0) }
    } else {
      points = [old, new].map {
        .init(version: $0.version, snapshot: AbbreviatedCommitID($0.commit))
      }
    }
    let first = ChangelogRelease(
      heading: old.name, date: nil, packager: nil, version: "\(points[0])",
      position: SourcePosition(file: old.name, line: 1), entries: [])
    var releases = [first]
    for (from, to) in zip(points, points.dropFirst()) {
      let bump = VersionBump(from: from, to: to)
      let position = SourcePosition(file: to.version.tagName, line: 1)
      releases.insert(
        ChangelogRelease(
          heading: to.version.tagName, date: nil, packager: nil, version: "\(to)",
          position: position,
          entries: [
            ChangelogEntry(
              kind: .versionBump, text: "Linux \(to)", subject: "Linux \(to)", versionBump: bump,
              position: position)
          ]), at: 0)
    }
    func package(_ kernel: Kernel, _ releases: [ChangelogRelease]) -> PackageChangelog {
      PackageChangelog(
        changelog: Changelog(source: kernel.name, dialect: .clone, releases: releases),
        takenFor: "revision of the clone, commit \(kernel.commit.short)")
    }
    return (package(old, [first]), package(new, releases))
  }

  private func isRelease(_ kernel: Kernel, _ index: HistoryIndex) -> Bool {
    (try? index.commit(named: "\(kernel.version)")) == kernel.commit
  }
}
