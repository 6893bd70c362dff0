internal import ChangeModel
import Text

/// Makes a ``ChangelogEntry`` of an entry's text, by the rules of one dialect.
///
/// A bump's `from` is not known here; ``BumpChain`` sets it.
struct EntryReader {
  let dialect: ChangelogDialect
  let source: String
  /// Whether nearly every entry ends in a person's name.
  var namesEach = false

  func read(
    _ text: ByteText, line: Int, headingVersion: String?, bullet: UInt8, author: String?
  ) -> ChangelogEntry {
    var body = text
    var commits: [ChangelogEntry.NamedCommit] = []
    if dialect == .amazon, let (commit, rest) = text.amazonParts {
      commits = [.init(id: commit, owner: .vendor)]
      body = rest
    } else if let commit = vendorCommit(text) {
      commits = [.init(id: commit, owner: .vendor)]
    }
    let cves = text.cves
    let decorations = Decorations(
      body, dialect: dialect, namesEach: namesEach, hasCVEs: !cves.isEmpty)
    let bump = bump(decorations, text: text, headingVersion: headingVersion, bullet: bullet)
    let whole = text.string
    let subject = decorations.subject
    let isUndecorated = subject.start == text.start && subject.count == text.count
    var person = decorations.person
    if person == nil, let author { person = Person(name: author) }
    let kind: ChangelogEntry.Kind
    if bump != nil {
      kind = .versionBump
    } else {
      let isNote = NoteRules(dialect: dialect).isNote(
        decorations, text: text, bullet: bullet, hasCVE: text.namesCVE, hasCommit: !commits.isEmpty)
      kind = isNote ? .note : .change
    }
    return ChangelogEntry(
      kind: kind, text: whole, subject: isUndecorated ? whole : subject.string,
      area: decorations.area, person: person,
      personRole: person == nil ? .unknown : dialect.personRole, bugs: decorations.bugs, cves: cves,
      commits: commits, versionBump: bump, position: SourcePosition(file: source, line: line))
  }

  /// What stands in brackets before "update to …".
  private static let areasOfBumps: Set = ["rebase", "kernel", "linux", "update"]

  private func bump(
    _ decorations: Decorations, text: ByteText, headingVersion: String?, bullet: UInt8
  ) -> VersionBump? {
    let point: VersionBump.Point?
    switch dialect {
    case .debian, .ubuntu:
      // Below the first level stand the patches, and what a vendor took from other series.
      guard bullet == UInt8(ascii: "*"), decorations.area == nil else { return nil }
      point =
        lastLinkedRelease(text) ?? text.ubuntuUpdate
        ?? VersionBumpReader.read(decorations.subject, headingVersion: headingVersion)
    case .kernelOrg, .gitLog, .releaseNotes, .version: point = nil
    case .redHatEnterprise, .redHatStream, .oracle, .fedora:
      // "Linux 4.14.157 (Name)": every commit of the release is listed beside it.
      guard decorations.person == nil,
        decorations.area.map(Self.areasOfBumps.contains) != false
      else { return nil }
      point = VersionBumpReader.read(decorations.subject, headingVersion: headingVersion)
    case .elrepo, .photon, .suse, .suseChanges, .amazon, .openEuler, .azureLinux, .xcpNG, .plain:
      point = VersionBumpReader.read(decorations.subject, headingVersion: headingVersion)
    }
    return point.map { VersionBump(from: nil, to: $0) }
  }

  /// The newest release that "New upstream stable update:" links to the ChangeLog of.
  private func lastLinkedRelease(_ text: ByteText) -> VersionBump.Point? {
    guard text.starts(with: "New upstream") else { return nil }
    var newest: KernelVersion?
    var from = 0
    let mark: StaticString = "/ChangeLog-"
    while let found = text.offset(of: mark, from: from) {
      from = found + mark.utf8CodeUnitCount
      var end = from
      while let byte = text.byte(at: end), !byte.isBlank { end += 1 }
      guard let version = KernelVersion(text[from..<end].string) else { continue }
      newest = max(newest ?? version, version)
    }
    if newest == nil, let colon = text.offset(of: UInt8(ascii: ":")) {
      // "New upstream release: 6.1~rc3" links nothing.
      newest = KernelVersion(
        leading: text.dropFirst(colon + 1).trimmed.string.replacing("~", with: "-"))
    }
    guard let newest, !(newest.isStable && newest.releaseCandidate != nil) else { return nil }
    return .init(version: newest)
  }

  /// SUSE's `commit 6d0f67e`, of the kernel-source repository; Amazon's title.
  private func vendorCommit(_ text: ByteText) -> AbbreviatedCommitID? {
    switch dialect {
    case .suse, .suseChanges:
      text.starts(with: "commit ")
        ? AbbreviatedCommitID(text.dropFirst(7).trimmed.string) : nil
    case .amazon: text.amazonTitleCommit
    case .redHatEnterprise, .redHatStream, .fedora, .elrepo, .photon, .oracle, .openEuler,
      .azureLinux, .debian, .ubuntu, .kernelOrg, .xcpNG, .gitLog, .releaseNotes, .version, .plain:
      nil
    }
  }
}
