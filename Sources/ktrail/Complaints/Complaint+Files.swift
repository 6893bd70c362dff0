import ChangeModel
import Changelogs
import Kbuild

extension ChangelogError {
  /// What to do about it.
  var hint: String? {
    switch self {
    case .noSuchOperand:
      """
      check the spelling, or give a changelog dump, an .rpm, or (with --linux) a kernel version
      """
    case .impossibleName: "give the path of a changelog or the name of a package"
    case .directory: "give the changelog file inside it, or a clone with --linux"
    case .notRegularFile: "save its text and give that, or pipe it in with -"
    case .unreadable: "check its permissions"
    case .empty:
      "save the changelog again, for example with \"rpm -q --changelog kernel-core\""
    case .binary: "give a changelog as text or the package itself"
    case .noChangelog:
      """
      give what "rpm -q --changelog" prints, a .spec with %changelog, a .changes, a Debian changelog, or a \
      ChangeLog-x.y.z
      """
    case .tooLarge: "check that it is the right file"
    case .tooManyEntries: "check that it is the right file, or leave out its old end"
    case .damagedArchive: "fetch or save it again"
    case .missingTool(let tool, _): "install the package \(tool)"
    case .rpmFailed: "check the package"
    case .noAnswer: "see whether it answers when called by hand"
    case .severalInstalled(_, let installed):
      "give one in full: \(installed.map { $0.inert() }.joined(separator: ", "))"
    case .packageWithoutChangelog: "give the package's .spec or a saved dump"
    }
  }
}

extension KbuildError {
  /// What to do about it.
  var hint: String {
    switch self {
    case .noConfiguration: "pass a file such as /boot/config-$(uname -r) or a .config"
    case .unknownArchitecture: "pass --arch, such as --arch x86"
    case .noModules:
      "pass what lsmod prints, a copy of /proc/modules, or one module's name a line"
    case .malformedModule: "pass what lsmod prints, or a copy of /proc/modules"
    }
  }
}
