import ChangeModel
import Changelogs
import Kbuild
import Text

extension ChangelogError {
  /// What to do about it.
  var hint: String? {
    switch self {
    case .noSuchOperand(_, let search):
      search.nearestHint
        ?? "check the spelling, or give a changelog dump, an .rpm, a .deb, or (with --linux) a kernel version"
    case .impossibleName: "give the path of a changelog or the name of a package"
    case .directory: "give the changelog file inside it, or a clone with --linux"
    case .notRegularFile: "save its text and give that, or pipe it in with -"
    case .unreadable: "check its permissions"
    case .empty:
      "save the changelog again, for example with \"rpm -q --changelog kernel-core\""
    case .binary: "give a changelog as text or the package itself"
    case .noChangelog:
      """
      give what "rpm -q --changelog" prints, a .spec with %changelog, a .changes, a Debian changelog, a \
      ChangeLog-x.y.z, what "git log" prints (with ids, or as "git shortlog"), or a system's release notes
      """
    case .madeWhenBuilt: "give the built package, or what \"rpm -qp --changelog\" prints of it"
    case .onlyCounts: "leave out -s, or give what \"git log --oneline\" prints"
    case .tooLarge: "check that it is the right file"
    case .tooManyEntries: "check that it is the right file, or leave out its old end"
    case .damagedArchive: "fetch or save it again"
    case .missingTool(let tool, _): "install the package \(tool.hasPrefix("dpkg") ? "dpkg" : tool)"
    case .queryFailed: "check the package"
    case .noAnswer: "see whether it answers when called by hand"
    case .severalInstalled(_, let installed) where installed.count == 2:
      """
      give one in full, or compare them: \
      \(installed.inOrder.map { $0.shellWord }.joined(separator: " "))
      """
    case .severalInstalled(_, let installed):
      "give one in full: \(installed.map { $0.inert() }.joined(separator: ", "))"
    case .packageWithoutChangelog:
      "give the package's .rpm or .deb, its .spec or a saved dump"
    case .changelogElsewhere: "give that package"
    case .noDirectory, .noDatabase:
      "pass --root the root directory of a system, --rpm-dbpath the directory of rpm's database"
    case .unusedDatabases(let databases):
      databases.root == nil
        ? "leave out --rpm-dbpath"
        : databases.rpm == nil ? "leave out --root" : "leave out --root and --rpm-dbpath"
    }
  }
}

extension [String] {
  /// Builds of one package, the oldest first, by the numbers in their names.
  fileprivate var inOrder: [String] {
    sorted { $0.withPaddedNumbers < $1.withPaddedNumbers }
  }
}

extension String {
  /// With zeros before all numbers, so that they sort by what they say.
  fileprivate var withPaddedNumbers: String {
    var (padded, digits) = ("", "")
    for character in self + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        if !digits.isEmpty { padded += String(repeating: "0", count: max(0, 20 - digits.count)) }
        padded += digits + String(character)
        digits = ""
      }
    }
    return padded
  }
}

extension PackageSearch {
  /// The names that may have been meant.
  var nearestHint: String? {
    switch nearest.count {
    case 0: nil
    case 1: "the nearest installed package is \(nearest[0].inert())"
    default:
      "the nearest installed packages are \(nearest.map { $0.inert() }.joined(separator: ", "))"
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
    case .malformedModule:
      """
      pass what lsmod prints, a copy of /proc/modules, a directory of such files, or an inventory with one JSON object a line
      """
    case .noHosts:
      "a line of an inventory is {\"host\": \"web1\", \"kernel\": \"4.14.121\", \"modules\": [\"overlay\"]}"
    case .tooManyHosts, .tooManyModules: "pass the hosts that the kernel is for"
    }
  }
}
