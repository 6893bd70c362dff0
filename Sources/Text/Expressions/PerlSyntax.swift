/// What an expression of Perl says, as a tree.
indirect enum PerlSyntax {
  case bytes(ByteSet)
  case assertion(Assertion)
  case sequence([PerlSyntax])
  case choice([PerlSyntax])
  case repeated(PerlSyntax, least: Int, most: Int?)

  enum Assertion {
    case start, end, lineStart, lineEnd, veryEnd, wordBoundary, insideWord
  }

  /// Reads an expression; `nil` if Perl would refuse it, or if it asks for what no machine without a memory can know:
  /// what a group has matched before, what stands around a place, or not to go back.
  ///
  /// - Parameter ignoringBlanks: as with `/x`: blanks count only in brackets and after `\`, and `#` begins a comment.
  init?(reading source: ArraySlice<UInt8>, ignoringBlanks: Bool) {
    var parser = Parser(source, ignoringBlanks: ignoringBlanks)
    guard let whole = try? parser.choice(), parser.isAtEnd else { return nil }
    self = whole
  }

  /// The longest run of bytes that each match must have, as far as that is plain to see.
  var needed: [UInt8] {
    guard case .sequence(let parts) = self else { return single.map { [$0] } ?? [] }
    var (longest, run): ([UInt8], [UInt8]) = ([], [])
    for part in parts {
      if let byte = part.single { run.append(byte) } else { run = [] }
      if run.count > longest.count { longest = run }
    }
    return longest
  }

  private var single: UInt8? {
    if case .bytes(let set) = self { set.single } else { nil }
  }
}

// MARK: - Reading

extension PerlSyntax {
  private struct Unreadable: Error {}

  private struct Parser {
    private let source: [UInt8]
    private var place = 0
    private var flags: Flags
    private var depth = 0

    private static let deepest = 100
    /// Perl's own limit is higher; no expression for paths or words needs more.
    private static let mostRepeats = 1000

    private struct Flags {
      var ignoresCase = false
      var ignoresBlanks: Bool
      var dotIsAny = false
      var hasLines = false
    }

    init(_ source: ArraySlice<UInt8>, ignoringBlanks: Bool) {
      self.source = Array(source)
      flags = Flags(ignoresBlanks: ignoringBlanks)
    }

    var isAtEnd: Bool { place == source.count }

    private var next: UInt8? { place < source.count ? source[place] : nil }

    private mutating func take() throws(Unreadable) -> UInt8 {
      guard let byte = next else { throw Unreadable() }
      place += 1
      return byte
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: byte) else { return false }
      place += 1
      return true
    }

    private mutating func skipBlanks() {
      guard flags.ignoresBlanks else { return }
      while let byte = next {
        if ByteSet.space.contains(byte) {
          place += 1
        } else if byte == UInt8(ascii: "#") {
          while let byte = next, byte != 0x0A { place += 1 }
        } else {
          return
        }
      }
    }

    mutating func choice() throws(Unreadable) -> PerlSyntax {
      depth += 1
      defer { depth -= 1 }
      guard depth < Self.deepest else { throw Unreadable() }
      let outer = flags
      defer { flags = outer }
      var branches = [try sequence()]
      while take("|") { branches.append(try sequence()) }
      return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(Unreadable) -> PerlSyntax {
      var parts: [PerlSyntax] = []
      while true {
        skipBlanks()
        guard let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") else { break }
        guard let atom = try atom() else { continue }
        parts.append(try quantified(atom))
      }
      return .sequence(parts)
    }

    private mutating func quantified(_ atom: PerlSyntax) throws(Unreadable) -> PerlSyntax {
      skipBlanks()
      let least: Int
      let most: Int?
      switch next {
      case UInt8(ascii: "*"): (least, most) = (0, nil)
      case UInt8(ascii: "+"): (least, most) = (1, nil)
      case UInt8(ascii: "?"): (least, most) = (0, 1)
      case UInt8(ascii: "{"):
        guard let bounds = bounds() else { return atom }
        (least, most) = bounds
      default: return atom
      }
      place += 1
      skipBlanks()
      // What a match takes first is nothing to whether there is one; what it does not give back is.
      _ = take("?")
      if let byte = next, "*+?".utf8.contains(byte) { throw Unreadable() }
      if next == UInt8(ascii: "{"), bounds() != nil { throw Unreadable() }
      guard least <= Self.mostRepeats, most.map({ $0 <= Self.mostRepeats && $0 >= least }) ?? true
      else { throw Unreadable() }
      return .repeated(atom, least: least, most: most)
    }

    /// The numbers of `{2}`, `{2,}` or `{2,3}`, and goes to the closing brace; `nil`, and goes nowhere, for a plain `{`.
    private mutating func bounds() -> (Int, Int?)? {
      var cursor = place + 1
      func number() -> Int? {
        let digits = source[cursor...].prefix(while: ByteSet.digit.contains)
        cursor += digits.count
        return digits.isEmpty || digits.count > 6
          ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      }
      let least = number()
      var most = least
      if cursor < source.count, source[cursor] == UInt8(ascii: ",") {
        cursor += 1
        most = number()
      }
      guard least != nil || most != nil, cursor < source.count, source[cursor] == UInt8(ascii: "}")
      else { return nil }
      place = cursor
      return (least ?? 0, most)
    }

    private func set(_ set: ByteSet) -> PerlSyntax {
      .bytes(flags.ignoresCase ? set.ignoringCase : set)
    }

    /// `nil` for flags, which match nothing themselves.
    private mutating func atom() throws(Unreadable) -> PerlSyntax? {
      let byte = try take()
      switch byte {
      case UInt8(ascii: "("): return try group()
      case UInt8(ascii: "["): return set(try bracket())
      case UInt8(ascii: "."):
        return .bytes(flags.dotIsAny ? ByteSet().inverted : ByteSet.newline.inverted)
      case UInt8(ascii: "^"): return .assertion(flags.hasLines ? .lineStart : .start)
      case UInt8(ascii: "$"): return .assertion(flags.hasLines ? .lineEnd : .end)
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): throw Unreadable()
      case UInt8(ascii: "\\"):
        // `\b{wb}` and the like ask Unicode.
        if next == UInt8(ascii: "b") || next == UInt8(ascii: "B"), place + 1 < source.count,
          source[place + 1] == UInt8(ascii: "{")
        {
          throw Unreadable()
        }
        switch next {
        case UInt8(ascii: "b"):
          place += 1
          return .assertion(.wordBoundary)
        case UInt8(ascii: "B"):
          place += 1
          return .assertion(.insideWord)
        case UInt8(ascii: "A"):
          place += 1
          return .assertion(.start)
        case UInt8(ascii: "Z"):
          place += 1
          return .assertion(.end)
        case UInt8(ascii: "z"):
          place += 1
          return .assertion(.veryEnd)
        default: return set(try escape(inBracket: false))
        }
      default: return set(ByteSet([byte]))
      }
    }

    private mutating func group() throws(Unreadable) -> PerlSyntax? {
      var inner = flags
      if take("?") {
        var isOn = true
        flags: while true {
          switch try take() {
          case UInt8(ascii: ":"): break flags
          case UInt8(ascii: ")"):
            flags = inner
            return nil
          case UInt8(ascii: "#"):
            while try take() != UInt8(ascii: ")") {}
            return nil
          case UInt8(ascii: "^"): inner = Flags(ignoresBlanks: false)
          case UInt8(ascii: "-"): isOn = false
          case UInt8(ascii: "i"): inner.ignoresCase = isOn
          case UInt8(ascii: "x"): inner.ignoresBlanks = isOn
          case UInt8(ascii: "s"): inner.dotIsAny = isOn
          case UInt8(ascii: "m"): inner.hasLines = isOn
          case UInt8(ascii: "n"): break
          default: throw Unreadable()  // looks around, calls a group, runs code
          }
        }
      }
      let outer = flags
      flags = inner
      let inside = try choice()
      flags = outer
      guard take(")") else { throw Unreadable() }
      return inside
    }

    /// What follows a backslash, as a set.
    private mutating func escape(inBracket: Bool) throws(Unreadable) -> ByteSet {
      let byte = try take()
      switch byte {
      case UInt8(ascii: "d"): return .digit
      case UInt8(ascii: "D"): return ByteSet.digit.inverted
      case UInt8(ascii: "w"): return .word
      case UInt8(ascii: "W"): return ByteSet.word.inverted
      case UInt8(ascii: "s"): return .space
      case UInt8(ascii: "S"): return ByteSet.space.inverted
      // Unlike \s these know a blank and a line end of Latin-1.
      case UInt8(ascii: "h"): return .union(.horizontal, ByteSet([0xA0]))
      case UInt8(ascii: "H"): return ByteSet.union(.horizontal, ByteSet([0xA0])).inverted
      case UInt8(ascii: "v"): return .union(.vertical, ByteSet([0x85]))
      case UInt8(ascii: "V"): return ByteSet.union(.vertical, ByteSet([0x85])).inverted
      case UInt8(ascii: "N") where !inBracket && next != UInt8(ascii: "{"):
        return ByteSet.newline.inverted
      case UInt8(ascii: "n"): return .newline
      case UInt8(ascii: "t"): return ByteSet([0x09])
      case UInt8(ascii: "r"): return ByteSet([0x0D])
      case UInt8(ascii: "f"): return ByteSet([0x0C])
      case UInt8(ascii: "e"): return ByteSet([0x1B])
      case UInt8(ascii: "a"): return ByteSet([0x07])
      case UInt8(ascii: "b") where inBracket: return ByteSet([0x08])
      case UInt8(ascii: "0"):
        let digits = source[place...].prefix(2).prefix { (0x30...0x37).contains($0) }
        place += digits.count
        return ByteSet([digits.reduce(0) { $0 << 3 | ($1 & 7) }])
      case UInt8(ascii: "x"):
        let digits = source[place...].prefix(2).prefix(while: \.isHexDigit)
        guard !digits.isEmpty else { throw Unreadable() }
        place += digits.count
        return ByteSet([digits.reduce(0) { $0 << 4 | ($1.hexDigit ?? 0) }])
      // Every other letter or digit means something: a group again, a property, a quotation.
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: throw Unreadable()
      default: return ByteSet([byte])
      }
    }

    private mutating func bracket() throws(Unreadable) -> ByteSet {
      let isInverted = take("^")
      var set = ByteSet()
      var isFirst = true
      while true {
        let byte = try take()
        if byte == UInt8(ascii: "]"), !isFirst { break }
        isFirst = false
        if byte == UInt8(ascii: "["), next == UInt8(ascii: ":") {
          set.formUnion(try named())
          continue
        }
        let low = byte == UInt8(ascii: "\\") ? try escape(inBracket: true) : ByteSet([byte])
        guard let first = low.single, next == UInt8(ascii: "-"), place + 1 < source.count,
          source[place + 1] != UInt8(ascii: "]")
        else {
          set.formUnion(low)
          continue
        }
        place += 1
        let end = try take()
        let high = end == UInt8(ascii: "\\") ? try escape(inBracket: true) : ByteSet([end])
        guard let last = high.single, first <= last else { throw Unreadable() }
        set.formUnion(ByteSet(first...last))
      }
      if flags.ignoresCase { set = set.ignoringCase }
      return isInverted ? set.inverted : set
    }

    /// `[:alpha:]`, after its first bracket.
    private mutating func named() throws(Unreadable) -> ByteSet {
      place += 1
      let isInverted = take("^")
      let name = source[place...].prefix(while: ByteSet.lower.contains)
      place += name.count
      guard take(":"), take("]") else { throw Unreadable() }
      let set: ByteSet
      switch String(decoding: name, as: UTF8.self) {
      case "alpha": set = .alphabetic
      case "digit": set = .digit
      case "alnum": set = .union(.alphabetic, .digit)
      case "lower": set = .lower
      case "upper": set = .upper
      case "word": set = .word
      case "space": set = .space
      case "blank": set = .horizontal
      case "cntrl": set = ByteSet(Array(0...0x1F) + [0x7F])
      case "graph": set = ByteSet(0x21...0x7E)
      case "print": set = ByteSet(0x20...0x7E)
      case "ascii": set = ByteSet(0...0x7F)
      case "xdigit": set = ByteSet("0123456789abcdefABCDEF".utf8)
      case "punct":
        set = ByteSet(
          (0x21...0x7E).filter { !ByteSet.alphabetic.contains($0) && !ByteSet.digit.contains($0) })
      default: throw Unreadable()
      }
      return isInverted ? set.inverted : set
    }
  }
}
