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

  /// The version of the newest release that gives one: `4.4.157-1`; `nil` if a newer one gives it as
  /// nobody can read, `%{version}-%{release}` or `None-284.el9`.
  public var newestVersion: String? {
    releases.first { $0.version != nil || $0.hasUnreadableVersion }?.version
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
  /// Whether something stands where the version does that is not one.
  var hasUnreadableVersion: Bool {
    guard version == nil else { return false }
    if heading.utf8.contains(UInt8(ascii: "<")),
      let mailEnd = heading.utf8.lastIndex(of: UInt8(ascii: ">"))
    {
      return heading.utf8[mailEnd...].dropFirst().contains { ![0x20, 0x09, 0x2D].contains($0) }
    }
    return heading.split(separator: " ").last?.contains("%{") == true
  }
}
