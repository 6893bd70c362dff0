internal import ChangeModel

extension ChangelogDialect {
  /// What the name after a subject means.
  var personRole: ChangelogEntry.PersonRole {
    switch self {
    case .redHatEnterprise, .redHatStream, .debian, .ubuntu: .backporter
    case .oracle, .amazon, .fedora, .kernelOrg, .gitLog: .patchAuthor
    case .elrepo, .photon, .suse, .suseChanges, .openEuler, .azureLinux, .xcpNG, .releaseNotes,
      .version, .plain:
      .unknown
    }
  }
}
