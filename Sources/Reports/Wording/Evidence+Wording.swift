internal import ChangeModel

extension Evidence {
  var sentence: String { sentence() }

  /// - Parameter text: what the words of the candidate stand in.
  func sentence(calling text: String = "message") -> String {
    switch self {
    case .inPart(let part, let directory, let touching, let all):
      part.sentence(
        in: directory, Self.share(touching, all),
        touching == 1 ? ("is", "touches") : ("are", "touch"))
    case .namesTraceFunctions(let functions, let naming, let all):
      "names \(Self.calls(functions)), "
        + (functions.count == 1 ? "a function in the trace " : "functions in the trace ")
        + Self.frequency(naming, all, ofFirst: functions.count > 1)
    case .changesFunctions(let functions, let changing, let all):
      "changes \(Self.calls(functions)), which the symptom names "
        + Self.frequency(changing, all, ofFirst: functions.count > 1)
    case .sharedIdentifiers(let names, let naming, let all):
      "names \(Self.list(names)), as the symptom does "
        + Self.frequency(naming, all, ofFirst: names.count > 1)
    case .touchesNamedFile(let file, let touching, let all):
      "touches \(file), which the symptom names " + Self.frequency(touching, all)
    case .namesSystemCall(let name, let naming, let all):
      "names \(name), a system call in the symptom " + Self.frequency(naming, all)
    case .namesError(let name, let naming, let all):
      "names \(name), an error in the symptom " + Self.frequency(naming, all)
    case .aboutTopic(let topic, let words, let having, let all):
      "the symptom is about \(topic), and the \(text) says " + Self.words(words, having, all)
    case .sharedWords(let words, let having, let all):
      "symptom and \(text) share " + Self.words(words, having, all)
    case .wordsInPaths(let words, let having, let all):
      "its paths contain " + Self.words(words, having, all, from: "the symptom")
    case .wordsInDiff(let words, let having, let all):
      "its changed lines contain " + Self.words(words, having, all, from: "the symptom")
    case .alreadyFixed(let fix, let words):
      "already fixed by \(fix.id.short) “\(fix.subject)”; its message shares "
        + "\(Self.quoted(words)) with the symptom"
    case .inScope(let place, let touching, let all):
      "it is in \(place), where you expect the cause "
        + "(\(Self.share(touching, all)) \(touching == 1 ? "is" : "are"))"
    case .hinted(let place, let isLikely, let touching, let all):
      (isLikely ? "" : "against it: ")
        + "it is in \(place), where you think the cause is\(isLikely ? "" : " not") "
        + "(\(Self.share(touching, all)) \(touching == 1 ? "is" : "are"))"
    case .repairedInRange(let id): "\(id.short), in the same range, fixes or reverts it"
    case .relevance(let relevance): relevance.sentence
    case .outgrowsVersionCode(let version):
      "sets the version to \(version), whose last number takes more than the byte that KERNEL_VERSION has for it, and the "
        + "symptom is about version numbers"
    case .discounted(let discount): "against it: \(discount.objection)"
    case .touchesOnly(let aside): "against it: touches \(aside.name) only"
    }
  }

  private static func frequency(_ having: Int, _ all: Int, ofFirst: Bool = false) -> String {
    "(\(share(having, all)) \(having == 1 ? "does" : "do")\(ofFirst ? " so for the first" : ""))"
  }

  private static func share(_ part: Int, _ all: Int) -> String {
    "\(part.grouped) of \(all.of("change"))"
  }

  /// `"mounter", "creds" from the symptom (the rarest in 2 of 251 changes)`
  private static func words(
    _ words: [String], _ having: Int, _ all: Int, from source: String? = nil
  ) -> String {
    quoted(words) + (source.map { " from \($0)" } ?? "")
      + " (\(words.count == 1 ? "" : "the rarest ")in \(share(having, all)))"
  }

  private static func list(_ items: [String]) -> String { items.joined(separator: ", ") }
  private static func calls(_ functions: [String]) -> String { list(functions.map { "\($0)()" }) }
  private static func quoted(_ words: [String]) -> String { list(words.map { "\"\($0)\"" }) }
}

extension Evidence.Part {
  /// - Parameter verbs: of being and of touching, in the number of the share.
  fileprivate func sentence(
    in directory: String, _ share: String, _ verbs: (be: String, touch: String)
  ) -> String {
    let fact =
      switch self {
      case .mount(let name):
        "the symptom has \("aeiou".contains(name.first ?? " ") ? "an" : "a") \(name) mount"
      case .filesystem(let name): "the symptom names the file system \(name)"
      case .module(let name): "the symptom names the module or driver \(name)"
      case .functions(let prefix): "functions that the symptom names begin with \(prefix)_"
      }
    let place = directory == name ? "\(verbs.be) about it" : "\(verbs.touch) \(directory)"
    return "\(fact); \(share) \(place)"
  }
}

extension Evidence.Aside {
  fileprivate var name: String {
    switch self {
    case .documentation: "documentation"
    case .tools: "tools"
    case .deviceTrees: "device trees"
    }
  }
}
