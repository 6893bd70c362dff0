/// A package's changelog: releases newest first, each with its entries in the order written.
public struct Changelog: Hashable, Sendable {
  /// What the user calls it: a path, a package name, `standard input`.
  public let source: String
  public let dialect: ChangelogDialect
  /// `kernel-lt`, when the source names it.
  public let packageName: String?
  public let releases: [ChangelogRelease]
  /// Lines that could not be understood, or were odd enough to say so.
  public let warnings: [ChangelogWarning]

  public init(
    source: String, dialect: ChangelogDialect, packageName: String? = nil,
    releases: [ChangelogRelease], warnings: [ChangelogWarning] = []
  ) {
    (self.source, self.dialect, self.packageName) = (source, dialect, packageName)
    (self.releases, self.warnings) = (releases, warnings)
  }

  public var entryCount: Int { releases.reduce(0) { $0 + $1.entries.count } }

  /// The version of the newest release: `4.4.157-1`; `nil` if it gives none, or one that nobody can read,
  /// `%{version}-%{release}` or `None-284.el9`: that of an older release is not its.
  ///
  /// The newest stands first, except where a text holds several versions' changelogs or is in reverse order.
  public var newestVersion: String? {
    guard var newest = releases.first else { return nil }
    for release in releases.dropFirst() where release.isNewer(than: newest) { newest = release }
    return newest.version
  }
}

/// A line of a changelog that could not be understood, or is odd enough to say so.
public struct ChangelogWarning: Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    /// The text may be cut off here.
    case noLineEnd
    /// The changelogs of several packages in one text.
    case severalPackages
    /// One system's notes speak of kernels of these series, which are steps of no one line.
    case severalKernels([String])
    case emptyEntry
    /// A heading whose date is in another language.
    case foreignDate(heading: String)
    /// A heading whose date is English and not a day: `Novl0`, 31 September.
    case mistypedDate(heading: String)
    /// So many lines from here that another program, a mail or a shell wrote.
    case foreignLines(Int)
    /// A line of a spec whose effect only the build knows: `%if`, `%include`.
    case leftToBuild(String)
    /// Text that belongs to no release.
    case beforeFirstHeading, outsideRelease
    /// It stands where a heading belongs and is not one of this form.
    case notAHeading(Form)
  }

  public enum Form: Hashable, Sendable {
    case rpm, suseChanges, debian
  }

  public let position: SourcePosition
  public let problem: Problem

  public init(position: SourcePosition, problem: Problem) {
    (self.position, self.problem) = (position, problem)
  }
}

/// A heading of a changelog with what stands under it.
public struct ChangelogRelease: Hashable, Sendable {
  /// The heading as written, without the leading `* `.
  public let heading: String
  /// `2018-09-19`; `nil` if the date could not be read (another language's month name, say).
  public let date: String?
  public let packager: Person?
  /// `4.4.157-1`, without brackets; some headings have none.
  public let version: String?
  public let position: SourcePosition
  public let entries: [ChangelogEntry]

  public init(
    heading: String, date: String?, packager: Person?, version: String?, position: SourcePosition,
    entries: [ChangelogEntry]
  ) {
    (self.heading, self.date, self.packager) = (heading, date, packager)
    (self.version, self.position, self.entries) = (version, position, entries)
  }
}

extension ChangelogRelease {
  /// Whether this is the newer of the two by its date and its version; a wrong date alone does not make it so.
  fileprivate func isNewer(than other: ChangelogRelease) -> Bool {
    guard date != nil || other.date == nil, date ?? "" >= other.date ?? "" else { return false }
    if let version, let otherVersion = other.version {
      return Self.numbers(otherVersion).lexicographicallyPrecedes(Self.numbers(version))
    }
    return date != other.date
  }

  private static func numbers(_ version: String) -> [Int] {
    version.utf8.split { !(0x30...0x39).contains($0) }.map { Int(Substring($0)) ?? .max }
  }
}
