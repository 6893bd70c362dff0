internal import ChangeModel
import Text

/// Tells entries about the package from entries that stand for a patch.
///
/// In doubt an entry is a change: the history then says that it found no commit, which is better
/// than not looking.
struct NoteRules {
  let dialect: ChangelogDialect

  func isNote(
    _ decorations: Decorations, text: ByteText, bullet: UInt8, hasCVE: Bool, hasCommit: Bool
  ) -> Bool {
    let subject = decorations.subject
    let isReferred = hasCVE || decorations.hadReferences
    switch dialect {
    case .redHatEnterprise, .redHatStream, .oracle:
      if decorations.area == "redhat" || subject.starts(with: "redhat:")
        || subject.starts(with: "redhat/") || subject.starts(with: "[redhat]")
        || subject.starts(with: "New configs in ")
      {
        return true
      }
      if setsVersion(subject) { return true }
      return decorations.person == nil && decorations.area == nil && !isReferred
        && !subject.isPatchTitle
    case .fedora, .xcpNG, .plain:
      return subject.isSyncMarker
        || decorations.person == nil && !isReferred && !subject.isPatchTitle
          && !subject.startsWithFix
    case .elrepo: return !hasCVE
    case .photon, .azureLinux:
      return !hasCVE && !subject.isPatchTitle && !subject.startsWithFix && !text.contains(".patch")
    case .suse, .suseChanges:
      return hasCommit || subject.isPackagingTitle || !(isReferred || subject.isPatchTitle)
    case .amazon: return text.isAmazonTitle || (!hasCommit && decorations.person == nil)
    case .openEuler:
      return subject.isSyncMarker
        || !isReferred && !subject.isPatchTitle && !subject.starts(with: "Revert ")
    case .debian:
      if bullet != UInt8(ascii: "*") { return false }
      return text.last == UInt8(ascii: ":") || !(hasCVE || subject.isPatchTitle)
    case .ubuntu: return setsVersion(subject) || text.isUbuntuHousekeeping
    case .kernelOrg, .gitLog, .releaseNotes, .version: return setsVersion(subject)
    }
  }

  /// Whether this is the commit that only sets the version: `Linux 4.14.157`.
  private func setsVersion(_ subject: ByteText) -> Bool {
    subject.starts(with: "Linux ") && KernelVersion(subject.dropFirst(6).string) != nil
  }
}

extension ByteText {
  /// Whether this begins as a patch's subject does: `ovl: `, `KVM: x86: `, `Revert "ovl: …`; and
  /// not as a package's own remarks do: `config: `, `rpm/`.
  var isPatchTitle: Bool {
    if starts(with: "Revert \"") { return true }
    guard let colon = offset(of: UInt8(ascii: ":")), colon > 0, colon < 48,
      byte(at: colon + 1)?.isBlank == true
    else { return false }
    let head = prefix(colon)
    return head.words.count <= 3 && !isPackagingTitle
  }

  /// `Merge pull request …`, `Sync kernel codes from …`: what came by it is listed beside it.
  var isSyncMarker: Bool {
    starts(with: "Merge pull request") || starts(with: "Merge branch")
      || starts(with: "Sync kernel") || starts(with: "sync kernel")
      || starts(with: "Sync codes") || starts(with: "sync codes")
  }

  var isPackagingTitle: Bool { Self.packagingTitles.contains { starts(with: $0) } }

  var startsWithFix: Bool {
    starts(with: "Fix") || starts(with: "fix") || starts(with: "Patch") || starts(with: "Backport")
  }

  private static let packagingTitles: [StaticString] = [
    "config", "Config", ".config", "rpm/", "rpm:", "kernel-binary", "kernel-source",
    "supported.conf",
    "series.conf", "scripts/git", "doc/", "README", "Update config", "update config", "Refresh",
    "refresh", "Delete ", "Drop ", "drop ", "Added:", "Removed:", "Update patches", "Rename ",
    "Updated ", "debian/", "d/", "udeb", "lintian", "Bump ", "CONFIG_", "mkspec", "blacklist",
    "Note:", "NOTE:", "- ", "and:", "Enable ", "Disable ", "new config", "New config", "patches.",
    "commit ", "Revision: ",
  ]
}
