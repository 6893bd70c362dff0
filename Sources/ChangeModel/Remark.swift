/// What was not looked at and why, or what to know before relying on an answer.
public enum Remark: Hashable, Sendable {
  // MARK: The clone

  /// It cannot give this part, nor so many others: what only they lead to is unknown.
  case unreadable(UnreadablePart, others: Int, clone: String)
  /// Without contents of files there is no MAINTAINERS.
  case noFileContents(clone: String)
  case shallow(clone: String)
  /// It has stable branches, and nothing of mainline that came after they began.
  case noMainline(clone: String)
  /// It gives commits other parents or contents (gitreplacement, `info/grafts`), which git shows and which are not read.
  case replacements(clone: String)
  /// Of so many of all changes the clone lacks the trees.
  case noTrees(Int, of: Int)
  /// A line of MAINTAINERS that is not understood.
  case unknownPattern(line: Int)
  case moreUnknownPatterns(Int)

  // MARK: What was asked about

  /// A name that the clone does not have, and the release of it that answers.
  case takenFor(TakenName)
  /// Only one kernel was given; the other is the one that runs here.
  case runningKernel(String)
  case changelog(ChangelogWarning)
  case moreWarnings(Int, source: String)
  case comparison(ChangelogDifference.Remark)
  /// A commit that the clone lacks, and the backport of it that answers.
  case answeredByBackport(of: String, CommitID)
  /// Commits of several lines of development, each held against the newest release of its line.
  case severalKernels([String])
  /// A range without commits, by its name.
  case emptyRange(String)
  /// The clone ends at this kernel, so what repairs its commits is not in it.
  case nothingLater(than: String)
  /// Of the commits of a list, so many are not in the clone.
  case notInClone(Int, of: Int, list: String, first: AbbreviatedCommitID)
  /// The clone lacks an end of the upgrade, so a list of CVEs says nothing.
  case openCVEsUnknown(list: String)

  /// The symptom comes from this kernel, which is neither of the two.
  case otherKernel(String, old: KernelVersion, new: KernelVersion)
  /// Places that the user thinks likely or unlikely, and where no candidate is.
  case missedHints([String])

  // MARK: The machines

  case configurationsDiffer([ConfigurationChange])
  /// What the configuration leaves out is not known.
  case relevancesUnknown(RelevanceGap)
  /// An architecture was named, and nothing that it would be about.
  case unusedArchitecture

  /// So many lines or files of an inventory say nothing of a host, the first of them for this reason.
  case badHosts(Int, first: HostFlaw, at: SourcePosition)

  // MARK: What was accepted

  /// Waivers of a file that nobody named: it lies where ktrail looks for one.
  case projectWaivers(String, count: Int)
  /// Waivers that change nothing, for one reason, in their order; at least one.
  case idleWaivers(Waiver.Idleness, [Waiver])

  /// Why it is not known what the configuration of the newer kernel leaves out.
  public enum RelevanceGap: Hashable, Sendable {
    /// No commit of the clone stands for it.
    case noCommit
    /// The clone has no contents of files.
    case noFileContents
  }
}
