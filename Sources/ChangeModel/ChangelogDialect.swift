/// How a distribution writes its kernel changelog; field by field in `Changelogs`.
public enum ChangelogDialect: String, Hashable, Sendable, CaseIterable {
  /// `- [fs] nfs: fix it (Backporter) [123456] {CVE-…}`, version in brackets: RHEL and CentOS 6, 7.
  case redHatEnterprise = "RHEL"
  /// `- nfs: fix it (Backporter) [RHEL-1234] {CVE-…}`: RHEL, CentOS Stream and Rocky 8 to 10.
  case redHatStream = "RHEL 8+"
  case fedora = "Fedora"
  case elrepo = "ELRepo"
  case photon = "Photon"
  case suse = "SUSE"
  case suseChanges = "SUSE .changes"
  case oracle = "Oracle UEK"
  case amazon = "Amazon Linux"
  case openEuler = "openEuler"
  case azureLinux = "Azure Linux"
  case debian = "Debian"
  /// Debian's layout, in which a line stands for a bug, a CVE or a stable update and those under it for its patches.
  case ubuntu = "Ubuntu"
  /// `git log` of one stable release, as kernel.org publishes it: `ChangeLog-4.4.157`.
  case kernelOrg = "kernel.org ChangeLog"
  /// `- CA-1: subject`, `- XSA-441: subject`, perhaps in a changelog within the changelog.
  case xcpNG = "XCP-ng"
  /// Any other list of commits that git prints: `git log`, `git log --oneline`, `git shortlog`.
  case gitLog = "git log"
  /// Of a system that brings its kernel: Flatcar, Talos, Bottlerocket.
  case releaseNotes = "release notes"
  /// No changelog: what says which kernel it is, such as /proc/version, and nothing else.
  case version = "version of a kernel"
  /// An rpm changelog whose entries follow no known convention.
  case plain = "rpm"
}
