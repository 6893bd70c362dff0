import ChangeModel
import Git
import Text

/// What a history has of a concept.
struct ConceptHits {
  let concept: SearchConcept
  /// What is called so; `nil` where nothing is.
  let place: NamedPlace?
  /// How rare it is: the logarithm of all commits over those that name it.
  let rarity: Double
}

/// Finds the commits that may be what a question asks for, without reading any message.
struct SearchRetrieval {
  let index: HistoryIndex
  let reader: IndexReader

  /// So many are read and compared in full.
  static let readAtMost = 320
  static func readAtMost(of terms: Int) -> Int { min(readAtMost, 80 * (terms + 1)) }
  /// What stands in a subject counts more before anything is read.
  private static let subjectBonus = 0.5
  private static let placeQuality = 0.6
  /// Of the commits that touch what is called as a term, so many name it.
  private static let leastAgreement = 0.15
  /// A word in more than this part of all messages finds nothing.
  private static let commonShare = 0.25
  /// A name that fits more than this part of all files says nothing of a place.
  private static let commonFiles = 0.08

  /// The likeliest, best first.
  ///
  /// - Parameter isMeant: whether a commit may be in the answer.
  func candidates(
    for concepts: [SearchConcept], where isMeant: (CommitPosition) -> Bool
  ) throws -> (positions: [CommitPosition], hits: [ConceptHits]) {
    let count = index.graph.count
    var scores = [Float](repeating: 0, count: count)
    let places = try PlaceNames(concepts, reader, commonShare: Self.commonFiles)
    var hits: [ConceptHits] = []
    for (number, concept) in concepts.enumerated() {
      let query = IndexReader.query(concept.names.map(\.words))
      let rows = try reader.rows(of: "messages", matching: query)
      let named = CommitSet(rows.map { CommitPosition(Int($0)) }, of: count)
      let rarity = rarity(of: rows.count)
      /// What being near counts: no more than being named, and less the more commits are.
      func share(_ commits: Int, _ quality: Double) -> Float {
        Float(concept.term.weight * min(rarity, self.rarity(of: commits)) * quality)
      }
      if !isCommon(rows.count) {
        let whole = share(rows.count, 1)
        for row in rows { scores[Int(row)] += whole }
        let more = share(rows.count, Self.subjectBonus)
        for row in try reader.rows(of: "messages", matching: "subject : (\(query))") {
          scores[Int(row)] += more
        }
      }
      // What is only near counts where the term itself is not named.
      if let best = concept.associations.first {
        let rows = try reader.rows(
          of: "messages", matching: IndexReader.query(concept.associations.map(\.words)))
        let near = share(rows.count, best.quality)
        for row in isCommon(rows.count) ? [] : rows where !named.contains(.init(Int(row))) {
          scores[Int(row)] += near
        }
      }
      let place = try places.place(of: number, in: reader, count: count)
        // `drivers/pps/clients`: called so by chance, and nobody who works there says the word.
        .flatMap { place in
          let agreeing = place.commits.intersection(named).count
          return Double(agreeing) >= Self.leastAgreement * Double(place.commits.count)
            ? place : nil
        }
      if let place {
        let near = share(place.commits.count, Self.placeQuality)
        for position in place.commits.positions where !named.contains(position) {
          scores[position.index] += near
        }
      }
      hits.append(ConceptHits(concept: concept, place: place, rarity: rarity))
    }
    return (best(of: scores, limit: Self.readAtMost(of: concepts.count), where: isMeant), hits)
  }

  /// The logarithm of all commits over so many; a little even for what all have.
  private func rarity(of commits: Int) -> Double {
    max(Self.leastRarity, log(Double(max(1, index.graph.count)) / Double(commits + 1)))
  }

  private static let leastRarity = 0.1

  private func isCommon(_ commits: Int) -> Bool {
    Double(commits) > Self.commonShare * Double(index.graph.count)
  }

  /// The highest scores; of equals the youngest.
  private func best(
    of scores: [Float], limit: Int, where isMeant: (CommitPosition) -> Bool
  ) -> [CommitPosition] {
    var found: [(score: Float, time: Int64, position: CommitPosition)] = []
    // What falls below what is kept need not be asked about.
    var least: Float = 0
    for row in scores.indices where scores[row] > least {
      let position = CommitPosition(row)
      guard isMeant(position) else { continue }
      found.append((scores[row], index.graph.time(position), position))
      if found.count >= 4 * limit {
        found.sort { ($1.score, $1.time) < ($0.score, $0.time) }
        found.removeSubrange(limit...)
        least = found[found.count - 1].score.nextDown
      }
    }
    found.sort {
      ($1.score, $1.time, $0.position) < ($0.score, $0.time, $1.position)
    }
    return found.prefix(limit).map(\.position)
  }
}

extension IndexReader {
  /// Any of some phrases, in FTS5's language.
  static func query(_ phrases: [[String]]) -> String {
    phrases.map { quoted($0.joined(separator: " ")) }.joined(separator: " OR ")
  }

  /// The rows that a query of FTS5 finds in a table of the index, in order.
  func rows(of table: String, matching query: String) throws -> [Int32] {
    let statement = try db.kept("SELECT rowid FROM \(table) WHERE \(table) MATCH ?1")
    statement.bind(query, at: 1)
    var rows: [Int32] = []
    try statement.forEachRow { columns in
      let row = columns.number(0)
      guard row >= 0, row < graph.count else { throw DamagedIndex() }
      rows.append(Int32(row))
      return true
    }
    return rows
  }
}
