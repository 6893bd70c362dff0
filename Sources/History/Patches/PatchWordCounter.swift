internal import ChangeModel
internal import Git
internal import Lexicon

/// Counts the words of the hunks of one commit after the other.
///
/// What is a comment is judged line by line: from `/*` to `*/`, what starts with `//`, and what starts with `*` and a
/// blank, so that a hunk in the middle of a comment is known for one. A comment that starts behind code counts as code.
struct PatchWordCounter {
  private var table = CountedWords()
  private var added = 0
  private var removed = 0
  private var codeAdded = 0
  private var codeRemoved = 0
  private var hunks = 0
  private var functions: [String] = []
  private var functionHashes: [UInt64] = []

  private static let mostFunctions = 64

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

  /// What was counted; begins anew.
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
    guard functions.count < Self.mostFunctions else { return }
    let hash = function.fnv1a
    guard !functionHashes.contains(hash) else { return }
    functionHashes.append(hash)
    functions.append(String(decoding: function, as: UTF8.self))
  }

  /// Counts the lines that are code, and notes the functions that begin in them.
  private mutating func codeLines(
    in text: UnsafeRawBufferPointer, _ language: SourceLanguage
  ) -> Int {
    var (count, start) = (0, 0)
    var isInComment = false
    while start < text.count {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
      let line = UnsafeRawBufferPointer(rebasing: text[start..<end])
      if isCode(line, language, &isInComment) {
        count += 1
        if case .begins(let name) = FunctionLine(line, in: language) {
          note(UnsafeRawBufferPointer(rebasing: line[name]))
        }
      }
      start = end + 1
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

/// The words of one commit with their counts, in open addressing by their hashes.
private struct CountedWords {
  enum Place { case added, removed, functions }

  private struct Entry {
    var hash: UInt32
    var isIdentifier = false
    var added: UInt16 = 0
    var removed: UInt16 = 0
    var functions: UInt16 = 0
  }

  private var slots: [UInt16] = Array(repeating: 0, count: 1 << 10)
  /// Place 0 is never used, so that 0 is an empty slot.
  private var entries = [Entry(hash: 0)]
  private(set) var isFull = false

  /// Further different words of a commit are left out. Few commits come near.
  private static let most = 20_000

  mutating func add(_ text: UnsafeRawBufferPointer, to place: Place) {
    Tokenizer.forEachToken(in: text.bindMemory(to: UInt8.self)) { token in
      let slot = slot(of: UInt32(truncatingIfNeeded: token.hash))
      guard let slot else { return }
      let number = Int(slots[slot])
      entries[number].isIdentifier = entries[number].isIdentifier || token.kind == .identifier
      switch place {
      case .added: Self.increment(&entries[number].added)
      case .removed: Self.increment(&entries[number].removed)
      case .functions: Self.increment(&entries[number].functions)
      }
    }
  }

  private static func increment(_ count: inout UInt16) { if count < .max { count += 1 } }

  private mutating func slot(of hash: UInt32) -> Int? {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if entries[Int(slots[slot])].hash == hash { return slot }
      slot = (slot + 1) & mask
    }
    guard entries.count <= Self.most else {
      isFull = true
      return nil
    }
    slots[slot] = UInt16(entries.count)
    entries.append(Entry(hash: hash))
    if entries.count * 2 > slots.count {
      grow()
      return self.slot(of: hash)
    }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for number in 1..<entries.count {
      var slot = Int(entries[number].hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt16(number)
    }
  }

  mutating func takeAll() -> [PatchWords.Word] {
    let words = entries.dropFirst().sorted { $0.hash < $1.hash }.map {
      PatchWords.Word(
        hash: $0.hash, isIdentifier: $0.isIdentifier, added: $0.added, removed: $0.removed,
        functions: $0.functions)
    }
    entries.removeSubrange(1...)
    isFull = false
    slots = Array(repeating: 0, count: 1 << 10)
    return words
  }
}
