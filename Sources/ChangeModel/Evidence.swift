/// A fact that speaks for or against a change as the cause of a symptom.
///
/// Names and words in it come from symptoms and messages.
public enum Evidence: Hashable, Sendable {
  /// What in a symptom names a part of the kernel.
  public enum Part: Hashable, Sendable {
    /// A mounted file system: `overlay`.
    case mount(String)
    /// A file system named in prose: `ext4`.
    case filesystem(String)
    /// A module or driver: `e1000e`.
    case module(String)
    /// The common beginning of functions in the trace: `ovl` of `ovl_permission`.
    case functions(prefix: String)

    public var name: String {
      switch self {
      case .mount(let name), .filesystem(let name), .module(let name),
        .functions(prefix: let name):
        name
      }
    }
  }

  /// Places whose changes leave the running kernel's code alone.
  public enum Aside: Hashable, Sendable, CaseIterable {
    case documentation, tools, deviceTrees
  }

  /// The symptom names a part of the kernel, and the change is in it; `touching` of the candidates
  /// are.
  case inPart(Part, directory: String, touching: Int, candidates: Int)
  /// The message names functions that are in the trace, topmost first; `naming` of the candidates
  /// name the first.
  case namesTraceFunctions([String], naming: Int, candidates: Int)
  /// The change is to functions that the symptom has, the most telling first; `changing` of the
  /// candidates change the first.
  case changesFunctions([String], changing: Int, candidates: Int)
  /// The message names functions or other identifiers of the symptom, rarest first.
  case sharedIdentifiers([String], naming: Int, candidates: Int)
  /// The change touches a source file that the symptom names; `touching` of the candidates do.
  case touchesNamedFile(String, touching: Int, candidates: Int)
  /// The message names a system call of the symptom.
  case namesSystemCall(String, naming: Int, candidates: Int)
  /// The message names an error of the symptom: `EACCES`.
  case namesError(String, naming: Int, candidates: Int)
  /// The symptom is about a topic in a user's words, and the message in a developer's, rarest
  /// first.
  case aboutTopic(String, words: [String], candidatesWithRarest: Int, candidates: Int)
  /// Words that symptom and message share, rarest first, with how many of the candidates have the
  /// rarest.
  case sharedWords([String], candidatesWithRarest: Int, candidates: Int)
  /// Words of the symptom that are in the touched paths, rarest first.
  case wordsInPaths([String], candidatesWithRarest: Int, candidates: Int)
  /// Words of the symptom that are in the changed lines, rarest first.
  case wordsInDiff([String], candidatesWithRarest: Int, candidates: Int)
  /// A later commit of the clone repairs or reverts the change, and its message has these words of
  /// the symptom.
  case alreadyFixed(by: Commit, words: [String])
  /// The change is where the user expects the cause; `touching` of the candidates are.
  case inScope(String, touching: Int, candidates: Int)
  /// The change is where the user thinks that the cause is, or that it is not; `touching` of the candidates are.
  case hinted(String, isLikely: Bool, touching: Int, candidates: Int)
  /// A later change of the range repairs or reverts it; what needed one repair often needs two.
  case repairedInRange(by: CommitID)
  /// What the change is built into on the machines in question.
  case relevance(Relevance)
  /// The change sets the version to the first one whose last number takes more than a byte, and the symptom is about version
  /// numbers.
  case outgrowsVersionCode(KernelVersion)
  /// Speaks against the change: it cannot be the cause.
  case discounted(Discount)
  /// Speaks against the change: it touches nothing that runs in a kernel.
  case touchesOnly(Aside)
}
