import Text

/// The `%changelog` of a spec as rpmbuild makes it, as far as that can be told without building.
///
/// rpmbuild leaves out the lines whose first letter is `#` and those of `%dnl`, `%define`,
/// `%global` and `%undefine`, with the lines that a definition goes on in, writes `%` for `%%`, and
/// keeps or drops what stands between `%if` and `%endif`. What a macro that is a line of its own
/// expands to is not known. Here a left-out line stays as an empty one, so that lines keep their numbers. Of a
/// condition that is not a plain 0 or 1 both sides stay.
struct SpecSection {
  let bytes: [UInt8]
  /// The lines whose effect only the build knows: conditions, included files, generated entries.
  private(set) var leftToBuild: [(line: Int, directive: String)] = []

  init(_ spec: [UInt8], _ range: Range<Int>, firstLine: Int) {
    var reader = LineReader(spec, range: range, firstLine: firstLine)
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    /// For each open `%if`, what is known of the branch that is being read.
    var conditions: [Bool?] = []
    /// Whether the line above defines a macro that goes on here.
    var goesOn = false
    while let line = reader.nextLine() {
      let text = ByteText(spec, line).trimmed
      let isRead = !conditions.contains(false)
      if goesOn {
        goesOn = text.last == UInt8(ascii: "\\")
      } else if text.first == UInt8(ascii: "%"),
        let directive = Directive(text, isWhole: text.start == line.lowerBound)
      {
        goesOn =
          (text.starts(with: "%define ") || text.starts(with: "%global "))
          && text.last == UInt8(ascii: "\\")
        var isTold = false
        switch directive {
        case .condition(let isMet):
          conditions.append(isMet)
          isTold = isRead && isMet == nil
        case .otherwise(let isMet):
          guard let before = conditions.popLast() else { break }
          // After a branch that is taken no other is; after one that may be, any may be.
          isTold = before == false && isMet == nil && !conditions.contains(false)
          conditions.append(before == true ? false : before == false ? isMet : nil)
        case .end: _ = conditions.popLast()
        case .unknown: isTold = isRead
        case .silent: break
        }
        if isTold { leftToBuild.append((reader.line, text.string)) }
      } else if text.first != UInt8(ascii: "#"), isRead {
        result.append(unescaped: ByteText(spec, line))
      }
      result.append(.newline)
    }
    if spec.last != .newline, !result.isEmpty { result.removeLast() }
    bytes = result
  }

  private enum Directive {
    /// `%if` and its kin; `nil` where the condition is not a plain number.
    case condition(Bool?)
    /// `%else`, or `%elif` with its own condition.
    case otherwise(Bool?)
    case end
    /// It may write entries that are not here.
    case unknown
    /// It writes nothing.
    case silent

    /// - Parameter isWhole: whether nothing stands before it in its line.
    init?(_ text: ByteText, isWhole: Bool) {
      let name = text.prefix(text.offset(where: \.isBlank) ?? text.count)
      switch name.string {
      case "%if": self = .condition(Int(text.dropFirst(name.count).trimmed.string).map { $0 != 0 })
      case "%ifarch", "%ifnarch", "%ifos", "%ifnos": self = .condition(nil)
      case "%else": self = .otherwise(true)
      case "%elif", "%elifarch", "%elifos": self = .otherwise(nil)
      case "%endif": self = .end
      case "%include", "%autochangelog", "%{autochangelog}", "%{?autochangelog}": self = .unknown
      case "%dnl", "%define", "%global", "%undefine": self = .silent
      default:
        guard isWhole, text.isMacro else { return nil }
        self = text.starts(with: "%{dnl") ? .silent : .unknown
      }
    }
  }
}

extension ByteText {
  /// Whether this is one macro and nothing else: `%{?extra_changelog}`, `%kernel_changelog`; `%%` is a percent sign.
  fileprivate var isMacro: Bool {
    guard first == UInt8(ascii: "%"), count > 1 else { return false }
    if byte(at: 1) == UInt8(ascii: "{") {
      return last == UInt8(ascii: "}") && offsetOfOpening(0x7B, for: 0x7D) == 1
    }
    return dropFirst(1).slice.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: "?") }
  }
}

extension [UInt8] {
  /// Adds a line, `%` for each `%%`; other macros stay as they are.
  fileprivate mutating func append(unescaped line: ByteText) {
    var rest = line
    while let pair = rest.offset(of: "%%") {
      append(contentsOf: rest.prefix(pair + 1).slice)
      rest = rest.dropFirst(pair + 2)
    }
    append(contentsOf: rest.slice)
  }
}
