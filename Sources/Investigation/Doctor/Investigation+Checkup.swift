public import ChangeModel
import Git
import History

extension Investigation {
  /// Looks at all that answers are made from. Nothing is written, indexed or fetched.
  ///
  /// - Parameters:
  ///   - kernels: what is going to be asked about; `nil` for nothing.
  ///   - choice: how the clone was chosen.
  ///   - settings: the files with settings, which only the command knows.
  ///   - commit: what the command was built from, if it knows.
  public func checkup(
    of kernels: AskedKernels? = nil, choice: CloneChoice, settings: [Check] = [], commit: String?
  ) async -> Checkup {
    var checks: [Check] = []
    var releases: Set<KernelVersion> = []
    var repository: Repository?
    if let clone {
      do throws(GitError) {
        let opened = try Repository(opening: clone.path)
        checks += try CloneCheckup(opened, choice).checks
        let look = HistoryIndex.look(
          at: opened, in: clone.indexDirectory, sharing: clone.sharedIndexes)
        releases = Set(try CloneCheckup.tagged(in: opened)).union(look.releases)
        checks += CloneCheckup(opened, choice).checks(ofReleases: releases) + look.checks
        repository = opened
      } catch {
        let standing: Check.Standing =
          switch error {
          case .notARepository, .unsupported: .missing
          // It may be all right, and is not for this user to see, or damaged.
          default: .unknown
          }
        checks.append(
          Check(.unusableClone(path: clone.path, reason: error.description), standing))
      }
    } else {
      checks.append(Check(.noClone, .partly))
    }
    if let kernels {
      let reader = KernelCheckup(
        clone: repository, releases: releases, databases: databases)
      for operand in [kernels.old] + kernels.candidates {
        checks.append(await reader.check(operand))
      }
    }
    return Checkup(
      tool: Self.tool(commit: commit), checks: checks + MachineCheckup.checks + settings,
      installer: MachineCheckup.installer)
  }

  /// Which ktrail this is.
  ///
  /// - Parameter commit: what the command was built from, if it knows.
  public static func tool(commit: String?) -> ToolBuild {
    ToolBuild(
      commit: commit, libgit2: Repository.libraryVersion, sqlite: HistoryIndex.databaseVersion,
      indexVersion: HistoryIndex.formatVersion, swift: swiftVersion)
  }

  private static var swiftVersion: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }
}

extension IndexLook {
  fileprivate var checks: [Check] {
    let standing: Check.Standing =
      switch state {
      case .unreadable: .unknown
      case .current: .ok
      case .none, .elsewhere, .behind, .otherFormat: isWritable ? .ok : .partly
      }
    var checks = [
      Check(.index(path: path, state, bytes: bytes, isWritable: isWritable), standing)
    ]
    if let free = MachineCheckup.freeBytes(at: directory) {
      checks.append(
        Check(.room(path: directory, bytes: free), free < Self.leastRoom ? .partly : .ok))
    }
    return checks
  }

  /// What the index of a clone of 1.4 million commits takes, with some to spare.
  private static var leastRoom: Int { 1 << 30 }
}
