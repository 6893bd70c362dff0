/// A fact that speaks for or against a change as the cause of a symptom.
///
/// Holds facts only; ``sentence`` makes the text at the end. Names and words come from symptoms and
/// messages, so print a sentence through ``Swift/String/inert(keepingLines:)``.
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
  public enum Aside: String, Hashable, Sendable {
    case documentation
    case tools
    case deviceTrees = "device trees"
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
  /// A later change of the range repairs or reverts it; what needed one repair often needs two.
  case repairedInRange(by: CommitID)
  /// What the change is built into on the machines in question.
  case relevance(Relevance)
  /// Speaks against the change: it cannot be the cause.
  case discounted(Discount)
  /// Speaks against the change: it touches nothing that runs in a kernel.
  case touchesOnly(Aside)

  public var sentence: String {
    switch self {
    case .inPart(let part, let directory, let touching, let all):
      Self.sentence(part, directory: directory, Self.share(touching, all), isOne: touching == 1)
    case .namesTraceFunctions(let functions, let naming, let all):
      "names \(Self.list(functions.map { "\($0)()" })), "
        + (functions.count == 1 ? "a function in the trace " : "functions in the trace ")
        + Self.frequency(naming, all, ofFirst: functions.count > 1)
    case .changesFunctions(let functions, let changing, let all):
      "the symptom has \(Self.list(functions.map { "\($0)()" })); this commit changes "
        + (functions.count == 1 ? "it " : "them ")
        + Self.frequency(changing, all, ofFirst: functions.count > 1)
    case .sharedIdentifiers(let names, let naming, let all):
      "names \(Self.list(names)), as the symptom does "
        + Self.frequency(naming, all, ofFirst: names.count > 1)
    case .touchesNamedFile(let file, let touching, let all):
      "touches \(file), which the symptom names " + Self.frequency(touching, all)
    case .namesSystemCall(let name, let naming, let all):
      "names \(name), a system call of the symptom " + Self.frequency(naming, all)
    case .namesError(let name, let naming, let all):
      "names \(name), an error of the symptom " + Self.frequency(naming, all)
    case .aboutTopic(let topic, let words, let having, let all):
      "the symptom is about \(topic), and the message says \(Self.list(words.map(\.quoted))) "
        + "(\(words.count == 1 ? "" : "the rarest ")in \(Self.share(having, all)))"
    case .sharedWords(let words, let having, let all):
      "symptom and message share \(Self.list(words.map(\.quoted))) "
        + "(\(words.count == 1 ? "" : "the rarest ")in \(Self.share(having, all)))"
    case .wordsInPaths(let words, let having, let all):
      "its paths have \(Self.list(words.map(\.quoted))) of the symptom "
        + "(\(words.count == 1 ? "" : "the rarest ")in \(Self.share(having, all)))"
    case .wordsInDiff(let words, let having, let all):
      "its changed lines have \(Self.list(words.map(\.quoted))) of the symptom "
        + "(\(words.count == 1 ? "" : "the rarest ")in \(Self.share(having, all)))"
    case .alreadyFixed(let fix, let words):
      "already fixed by \(fix.id.short) “\(fix.subject)”, whose message has "
        + "\(Self.list(words.map(\.quoted))) of the symptom"
    case .inScope(let place, let touching, let all):
      "it is in \(place), as you expect of the cause " + Self.frequency(touching, all)
    case .repairedInRange(let id):
      "\(id.short), of the same range, repairs or reverts it"
    case .relevance(let relevance): relevance.sentence
    case .discounted(.documentation): "against it: touches documentation only"
    case .discounted(.comments): "against it: changes comments only"
    case .discounted(.otherArchitecture):
      "against it: all it touches is for another architecture"
    case .discounted(.notBuilt): "against it: not part of the given configuration"
    case .discounted(.outsideScope): "against it: it is not where you expect the cause"
    case .touchesOnly(let aside):
      "against it: touches \(aside.rawValue) only"
    }
  }

  private static func sentence(_ part: Part, directory: String, _ share: String, isOne: Bool)
    -> String
  {
    let place =
      directory == part.name
      ? "\(isOne ? "is" : "are") about it" : "\(isOne ? "touches" : "touch") \(directory)"
    return switch part {
    case .mount(let name):
      "the symptom has \("aeiou".contains(name.first ?? " ") ? "an" : "a") \(name) mount; "
        + "\(share) \(place)"
    case .filesystem(let name): "the symptom names the file system \(name); \(share) \(place)"
    case .module(let name): "the symptom names the module or driver \(name); \(share) \(place)"
    case .functions(let prefix): "functions of the trace begin with \(prefix)_; \(share) \(place)"
    }
  }

  private static func frequency(_ having: Int, _ all: Int, ofFirst: Bool = false) -> String {
    "(\(share(having, all)) \(having == 1 ? "does" : "do")\(ofFirst ? " so for the first" : ""))"
  }

  private static func share(_ part: Int, _ all: Int) -> String {
    "\(part.grouped) of \(all.of("change"))"
  }

  private static func list(_ items: [String]) -> String { items.joined(separator: ", ") }
}

extension String {
  fileprivate var quoted: String { "\"\(self)\"" }
}
