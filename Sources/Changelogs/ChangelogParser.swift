public import ChangeModel
import Text

/// Reads a changelog of any dialect; see ``ChangelogDialect`` for which.
///
/// The text decides what it is, not its name. Bytes that are not UTF-8 are read as Latin-1, entry by
/// entry.
public struct ChangelogParser: Sendable {
  /// What positions, warnings and errors call the text.
  public let source: String

  public init(source: String) { self.source = source }

  /// The longest of a kernel's have some 20,000; each takes about 1 KB until the answer is written.
  private static let mostEntries = 300_000
  /// An entry may have many lines, a message of kernel.org's ChangeLog some twenty.
  private static let mostLines = 4_000_000

  /// Releases newest first, as the text has them, each with its entries in the order written.
  ///
  /// - Throws: ``ChangelogError/empty(_:)``, ``ChangelogError/binary(_:)``, ``ChangelogError/noChangelog(_:)`` or
  ///   ``ChangelogError/tooManyEntries(_:limit:)``.
  /// - Complexity: O(*n*) in the number of bytes.
  public func parse(_ bytes: [UInt8]) throws(ChangelogError) -> Changelog {
    try parseWithLayout(bytes).changelog
  }

  /// The same, and how the text is laid out.
  func parseWithLayout(
    _ bytes: [UInt8]
  ) throws(ChangelogError) -> (changelog: Changelog, layout: ChangelogLayout) {
    let bytes = bytes.withoutByteOrderMark
    guard bytes.contains(where: { !$0.isBlank && $0 != UInt8(ascii: "\n") }) else {
      throw .empty(source)
    }
    // Text holds no NUL; looking at a part is enough, as a binary has one early.
    guard !bytes.prefix(1 << 16).contains(0) else { throw .binary(source) }
    let lines = bytes.count(where: { $0 == UInt8(ascii: "\n") }) + 1
    guard lines <= Self.mostLines else { throw .tooManyEntries(source, limit: Self.mostLines) }
    let pasted = PastedText(bytes)
    guard
      let layout = ChangelogLayout(
        of: pasted.bytes, source: source, limit: Self.mostEntries + 1)
    else {
      throw ShortlogLayout.isSummary(pasted.bytes) ? .onlyCounts(source) : .noChangelog(source)
    }
    return try parse(pasted, layout: layout, lines: lines)
  }

  private func parse(
    _ pasted: PastedText, layout: ChangelogLayout, lines: Int
  ) throws(ChangelogError) -> (changelog: Changelog, layout: ChangelogLayout) {
    let bytes = pasted.bytes
    var warnings = pasted.foreign.map { warning(line: $0.line, .foreignLines($0.count)) }
    // A version alone is whole without one.
    let isLine = if case .version = layout { true } else { false }
    if bytes.last != UInt8(ascii: "\n"), !isLine {
      warnings.append(warning(line: lines, .noLineEnd))
    }
    guard var raw = layout.read(bytes) else {
      let releases = layout.releases(of: bytes, source: source, limit: Self.mostEntries)
      if case .releaseNotes(let notes) = layout, !notes.severalSeries.isEmpty {
        warnings.append(
          warning(line: releases[0].position.line, .severalKernels(notes.severalSeries)))
      }
      let changelog = Changelog(
        source: source, dialect: layout.dialect(of: releases),
        packageName: releases.contains { $0.version != nil } ? "linux" : nil,
        releases: releases, warnings: warnings)
      try requireBounded(changelog.entryCount)
      return (changelog, layout)
    }
    guard !raw.releases.isEmpty else { throw raw.problemOfNothing(source: source) }
    if pasted.listsPackages { raw.dropRepeatedReleases() }
    try requireBounded(raw.releases.reduce(0) { $0 + $1.entries.count })
    let detector = DialectDetector(raw)
    let dialect = layout.dialect(by: detector)
    let reader = EntryReader(
      dialect: dialect, source: source, namesEach: detector.namesEach(in: dialect))
    warnings = raw.warnings.map { warning(line: $0.line, $0.problem) } + warnings
    if let line = lineOfSecondPackage(raw) {
      warnings.append(warning(line: line, .severalPackages))
    }
    var releases: [ChangelogRelease] = []
    releases.reserveCapacity(raw.releases.count)
    for release in raw.releases {
      releases.append(read(release, of: raw, by: reader, warnings: &warnings))
    }
    let changelog = Changelog(
      source: source, dialect: dialect, packageName: raw.packageName,
      releases: BumpChain.link(releases),
      warnings: warnings.sorted { $0.position.line < $1.position.line })
    return (changelog, layout)
  }

  private func requireBounded(_ entries: Int) throws(ChangelogError) {
    guard entries <= Self.mostEntries else {
      throw .tooManyEntries(source, limit: Self.mostEntries)
    }
  }

  /// Where the changelog of another version of the package begins, if many headings stand twice.
  private func lineOfSecondPackage(_ raw: RawChangelog) -> Int? {
    var seen = Set<String>()
    let repeated = raw.releases.filter { release in
      release.heading.version != nil && !seen.insert(release.heading.text).inserted
    }
    return repeated.count > 1 && repeated.count * 4 > raw.releases.count ? repeated[0].line : nil
  }

  private func read(
    _ release: RawChangelog.Release, of raw: RawChangelog, by reader: EntryReader,
    warnings: inout [ChangelogWarning]
  ) -> ChangelogRelease {
    var entries: [ChangelogEntry] = []
    entries.reserveCapacity(release.entries.count)
    var levels: [Int] = []
    for entry in release.entries {
      let text = raw.text(of: entry)
      guard !text.isEmpty else {
        warnings.append(warning(line: entry.line, .emptyEntry))
        continue
      }
      entries.append(
        reader.read(
          text, line: entry.line, headingVersion: release.heading.version, bullet: entry.bullet,
          author: entry.author.map { ByteText(raw.bytes, $0).string }))
      levels.append(entry.indent)
    }
    if reader.dialect == .ubuntu { entries = UbuntuGroups.settle(entries, levels: levels) }
    return ChangelogRelease(
      heading: release.heading.text, date: release.heading.date,
      packager: release.heading.packager, version: release.heading.version,
      position: SourcePosition(file: source, line: release.line), entries: entries)
  }

  private func warning(line: Int, _ problem: ChangelogWarning.Problem) -> ChangelogWarning {
    ChangelogWarning(position: SourcePosition(file: source, line: line), problem: problem)
  }
}

extension ChangelogLayout {
  /// The dialect, which the layout alone often determines.
  fileprivate func dialect(by detector: DialectDetector) -> ChangelogDialect {
    switch self {
    case .debian: detector.isUbuntu ? .ubuntu : .debian
    case .rpm, .spec: detector.dialect
    case .suseChanges, .git, .releaseNotes, .version: dialect(of: [])
    }
  }

  /// The dialect where the layout alone determines it.
  fileprivate func dialect(of releases: [ChangelogRelease]) -> ChangelogDialect {
    switch self {
    case .suseChanges: .suseChanges
    case .git(let list): list.isChangeLog(releases) ? .kernelOrg : .gitLog
    case .releaseNotes: .releaseNotes
    case .version: .version
    case .debian, .rpm, .spec: .plain
    }
  }
}

extension RawChangelog {
  /// Why no release was found.
  fileprivate func problemOfNothing(source: String) -> ChangelogError {
    for warning in warnings {
      if case .leftToBuild(let directive) = warning.problem {
        return .madeWhenBuilt(source, by: directive)
      }
    }
    return .noChangelog(source)
  }

  /// Keeps a release once that was printed for each of several packages, where it stands last: so it stands below those
  /// that are newer, whichever package came first.
  fileprivate mutating func dropRepeatedReleases() {
    var seen = Set<[String]>()
    releases = releases.reversed().filter { release in
      seen.insert([release.heading.text] + release.entries.map { text(of: $0).string }).inserted
    }.reversed()
  }
}

extension [UInt8] {
  fileprivate var withoutByteOrderMark: [UInt8] {
    starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self
  }
}
