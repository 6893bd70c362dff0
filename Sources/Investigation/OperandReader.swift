import ChangeModel
import Changelogs
import FoundationEssentials
import Git
import History

/// Decides what OLD and NEW are: a file by its contents, else a revision of the clone, else an installed package, else
/// another name of a kernel, which stands for a release of the clone.
struct OperandReader {
  let index: HistoryIndex?
  let clonePath: String?
  var databases = PackageDatabases()

  private enum Operand {
    case package(PackageChangelog)
    case revision(name: String, CommitID)
    case kernel(TakenName, CommitID)

    var isInstalled: Bool {
      if case .package(let package) = self { package.installedIn != nil } else { false }
    }
  }

  /// Both operands.
  enum Operands {
    case packages(old: PackageChangelog, new: PackageChangelog)
    case revisions(old: RevisionRange.End, new: RevisionRange.End)
  }

  /// Reads both operands.
  func read(_ old: String, _ new: String) async throws(InvestigationError) -> Operands {
    try await read(old, [new])[0]
  }

  /// Reads OLD, and with it each kernel that may take its place; if either is a revision, both are taken for commits of the
  /// clone.
  ///
  /// - Parameter assumingRunning: OLD was not named, and is the kernel that runs here.
  /// - Returns: for each of the newer kernels, in their order.
  func read(
    _ old: String, _ newer: [String], assumingRunning: Bool = false
  ) async throws(InvestigationError) -> [Operands] {
    let older: Operand
    do throws(InvestigationError) {
      older = try await read(old)
    } catch {
      throw assumingRunning ? .runningKernel(old, error) : error
    }
    var pairs: [Operands] = []
    for new in newer { pairs.append(try pair(older, try await read(new))) }
    return pairs
  }

  private func pair(_ older: Operand, _ newer: Operand) throws(InvestigationError) -> Operands {
    if !databases.areUsual, !older.isInstalled, !newer.isInstalled {
      throw .changelog(.unusedDatabases(databases))
    }
    if case .package(let first) = older, case .package(let second) = newer,
      first.changelog.dialect != .version, second.changelog.dialect != .version
    {
      return .packages(old: first, new: second)
    }
    guard let index else { throw .cloneNeeded(for: .kernelVersion) }
    let ends = (old: try end(older, index), new: try end(newer, index))
    if ends.old.commit == ends.new.commit,
      let base = index.takenNames.values.first(where: \.isOnlyBase)
    {
      throw .sameBase(base.release)
    }
    return .revisions(old: ends.old, new: ends.new)
  }

  private func read(_ argument: String) async throws(InvestigationError) -> Operand {
    if argument == "-" { return .package(try await package(argument)) }
    if FileManager.default.fileExists(atPath: argument) {
      if let name = KernelName(ofFile: argument) { return try await kernel(name, called: argument) }
      return .package(try await package(argument))
    }
    do throws(HistoryError) {
      if let commit = try index?.commit(ifNamed: argument) {
        return .revision(name: argument, commit)
      }
      // In a damaged clone it may be a commit all the same, and hardly a package.
      if let index, !index.unreadable.isEmpty, AbbreviatedCommitID(argument) != nil {
        return .revision(name: argument, try index.commit(named: argument))
      }
    } catch {
      throw .history(error)
    }
    do throws(InvestigationError) {
      return .package(try await package(argument))
    } catch {
      guard case .unknownOperand = error, let name = KernelName(argument) else { throw error }
      return try await kernel(name, called: argument, else: error)
    }
  }

  /// The installed package that a kernel belongs to, which knows what it has; else the release that its name says.
  ///
  /// - Parameter error: what is wrong if neither can be had.
  private func kernel(
    _ name: KernelName, called argument: String,
    else error: InvestigationError = .cloneNeeded(for: .kernelVersion)
  ) async throws(InvestigationError) -> Operand {
    if let running = name.running {
      do throws(ChangelogError) {
        let package = try await PackageOperand(databases: databases).read(runningRelease: running)
        return .package(package.saying("which \(argument.inert()) was taken for"))
      } catch .noSuchOperand {
        // Another host's kernel.
      } catch {
        throw .changelog(error)
      }
    }
    guard let index else { throw error }
    do throws(HistoryError) {
      let commit = try index.commit(of: name, called: argument)
      guard let taken = index.takenNames[argument] else {
        throw .unknownCommit(argument, clone: index.repository.path)
      }
      return .kernel(taken, commit)
    } catch {
      throw .history(error)
    }
  }

  /// Reads an operand that can only be a changelog.
  func package(_ argument: String) async throws(InvestigationError) -> PackageChangelog {
    do {
      return try await PackageOperand(databases: databases).read(argument)
    } catch .noSuchOperand(_, let search) {
      throw .unknownOperand(
        argument, clone: clonePath, packages: search,
        nearest: index?.names(near: argument) ?? [])
    } catch {
      throw .changelog(error)
    }
  }
}

// MARK: - Revisions

extension OperandReader {
  /// What an operand is in the clone: itself, or the release that its newest heading names.
  private func end(
    _ operand: Operand, _ index: HistoryIndex
  ) throws(InvestigationError) -> RevisionRange.End {
    do {
      switch operand {
      case .revision(let name, let commit):
        let version = try index.release(at: commit)
        let isRelease = try version.map { version throws(HistoryError) in
          try index.commit(named: "\(version)") == commit
        }
        return .init(name: name, commit: commit, release: isRelease == true ? version : nil)
      case .kernel(let taken, let commit):
        return .init(
          name: taken.release.tagName, from: .name(taken), commit: commit, release: taken.release)
      case .package(let package):
        let changelog = package.changelog
        guard let text = changelog.newestVersion, let version = KernelVersion(leading: text)
        else { throw InvestigationError.noVersion(source: changelog.source) }
        let name = [changelog.packageName, text].compactMap(\.self).joined(separator: " ")
        return .init(
          name: version.tagName,
          from: .package(source: changelog.source, takenFor: package.takenFor),
          commit: try index.commit(
            of: KernelName(text) ?? KernelName(.release(version)), called: name),
          release: version)
      }
    } catch let error as HistoryError {
      throw .history(error)
    } catch let error as InvestigationError {
      throw error
    } catch {
      throw .noVersion(source: "\(error)")
    }
  }

}

extension HistoryIndex {
  /// What lies between two revisions: a step for each release if both ends are releases, one for the whole otherwise.
  func range(
    from old: RevisionRange.End, to new: RevisionRange.End
  ) throws(HistoryError) -> RevisionRange {
    let order = try order(of: old.commit, new.commit)
    let (first, last) = order == .backward ? (new, old) : (old, new)
    var steps: [RevisionRange.Step] = []
    if order == .same {
      // Nothing lies between.
    } else if let from = first.release, let to = last.release {
      let releases = releases(from: from, to: to)
      for (from, to) in zip(releases, releases.dropFirst()).reversed() {
        let range = try range(from: "\(from)", to: "\(to)")
        steps.append(.init(range: range, release: to, commits: try changes(in: range)))
      }
    } else {
      let whole = ReleaseRange(from: first, to: last)
      steps = [.init(range: whole, release: nil, commits: try changes(in: whole))]
    }
    return RevisionRange(old: old, new: new, order: order, steps: steps)
  }
}
