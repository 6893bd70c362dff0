internal import ChangeModel
internal import Text

/// Says why a candidate is where it is, in facts, strongest first.
struct EvidenceWriter {
  private let symptom: Symptom
  private let measurement: Measurement
  private let discounts: [Discount?]
  private let knownFixes: [Int: KnownFixes.Match]
  private let relevances: [CommitID: Relevance]
  private let ids: Set<CommitID>
  /// By candidate: where the user expects the cause and the change is; empty if the user does not say.
  private let places: [String?]
  private let inPlace: [String: Int]
  private var changes: [EnrichedChange] { measurement.range.changes }

  private static let mostNames = 3
  private static let mostWords = 5

  init(
    _ symptom: Symptom, _ measurement: Measurement, discounts: [Discount?],
    knownFixes: [Int: KnownFixes.Match], relevances: [CommitID: Relevance], scope: SuspectScope
  ) {
    (self.symptom, self.measurement) = (symptom, measurement)
    (self.discounts, self.knownFixes) = (discounts, knownFixes)
    self.relevances = relevances
    ids = Set(measurement.range.changes.map(\.commit.id))
    places = scope.namesPlaces ? measurement.range.changes.map(scope.place) : []
    inPlace = Dictionary(places.compactMap { $0.map { ($0, 1) } }, uniquingKeysWith: +)
  }

  /// Set if nothing sets one candidate apart.
  ///
  /// - Parameter highest: the probability of the first suspect.
  func caveat(highest: Double, isScopeMissed: Bool) -> String? {
    let tells = changes.indices.contains { position in
      !measurement.distinctive(of: position).isEmpty
        || measurement.parts.mounted[position] != nil || measurement.parts.named[position] != nil
        || measurement.parts.byFunction[position] != nil
        || measurement.vectors[position][.namedFile] > 0
        || measurement.vectors[position][.traceFunctions] > 0
    }
    if isScopeMissed {
      return
        "None of the \(changes.count.grouped) changes is where you expect the cause, so all are ranked "
        + "as if you had named no place."
    }
    if tells, highest >= Self.leastToName || changes.count == 1 { return nil }
    let lead =
      tells
      ? "Nothing in the symptom points to one change: the first of \(changes.count.grouped) has \(percent(highest)). "
      : "Nothing in the symptom tells the \(changes.count.grouped) changes apart, so the order says little. "
    return lead + "Add \(missing)."
  }

  /// Below this probability the first suspect is no better than a guess among many.
  private static let leastToName = 0.05

  private func percent(_ share: Double) -> String {
    share < 0.01 ? "less than 1 %" : "\(Int((100 * share).rounded())) %"
  }

  /// What could tell more, of what the symptom does not have.
  private var missing: String {
    var parts: [String] = []
    if symptom.frames.isEmpty { parts.append("what the kernel logged (dmesg, a trace)") }
    if symptom.syscalls.isEmpty { parts.append("the failing system call (strace)") }
    if symptom.mounts.isEmpty { parts.append("the file systems (mount)") }
    if symptom.modules.isEmpty { parts.append("the device and its driver") }
    guard let last = parts.popLast() else { return "what was done when it happened, in words" }
    return parts.isEmpty ? last : parts.joined(separator: ", ") + " or " + last
  }

  func evidence(for position: Int) -> [Evidence] {
    var found: [(strength: Double, evidence: Evidence)] = []
    addParts(of: position, to: &found)
    addFile(of: position, to: &found)
    addFunctions(of: position, to: &found)
    addWords(of: position, to: &found)
    // A stable order of equals: the order in which they were added.
    let ordered = found.enumerated().sorted {
      ($0.element.strength, $1.offset) > ($1.element.strength, $0.offset)
    }
    var result = ordered.map(\.element.evidence)
    if let known = knownFixes[position] {
      result.insert(.alreadyFixed(by: known.fix, words: known.words), at: 0)
    }
    if !places.isEmpty, let place = places[position] {
      result.append(
        .inScope(place, touching: inPlace[place] ?? 1, candidates: changes.count))
    }
    let repair = changes[position].followUps.lazy.filter(\.kind.isRepair)
      .compactMap { $0.commit(in: ids) }.first
    if let repair { result.append(.repairedInRange(by: repair)) }
    if let objection = objection(to: position) { result.append(objection) }
    if let relevance = relevances[changes[position].commit.id] {
      result.append(.relevance(relevance))
    }
    return result
  }

  private func objection(to position: Int) -> Evidence? {
    if let discount = discounts[position] { return .discounted(discount) }
    return ChangeKind.aside(of: changes[position]).map { .touchesOnly($0) }
  }

  private func addParts(
    of position: Int, to found: inout [(strength: Double, evidence: Evidence)]
  ) {
    let parts = measurement.parts
    let fits = [
      (parts.mounted[position], 3.0), (parts.named[position], 1.5),
      (parts.byFunction[position], 1.0),
    ]
    for case (let fit?, let factor) in fits {
      found.append(
        (
          fit.strength * factor,
          .inPart(
            fit.fact, directory: fit.directory, touching: fit.touching, candidates: changes.count)
        ))
    }
  }

  private func addFile(of position: Int, to found: inout [(strength: Double, evidence: Evidence)]) {
    guard let file = measurement.namedFile(of: position) else { return }
    found.append(
      (
        measurement.vectors[position][.namedFile] * 1.5,
        .touchesNamedFile(file.path, touching: file.touching, candidates: changes.count)
      ))
  }

  private func addFunctions(
    of position: Int, to found: inout [(strength: Double, evidence: Evidence)]
  ) {
    let changed = measurement.changedFunctions(of: position)
    guard let first = changed.first else { return }
    found.append(
      (
        first.weight * 2.5,
        .changesFunctions(
          changed.prefix(Self.mostNames).map(\.function), changing: first.changing,
          candidates: changes.count)
      ))
  }

  private func addWords(of position: Int, to found: inout [(strength: Double, evidence: Evidence)])
  {
    let count = changes.count
    let syscalls = Set(symptom.syscalls)
    let errors = Set(symptom.errorNumbers)
    var functions: [(term: Int, place: Double)] = []
    var identifiers: [Int] = []
    var words: [Int] = []
    var pathWords: [Int] = []
    var diffWords: [Int] = []
    var concepts: [Int: [Int]] = [:]
    for posting in measurement.distinctive(of: position) {
      let term = measurement.query.terms[posting.term]
      guard posting.occurrence.subject > 0 || posting.occurrence.body > 0 else {
        guard term.concept == nil else { continue }
        if posting.occurrence.diff > 0, term.kind == .identifier || posting.occurrence.paths == 0 {
          diffWords.append(posting.term)
        } else if term.kind == .word {
          pathWords.append(posting.term)
        }
        continue
      }
      let naming = measurement.inText[posting.term]
      let rarity = measurement.rarity[posting.term]
      if let concept = term.concept {
        concepts[concept, default: []].append(posting.term)
        continue
      }
      if syscalls.contains(term.surface) {
        found.append(
          (rarity, .namesSystemCall(term.surface, naming: naming, candidates: count)))
      } else if errors.contains(term.surface) {
        found.append((rarity, .namesError(term.surface, naming: naming, candidates: count)))
      } else if let place = measurement.place(ofFunction: term.surface) {
        functions.append((posting.term, place))
      } else if term.kind == .identifier {
        identifiers.append(posting.term)
      } else {
        words.append(posting.term)
      }
    }
    for (concept, terms) in concepts.sorted(by: { $0.key < $1.key }) {
      let words = rarestFirst(terms).prefix(Self.mostNames)
      guard let first = words.first else { continue }
      found.append(
        (
          measurement.rarity[first],
          .aboutTopic(
            Concept.all[concept].topic, words: surfaces(words),
            candidatesWithRarest: measurement.inText[first], candidates: count)
        ))
    }
    functions.sort { ($0.place, $1.term) > ($1.place, $0.term) }
    if let first = functions.first {
      let names = functions.prefix(Self.mostNames).map { measurement.query.terms[$0.term].surface }
      found.append(
        (
          2 * measurement.rarity[first.term],
          .namesTraceFunctions(
            names, naming: measurement.inText[first.term], candidates: count)
        ))
    }
    let named = rarestFirst(identifiers).prefix(Self.mostNames)
    if let first = named.first {
      found.append(
        (
          1.5 * measurement.rarity[first],
          .sharedIdentifiers(
            surfaces(named), naming: measurement.inText[first], candidates: count)
        ))
    }
    // The parts of an identifier that is named whole are no news.
    let whole = (functions.map(\.term) + identifiers).map {
      measurement.query.terms[$0].surface.lowercased()
    }
    let isNews = { (term: Int) in
      let surface = measurement.query.terms[term].surface.lowercased()
      return !whole.contains { $0.contains(surface) }
    }
    let shared = telling(rarestFirst(words.filter(isNews)))
    if let first = shared.first {
      found.append(
        (
          shared.reduce(0) { $0 + measurement.rarity[$1] } / 2,
          .sharedWords(
            surfaces(shared), candidatesWithRarest: measurement.inText[first],
            candidates: count)
        ))
    }
    let inPaths = rarestFirst(pathWords.filter(isNews)).prefix(Self.mostNames)
    if let first = inPaths.first {
      found.append(
        (
          measurement.rarity[first] / 2,
          .wordsInPaths(
            surfaces(inPaths), candidatesWithRarest: measurement.inPaths[first], candidates: count)
        ))
    }
    let inDiff = telling(rarestFirst(diffWords.filter(isNews)))
    if let first = inDiff.first {
      found.append(
        (
          inDiff.reduce(0) { $0 + measurement.rarity[$1] } / 2,
          .wordsInDiff(
            surfaces(inDiff), candidatesWithRarest: measurement.inDiff[first], candidates: count)
        ))
    }
  }

  private func rarestFirst(_ terms: [Int]) -> [Int] {
    terms.sorted { (measurement.rarity[$0], $1) > (measurement.rarity[$1], $0) }
  }

  /// The first words, without those that are far more common than the first.
  private func telling(_ terms: [Int]) -> ArraySlice<Int> {
    guard let first = terms.first else { return [] }
    return terms.prefix(Self.mostWords)
      .prefix { measurement.rarity[$0] >= measurement.rarity[first] / 2 }
  }

  /// Words in lower case; identifiers as the symptom has them.
  private func surfaces(_ terms: ArraySlice<Int>) -> [String] {
    terms.map {
      let term = measurement.query.terms[$0]
      return term.kind == .word ? term.surface.lowercased() : term.surface
    }
  }
}
