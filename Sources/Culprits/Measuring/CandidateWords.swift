internal import ChangeModel
internal import Text

/// The words of all candidates of a range, and how common each is among them: what is the same for
/// every symptom.
///
/// - Complexity: O(total size of messages and diffs' words), about 40 µs a candidate; some 10 KB each.
struct CandidateWords: Sendable {
  /// A word of one candidate, and how often each field has it.
  struct Occurrence: Sendable {
    fileprivate(set) var word: UInt32
    var subject: UInt16 = 0
    var body: UInt16 = 0
    /// 1 if a touched path has it.
    var paths: UInt16 = 0
    var added: UInt16 = 0
    var removed: UInt16 = 0
    var functions: UInt16 = 0

    var text: Int { Int(subject) + Int(body) + Int(paths) }
    /// A hunk's heading counts twice, as a rule of thumb: it names the place.
    var diff: Int { Int(added) + Int(removed) + 2 * Int(functions) }
  }

  /// The parts of a change that are compared with a symptom on their own.
  enum Field: Int, CaseIterable {
    case text, diff, any, subject, paths
    static let count = allCases.count

    func count(in occurrence: Occurrence) -> Int {
      switch self {
      case .text: occurrence.text
      case .diff: occurrence.diff
      case .any: occurrence.text + occurrence.diff
      case .subject: Int(occurrence.subject)
      case .paths: Int(occurrence.paths)
      }
    }
  }

  private(set) var table: HashNumbering<UInt32>
  private var occurrences: [Occurrence] = []
  /// Where each candidate's occurrences begin, and where the last one's end.
  private var starts = [0]
  /// By field and word: how many candidates have it there.
  private(set) var frequency: [[Int32]]
  /// By field and candidate: how many words it has there, counted as often as they stand.
  private(set) var lengths: [[Double]]
  /// By field: the mean of ``lengths``, never 0.
  private(set) var meanLengths: [Double] = []

  var count: Int { starts.count - 1 }

  /// - Parameter runs: what each thread reads, first to last; `nil` for a run for each processor. The result is the same.
  init(_ changes: [Candidate], runs: [Range<Int>]? = nil) {
    let runs = runs ?? changes.indices.runs(noShorterThan: Self.shortestRun)
    let parts = runs.concurrentMap { CandidateWords(reading: changes[$0]) }
    self = parts[0]
    for part in parts.dropFirst() { append(part) }
    let count = Double(max(1, changes.count))
    meanLengths = lengths.map { max($0.reduce(0, +) / count, 1e-9) }
  }

  /// Fewer changes are read faster than a thread is started and its words are numbered again.
  private static let shortestRun = 512

  private init(reading changes: ArraySlice<Candidate>) {
    table = HashNumbering<UInt32>(expecting: 16 * changes.count)
    frequency = Array(repeating: [], count: Field.count)
    lengths = Array(repeating: [], count: Field.count)
    for field in Field.allCases { lengths[field.rawValue].reserveCapacity(changes.count) }
    occurrences.reserveCapacity(128 * changes.count)
    var reader = CandidateReader()
    for change in changes {
      reader.read(change, &table)
      for field in Field.allCases {
        frequency[field.rawValue].append(
          contentsOf: repeatElement(0, count: table.count - frequency[field.rawValue].count))
        var length = 0
        frequency[field.rawValue].withUnsafeMutableBufferPointer { frequency in
          for occurrence in reader.occurrences {
            let count = field.count(in: occurrence)
            length += count
            if count > 0 { frequency[Int(occurrence.word)] += 1 }
          }
        }
        lengths[field.rawValue].append(Double(length))
      }
      occurrences += reader.occurrences
      starts.append(occurrences.count)
    }
  }

  /// Adds what comes after these candidates. All is as if it had been read at once: words are numbered as they come first.
  private mutating func append(_ other: CandidateWords) {
    let numbers = other.table.hashes.map { UInt32(table.insert($0)) }
    for field in Field.allCases.map(\.rawValue) {
      frequency[field] += repeatElement(0, count: table.count - frequency[field].count)
      for (word, count) in other.frequency[field].enumerated() {
        frequency[field][Int(numbers[word])] += count
      }
      lengths[field] += other.lengths[field]
    }
    let shift = occurrences.count
    occurrences += other.occurrences.lazy.map { occurrence in
      var occurrence = occurrence
      occurrence.word = numbers[Int(occurrence.word)]
      return occurrence
    }
    starts += other.starts.dropFirst().map { $0 + shift }
  }

  subscript(candidate: Int) -> ArraySlice<Occurrence> {
    occurrences[starts[candidate]..<starts[candidate + 1]]
  }

  /// How many candidates have `word` in `field`.
  func having(_ word: Int, _ field: Field) -> Int { Int(frequency[field.rawValue][word]) }

  /// How rare each word is in a field: ``Rarity/rarity(having:of:)`` by word.
  func rarities(_ field: Field) -> [Double] {
    let byCount = (0...count).map { Rarity.rarity(having: $0, of: count) }
    return frequency[field.rawValue].map { byCount[Int($0)] }
  }
}

/// Counts the words of one change after another.
private struct CandidateReader {
  private(set) var occurrences: [CandidateWords.Occurrence] = []
  /// By word: where it is in ``occurrences``, -1 if it is not.
  private var slots: [Int32] = []

  /// A change over more paths is a sweep over the tree, whose later paths say nothing new.
  private static let mostPaths = 500

  mutating func read(_ change: Candidate, _ table: inout HashNumbering<UInt32>) {
    for occurrence in occurrences { slots[Int(occurrence.word)] = -1 }
    occurrences.removeAll(keepingCapacity: true)
    change.subject.withBytes { text in
      Tokenizer.forEachToken(in: text) { token in
        count(token.hash, &table) { $0.subject.increase() }
      }
    }
    change.body.withBytes { text in
      MessageText.forEachLine(of: text) { line in
        Tokenizer.forEachToken(in: text, range: line) { token in
          count(token.hash, &table) { $0.body.increase() }
        }
      }
    }
    readPaths(change.touchedPaths ?? [], &table)
    for word in change.patch?.words ?? [] {
      count(UInt64(word.hash), &table) {
        ($0.added, $0.removed, $0.functions) = (word.added, word.removed, word.functions)
      }
    }
  }

  private mutating func readPaths(_ paths: [String], _ table: inout HashNumbering<UInt32>) {
    var lastDirectory: Substring.UTF8View = ""[...].utf8
    for path in paths.prefix(Self.mostPaths) {
      let split = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.utf8.startIndex
      // Paths come sorted: a directory's words are read once.
      let isSameDirectory = path.utf8[..<split].elementsEqual(lastDirectory)
      lastDirectory = path.utf8[..<split]
      let part = isSameDirectory ? String(Substring(path.utf8[split...])) : path
      part.withBytes { text in
        Tokenizer.forEachToken(in: text) { token in count(token.hash, &table) { $0.paths = 1 } }
      }
    }
  }

  private mutating func count(
    _ hash: UInt64, _ table: inout HashNumbering<UInt32>,
    _ step: (inout CandidateWords.Occurrence) -> Void
  ) {
    let word = table.insert(UInt32(truncatingIfNeeded: hash))
    if word >= slots.count {
      slots.append(contentsOf: repeatElement(-1, count: max(1024, word + 1 - slots.count)))
    }
    if slots[word] < 0 {
      slots[word] = Int32(occurrences.count)
      occurrences.append(CandidateWords.Occurrence(word: UInt32(word)))
    }
    step(&occurrences[Int(slots[word])])
  }
}

extension UInt16 {
  fileprivate mutating func increase() { if self < .max { self += 1 } }
}
