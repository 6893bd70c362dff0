import ChangeModel
import Changelogs
import Git
import History
import Kbuild
import Reports
import Text

/// What is known of the machines that a kernel is for.
struct Machines: Sendable {
  let configuration: KernelConfiguration
  let architecture: String
  /// Differences between OLD's configuration and NEW's.
  let changes: [ConfigurationChange]
  let fleet: Fleet?
  /// What to know of what was given.
  let remarks: [Remark]

  private static let mostRead = 64 << 20

  /// `nil` where no files say anything.
  init?(reading files: MachineFiles?) async throws(InvestigationError) {
    guard let files else { return nil }
    try await self.init(reading: files)
  }

  init(reading files: MachineFiles) async throws(InvestigationError) {
    let configuration = try await Self.configuration(files.configuration)
    guard let architecture = files.architecture ?? configuration.architecture else {
      throw .kbuild(.unknownArchitecture(source: files.configuration))
    }
    if let known = configuration.architecture,
      Architecture(directory: known) != Architecture(directory: architecture)
    {
      throw .otherArchitecture(architecture, configuration: files.configuration, says: known)
    }
    var changes: [ConfigurationChange] = []
    if let old = files.oldConfiguration {
      changes = configuration.changes(since: try await Self.configuration(old))
    }
    var hosts = FleetFiles()
    for path in files.modules { try await hosts.add(path) }
    fleet = files.modules.isEmpty ? nil : hosts.fleet
    remarks = hosts.remarks
    (self.configuration, self.architecture, self.changes) = (configuration, architecture, changes)
  }

  private static func configuration(
    _ path: String
  ) async throws(InvestigationError) -> KernelConfiguration {
    let bytes = try await contents(of: path)
    do throws(KbuildError) {
      return try KernelConfiguration(parsing: bytes, source: path)
    } catch {
      throw .kbuild(error)
    }
  }

  private static func contents(of path: String) async throws(InvestigationError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(ReadFailure) {
      bytes = try OpenFile(path).readAll(limit: mostRead)
    } catch {
      throw .unreadableMachineFile(path: path, reason: "\(error)")
    }
    do {
      return try await TextUnpacker().unpacked(bytes, source: path, limit: mostRead)
    } catch {
      if case .tooLarge(_, let limit) = error {
        throw .unreadableMachineFile(
          path: path, reason: "it unpacks to more than \(limit >> 20) MiB")
      }
      throw .changelog(error)
    }
  }
}

// MARK: - What changes matter to them

/// The sources of a commit of the clone.
private struct CommitTree: SourceTree {
  let files: CommitFiles

  func contents(of path: String) -> [UInt8]? { files.contents(of: path) }
  func names(in directory: String) -> [String] { files.names(in: directory) }
}

extension Investigation {
  /// What the changes of an update matter to machines, by the sources of NEW, or a remark why that is not known.
  func relevances(
    of update: Update, to machines: Machines?
  ) throws(InvestigationError) -> (values: [CommitID: Relevance], remarks: [Remark]) {
    guard let machines else { return ([:], []) }
    guard let revision = update.ends?.new else { return ([:], [.relevancesUnknown(.noCommit)]) }
    guard let found = try relevances(of: update.changes, to: machines, at: revision) else {
      return ([:], [.relevancesUnknown(.noFileContents)])
    }
    return (found, [])
  }

  /// What changes matter to machines, by the sources of a commit; `nil` if the clone has no contents of files there.
  func relevances(
    of changes: [EnrichedChange], to machines: Machines, at revision: CommitID
  ) throws(InvestigationError) -> [CommitID: Relevance]? {
    try relevances(ofPaths: { _ in changes.map(\.touchedPaths) }, to: machines, at: revision).map {
      Dictionary(zip(changes.map(\.commit.id), $0), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The same of the commits that brought NEW the CVEs that it is open to, without those that the update brings.
  ///
  /// A file that NEW has no more may live on under another name, so nothing is said of a commit that touches one.
  func carrierRelevances(
    of cves: [CVEStanding], in update: Update, to machines: Machines?
  ) throws(InvestigationError) -> [CommitID: Relevance] {
    guard let machines, let ends = update.ends, let revision = ends.new else { return [:] }
    let known = Set(update.changes.map(\.commit.id))
    let carriers = Set(cves.flatMap(\.carriers)).subtracting(known).sorted()
    guard !carriers.isEmpty else { return [:] }
    let paths = try history { () throws(HistoryError) in
      try ends.index.touchedPaths(of: carriers, progress)
    }
    let found = try relevances(
      ofPaths: { tree in
        paths.map { paths in
          paths.flatMap { $0.allSatisfy { tree.files.hasFile($0) } ? $0 : nil }
        }
      }, to: machines, at: revision)
    return Dictionary(zip(carriers, found ?? []), uniquingKeysWith: { first, _ in first })
  }

  private func relevances(
    ofPaths paths: (CommitTree) -> [[String]?], to machines: Machines, at revision: CommitID
  ) throws(InvestigationError) -> [Relevance]? {
    guard let clone else { throw .cloneNeeded(for: .makefiles) }
    do throws(GitError) {
      let repository = try Repository(opening: clone.path)
      guard repository.hasFileContents(at: revision) else { return nil }
      progress(.readingMakefiles(of: revision))
      let tree = CommitTree(files: try CommitFiles(of: revision, in: repository))
      let map = BuildMap(
        of: tree, for: machines.configuration, architecture: machines.architecture)
      return map.relevances(of: paths(tree), loaded: machines.fleet) {
        // A repository is used by one thread at a time.
        (try? Repository(opening: clone.path)).flatMap { try? CommitFiles(of: revision, in: $0) }
          .map(CommitTree.init)
      }
    } catch {
      throw .history(.git(error))
    }
  }
}
