extension ChangeRisk {
  /// What was measured of a change. Measurements that make up for each other are one fact.
  public enum Fact: Hashable, Sendable {
    /// How many files it touches, where nothing more is known of its size.
    case files(Int)
    /// Has a diff, and no line of it is code.
    case noCode(files: Int)
    /// Lines of code added and removed, in how many functions and files; ``PatchWords/mostFunctions`` stands for so many or more.
    case code(added: Int, removed: Int, functions: Int, files: Int)
    /// How often its changed lines have words of each topic; a topic that they lack is left out.
    case topics([Topic: Int])
    case areas(Set<Area>)
    /// Whether it has `Cc: stable` and `Fixes:`.
    case tags(stable: Bool, fixes: Bool)
    /// How many lines of its message are not blank, and what is in it.
    case message(lines: Int, traits: Set<MessageTrait>)
    /// From its author date to the release, or to its commit date where the release is not known.
    case soak(days: Int, release: String?)
    /// Where its files are not known: changes of the same author in the release.
    case sameAuthor(changes: Int, release: String?)
    /// Later changes of the release to one of its files; those of them with a `Fixes:` tag; later ones to one of its functions.
    case laterChanges(Int, withFixesTag: Int, inFunction: Int, release: String?)
  }

  /// What changed lines are about, by their words.
  public enum Topic: Hashable, Sendable, CaseIterable {
    case exits, errors, locking, references, waiting
  }

  /// Parts of the kernel; ``driversOnly`` and ``aside`` hold for all of a change, the others for some file of it.
  public enum Area: Hashable, Sendable, CaseIterable {
    case core, sharedHeaders, interface, driversOnly, aside
  }

  public enum MessageTrait: Hashable, Sendable, CaseIterable {
    case report, trace, adaptation, dependency, leak
  }
}
