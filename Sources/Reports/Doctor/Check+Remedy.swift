internal import ChangeModel

extension Check {
  /// What brings what is missing.
  struct Remedy: Hashable {
    /// A sentence with a full stop.
    let sentence: String
    /// To paste; `nil` where no command does it.
    var command: ShellCommand?
  }

  /// `nil` where nothing is missing, or nothing is known to bring it.
  var remedy: Remedy? { remedy(by: nil) }

  /// - Parameter installer: what installs packages on the machine, if that is known.
  func remedy(by installer: Installer?) -> Remedy? {
    switch fact {
    case .noClone:
      Remedy(
        sentence: "Name a clone with \(KtrailOption.linux.spelled) or KTRAIL_LINUX, or make one:",
        command: .clone)
    case .unusableClone(let path, _):
      Remedy(
        sentence: "See what git says of it:", command: ShellCommand("git", "-C", path, "status"))
    case .history(let clone, true):
      Remedy(
        sentence: "The older history comes with:",
        command: ShellCommand("git", "-C", clone, "fetch", "--unshallow", "--tags"))
    case .contents(let clone, false):
      Remedy(
        sentence: "The contents of files come with:",
        command: ShellCommand("git", arguments: ["-C", clone] + ShellCommand.fetchingContents))
    case .mainline(let clone, .absent), .mainline(let clone, .unknown):
      Remedy(sentence: "Mainline comes with:", command: .addMainline(to: clone))
    case .index(_, _, _, isWritable: false):
      Remedy(sentence: "Name a directory that you may write to with --index-dir.")
    case .room: Remedy(sentence: "Free some space, or name another disk with --index-dir.")
    case .program(let program, nil):
      installer.map {
        Remedy(
          sentence: "It comes with:",
          command: ShellCommand($0.rawValue, "install", program.package(for: $0)))
      } ?? Remedy(sentence: "Install the package \(program.package(for: nil)).")
    case .kernel(_, .release(let version, _, false), let clone?),
      .kernel(_, .package(_, let version?, false), let clone?):
      Remedy(
        sentence: "\(version.tagName) comes with:", command: .fetch(version, into: clone))
    case .kernel(let operand, .release(_, false, _), nil):
      Remedy(sentence: "\(operand) needs a clone, or give its package or changelog.")
    case .kernel(let operand, .release(_, true, true), _):
      Remedy(
        sentence: "Give the package of \(operand), or its changelog: it says what else it has.")
    case .kernel(let operand, .unknown, _):
      Remedy(
        sentence: "Check how \(operand) is spelled, or give a package, a changelog or a release.")
    case .clone, .history, .contents, .remotes, .refs, .releases, .newest, .mainline, .index,
      .program, .packages, .limits, .settings, .kernel:
      nil
    }
  }
}

extension Program {
  /// What the package is called that has it.
  ///
  /// - Parameter installer: whose packages; `nil` for all of them.
  func package(for installer: Installer?) -> String {
    switch self {
    case .dpkgDeb, .dpkgQuery: "dpkg"
    case .rpm2cpio: installer == .apt ? rawValue : "rpm"
    case .xz: installer == .apt ? "xz-utils" : installer == nil ? "xz-utils or xz" : rawValue
    case .git, .rpm, .gzip, .zstd, .bzip2: rawValue
    }
  }
}
