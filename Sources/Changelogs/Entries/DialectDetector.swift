internal import ChangeModel
import Text

/// Tells which distribution wrote an rpm changelog, by the shape of its newest headings and
/// entries.
///
/// Signs that one distribution alone has come first; the rest is a majority of shapes. Only the
/// newest part counts: below, a changelog often continues that of the package it was forked from.
struct DialectDetector {
  private let headings: [Heading]
  private let entries: [ByteText]
  /// What stands before each of them.
  private let bullets: [UInt8]

  init(_ changelog: RawChangelog) {
    headings = changelog.releases.prefix(200).map(\.heading)
    entries = changelog.sample(600)
    bullets = changelog.releases.lazy.flatMap(\.entries).prefix(600).map(\.bullet)
  }

  var dialect: ChangelogDialect {
    if has(entries, atLeast: 1, where: { $0.starts(with: "[") && $0.isAmazonEntry })
      || has(entries, atLeast: 1, where: { $0.isAmazonTitle })
    {
      return .amazon
    }
    if share(entries, where: { $0.contains("[Orabug:") }) > 0.1 { return .oracle }
    if share(
      entries, where: { $0.starts(with: "Updated with the ") && $0.contains(" source tarball") })
      > 0.1 || share(headings, where: { $0.isFrom("elrepo.org") }) > 0.5
    {
      return .elrepo
    }
    if share(headings, where: { $0.version == nil && $0.packager?.name.isEmpty == true }) > 0.5 {
      return .suse
    }
    if share(headings, where: { $0.isFrom("fedoraproject.org") }) > 0.3
      || share(headings, where: { $0.version?.contains(".fc") == true }) > 0.3
      || share(entries, where: { VersionBumpReader.isFedora($0) }) > 0.1 && !hasBugLists
    {
      return .fedora
    }
    // Fedora before 2010: Red Hat's people, versions without brackets or none.
    if share(headings, where: { $0.isFrom("redhat.com") }) > 0.5,
      share(headings, where: { $0.text.hasSuffix("]") }) < 0.1
    {
      return .fedora
    }
    let areas = share(entries) { $0.starts(with: "[") && $0.hasAreaTag }
    if areas > 0.4 { return .redHatEnterprise }
    if share(entries, where: { !$0.trackerIDs.isEmpty }) > 0.1 { return .xcpNG }
    if let byTag = dialectOfDistributionTag { return byTag }
    if hasBugLists { return .redHatStream }
    if share(headings, where: { $0.isFrom("vmware.com") || $0.isFrom("broadcom.com") }) > 0.3 {
      return .photon
    }
    if share(headings, where: { $0.isFrom("microsoft.com") }) > 0.3 { return .azureLinux }
    let openEuler = share(headings) {
      $0.isFrom("huawei.com") || $0.isFrom("openeuler.org") || $0.isFrom("openeuler.sh")
        || $0.version.map { $0.contains("oe") || $0.isOpenEuler } == true
    }
    if openEuler > 0.5 { return .openEuler }
    if share(headings, where: { $0.version?.contains(".el") == true }) > 0.5,
      share(entries, where: { Decorations($0, dialect: .redHatStream).person != nil }) > 0.3
    {
      return .redHatStream
    }
    let people = share(entries) { Decorations($0, dialect: .fedora).person != nil }
    if people > 0.5, share(headings, where: { $0.text.hasSuffix("]") }) > 0.5 { return .fedora }
    return .plain
  }

  /// Whether a changelog of Debian's layout is one of Ubuntu's or made from one.
  var isUbuntu: Bool {
    has(entries, atLeast: 1, where: { $0.contains("-proposed tracker") })
      || share(entries, where: { $0.contains("LP: #") || $0.contains("LP:#") }) > 0.01
      || has(entries, atLeast: 1, where: { $0.isUbuntuConfiguration })
      || entriesUnderCVEs
  }

  /// Whether patches stand under the number of a CVE.
  private var entriesUnderCVEs: Bool {
    entries.indices.dropLast().contains {
      bullets[$0] == UInt8(ascii: "*") && bullets[$0 + 1] == UInt8(ascii: "-")
        && entries[$0].isCVEReason && entries[$0 + 1].isPatchTitle
    }
  }

  /// Whether nearly every entry ends in a person's name, as a program writes them.
  func namesEach(in dialect: ChangelogDialect) -> Bool {
    switch dialect {
    case .redHatEnterprise, .redHatStream, .oracle, .fedora:
      share(entries) { Decorations($0, dialect: dialect, namesEach: true).person != nil } > 0.75
    case .elrepo, .photon, .suse, .suseChanges, .amazon, .openEuler, .azureLinux, .debian, .ubuntu,
      .kernelOrg, .xcpNG, .gitLog, .releaseNotes, .version, .plain:
      false
    }
  }

  /// What the newest version says by itself: `.el7`, `.azl3`. ELRepo and Oracle, who write `.el7` too, are known by then.
  private var dialectOfDistributionTag: ChangelogDialect? {
    guard let version = headings.lazy.compactMap(\.version).first else { return nil }
    let parts = version.split { $0 == "." || $0 == "_" }
    func has(_ tags: String...) -> Bool {
      parts.contains { part in
        tags.contains { tag in
          part.hasPrefix(tag) && !part.dropFirst(tag.count).isEmpty
            && part.dropFirst(tag.count).allSatisfy(\.isNumber)
        }
      }
    }
    if parts.contains(where: { $0.hasSuffix("uek") }) { return .oracle }
    if parts.contains(where: { ["el5", "el6", "el7"].contains($0) }) {
      return entries.contains { VersionBumpReader.read($0, headingVersion: version) != nil }
        ? nil : .redHatEnterprise  // AltArch follows stable releases, as Red Hat never did
    }
    if has("el") { return .redHatStream }
    if has("amzn") { return .amazon }
    if has("oe") { return .openEuler }
    if has("azl", "cm") { return .azureLinux }
    return has("ph") ? .photon : nil
  }

  /// Whether entries usually end in `[bug]` or `[bug] {CVE}` after a name.
  private var hasBugLists: Bool {
    share(entries) {
      let decorations = Decorations($0, dialect: .redHatStream)
      return decorations.person != nil && $0.contains(") [")
    } > 0.3
  }

  private func has<Value>(_ values: [Value], atLeast count: Int, where test: (Value) -> Bool)
    -> Bool
  {
    values.lazy.filter(test).prefix(count).count == count
  }

  private func share<Value>(_ values: [Value], where test: (Value) -> Bool) -> Double {
    values.isEmpty ? 0 : Double(values.lazy.filter(test).count) / Double(values.count)
  }
}

extension Heading {
  fileprivate func isFrom(_ domain: String) -> Bool {
    guard let email = packager?.email, let at = email.lastIndex(of: "@") else { return false }
    let host = email[email.index(after: at)...].lowercased()
    return host == domain || host.hasSuffix("." + domain)
  }
}

extension String {
  /// `5.10.0-60.11.0.42`: three numbers, a dash, at least three more.
  fileprivate var isOpenEuler: Bool {
    let parts = split(separator: "-")
    return parts.count == 2
      && parts.allSatisfy { $0.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") } }
      && parts[1].split(separator: ".").count >= 3
  }
}

extension VersionBumpReader {
  /// `Linux v4.13.16`: the letter is Fedora's.
  fileprivate static func isFedora(_ text: ByteText) -> Bool {
    text.starts(with: "Linux v") && text.byte(at: 7)?.isDigit == true
  }
}

extension ByteText {
  fileprivate var hasAreaTag: Bool {
    guard let close = offset(of: UInt8(ascii: "]")), byte(at: close + 1)?.isBlank == true else {
      return false
    }
    return !self[1..<close].slice.allSatisfy(\.isHexDigit)
  }
}
