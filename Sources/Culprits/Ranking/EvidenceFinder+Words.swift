internal import ChangeModel
internal import Text

extension EvidenceFinder {
  /// What a word of the symptom is in a candidate.
  private enum Role: Hashable {
    case systemCall, error, function, identifier, word
    /// Of a topic, by its number in `Concept.all`.
    case concept(Int)
    /// In no message, only in paths or changed lines.
    case path, diff
  }

  private static let mostWords = 5

  /// The words of the symptom that few candidates have, and this one has.
  func words(of position: Int) -> [Found] {
    var terms: [Role: [Int]] = [:]
    for posting in measurement.distinctive(of: position) {
      if let role = role(of: posting) { terms[role, default: []].append(posting.term) }
    }
    let functions = topmostFirst(terms[.function] ?? [])
    let identifiers = rarestFirst(terms[.identifier] ?? [])
    // The parts of an identifier that is named whole are not news.
    let whole = (functions + identifiers).map { surface(of: $0).lowercased() }
    func news(_ role: Role) -> [Int] {
      rarestFirst(terms[role] ?? []).filter { term in
        !whole.contains { $0.contains(surface(of: term).lowercased()) }
      }
    }
    var found = (terms[.systemCall] ?? []).map { self.found(.systemCall, [$0]) }
    found += (terms[.error] ?? []).map { self.found(.error, [$0]) }
    for role in Concept.all.indices.map(Role.concept) {
      found.append(self.found(role, rarestFirst(terms[role] ?? []).prefix(Self.mostNames)))
    }
    found.append(self.found(.function, functions.prefix(Self.mostNames)))
    found.append(self.found(.identifier, identifiers.prefix(Self.mostNames)))
    found.append(self.found(.word, telling(news(.word))))
    found.append(self.found(.path, news(.path).prefix(Self.mostNames)))
    found.append(self.found(.diff, telling(news(.diff))))
    return found.compactMap(\.self)
  }

  private func role(of posting: Measurement.Posting) -> Role? {
    let term = measurement.query.terms[posting.term]
    let occurrence = posting.occurrence
    guard occurrence.subject > 0 || occurrence.body > 0 else {
      if term.concept != nil { return nil }
      if occurrence.diff > 0, term.kind == .identifier || occurrence.paths == 0 { return .diff }
      return term.kind == .word ? .path : nil
    }
    if let concept = term.concept { return .concept(concept) }
    if symptom.syscalls.contains(term.surface) { return .systemCall }
    if symptom.errorNumbers.contains(term.surface) { return .error }
    if inTrace.contains(Measurement.bare(term.surface)) { return .function }
    return term.kind == .identifier ? .identifier : .word
  }

  /// The fact that terms of one role make, with their mass in the symptom; `nil` without terms.
  private func found(_ role: Role, _ terms: some Collection<Int>) -> Found? {
    guard let first = terms.first else { return nil }
    let names = terms.map(surface)
    // As programs write it: `EACCES`.
    let name = measurement.query.terms[first].surface
    let naming = measurement.inText[first]
    let evidence: Evidence =
      switch role {
      case .systemCall: .namesSystemCall(name, naming: naming, candidates: count)
      case .error: .namesError(name, naming: naming, candidates: count)
      case .function: .namesTraceFunctions(names, naming: naming, candidates: count)
      case .identifier: .sharedIdentifiers(names, naming: naming, candidates: count)
      case .word: .sharedWords(names, candidatesWithRarest: naming, candidates: count)
      case .concept(let concept):
        .aboutTopic(
          Concept.all[concept].topic, words: names, candidatesWithRarest: naming,
          candidates: count)
      case .path:
        .wordsInPaths(
          names, candidatesWithRarest: measurement.inPaths[first], candidates: count)
      case .diff:
        .wordsInDiff(names, candidatesWithRarest: measurement.inDiff[first], candidates: count)
      }
    return Found(
      evidence: evidence,
      mass: terms.reduce(0) { $0 + measurement.query.terms[$1].weight * measurement.rarity[$1] })
  }

  private func topmostFirst(_ terms: [Int]) -> [Int] {
    let places = terms.map { (measurement.place(ofFunction: surface(of: $0)) ?? 0, $0) }
    return places.sorted { ($0.0, $1.1) > ($1.0, $0.1) }.map(\.1)
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

  /// A word in lower case; an identifier as the symptom has it.
  private func surface(of term: Int) -> String {
    let term = measurement.query.terms[term]
    return term.kind == .word ? term.surface.lowercased() : term.surface
  }
}
