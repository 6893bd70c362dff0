/// An expression as Perl reads it, over bytes, in a time that grows with the length of the text alone.
///
/// Expressions, and what they are looked for in, are strangers' (MAINTAINERS, consoles of crashing kernels): an engine that
/// goes back on its steps, as Perl's own does, needs longer than anybody waits for `([a-z ]+)+[0-9]$`. This one is
/// Thompson's: it follows all ways through the expression at once, byte by byte (R. Cox, "Regular Expression Matching Can
/// Be Simple And Fast", 2007). So it knows no references back, which no entry of MAINTAINERS uses; an expression with one
/// is not taken.
///
/// Most texts are told off by a piece of plain text that a match must have.
package struct PerlExpression: Sendable {
  private enum State {
    case bytes(ByteSet, next: Int32)
    case assertion(PerlSyntax.Assertion, next: Int32)
    case split(Int32, Int32)
    case match
  }

  private var states: [State] = [.match]
  private var start: Int32 = 0
  private let isAnchored: Bool
  private let needed: [UInt8]
  /// The bytes that a match can begin with; all if it may be empty.
  private var first = ByteSet()

  /// What a match is looked for in takes as many steps a byte as there are states.
  package static let mostStates = 2000

  /// An expression in which blanks count; `nil` if it cannot be read, or takes more states than any needs.
  package init?(_ source: String) {
    var room = Self.mostStates
    guard let syntax = PerlSyntax(reading: Array(source.utf8)[...], ignoringBlanks: false) else {
      return nil
    }
    self.init(syntax, isAnchored: false, room: &room)
  }

  /// An expression with `/x`, as MAINTAINERS has them.
  ///
  /// - Parameter room: how many states there may be; what is taken is taken off.
  package init?(_ source: ArraySlice<UInt8>, room: inout Int) {
    guard let syntax = PerlSyntax(reading: source, ignoringBlanks: true) else { return nil }
    self.init(syntax, isAnchored: false, room: &room)
  }

  /// A pattern of `F:`, which only has to match the start; there blanks count.
  package init?(glob: ArraySlice<UInt8>, room: inout Int) {
    var source: [UInt8] = []
    for byte in glob {
      switch byte {
      case UInt8(ascii: "."): source += "\\.".utf8
      // Several are no more than one.
      case UInt8(ascii: "*"): if !source.suffix(2).elementsEqual(".*".utf8) { source += ".*".utf8 }
      case UInt8(ascii: "?"): source.append(UInt8(ascii: "."))
      default: source.append(byte)
      }
    }
    guard let syntax = PerlSyntax(reading: source[...], ignoringBlanks: false) else { return nil }
    self.init(syntax, isAnchored: true, room: &room)
  }

  private init?(_ syntax: PerlSyntax, isAnchored: Bool, room: inout Int) {
    self.isAnchored = isAnchored
    needed = isAnchored ? [] : syntax.needed
    var steps = 0
    guard let start = build(syntax, before: 0, limit: min(room, Self.mostStates), &steps) else {
      return nil
    }
    self.start = start
    first = firstBytes()
    room -= states.count
  }

  // MARK: - Building

  /// - Returns: where a way through the syntax and then on to `next` begins; `nil` if that takes too many states.
  private mutating func build(
    _ syntax: PerlSyntax, before next: Int32, limit: Int, _ steps: inout Int
  ) -> Int32? {
    steps += 1
    guard states.count < limit, steps < 8 * limit else { return nil }
    switch syntax {
    case .bytes(let set): return add(.bytes(set, next: next))
    case .assertion(let assertion): return add(.assertion(assertion, next: next))
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() {
        guard let place = build(part, before: next, limit: limit, &steps) else { return nil }
        next = place
      }
      return next
    case .choice(let branches):
      var start: Int32?
      for branch in branches.reversed() {
        guard let place = build(branch, before: next, limit: limit, &steps) else { return nil }
        start = start.map { add(.split(place, $0)) } ?? place
      }
      return start
    case .repeated(let part, let least, let most):
      var place = next
      if let most {
        for _ in least..<most {
          guard let one = build(part, before: place, limit: limit, &steps) else { return nil }
          place = add(.split(one, next))
        }
      } else {
        place = add(.match)  // until its target is known
        guard let one = build(part, before: place, limit: limit, &steps) else { return nil }
        states[Int(place)] = .split(one, next)
      }
      for _ in 0..<least {
        guard let one = build(part, before: place, limit: limit, &steps) else { return nil }
        place = one
      }
      return place
    }
  }

  private mutating func add(_ state: State) -> Int32 {
    states.append(state)
    return Int32(states.count - 1)
  }

  private func firstBytes() -> ByteSet {
    var set = ByteSet()
    var seen = Array(repeating: false, count: states.count)
    var waiting = [start]
    while let place = waiting.popLast() {
      guard !seen[Int(place)] else { continue }
      seen[Int(place)] = true
      switch states[Int(place)] {
      case .bytes(let bytes, _): set.formUnion(bytes)
      case .assertion(_, let next): waiting.append(next)
      case .split(let left, let right): waiting += [left, right]
      case .match: return ByteSet().inverted
      }
    }
    return set
  }

  // MARK: - Matching

  /// - Complexity: O(*n* × *m*) for *n* bytes of text and *m* states.
  package func matches(_ text: ArraySlice<UInt8>) -> Bool {
    guard needed.isEmpty || Self.contains(text, needed) else { return false }
    return text.withUnsafeBufferPointer(matches)
  }

  private func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var waiting: [Int32] = []
    var reached: [Int32] = []
    /// For each state, after how many bytes it was met last, counted from 1.
    var met = Array(repeating: 0, count: states.count)
    for place in 0...text.count {
      if waiting.isEmpty, place > 0 && isAnchored { return false }
      if waiting.isEmpty, place < text.count, !first.contains(text[place]) { continue }
      if place == 0 || !isAnchored { waiting.append(start) }
      reached.removeAll(keepingCapacity: true)
      while let state = waiting.popLast() {
        guard met[Int(state)] != place + 1 else { continue }
        met[Int(state)] = place + 1
        switch states[Int(state)] {
        case .match: return true
        case .bytes(let set, let next):
          if place < text.count, set.contains(text[place]) { reached.append(next) }
        case .assertion(let assertion, let next):
          if Self.holds(assertion, in: text, at: place) { waiting.append(next) }
        case .split(let left, let right): waiting += [right, left]
        }
      }
      swap(&waiting, &reached)
    }
    return false
  }

  private static func holds(
    _ assertion: PerlSyntax.Assertion, in text: UnsafeBufferPointer<UInt8>, at place: Int
  ) -> Bool {
    let isNewline = { (place: Int) in text[place] == UInt8(ascii: "\n") }
    func isInWord(_ place: Int) -> Bool {
      text.indices.contains(place) && ByteSet.word.contains(text[place])
    }
    return switch assertion {
    case .start: place == 0
    case .lineStart: place == 0 || (place < text.count && isNewline(place - 1))
    case .end: place == text.count || (place == text.count - 1 && isNewline(place))
    case .lineEnd: place == text.count || isNewline(place)
    case .veryEnd: place == text.count
    case .wordBoundary: isInWord(place - 1) != isInWord(place)
    case .insideWord: isInWord(place - 1) == isInWord(place)
    }
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
    var start = text.startIndex
    while text.endIndex - start >= part.count,
      let found = text[start...(text.endIndex - part.count)].firstIndex(of: part[0])
    {
      if text[found...].starts(with: part) { return true }
      start = found + 1
    }
    return false
  }
}
