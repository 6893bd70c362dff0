internal import Assessment
internal import ChangeModel

struct DifferenceCountsView: Codable {
  let releasesAdded, added, removed, reworded, unchanged: Int

  init(_ counts: ChangelogDifference.Counts) {
    (releasesAdded, added, removed) = (counts.releasesAdded, counts.added, counts.removed)
    (reworded, unchanged) = (counts.reworded, counts.unchanged)
  }

  init(_ range: RevisionRange) {
    (releasesAdded, added, removed) = (range.added.count, range.added.count, range.removed.count)
    (reworded, unchanged) = (0, 0)
  }
}

/// One of the two operands.
struct SideView: Codable {
  let takenFor, source, dialect: String
  let packageName, version: String?
  let releases, entries: Int

  init(_ side: Operand) {
    (takenFor, source, dialect) = (side.takenFor, side.source, side.dialect)
    (packageName, version) = (side.packageName, side.version)
    (releases, entries) = (side.releaseCount, side.entryCount)
  }
}

struct ReleaseView: Codable {
  let heading: String
  let date: String?
  let packager: PersonView?
  let version: String?
  let position: PositionView
  let entriesAdded: Int

  init(_ release: ChangelogRelease) {
    (heading, date) = (release.heading, release.date)
    (packager, version) = (release.packager.map(PersonView.init), release.version)
    (position, entriesAdded) = (PositionView(release.position), release.entries.count)
  }

  /// A step of a range counts as a release with one entry, as the schema has it since before there were ranges.
  init(_ step: RevisionRange.Step) {
    (heading, date, packager) = (step.range.newName, nil, nil)
    version = KernelVersion(heading).map { "\($0)" } ?? heading
    (position, entriesAdded) = (PositionView(step), 1)
  }
}

struct RewordedView: Codable {
  let old, new: EntryView
  let reason: String
  @LeftOut var reasonFact: RewordingView?

  init(_ pair: ChangelogDifference.Reworded) {
    (old, new, reason) = (EntryView(pair.old), EntryView(pair.new), pair.reason.clause)
    reasonFact = RewordingView(pair.reason)
  }
}

/// How the two kernels stand to each other.
struct OrderView: Codable {
  let `is`: String
  let mergeBase: CommitID?
  let release, command: String?

  init(_ order: KernelOrder, command: String?) {
    (self.is, mergeBase, release) =
      switch order {
      case .forward: ("forward", nil, nil)
      case .same: ("same", nil, nil)
      case .backward: ("backward", nil, nil)
      case .diverged(let base, let release): ("diverged", base, release)
      case .unrelated: ("unrelated", nil, nil)
      }
    self.command = command
  }
}

struct ResolutionCountsView: Codable {
  let found, expanded, ambiguous, notFound, notACommit: Int

  init(_ counts: ResolutionCounts) {
    (found, expanded) = (counts.found.values.reduce(0, +), counts.expanded)
    (ambiguous, notFound, notACommit) = (counts.ambiguous, counts.unresolved, counts.notes)
  }
}

/// How much of what NEW adds the clone does not show.
struct UnseenPartView: Codable {
  let entries, of: Int
  let share: Double?
  /// How many are dated after the clone's newest commit.
  let later: Int
  let sentence: String
  let advice: String?

  init(_ part: UnseenPart) {
    (entries, of, share, later) = (part.entries, part.all, part.share, part.later)
    (sentence, advice) = (part.sentence, part.advice)
  }
}

/// A part of the kernel that the user named; `takenFor` decides which other keys there are.
struct PlaceView: Codable {
  let name: String
  let paths: [String]
  let takenFor: String
  @LeftOut var sections: [String]?
  @LeftOut var subjectPrefix: String?

  init(_ place: Place) {
    (name, paths) = (place.name, place.paths)
    switch place.reading {
    case .path: takenFor = "path"
    case .pattern: takenFor = "pattern"
    case .lastDirectories: takenFor = "lastDirectories"
    case .fileName: takenFor = "fileName"
    case .sections(let titles): (takenFor, sections) = ("sections", titles)
    case .subjectPrefix(let prefix): (takenFor, subjectPrefix) = ("subjectPrefix", prefix)
    case .asWritten: takenFor = "asWritten"
    }
  }
}
