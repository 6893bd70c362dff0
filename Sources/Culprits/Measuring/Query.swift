internal import ChangeModel
internal import Text

/// A symptom as words to look for, each with how much it counts.
struct Query: Sendable {
  struct Term: Sendable {
    let kind: Token.Kind
    /// As the symptom first has it.
    let surface: String
    /// Set if the symptom does not have the word, but a concept does.
    var concept: Int?
    /// How often the symptom has it.
    var frequency: Double
    /// Saturating weight of ``frequency``: a word said five times is not five times as telling.
    var weight: Double { frequency * 5 / (frequency + 4) }
  }

  private(set) var terms: [Term] = []
  private(set) var indexes: [UInt64: Int] = [:]
  /// By term.
  var hashes: [UInt64] {
    var result = [UInt64](repeating: 0, count: terms.count)
    for (hash, term) in indexes { result[term] = hash }
    return result
  }

  /// A symptom may be a whole log; words after so many distinct ones add time and no sense.
  private static let mostTerms = 20_000

  init(_ symptom: Symptom) {
    var cues: Set<UInt64> = []
    let noise = Self.noiseWords(of: symptom)
    symptom.text.withBytes { text in
      for line in symptom.lines where terms.count < Self.mostTerms {
        let isFrame = !noise.isEmpty && Self.isFrame(text, line)
        var skipUntil = line.lowerBound
        Tokenizer.forEachToken(in: text, range: line) { token in
          guard token.range.lowerBound >= skipUntil else { return }
          let word = Self.blankDelimited(text, around: token.range, in: line)
          if let end = Self.endOfUserPath(text, word, before: token.range.lowerBound) {
            skipUntil = end
            return
          }
          if noise.contains(Self.nameBeforeOffset(text, word).fnv1a) {
            // The rest of a frame of noise is its file.
            skipUntil = isFrame ? line.upperBound : word.upperBound
            return
          }
          guard !EnglishWords.contains(token.hash) else { return }
          cues.insert(text[token.range].lazy.map(\.lowercased).fnv1a)
          add(token, text)
        }
      }
    }
    for name in symptom.errorNumbers + symptom.filesystems + symptom.syscalls {
      name.withBytes { text in
        Tokenizer.forEachToken(in: text) { token in
          if indexes[token.hash] == nil { add(token, text) }
        }
      }
    }
    addConcepts(heard: cues)
  }

  private mutating func addConcepts(heard cues: Set<UInt64>) {
    for (index, concept) in Concept.all.enumerated() where !concept.cues.isDisjoint(with: cues) {
      for word in concept.words {
        word.withBytes { text in
          Tokenizer.forEachToken(in: text) { token in
            guard indexes[token.hash] == nil else { return }
            add(token, text)
            terms[terms.count - 1].frequency = Concept.frequency
            terms[terms.count - 1].concept = index
          }
        }
      }
    }
  }

  private mutating func add(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) {
    if let index = indexes[token.hash] {
      terms[index].frequency += 1
    } else {
      indexes[token.hash] = terms.count
      terms.append(
        Term(
          kind: token.kind, surface: String(decoding: text[token.range], as: UTF8.self),
          frequency: 1))
    }
  }

  /// Hashes of the functions of noise frames.
  private static func noiseWords(of symptom: Symptom) -> Set<UInt64> {
    Set(symptom.frames.filter(\.isNoise).map { $0.function.utf8.fnv1a })
  }

  /// Names in a user's own directories are no kernel words; `/proc`, `/sys` and `/dev` are the
  /// kernel's.
  private static let kernelRoots = ["/proc/", "/sys/", "/dev/"].map { Array($0.utf8) }

  /// The end of the absolute path that `position` is in; `nil` if it is in none.
  private static func endOfUserPath(
    _ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, before position: Int
  ) -> Int? {
    guard position > word.lowerBound, text[position - 1] == UInt8(ascii: "/"),
      position - 1 == word.lowerBound || !isPathByte(text[position - 2])
    else { return nil }
    let path = text[(position - 1)..<word.upperBound].prefix(while: isPathByte)
    return kernelRoots.contains { path.starts(with: $0) } ? nil : path.endIndex
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    byte.isWordByte || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-")
  }

  private static func isFrame(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
    text[line].suffix(8).elementsEqual("[inline]".utf8)
      || zip(line, line.dropFirst()).contains {
        text[$0] == UInt8(ascii: "+") && text[$1] == UInt8(ascii: "0")
      }
  }

  /// The word around a token that white space ends, up to a name's length either side.
  private static func blankDelimited(
    _ text: UnsafeBufferPointer<UInt8>, around range: Range<Int>, in line: Range<Int>
  ) -> Range<Int> {
    let reach = 100
    var (start, end) = (range.lowerBound, range.upperBound)
    let (first, last) = (
      max(line.lowerBound, start - reach), min(line.upperBound, end + reach)
    )
    while start > first, !text[start - 1].isWhite { start -= 1 }
    while end < last, !text[end].isWhite { end += 1 }
    return start..<end
  }

  /// `function` of `RIP: 0010:function.isra.0+0x1a/0x2b`.
  private static func nameBeforeOffset(
    _ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    let end =
      word.first { text[$0] == UInt8(ascii: "+") || text[$0] == UInt8(ascii: ".") }
      ?? word.upperBound
    var start = end
    while start > word.lowerBound, text[start - 1].isWordByte { start -= 1 }
    return text[start..<end]
  }
}
