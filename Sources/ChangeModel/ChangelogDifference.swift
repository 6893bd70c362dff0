/// What a newer changelog adds to an older one, by multisets of entries.
///
/// The counts add up: `new.entryCount = added + reworded + unchanged` and
/// `old.entryCount = removed + reworded + unchanged`.
public struct ChangelogDifference: Hashable, Sendable {
  /// An entry under another wording: same bugs or CVEs, or a very similar subject.
  public struct Reworded: Hashable, Sendable {
    public let old: ChangelogEntry
    public let new: ChangelogEntry
    public let reason: Reason
    public init(old: ChangelogEntry, new: ChangelogEntry, reason: Reason) {
      (self.old, self.new, self.reason) = (old, new, reason)
    }

    /// Why the two are taken for one.
    public enum Reason: Hashable, Sendable {
      case samePunctuationApart
      /// What differs beside the subject; at least one thing.
      case sameSubject(other: [Part])
      case sameBug(String)
      case sameCVE(String)
      /// So many of the words are the same, 0 to 1.
      case alike(Double)
    }

    /// A part of an entry beside its subject.
    public enum Part: String, Hashable, Sendable {
      case area = "area tag"
      case person
      case bugs = "bug list"
      case cves = "CVE list"
    }
  }

  /// What to know before trusting the counts. `old` and `new` are the packages with their versions.
  public enum Remark: Hashable, Sendable {
    /// Each changelog has one release, and they share nothing.
    case oneReleaseEach(old: String, new: String)
    /// They are packages of different kernels, which share so many entries of the `smaller` one.
    case differentPackages(old: String, new: String, shared: Int, smaller: Int)
    /// They share so many entries of the `smaller` one.
    case littleShared(Int, smaller: Int, old: String, new: String)
    /// OLD looks newer; so many entries only OLD has.
    case swapped(old: String, new: String, onlyInOld: Int)
    /// So many entries at the end of OLD are older than all of NEW's.
    case newIsTrimmed(Int)
    /// So many of the added entries are older than all of OLD's.
    case oldIsTrimmed(Int)
  }

  public struct Counts: Hashable, Sendable {
    public let releasesAdded, added, removed, reworded, unchanged: Int
    public init(releasesAdded: Int, added: Int, removed: Int, reworded: Int, unchanged: Int) {
      (self.releasesAdded, self.added, self.removed) = (releasesAdded, added, removed)
      (self.reworded, self.unchanged) = (reworded, unchanged)
    }
  }

  /// What one side is, without its entries.
  public struct Side: Hashable, Sendable {
    /// What the operand was taken for: `rpm changelog dump, ELRepo`.
    public let takenFor: String
    public let source: String
    public let dialect: ChangelogDialect
    public let packageName: String?
    /// `4.4.157-1`
    public let version: String?
    public let releaseCount: Int
    public let entryCount: Int
    /// Of an installed package, the databases in which it was found.
    public let installedIn: PackageDatabases?
    public init(
      _ changelog: Changelog, takenFor: String, installedIn: PackageDatabases? = nil
    ) {
      (self.takenFor, self.installedIn) = (takenFor, installedIn)
      source = changelog.source
      dialect = changelog.dialect
      packageName = changelog.packageName
      version = changelog.newestVersion
      releaseCount = changelog.releases.count
      entryCount = changelog.entryCount
    }
  }

  public let old: Side
  public let new: Side
  /// Releases of NEW that OLD lacks, newest first, each with only its *added* entries (possibly none).
  public let releasesAdded: [ChangelogRelease]
  /// In NEW's order.
  public let added: [ChangelogEntry]
  /// In OLD's order.
  public let removed: [ChangelogEntry]
  public let reworded: [Reworded]
  public let unchangedCount: Int
  /// Whether NEW looks older than OLD: its newest entry is an old one there, or its version is the lower.
  public let isSwapped: Bool
  public let remarks: [Remark]

  public init(
    old: Side, new: Side, releasesAdded: [ChangelogRelease], added: [ChangelogEntry],
    removed: [ChangelogEntry], reworded: [Reworded], unchangedCount: Int,
    isSwapped: Bool = false, remarks: [Remark] = []
  ) {
    (self.old, self.new, self.releasesAdded, self.added) = (old, new, releasesAdded, added)
    (self.removed, self.reworded, self.unchangedCount) = (removed, reworded, unchangedCount)
    self.remarks = remarks
    self.isSwapped = isSwapped
  }

  /// How the two stand to each other by what is written alone; `nil` where that does not say.
  public var order: KernelOrder? {
    if isSwapped { return .backward }
    if added.isEmpty { return removed.isEmpty && reworded.isEmpty ? .same : nil }
    return .forward
  }

  public var counts: Counts {
    Counts(
      releasesAdded: releasesAdded.count, added: added.count, removed: removed.count,
      reworded: reworded.count, unchanged: unchangedCount)
  }
}
