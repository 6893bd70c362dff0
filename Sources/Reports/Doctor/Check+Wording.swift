public import ChangeModel

extension ToolBuild {
  /// `ktrail 0.1.0 (commit 0123456789ab)`
  public var name: String {
    "\(ToolVersion.name) \(version) (commit \(commit ?? "unknown"))"
  }

  /// `libgit2 1.5.1, SQLite 3.40.1, index format 6, Swift 6.2`
  public var parts: String {
    "libgit2 \(libgit2), SQLite \(sqlite), index format \(indexVersion), Swift \(swift)"
  }
}

extension Check {
  /// What the parts of a checkup are about, in their order.
  enum Topic: String, CaseIterable {
    case kernels, clone, index, machine, settings

    var title: String {
      switch self {
      case .kernels: "The kernels"
      case .clone: "The clone"
      case .index: "Its index"
      case .machine: "This machine"
      case .settings: "Settings"
      }
    }
  }
}

extension Check.Fact {
  /// A stable name for programs.
  var kind: String {
    switch self {
    case .clone: "clone"
    case .noClone: "noClone"
    case .unusableClone: "unusableClone"
    case .history: "history"
    case .contents: "contents"
    case .remotes: "remotes"
    case .refs: "refs"
    case .releases: "releases"
    case .newest: "newest"
    case .mainline: "mainline"
    case .index: "index"
    case .room: "room"
    case .program: "program"
    case .packages: "packages"
    case .limits: "limits"
    case .settings: "settings"
    case .kernel: "kernel"
    }
  }

  var topic: Check.Topic {
    switch self {
    case .clone, .noClone, .unusableClone, .history, .contents, .remotes, .refs, .releases, .newest,
      .mainline:
      .clone
    case .index, .room: .index
    case .program, .packages, .limits: .machine
    case .settings: .settings
    case .kernel: .kernels
    }
  }

  /// What was looked at, in a word or two.
  var subject: String {
    switch self {
    case .clone, .noClone, .unusableClone: "clone"
    case .history: "history"
    case .contents: "file contents"
    case .remotes: "remotes"
    case .refs: "refs"
    case .releases: "releases"
    case .newest: "newest commit"
    case .mainline: "mainline"
    case .index: "index"
    case .room: "room"
    case .program(let program, _): program.rawValue
    case .packages(let database, _): "packages of \(database)"
    case .limits: "limits"
    case .settings: "file"
    case .kernel(let operand, _, _): operand
    }
  }

  /// The path that the sentence begins with.
  var path: String? {
    switch self {
    case .clone(let path, _, _), .index(let path, _, _, _), .settings(let path, _): path
    case .program(_, let path), .packages(_, let path): path
    default: nil
    }
  }

  /// What was found, without a full stop.
  var sentence: String {
    switch self {
    case .clone(let path, let choice, let kind): "\(path), \(kind.words), \(choice.words)"
    case .noClone: "none, so changelogs can be compared, and nothing else"
    case .unusableClone(_, let reason): reason
    case .history(_, true): "shallow: commits before its cut-off are unknown"
    case .history(_, false): "whole"
    case .contents(_, true): "there"
    case .contents(_, false):
      "not there: no MAINTAINERS, no diffs, and whether a fix applies is unknown"
    case .remotes(let remotes) where remotes.isEmpty:
      "none, so fetch has to be told where from"
    case .remotes(let remotes):
      remotes.map { "\($0.name) (\($0.url))" }.joined(separator: ", ")
    case .refs(let branches, let tags, let broken):
      "\(branches.of("branch", "branches")), \(tags.of("tag"))"
        + (broken == 0 ? "" : ", and \(broken.grouped) that cannot be followed")
    case .releases(_, nil): "no tag or commit is a release, so versions mean nothing here"
    case .releases(let count, let newest?): "\(count.grouped), up to \(newest.tagName)"
    case .newest(let id, let time, let days):
      "\(id.short) of \(UTCTime(seconds: time).day), \(days.of("day")) ago"
    case .mainline(_, .present(let newest)): "there, up to \(newest.tagName) at least"
    case .mainline(_, .absent(let base)):
      "not there beyond \(base.tagName), so fixes that only mainline has are unknown"
    case .mainline(_, .unknown): "no release says whether it is there"
    case .mainline(_, .notAsked): "not looked at: the tree of HEAD is not that of Linux"
    case .index(let path, let state, let bytes, let isWritable):
      "\(path): \(state.words)" + (bytes == 0 ? "" : ", \((bytes / 1024).grouped) KiB")
        + (isWritable ? "" : ", cannot be written")
    case .room(let path, let bytes): "\((bytes >> 20).grouped) MiB free in \(path)"
    case .program(_, let path?): path
    case .program(let program, nil): "not installed: \(program.use)"
    case .packages(_, let path?): path
    case .packages(_, nil): "no database, so no installed package can be named"
    case .limits(let files, let processes):
      "\(Self.limit(files)) open files, \(Self.limit(processes)) processes"
    case .settings(let path, let isThere): path + (isThere ? "" : " (not there)")
    case .kernel(_, let reading, let clone): reading.words(in: clone)
    }
  }

  private static func limit(_ count: Int) -> String {
    count >= 1 << 31 ? "any number of" : count.grouped
  }
}

extension CloneKind {
  fileprivate var words: String {
    switch self {
    case .bare: "bare"
    case .workTree: "with a work tree"
    case .linkedWorkTree: "a work tree of another clone"
    }
  }
}

extension CloneChoice {
  fileprivate var words: String {
    switch self {
    case .option: "by \(KtrailOption.linux.spelled)"
    case .setting(let place): "by \(place)"
    case .directory: "since the current directory is in it"
    }
  }
}

extension IndexState {
  fileprivate var words: String {
    switch self {
    case .current: "up to date"
    case .behind(let commits, let isAtLeast):
      "\(isAtLeast ? "at least " : "")\(commits.of("commit")) behind, which the next question reads"
    case .none: "not built yet; the first question builds it"
    case .elsewhere(let path): "not built yet; the first question takes \(path) over"
    case .otherFormat(let version): "of format \(version), so the next question rebuilds it"
    case .unreadable(let reason): "cannot be read: \(reason)"
    }
  }
}

extension Program {
  /// What cannot be done without it.
  fileprivate var use: String {
    switch self {
    case .git: "bisections only name kernels (--no-checkout), and an index cannot be verified"
    case .rpm: "packages of rpm cannot be read"
    case .dpkgDeb: "packages of Debian cannot be read"
    case .dpkgQuery: "installed packages of Debian cannot be looked up"
    case .gzip: "what is packed with gzip cannot be read"
    case .xz: "what is packed with xz cannot be read"
    case .zstd: "what is packed with zstd cannot be read"
    case .bzip2: "trees packed with bzip2 cannot be read"
    case .rpm2cpio: "source packages of rpm cannot be looked into"
    }
  }
}

extension KernelReading {
  fileprivate func words(in clone: String?) -> String {
    func place(_ isThere: Bool) -> String {
      clone == nil ? "" : isThere ? ", which the clone has" : ", which the clone lacks"
    }
    return switch self {
    case .package(let takenFor, let release?, let isInClone):
      "\(takenFor): \(release.tagName)\(place(isInClone))"
    case .package(let takenFor, nil, _): "\(takenFor), without a version"
    case .revision(let id): "commit \(id.short) of the clone"
    case .release(let version, false, let isInClone):
      "release \(version.tagName)\(place(isInClone))"
    case .release(let version, true, let isInClone):
      "based on \(version.tagName)\(place(isInClone)); what else it has is unknown"
    case .unknown(let nearest):
      "neither a file, a revision, an installed package nor the name of a kernel"
        + (nearest.isEmpty ? "" : "; the nearest are \(nearest.joined(separator: ", "))")
    case .unreadable(let reason): reason
    }
  }
}
