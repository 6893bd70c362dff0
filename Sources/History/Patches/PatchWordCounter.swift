internal import ChangeModel
internal import Git
internal import Text

/// Counts the words of the hunks of one commit after the other.
///
/// What is a comment is judged line by line: from `/*` to `*/`, what starts with `//`, and what starts with `*` and a
/// blank, so that a hunk in the middle of a comment is known for one. A comment that starts after code counts as code.
struct PatchWordCounter {
  private var table = CountedWords()
  private var added = 0
  private var removed = 0
  private var codeAdded = 0
  private var codeRemoved = 0
  private var hunks = 0
  private var functions: [String] = []
  private var functionHashes: [UInt64] = []

  mutating func add(_ hunk: PatchHunk) {
    hunks += 1
    added += hunk.addedCount
    removed += hunk.removedCount
    table.add(hunk.removed, to: .removed)
    table.add(hunk.added, to: .added)
    if let heading = hunk.heading { table.add(heading, to: .functions) }
    if let function = hunk.function { note(function) }
    let language = SourceLanguage(path: hunk.path)
    guard language != .other else { return }
    codeRemoved += codeLines(in: hunk.removed, language)
    codeAdded += codeLines(in: hunk.added, language)
  }

  /// What was counted; begins again.
  mutating func finish(_ summary: PatchSummary) -> PatchWords {
    let isFull = table.isFull
    let words = PatchWords(
      words: table.takeAll(), functions: functions,
      size: PatchWords.Size(
        added: added, removed: removed, codeAdded: codeAdded, codeRemoved: codeRemoved,
        hunks: hunks, files: summary.fileCount),
      isPartial: summary.isPartial || isFull)
    reset()
    return words
  }

  /// Forgets a commit that could not be read to its end.
  mutating func abandon() {
    _ = table.takeAll()
    reset()
  }

  private mutating func reset() {
    (added, removed, codeAdded, codeRemoved, hunks) = (0, 0, 0, 0, 0)
    functions = []
    functionHashes.removeAll(keepingCapacity: true)
  }

  private mutating func note(_ function: UnsafeRawBufferPointer) {
    guard functions.count < PatchWords.mostFunctions else { return }
    let hash = function.fnv1a
    guard !functionHashes.contains(hash) else { return }
    functionHashes.append(hash)
    functions.append(String(decoding: function, as: UTF8.self))
  }

  /// Counts the lines that are code, and notes the functions that begin in them.
  private mutating func codeLines(
    in text: UnsafeRawBufferPointer, _ language: SourceLanguage
  ) -> Int {
    var count = 0
    var isInComment = false
    for range in text.lines {
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      if isCode(line, language, &isInComment) {
        count += 1
        if case .begins(let name) = FunctionLine(line, in: language) {
          note(UnsafeRawBufferPointer(rebasing: line[name]))
        }
      }
    }
    return count
  }

  private func isCode(
    _ line: UnsafeRawBufferPointer, _ language: SourceLanguage, _ isInComment: inout Bool
  ) -> Bool {
    guard let start = line.firstIndex(where: { !$0.isBlank }) else { return false }
    let first = line[start]
    if language == .build { return first != UInt8(ascii: "#") }
    let second = start + 1 < line.count ? line[start + 1] : UInt8(ascii: " ")
    if isInComment {
      isInComment = !line.hasPair("*", "/", from: start)
      return false
    }
    switch (first, second) {
    case (UInt8(ascii: "/"), UInt8(ascii: "/")): return false
    case (UInt8(ascii: "/"), UInt8(ascii: "*")):
      isInComment = !line.hasPair("*", "/", from: start + 2)
      return false
    case (UInt8(ascii: "*"), UInt8(ascii: "/")), (UInt8(ascii: "*"), UInt8(ascii: "*")):
      return false
    case (UInt8(ascii: "*"), _): return !second.isBlank
    default: return true
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func hasPair(_ first: Unicode.Scalar, _ second: Unicode.Scalar, from start: Int)
    -> Bool
  {
    var place = start
    while place + 1 < count {
      if self[place] == UInt8(ascii: first), self[place + 1] == UInt8(ascii: second) {
        return true
      }
      place += 1
    }
    return false
  }
}

/// The words of one commit with their counts.
private struct CountedWords {
  enum Place { case added, removed, functions }

  private struct Counts {
    var isIdentifier = false
    var added: UInt16 = 0
    var removed: UInt16 = 0
    var functions: UInt16 = 0
  }

  private var numbers = HashNumbering<UInt32>()
  /// By number.
  private var counts: [Counts] = []
  private(set) var isFull = false

  /// Further different words of a commit are left out. Few commits come near.
  private static let most = 20_000

  mutating func add(_ text: UnsafeRawBufferPointer, to place: Place) {
    Tokenizer.forEachToken(in: text.bindMemory(to: UInt8.self)) { token in
      guard let number = number(of: UInt32(truncatingIfNeeded: token.hash)) else { return }
      counts[number].isIdentifier = counts[number].isIdentifier || token.kind == .identifier
      switch place {
      case .added: Self.increment(&counts[number].added)
      case .removed: Self.increment(&counts[number].removed)
      case .functions: Self.increment(&counts[number].functions)
      }
    }
  }

  private static func increment(_ count: inout UInt16) { if count < .max { count += 1 } }

  private mutating func number(of hash: UInt32) -> Int? {
    guard counts.count < Self.most else {
      let number = numbers.number(of: hash)
      isFull = isFull || number == nil
      return number
    }
    let number = numbers.insert(hash)
    if number == counts.count { counts.append(Counts()) }
    return number
  }

  mutating func takeAll() -> [PatchWords.Word] {
    let words = zip(numbers.hashes, counts).map { hash, counts in
      PatchWords.Word(
        hash: hash, isIdentifier: counts.isIdentifier, added: counts.added,
        removed: counts.removed, functions: counts.functions)
    }.sorted { $0.hash < $1.hash }
    numbers.removeAll()
    counts.removeAll(keepingCapacity: true)
    isFull = false
    return words
  }
}
