internal import ChangeModel

/// Finds the facts for and against each candidate, strongest first.
///
/// A fact is as strong as what its measure makes of the candidate's odds. Those of one measure are in order of their mass:
/// how rare what they name is among the candidates. A class, since its many closures would each copy all it holds.
final class EvidenceFinder: Sendable {
  struct Found {
    let evidence: Evidence
    var mass = 0.0
  }

  let symptom: Symptom
  let measurement: Measurement
  private let contributions: Contributions
  private let discounts: [Discount?]
  private let knownFixes: [Int: KnownFixes.Match]
  private let versions: [Int: KernelVersion]
  private let relevances: [CommitID: Relevance]
  private let ids: Set<CommitID>
  /// The functions of a trace, bare; others are named in prose.
  let inTrace: Set<String>
  /// By candidate: where the user expects the cause and the change is; empty if the user does not say.
  private let places: [String?]
  private let inPlace: [String: Int]
  /// Each place that the user thinks likely or unlikely, with the candidates that are there.
  private let hints: [(name: String, isLikely: Bool, touching: Set<Int>)]
  private var changes: [Candidate] { measurement.range.changes }
  var count: Int { changes.count }

  static let mostNames = 3

  init(
    _ symptom: Symptom, _ measurement: Measurement, _ contributions: Contributions,
    discounts: [Discount?], knownFixes: [Int: KnownFixes.Match], versions: [Int: KernelVersion],
    relevances: [CommitID: Relevance], scope: SuspectScope
  ) {
    (self.symptom, self.measurement, self.contributions) = (symptom, measurement, contributions)
    (self.discounts, self.knownFixes, self.relevances) = (discounts, knownFixes, relevances)
    self.versions = versions
    inTrace = Set(symptom.frames.map { Measurement.bare($0.function) })
    ids = Set(measurement.range.changes.compactMap(\.id.commit))
    places =
      scope.namesPlaces ? measurement.range.changes.map { $0.change.flatMap(scope.place) } : []
    inPlace = Dictionary(places.compactMap { $0.map { ($0, 1) } }, uniquingKeysWith: +)
    let told = scope.likely.map { ($0, true) } + scope.unlikely.map { ($0, false) }
    hints = told.map { place, isLikely in
      let changes = measurement.range.changes
      let inside = changes.indices.filter { changes[$0].change.map(place.contains) ?? false }
      return (place.name, isLikely, Set(inside))
    }
  }

  func evidence(for position: Int) -> [Evidence] {
    let others = [
      known(position), place(of: position), repair(of: position),
      versions[position].map { .outgrowsVersionCode($0) },
    ]
    let objections = [objection(to: position), relevance(of: position)]
    let found =
      parts(of: position) + file(of: position) + functions(of: position) + words(of: position)
      + (others + objections + hints(on: position)).compactMap { $0.map { Found(evidence: $0) } }
    return found.enumerated().map { offset, found in
      (contributions.strength(of: found.evidence, for: position), found, offset)
    }.sorted { ($0.0, $0.1.mass, $1.2) > ($1.0, $1.1.mass, $0.2) }.map(\.1.evidence)
  }

  // MARK: - The symptom

  private func parts(of position: Int) -> [Found] {
    let parts = measurement.parts
    return [parts.mounted[position], parts.named[position], parts.byFunction[position]]
      .compactMap(\.self).map { fit in
        Found(
          evidence: .inPart(
            fit.fact, directory: fit.directory, touching: fit.touching, candidates: count),
          mass: fit.strength)
      }
  }

  private func file(of position: Int) -> [Found] {
    guard let file = measurement.namedFile(of: position) else { return [] }
    return [
      Found(evidence: .touchesNamedFile(file.path, touching: file.touching, candidates: count))
    ]
  }

  private func functions(of position: Int) -> [Found] {
    let changed = measurement.changedFunctions(of: position)
    guard let first = changed.first else { return [] }
    return [
      Found(
        evidence: .changesFunctions(
          changed.prefix(Self.mostNames).map(\.function), changing: first.changing,
          candidates: count))
    ]
  }

  // MARK: - What is known beside it

  private func known(_ position: Int) -> Evidence? {
    knownFixes[position].map { .alreadyFixed(by: $0.fix, words: $0.words) }
  }

  private func place(of position: Int) -> Evidence? {
    guard !places.isEmpty, let place = places[position] else { return nil }
    return .inScope(place, touching: inPlace[place] ?? 1, candidates: count)
  }

  private func hints(on position: Int) -> [Evidence?] {
    hints.filter { $0.touching.contains(position) }.map {
      .hinted($0.name, isLikely: $0.isLikely, touching: $0.touching.count, candidates: count)
    }
  }

  private func repair(of position: Int) -> Evidence? {
    changes[position].followUps.lazy.filter(\.kind.isRepair)
      .compactMap { [ids] in $0.commit(in: ids) }.first.map { .repairedInRange(by: $0) }
  }

  private func objection(to position: Int) -> Evidence? {
    if let discount = discounts[position] { return .discounted(discount) }
    return ChangeKind.aside(of: changes[position]).map { .touchesOnly($0) }
  }

  private func relevance(of position: Int) -> Evidence? {
    changes[position].id.commit.flatMap { relevances[$0] }.map { .relevance($0) }
  }
}
