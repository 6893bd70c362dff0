import ChangeModel
import GRDB
import Git
import Text

/// The commits that have something of a concept.
struct ConceptHits {
  let concept: SearchConcept
  /// Those whose messages name it, in any form.
  let named: CommitSet
  /// Those that touch what is called so; `nil` where nothing is.
  let touching: CommitSet?
  /// What is called so: `fs/overlayfs`.
  let place: String?
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
      var named = CommitSet(capacity: count)
      let names = Array(concept.names)
      let query = Self.query(names.map(\.words))
      let rows = try reader.rows(matching: query)
      for row in rows { _ = named.insert(CommitPosition(Int(row))) }
      let rarity = log(Double(max(1, index.graph.count)) / Double(rows.count + 1))
      let weight = concept.term.weight * max(0.1, rarity)
      let isCommon = Double(rows.count) > Self.commonShare * Double(count)
      if !isCommon {
        for row in rows { scores[Int(row)] += Float(weight) }
        for row in try reader.rows(matching: "subject : (\(query))") {
          scores[Int(row)] += Float(weight * Self.subjectBonus)
        }
      }
      // What is only near counts where the term itself is not named.
      var seen = named
      let associated = Array(concept.associations)
      if !associated.isEmpty {
        let rows = try reader.rows(matching: Self.query(associated.map(\.words)))
        let near = log(Double(max(1, count)) / Double(rows.count + 1))
        let share = Float(
          concept.term.weight * min(max(0.1, rarity), max(0, near)) * associated[0].quality)
        if Double(rows.count) <= Self.commonShare * Double(count) {
          for row in rows where seen.insert(CommitPosition(Int(row))) { scores[Int(row)] += share }
        }
      }
      var (touching, place) = try places.commits(of: number, in: reader, count: count)
      if let all = touching?.count, let both = touching?.intersection(named).count,
        Double(both) < Self.leastAgreement * Double(all)
      {
        // `drivers/pps/clients`: called so by chance, and nobody who works there says the word.
        (touching, place) = (nil, nil)
      }
      if let touching {
        let near = log(Double(max(1, count)) / Double(touching.count + 1))
        let share = Float(
          concept.term.weight * min(max(0.1, rarity), max(0, near)) * Self.placeQuality)
        for position in touching.positions where !named.contains(position) {
          scores[position.index] += share
        }
      }
      hits.append(
        ConceptHits(
          concept: concept, named: named, touching: touching, place: place, rarity: max(0.1, rarity)
        ))
    }
    return (
      best(of: scores, limit: Self.readAtMost(of: concepts.count), where: isMeant), hits
    )
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
      guard isMeant(position), !index.graph.isMerge(position) else { continue }
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

  static func query(_ phrases: [[String]]) -> String {
    phrases.map { IndexReader.quoted($0.joined(separator: " ")) }.joined(separator: " OR ")
  }
}

extension IndexReader {
  /// The rows of the messages that a query of FTS5 finds, in order.
  func rows(matching query: String) throws -> [Int32] {
    let statement = BoundStatement(
      try db.cachedStatement(sql: "SELECT rowid FROM messages WHERE messages MATCH ?1"))
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
