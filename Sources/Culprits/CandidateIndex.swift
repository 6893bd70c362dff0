internal import ChangeModel
internal import Lexicon

/// What the candidates say about the words of one query: counts, and how rare each word is among
/// them.
struct CandidateIndex {
  /// A word of the query in one candidate.
  struct Posting {
    let term: Int
    var inSubject: Int32 = 0
    var inBody: Int32 = 0
    /// 1 if a touched path has it.
    var inPaths: Int32 = 0
  }

  struct Candidate {
    var postings: [Posting] = []
    /// Words of the subject, distinct or not; of the body; distinct ones of the paths.
    var subjectLength = 0
    var bodyLength = 0
    var pathLength = 0
    /// Hashes of the subject's words, in order.
    var subjectWords: [UInt64] = []
    var textLength: Int { subjectLength + bodyLength + pathLength }
  }

  private(set) var candidates: [Candidate] = []
  /// By term: candidates that have it anywhere; in the message; in a path.
  private(set) var frequency: [Int]
  private(set) var messageFrequency: [Int]
  private(set) var pathFrequency: [Int]
  /// By word: candidates whose subject has it.
  private(set) var subjectFrequency: [UInt64: Int] = [:]

  init(_ changes: [EnrichedChange], query: Query) {
    frequency = Array(repeating: 0, count: query.terms.count)
    messageFrequency = frequency
    pathFrequency = frequency
    candidates.reserveCapacity(changes.count)
    var reader = CandidateReader(query: query)
    for change in changes {
      let candidate = reader.read(change)
      for posting in candidate.postings {
        frequency[posting.term] += 1
        if posting.inSubject + posting.inBody > 0 { messageFrequency[posting.term] += 1 }
        if posting.inPaths > 0 { pathFrequency[posting.term] += 1 }
      }
      for word in Set(candidate.subjectWords) { subjectFrequency[word, default: 0] += 1 }
      candidates.append(candidate)
    }
  }
}

/// Counts the words of a query in one change after another.
private struct CandidateReader {
  private let query: Query
  private var slots: [Int32]

  init(query: Query) {
    self.query = query
    slots = Array(repeating: -1, count: query.terms.count)
  }

  mutating func read(_ change: EnrichedChange) -> CandidateIndex.Candidate {
    var result = CandidateIndex.Candidate()
    change.commit.subject.withBytes { text in
      Tokenizer.forEachToken(in: text) { token in
        result.subjectLength += 1
        if token.kind == .word { result.subjectWords.append(token.hash) }
        count(token, in: &result) { $0.inSubject += 1 }
      }
    }
    change.commit.body.withBytes { text in
      MessageText.forEachLine(of: text) { line in
        Tokenizer.forEachToken(in: text, range: line) { token in
          result.bodyLength += 1
          count(token, in: &result) { $0.inBody += 1 }
        }
      }
    }
    var seen: Set<UInt64> = []
    var lastDirectory: Substring.UTF8View = ""[...].utf8
    for path in (change.touchedPaths ?? []).prefix(Self.mostPaths) {
      let split = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.utf8.startIndex
      // Paths come sorted: a directory's words are read once.
      let isSameDirectory = path.utf8[..<split].elementsEqual(lastDirectory)
      lastDirectory = path.utf8[..<split]
      let part = isSameDirectory ? String(Substring(path.utf8[split...])) : path
      part.withBytes { text in
        Tokenizer.forEachToken(in: text) { token in
          guard seen.insert(token.hash).inserted else { return }
          result.pathLength += 1
          count(token, in: &result) { $0.inPaths = 1 }
        }
      }
    }
    for posting in result.postings { slots[posting.term] = -1 }
    return result
  }

  /// A change over more paths is a sweep over the tree, whose later paths say nothing new.
  private static let mostPaths = 500

  private mutating func count(
    _ token: Token, in candidate: inout CandidateIndex.Candidate,
    _ step: (inout CandidateIndex.Posting) -> Void
  ) {
    guard let term = query.indexes[token.hash] else { return }
    if slots[term] < 0 {
      slots[term] = Int32(candidate.postings.count)
      candidate.postings.append(CandidateIndex.Posting(term: term))
    }
    step(&candidate.postings[Int(slots[term])])
  }
}
