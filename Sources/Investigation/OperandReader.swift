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

  /// The two operands as changelogs.
  struct Packages {
    let old, new: PackageChangelog
    /// Set when the operands are commits that no release stands for: then this range is what NEW adds.
    var range: ReleaseRange?
    /// Both stand for commits of the clone.
    var areRevisions = false
  }

  /// Reads both operands; if either is a revision, both are taken for commits of the clone.
  func read(_ old: String, _ new: String) async throws(InvestigationError) -> Packages {
    let (older, newer) = (try await read(old), try await read(new))
    if case .package(let first) = older, case .package(let second) = newer {
      return Packages(old: first, new: second)
    }
    guard let index else { throw .cloneNeeded(for: .kernelVersion) }
    let (first, second) = (try kernel(older, index), try kernel(newer, index))
    do {
      return packages(
        from: first, to: second, order: try index.order(of: first.commit, second.commit), index)
    } catch {
      throw .history(error)
    }
  }

  private func read(_ argument: String) async throws(InvestigationError) -> Operand {
    let isFile = argument == "-" || FileManager.default.fileExists(atPath: argument)
    if !isFile, let index {
      do throws(HistoryError) {
        if let commit = try index.commit(ifNamed: argument) {
          return .revision(name: argument, commit)
        }
        // In a damaged clone it may be a commit all the same, and hardly a package.
        if !index.unreadable.isEmpty, AbbreviatedCommitID(argument) != nil {
          return .revision(name: argument, try index.commit(named: argument))
        }
      } catch {
        throw .history(error)
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
  private struct Kernel {
    let name: String
    let commit: CommitID
    /// The release that the commit is, if it is one.
    let release: KernelVersion?
  }

  /// What an operand is in the clone: itself, or the release that its newest heading names.
  private func kernel(
    _ operand: Operand, _ index: HistoryIndex
  ) throws(InvestigationError) -> Kernel {
    do {
      switch operand {
      case .revision(let name, let commit):
        let version = try index.release(at: commit)
        let isRelease = try version.map { version throws(HistoryError) in
          try index.commit(named: "\(version)") == commit
        }
        return Kernel(name: name, commit: commit, release: isRelease == true ? version : nil)
      case .package(let package):
        guard let text = package.changelog.newestVersion, let version = KernelVersion(leading: text)
        else { throw InvestigationError.noVersion(source: package.changelog.source) }
        return Kernel(
          name: version.tagName, commit: try index.commit(named: "\(version)"), release: version)
      }
    } catch let error as HistoryError {
      throw .history(error)
    } catch let error as InvestigationError {
      throw error
    } catch {
      throw .noVersion(source: "\(error)")
    }
  }

  /// Two changelogs that differ by version bumps, one for each release between, if both ends are releases; by one entry
  /// for the whole range otherwise. Where NEW is the older one, OLD has the entries; where both are one, none has.
  private func packages(
    from old: Kernel, to new: Kernel, order: KernelOrder, _ index: HistoryIndex
  ) -> Packages {
    let whole = ReleaseRange(
      oldName: old.name, old: old.commit, newName: new.name, new: new.commit)
    if order == .backward {
      let other = packages(from: new, to: old, order: .forward, index)
      return Packages(
        old: other.new, new: other.old, range: other.range.map { _ in whole }, areRevisions: true)
    }
    let start = heading(old.name, version: old.release, entry: nil)
    var releases = [start]
    var range: ReleaseRange?
    if order == .same {
      range = new.release == nil ? whole : nil
      releases = [heading(new.name, version: new.release, entry: nil)]
    } else if let first = old.release, let last = new.release {
      let steps = index.releases(from: first, to: last)
      for (from, to) in zip(steps, steps.dropFirst()) {
        let bump = VersionBump(from: .init(version: from), to: .init(version: to))
        releases.insert(heading(to.tagName, version: to, entry: ("Linux \(to)", bump)), at: 0)
      }
    } else {
      range = whole
      let text = "commits of \(old.name)..\(new.name)"
      releases.insert(heading(new.name, version: new.release, entry: (text, nil)), at: 0)
    }
    func package(_ kernel: Kernel, _ releases: [ChangelogRelease]) -> PackageChangelog {
      PackageChangelog(
        changelog: Changelog(source: kernel.name, dialect: .clone, releases: releases),
        takenFor: "revision of the clone, commit \(kernel.commit.short)")
    }
    return Packages(
      old: package(old, [start]), new: package(new, releases), range: range, areRevisions: true)
  }

  /// A release of a changelog that nobody wrote.
  private func heading(
    _ name: String, version: KernelVersion?, entry: (text: String, bump: VersionBump?)?
  ) -> ChangelogRelease {
    let position = SourcePosition(file: name, line: 1)
    let entries = entry.map { text, bump in
      ChangelogEntry(
        kind: .versionBump, text: text, subject: text, versionBump: bump, position: position)
    }
    return ChangelogRelease(
      heading: name, date: nil, packager: nil, version: version.map { "\($0)" } ?? name,
      position: position, entries: entries.map { [$0] } ?? [])
  }
}
