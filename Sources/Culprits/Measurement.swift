internal import ChangeModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// All measurements of a symptom against its candidates.
///
/// BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
/// (2009).
struct Measurement {
  let query: Query
  let index: CandidateIndex
  let parts: KernelParts
  private(set) var vectors: [FeatureVector] = []
  /// By term: how rare it is among the candidates.
  let rarity: [Double]
  /// By frame function (lower case): the weight of its place in the trace.
  private let frameWeights: [String: Double]
  private let fileWeights: [String: Double]
  private let fileFrequency: [String: Int]

  private static let saturation = 2.0  // k1
  private static let lengthInfluence = 0.9  // b
  /// The BM25 over the square root of the query's mass at which the best match is half convincing;
  /// of 0, 1 and 3, the one with the best mean reciprocal rank.
  private static let weakText = 3.0
  /// How fast a frame counts less further down the trace.
  private static let frameDecay = 0.1

  init(_ symptom: Symptom, among changes: [EnrichedChange]) {
    query = Query(symptom)
    let index = CandidateIndex(changes, query: query)
    self.index = index
    parts = KernelParts(symptom, among: changes)
    rarity = index.frequency.map { Self.rarity(having: $0, of: changes.count) }
    (frameWeights, fileWeights) = Self.weights(of: symptom)
    fileFrequency = Self.touchedFrequency(changes, of: fileWeights)
    vectors = measure(changes)
  }

  /// How early the trace has `function`, 1 for its first frame; `nil` if it is not in the trace.
  func place(ofFunction function: String) -> Double? { frameWeights[function.lowercased()] }

  /// The words of a candidate that at most a tenth of the candidates have.
  func distinctive(of candidate: Int) -> [CandidateIndex.Posting] {
    index.candidates[candidate].postings.filter {
      index.frequency[$0.term] * 10 <= max(10, index.candidates.count)
    }
  }

  /// The touched file that the symptom names, the highest in the trace.
  func namedFile(of change: EnrichedChange) -> (path: String, touching: Int)? {
    let named = (change.touchedPaths ?? []).filter { fileWeights[$0] != nil }
    guard let path = named.max(by: { (fileWeights[$0] ?? 0) < (fileWeights[$1] ?? 0) }) else {
      return nil
    }
    return (path, fileFrequency[path] ?? 0)
  }

  static func rarity(having: Int, of count: Int) -> Double {
    log(1 + (Double(count - having) + 0.5) / (Double(having) + 0.5))
  }

  static func weight(ofFrame rank: Int) -> Double { 1 / (1 + frameDecay * Double(rank)) }

  private static func weights(of symptom: Symptom) -> ([String: Double], [String: Double]) {
    var functions: [String: Double] = [:]
    var files: [String: Double] = [:]
    for file in symptom.files { files[file] = 0.5 }
    for (rank, frame) in symptom.frames.lazy.filter({ !$0.isNoise }).enumerated() {
      let name = String(frame.function.drop { $0 == "_" }).lowercased()
      functions[name] = max(functions[name] ?? 0, weight(ofFrame: rank))
      if let file = frame.file { files[file] = max(files[file] ?? 0, weight(ofFrame: rank)) }
    }
    // Files of noise frames are in every trace, too.
    for frame in symptom.frames where frame.isNoise {
      if let file = frame.file { files[file] = nil }
    }
    if symptom.frames.isEmpty { for file in symptom.files { files[file] = 1 } }
    return (functions, files)
  }

  private func measure(_ changes: [EnrichedChange]) -> [FeatureVector] {
    let candidates = index.candidates
    let count = Double(max(1, candidates.count))
    let averageText = max(1, Double(candidates.reduce(0) { $0 + $1.textLength })) / count
    let averagePaths = max(1, Double(candidates.reduce(0) { $0 + $1.pathLength })) / count
    let weights = zip(query.terms, rarity).map { $0.weight * $1 }
    let mass = zip(weights, index.frequency).reduce(0) { $0 + ($1.1 > 0 ? $1.0 : 0) }
    let scale = 1 / max(1, mass).squareRoot()

    var vectors: [FeatureVector] = []
    vectors.reserveCapacity(changes.count)
    for (position, (change, candidate)) in zip(changes, candidates).enumerated() {
      var vector = FeatureVector()
      let textRatio = Double(candidate.textLength) / averageText
      let pathRatio = Double(candidate.pathLength) / averagePaths
      for posting in candidate.postings {
        let weight = weights[posting.term] * scale
        let all = Double(posting.inSubject + posting.inBody + posting.inPaths)
        vector[.text] += weight * Self.saturated(all, textRatio)
        if posting.inPaths > 0 { vector[.paths] += weight * Self.saturated(1, pathRatio) }
        vector[.rarest] = max(vector[.rarest], rarity[posting.term])
      }
      vector[.subjectNamed] = subjectNamed(candidate)
      if let file = namedFile(of: change) {
        vector[.namedFile] =
          (fileWeights[file.path] ?? 0)
          * Self.rarity(having: file.touching, of: candidates.count)
      }
      vector[.mount] = parts.mounted[position]?.strength ?? 0
      vector[.part] = parts.named[position]?.strength ?? 0
      vector[.functionPart] = parts.byFunction[position]?.strength ?? 0
      vector[.aside] = ChangeKind.aside(of: change) == nil ? 0 : 1
      vector[.isFix] = change.fixes.isEmpty ? 0 : 1
      vector[.isRevert] = change.commit.subject.hasPrefix("Revert \"") ? 1 : 0
      vector[.size] = log(1 + Double(change.touchedPaths?.count ?? 1))
      vector[.messageLength] = log(1 + Double(candidate.subjectLength + candidate.bodyLength))
      vectors.append(vector)
    }
    let best = vectors.reduce(0) { max($0, $1[.text]) }
    for position in vectors.indices { vectors[position][.text] /= best + Self.weakText }
    return vectors
  }

  private static func saturated(_ frequency: Double, _ lengthRatio: Double) -> Double {
    let norm = saturation * (1 - lengthInfluence + lengthInfluence * lengthRatio)
    return frequency * (saturation + 1) / (frequency + norm)
  }

  private func subjectNamed(_ candidate: CandidateIndex.Candidate) -> Double {
    var (named, all) = (0.0, 0.0)
    for word in candidate.subjectWords {
      let rarity = Self.rarity(
        having: index.subjectFrequency[word] ?? 0, of: index.candidates.count)
      all += rarity
      if query.indexes[word] != nil { named += rarity }
    }
    return all > 0 ? named / all : 0
  }

  private static func touchedFrequency(
    _ changes: [EnrichedChange], of files: [String: Double]
  ) -> [String: Int] {
    var result: [String: Int] = [:]
    guard !files.isEmpty else { return result }
    for change in changes {
      for path in change.touchedPaths ?? [] where files[path] != nil {
        result[path, default: 0] += 1
      }
    }
    return result
  }
}
