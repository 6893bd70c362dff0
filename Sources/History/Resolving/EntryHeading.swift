public import ChangeModel
import Text

/// What the heading over an entry says about the package it came with.
public struct EntryHeading: Hashable, Sendable {
  public let version: KernelVersion?
  /// Seconds since 1970, noon of the day; `nil` if the date could not be read.
  public let time: Int64?
  /// A package of a candidate (`2.6.32-0.51.el6`, `6.11.0-0.rc7`): it lacks part of what the release has.
  public let isPrerelease: Bool

  public init(version: KernelVersion? = nil, time: Int64? = nil, isPrerelease: Bool = false) {
    (self.version, self.time, self.isPrerelease) = (version, time, isPrerelease)
  }

  /// - Parameter isOfCommits: whether the release is a list of its own commits, so that it starts from none of them.
  public init(_ release: ChangelogRelease, isOfCommits: Bool = false) {
    let named = release.version.flatMap { KernelVersion(leading: $0) }
    let version = isOfCommits && named?.isStable == false ? nil : named
    let packaging = release.version?.split(separator: "-", maxSplits: 1).dropFirst().first ?? ""
    self.init(
      version: version, time: release.date.flatMap(Self.noon),
      isPrerelease: version?.releaseCandidate != nil || packaging.hasPrefix("0."))
  }

  /// The heading over each entry of a changelog.
  public static func byEntry(of changelog: Changelog) -> [SourcePosition: EntryHeading] {
    var found: [SourcePosition: EntryHeading] = [:]
    let isOfCommits = [.gitLog, .kernelOrg].contains(changelog.dialect)
    for release in changelog.releases {
      let heading = EntryHeading(release, isOfCommits: isOfCommits)
      for entry in release.entries { found[entry.position] = heading }
    }
    return found
  }

  /// Noon, UTC, of a day written `2018-09-19`.
  private static func noon(of date: String) -> Int64? {
    let parts = date.split(separator: "-").compactMap { Int64($0) }
    guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]),
      (1...9999).contains(parts[0])
    else { return nil }
    let day = CalendarDay(year: parts[0], month: parts[1], day: parts[2])
    return day.number * CalendarDay.seconds + CalendarDay.seconds / 2
  }
}
