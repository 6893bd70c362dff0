internal import ChangeModel

/// A fact that speaks for or against a change as the cause of a symptom; `kind` decides which other keys there are.
struct EvidenceView: Codable {
  struct Part: Codable { let kind, name: String }

  let kind, measure: String
  let speaksAgainst: Bool
  @LeftOut var part: Part?
  @LeftOut var directory: String?
  @LeftOut var functions: [String]?
  @LeftOut var names: [String]?
  @LeftOut var path: String?
  @LeftOut var name: String?
  @LeftOut var topic: String?
  @LeftOut var words: [String]?
  @LeftOut var having: Int?
  @LeftOut var candidates: Int?
  @LeftOut var by: CommitID?
  @LeftOut var place: String?
  @LeftOut var isLikely: Bool?
  @LeftOut var relevance: RelevanceView?
  @LeftOut var version: String?
  @LeftOut var discount: String?
  @LeftOut var aside: String?

  /// - Parameter commit: `nil` for an entry, whose files are not known.
  init(_ evidence: Evidence, on commit: CommitID?) {
    (measure, speaksAgainst) = ("\(evidence.measure)", evidence.speaksAgainst)
    switch evidence {
    case .inPart(let part, let directory, let having, let all):
      (kind, self.part, self.directory) = ("inPart", Part(part), directory)
      (self.having, candidates) = (having, all)
    case .namesTraceFunctions(let functions, let having, let all):
      (kind, self.functions) = ("namesTraceFunctions", functions)
      (self.having, candidates) = (having, all)
    case .changesFunctions(let functions, let having, let all):
      (kind, self.functions) = ("changesFunctions", functions)
      (self.having, candidates) = (having, all)
    case .sharedIdentifiers(let names, let having, let all):
      (kind, self.names) = ("sharedIdentifiers", names)
      (self.having, candidates) = (having, all)
    case .touchesNamedFile(let path, let having, let all):
      (kind, self.path) = ("touchesNamedFile", path)
      (self.having, candidates) = (having, all)
    case .namesSystemCall(let name, let having, let all):
      (kind, self.name) = ("namesSystemCall", name)
      (self.having, candidates) = (having, all)
    case .namesError(let name, let having, let all):
      (kind, self.name) = ("namesError", name)
      (self.having, candidates) = (having, all)
    case .aboutTopic(let topic, let words, let having, let all):
      (kind, self.topic, self.words) = ("aboutTopic", topic, words)
      (self.having, candidates) = (having, all)
    case .sharedWords(let words, let having, let all):
      (kind, self.words) = ("sharedWords", words)
      (self.having, candidates) = (having, all)
    case .wordsInPaths(let words, let having, let all):
      (kind, self.words) = ("wordsInPaths", words)
      (self.having, candidates) = (having, all)
    case .wordsInDiff(let words, let having, let all):
      (kind, self.words) = ("wordsInDiff", words)
      (self.having, candidates) = (having, all)
    case .alreadyFixed(let fix, let words):
      (kind, by, self.words) = ("alreadyFixed", fix.id, words)
    case .inScope(let place, let having, let all):
      (kind, self.place) = ("inScope", place)
      (self.having, candidates) = (having, all)
    case .hinted(let place, let isLikely, let having, let all):
      (kind, self.place, self.isLikely) = ("hinted", place, isLikely)
      (self.having, candidates) = (having, all)
    case .repairedInRange(let id): (kind, by) = ("repairedInRange", id)
    case .relevance(let relevance):
      (kind, self.relevance) = ("relevance", commit.map { RelevanceView(relevance, of: $0) })
    case .outgrowsVersionCode(let version):
      (kind, self.version) = ("outgrowsVersionCode", version.description)
    case .discounted(let discount): (kind, self.discount) = ("discounted", discount.rawValue)
    case .touchesOnly(let aside): (kind, self.aside) = ("touchesOnly", "\(aside)")
    }
  }
}

extension EvidenceView.Part {
  init(_ part: Evidence.Part) {
    (kind, name) =
      switch part {
      case .mount(let name): ("mount", name)
      case .filesystem(let name): ("filesystem", name)
      case .module(let name): ("module", name)
      case .functions(let prefix): ("functions", prefix)
      }
  }
}

/// Why the order of the suspects says little; `kind` decides which other keys there are.
struct CaveatView: Codable {
  let kind: String
  @LeftOut var candidates: Int?
  @LeftOut var highest: Double?
  @LeftOut var missing: [String]?

  init(_ caveat: Ranking.Caveat) {
    switch caveat {
    case .noCandidates: kind = "noCandidates"
    case .noneInScope(let candidates): (kind, self.candidates) = ("noneInScope", candidates)
    case .nothingTelling(let candidates, let missing):
      kind = "nothingTelling"
      (self.candidates, self.missing) = (candidates, missing.map { "\($0)" })
    case .nothingStandsOut(let highest, let candidates, let missing):
      kind = "nothingStandsOut"
      (self.highest, self.candidates, self.missing) = (
        highest, candidates, missing.map { "\($0)" }
      )
    }
  }
}

/// What a relevance rests on; `kind` decides which other keys there are.
struct RelevanceReasonView: Codable {
  let kind: String
  @LeftOut var symbol: String?
  @LeftOut var value: String??
  @LeftOut var condition: String?
  @LeftOut var makefile: String?
  @LeftOut var path: String?
  @LeftOut var by: String?
  @LeftOut var directory: String?
  @LeftOut var architecture: String?
  @LeftOut var configured: String?

  init(_ reason: Relevance.Reason) {
    switch reason {
    case .symbol(let symbol, let value, let makefile):
      (kind, self.symbol, self.value) = ("symbol", symbol, .some(value))
      self.makefile = makefile
    case .branch(let condition, let makefile):
      (kind, self.condition, self.makefile) = ("branch", condition, makefile)
    case .listed(let makefile): (kind, self.makefile) = ("listed", makefile)
    case .program(let makefile): (kind, self.makefile) = ("program", makefile)
    case .unlinked(let makefile): (kind, self.makefile) = ("unlinked", makefile)
    case .included(let path, let source): (kind, self.path, by) = ("included", path, source)
    case .documentation: kind = "documentation"
    case .sample: kind = "sample"
    case .tool(let directory): (kind, self.directory) = ("tool", directory)
    case .otherArchitecture(let architecture, let configured):
      kind = "otherArchitecture"
      (self.architecture, self.configured) = (architecture, configured)
    case .configures(let path): (kind, self.path) = ("configures", path)
    case .buildsDirectory(let path): (kind, self.path) = ("buildsDirectory", path)
    case .usedByBuild(let path): (kind, self.path) = ("usedByBuild", path)
    case .notIncluded(let path): (kind, self.path) = ("notIncluded", path)
    case .notListed(let path): (kind, self.path) = ("notListed", path)
    case .pathsUnknown: kind = "pathsUnknown"
    case .noFile: kind = "noFile"
    }
  }
}
