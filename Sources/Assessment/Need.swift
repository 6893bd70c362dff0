/// Something without which a measure cannot be taken, or only in part.
public enum Need: String, Hashable, Sendable, CaseIterable {
  /// NEW comes after OLD, or a downgrade was asked for.
  case order
  /// NEW adds something.
  case additions
  case clone
  /// All that the clone names can be read.
  case readable
  /// Both kernels are in the clone.
  case ends
  /// The added entries led to their commits.
  case commits
  /// The clone goes on after NEW.
  case later
  /// What OLD has and NEW lacks was looked for, where there is any.
  case losses
  case cveData
  /// It is known whether NEW has what the CVEs of the list are about.
  case cveOrigins
  case symptom
  /// Mainline goes on after NEW, too.
  case mainline
  /// The history is whole.
  case earlierHistory
  /// Contents of files.
  case contents
  /// A configuration of the kernel.
  case configuration
  /// The files that each change touches.
  case paths
  case watchList
  /// The day of the report, and that of the clone's newest commit.
  case day
}
