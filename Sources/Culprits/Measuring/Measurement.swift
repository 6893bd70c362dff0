package import ChangeModel
internal import Text

/// All measurements of a symptom against its candidates.
///
/// BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
/// (2009).
package struct Measurement: Sendable {
  /// A word of the query in one candidate.
  struct Posting {
    let term: Int
    let occurrence: CandidateWords.Occurrence
  }

  let symptom: Symptom
  let query: Query
  let range: CandidateRange
  let parts: KernelParts
  package private(set) var vectors: [FeatureVector]
  /// By candidate, in the order of the words.
  let postings: [[Posting]]
  /// By term: how rare it is among the candidates, in text or diff, as far as it names a place; 0 where none has it.
  let rarity: [Double]
  /// How much the symptom says of a place that some candidate could answer to: the rarities of its words, and of the best
  /// fitting mount, part, file and functions, summed.
  package private(set) var said: Double
  /// By term: how many candidates have it in their message or paths, in their paths, in their diffs.
  let inText, inPaths, inDiff: [Int]
  /// The functions of the symptom, lower case without underscores around them, each with the weight of its place.
  private let functionWeights: [String: Double]
  /// By function of the symptom: the candidates that change it, ascending.
  private let changingFunction: [String: [Int]]
  private let fileWeights: [String: Double]

  private static let saturation = 2.0  // k1
  private static let lengthInfluence = 0.9  // b
  /// How fast a frame counts less further down the trace.
  private static let frameDecay = 0.1
  /// What a function or file named outside a trace weighs; the first frame weighs 1.
  private static let functionInProse = 0.7
  private static let fileInProse = 0.5
  /// "happens" and "broken" name less of a place than this; "deadlock" and "suspend" name more.
  private static let leastNaming = 0.1

  package init(_ symptom: Symptom, among range: CandidateRange) {
    let query = Query(symptom)
    (self.symptom, self.query, self.range) = (symptom, query, range)
    parts = KernelParts(symptom, range.names)
    vectors = range.traits
    let words = query.hashes.map { range.words.table.number(of: UInt32(truncatingIfNeeded: $0)) }
    func having(_ field: CandidateWords.Field) -> [Int] {
      words.map { $0.map { range.words.having($0, field) } ?? 0 }
    }
    (inText, inPaths, inDiff) = (having(.text), having(.paths), having(.diff))
    rarity = words.map {
      $0.map { range.rarities[CandidateWords.Field.any.rawValue][$0] * range.naming[$0] } ?? 0
    }
    said = zip(query.terms, rarity).reduce(0) { $0 + $1.0.weight * $1.1 }
    postings = Self.postings(of: words, in: range.words)
    (functionWeights, fileWeights) = Self.weights(of: symptom)
    changingFunction = Self.changing(functionWeights, range.changes)
    measureWords(words)
    measureNames(symptom)
    said +=
      vectors.lazy.map { $0[.mount] + $0[.namedPart] + $0[.namedFile] + $0[.traceFunctions] }.max()
      ?? 0
  }

  // MARK: - What the evidence asks

  /// The weight of a function's place in the symptom, 1 for the first frame; `nil` if it has no such function.
  func place(ofFunction function: String) -> Double? {
    functionWeights[Self.bare(function)]
  }

  /// The words of a candidate that at most a tenth of the candidates have, and that name a place more than any word does.
  func distinctive(of candidate: Int) -> [Posting] {
    let limit = max(10, range.changes.count)
    return postings[candidate].filter { posting in
      let word = Int(posting.occurrence.word)
      return range.words.having(word, .any) * 10 <= limit
        && range.naming[word] >= Self.leastNaming
    }
  }

  /// The touched file that the symptom names, the highest in the trace.
  func namedFile(of candidate: Int) -> (path: String, touching: Int)? {
    guard !fileWeights.isEmpty else { return nil }
    let named = (range.changes[candidate].touchedPaths ?? []).filter { fileWeights[$0] != nil }
    guard let path = named.max(by: { (fileWeights[$0] ?? 0) < (fileWeights[$1] ?? 0) }) else {
      return nil
    }
    return (path, range.touching[path]?.count ?? 0)
  }

  /// The functions of the symptom that a candidate changes, the most telling first, each with how many candidates change it.
  func changedFunctions(of candidate: Int) -> [(function: String, changing: Int, weight: Double)] {
    guard let functions = range.changes[candidate].patch?.functions else { return [] }
    var seen: Set<String> = []
    var found: [(function: String, changing: Int, weight: Double)] = []
    for function in functions {
      let name = Self.bare(function)
      guard let place = functionWeights[name], seen.insert(name).inserted else { continue }
      let changing = changingFunction[name]?.count ?? 1
      let rarity = Rarity.rarity(having: changing, of: range.changes.count)
      found.append((function, changing, place * rarity))
    }
    return found.sorted { ($0.weight, $1.function) > ($1.weight, $0.function) }
  }

  static func weight(ofFrame rank: Int) -> Double { 1 / (1 + frameDecay * Double(rank)) }
}

// MARK: - Words

extension Measurement {
  private static func postings(of words: [Int?], in candidates: CandidateWords) -> [[Posting]] {
    var terms = [Int32](repeating: -1, count: candidates.table.count)
    for case (let term, let word?) in words.enumerated() { terms[word] = Int32(term) }
    return (0..<candidates.count).map { candidate in
      candidates[candidate].compactMap { occurrence in
        let term = terms[Int(occurrence.word)]
        return term < 0 ? nil : Posting(term: Int(term), occurrence: occurrence)
      }
    }
  }

  /// What a field of a candidate scores for the words of the symptom.
  private struct Scale {
    let field: CandidateWords.Field
    /// By term: how much it counts, its rarity included.
    let weights: [Double]
    /// What a text with all words that some candidate has could score, without saturation.
    let mass: Double
    /// The same of the words as far as they name a place.
    let namingMass: Double
    var perRoot: Double { 1 / max(1, mass).squareRoot() }
  }

  private func scale(_ field: CandidateWords.Field, _ words: [Int?]) -> Scale {
    let rarities = range.rarities[field.rawValue]
    var weights = [Double](repeating: 0, count: words.count)
    var (mass, namingMass) = (0.0, 0.0)
    for case (let term, let word?) in words.enumerated() {
      weights[term] = query.terms[term].weight * rarities[word]
      guard range.words.having(word, field) > 0 else { continue }
      mass += weights[term]
      namingMass += weights[term] * range.naming[word]
    }
    return Scale(field: field, weights: weights, mass: mass, namingMass: namingMass)
  }

  private mutating func measureWords(_ words: [Int?]) {
    let isIdentifier = query.terms.map { $0.kind == .identifier }
    let scales = CandidateWords.Field.allCases.map { scale($0, words) }
    let textRoot = scales[CandidateWords.Field.text.rawValue].perRoot
    let diffRoot = scales[CandidateWords.Field.diff.rawValue].perRoot
    for candidate in vectors.indices {
      var vector = vectors[candidate]
      var found = Found()
      for posting in postings[candidate] {
        let term = posting.term
        for scale in scales {
          let count = scale.field.count(in: posting.occurrence)
          guard count > 0 else { continue }
          let weight = scale.weights[term]
          found.add(
            scale.field, score: weight * saturated(count, scale.field, candidate), weight: weight,
            rarity: range.rarities[scale.field.rawValue][Int(posting.occurrence.word)],
            naming: range.naming[Int(posting.occurrence.word)], isIdentifier: isIdentifier[term])
        }
      }
      vector[.text] = found.score(.text) * textRoot
      vector[.diff] = found.score(.diff) * diffRoot
      vector[.subject] = found.score(.subject) * textRoot
      vector[.textIdentifiers] = found.identifierScore(.text) * textRoot
      vector[.coveredByText] = found.share(.text, of: scales)
      vector[.coveredByDiff] = found.share(.diff, of: scales)
      vector[.covered] = found.share(.any, of: scales)
      vector[.rarestInText] = found.rarest(.text)
      vector[.rarestInDiff] = found.rarest(.diff)
      vector[.subjectNamed] = found.mass(.subject) / range.subjectMasses[candidate]
      vectors[candidate] = vector
    }
    measureLag()
  }

  /// Sums over the shared words of one candidate, by field.
  private struct Found {
    private var scores = [Double](repeating: 0, count: CandidateWords.Field.count)
    private var identifierScores = [Double](repeating: 0, count: CandidateWords.Field.count)
    private var weights = [Double](repeating: 0, count: CandidateWords.Field.count)
    private var rarities = [Double](repeating: 0, count: CandidateWords.Field.count)
    private var rarest = [Double](repeating: 0, count: CandidateWords.Field.count)

    mutating func add(
      _ field: CandidateWords.Field, score: Double, weight: Double, rarity: Double,
      naming: Double, isIdentifier: Bool
    ) {
      scores[field.rawValue] += score
      if isIdentifier { identifierScores[field.rawValue] += score }
      weights[field.rawValue] += weight * naming
      rarities[field.rawValue] += rarity
      rarest[field.rawValue] = max(rarest[field.rawValue], rarity * naming)
    }

    func score(_ field: CandidateWords.Field) -> Double { scores[field.rawValue] }
    func identifierScore(_ field: CandidateWords.Field) -> Double {
      identifierScores[field.rawValue]
    }
    func mass(_ field: CandidateWords.Field) -> Double { rarities[field.rawValue] }
    func rarest(_ field: CandidateWords.Field) -> Double { rarest[field.rawValue] }
    func share(_ field: CandidateWords.Field, of scales: [Scale]) -> Double {
      weights[field.rawValue] / max(1, scales[field.rawValue].namingMass)
    }
  }

  private func saturated(_ count: Int, _ field: CandidateWords.Field, _ candidate: Int) -> Double {
    let ratio =
      range.words.lengths[field.rawValue][candidate] / range.words.meanLengths[field.rawValue]
    let norm = Self.saturation * (1 - Self.lengthInfluence + Self.lengthInfluence * ratio)
    return Double(count) * (Self.saturation + 1) / (Double(count) + norm)
  }

  private mutating func measureLag() {
    let scores = vectors.map { $0[.text] + $0[.diff] }
    let best = range.touching.mapValues { $0.reduce(0) { max($0, scores[$1]) } }
    for (candidate, change) in range.changes.enumerated() {
      let bestBeside = (change.touchedPaths ?? []).prefix(CandidateRange.mostPaths)
        .reduce(scores[candidate]) { max($0, best[$1] ?? 0) }
      vectors[candidate][.behindInFile] = bestBeside - scores[candidate]
    }
  }
}

// MARK: - Names

extension Measurement {
  private mutating func measureNames(_ symptom: Symptom) {
    let grams = range.grams.shared(with: symptom)
    let count = range.changes.count
    for candidate in vectors.indices {
      vectors[candidate][.gramsNamed] =
        grams[candidate] / max(1e-9, range.grams.masses[candidate])
      if let file = namedFile(of: candidate) {
        vectors[candidate][.namedFile] =
          (fileWeights[file.path] ?? 0) * Rarity.rarity(having: file.touching, of: count)
      }
      vectors[candidate][.mount] = parts.mounted[candidate]?.strength ?? 0
      vectors[candidate][.namedPart] = parts.named[candidate]?.strength ?? 0
    }
    for (function, candidates) in changingFunction.sorted(by: { $0.key < $1.key }) {
      let weight =
        (functionWeights[function] ?? 0) * Rarity.rarity(having: candidates.count, of: count)
      for candidate in candidates {
        vectors[candidate][.traceFunctions] += weight
      }
    }
    for candidate in vectors.indices {
      vectors[candidate][.traceFunctions] = log(1 + vectors[candidate][.traceFunctions])
    }
  }

  static func bare(_ function: String) -> String {
    var name = Substring(function)
    while name.utf8.first == UInt8(ascii: "_") { name = name.dropFirst() }
    while name.utf8.last == UInt8(ascii: "_") { name = name.dropLast() }
    return name.lowercased()
  }

  private static func weights(of symptom: Symptom) -> ([String: Double], [String: Double]) {
    var functions: [String: Double] = [:]
    var files: [String: Double] = [:]
    for file in symptom.files { files[file] = symptom.frames.isEmpty ? 1 : fileInProse }
    for (rank, frame) in symptom.frames.lazy.filter({ !$0.isNoise }).enumerated() {
      let name = bare(frame.function)
      functions[name] = max(functions[name] ?? 0, weight(ofFrame: rank))
      if let file = frame.file { files[file] = max(files[file] ?? 0, weight(ofFrame: rank)) }
    }
    // Files of noise frames are in every trace, too.
    for frame in symptom.frames where frame.isNoise {
      if let file = frame.file { files[file] = nil }
    }
    for function in symptom.functions where functions[bare(function)] == nil {
      functions[bare(function)] = functionInProse
    }
    return (functions, files)
  }

  private static func changing(
    _ functions: [String: Double], _ changes: [Candidate]
  ) -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    guard !functions.isEmpty else { return result }
    for (candidate, change) in changes.enumerated() {
      for function in change.patch?.functions ?? [] {
        let name = bare(function)
        guard functions[name] != nil, result[name]?.last != candidate else { continue }
        result[name, default: []].append(candidate)
      }
    }
    return result
  }
}
