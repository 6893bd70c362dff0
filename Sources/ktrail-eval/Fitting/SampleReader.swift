import ChangeModel
import Culprits
import Investigation

/// Measures cases and pairs, with diffs and as if there were none.
struct SampleReader {
  /// Samples in two readings of the same queries.
  struct Readings {
    var withDiffs: [Sample] = []
    var messagesOnly: [Sample] = []

    mutating func add(
      _ id: String, _ set: String, _ query: CulpritCase.Query, _ text: String,
      _ right: Set<CommitID>, _ ranges: (CandidateRange, CandidateRange)
    ) {
      let symptom = Symptom(parsing: text)
      func sample(_ range: CandidateRange) -> Sample {
        Sample(
          id: id, set: set, query: query, Measurement(symptom, among: range),
          isRight: range.changes.map { $0.id.commit.map(right.contains) ?? false })
      }
      withDiffs.append(sample(ranges.0))
      messagesOnly.append(sample(ranges.1))
    }
  }

  let progress: (String) -> Void

  /// All queries of the cases of one set; cases whose culprit the clone does not list are left out.
  func read(_ file: CaseFile, in clone: Investigation) throws -> Readings {
    var readings = Readings()
    let ranges = Dictionary(grouping: file.cases) { [$0.good, $0.bad] }
    var done = 0
    for (ends, cases) in ranges.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      progress("\(file.set): measured \(done) of \(file.cases.count) cases")
      done += cases.count
      let changes: [EnrichedChange]
      do throws(InvestigationError) {
        changes = try clone.changes(from: ends[0], to: ends[1])
      } catch {
        guard error.isUnknownRevision else { throw error }
        continue
      }
      let both = Self.ranges(changes)
      for one in cases where changes.contains(where: { one.right.contains($0.commit.id) }) {
        for query in CulpritCase.Query.allCases {
          guard let text = one.texts[query] else { continue }
          readings.add(one.id, file.set, query, text, Set(one.right), both)
        }
      }
    }
    return readings
  }

  func read(_ pairs: [FixesPairs.Pair], set: String) -> Readings {
    var readings = Readings()
    for (number, pair) in pairs.enumerated() {
      if number % 20 == 0 { progress("\(set): measured \(number) of \(pairs.count) pairs") }
      readings.add(
        pair.id, set, .symptom, pair.symptom, [pair.culprit], Self.ranges(pair.candidates))
    }
    return readings
  }

  private static func ranges(_ changes: [EnrichedChange]) -> (CandidateRange, CandidateRange) {
    (CandidateRange(changes), CandidateRange(changes.map(\.withoutPatch)))
  }
}
