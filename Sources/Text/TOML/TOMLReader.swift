/// Reads TOML a statement at a time, with one look ahead, and without going back.
struct TOMLReader {
  /// With `\n` for each `\r\n`, which is the same to TOML.
  let bytes: [UInt8]
  var place = 0

  init(_ text: [UInt8]) throws(TOMLError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    // Some editors begin a file with a mark that says that it is UTF-8.
    let text = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    for (place, byte) in text.enumerated() {
      if byte == 0x0D, place + 1 < text.count, text[place + 1] == 0x0A { continue }
      bytes.append(byte)
    }
    self.bytes = bytes
    if let flaw = Self.firstFlaw(in: bytes) { throw error(.notText, at: flaw) }
  }

  /// Where bytes stop to be UTF-8.
  private static func firstFlaw(in bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    // The text up to there is the longest that is whole.
    var (least, most) = (0, bytes.count)
    while least < most {
      let middle = (least + most + 1) / 2
      var end = middle
      while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      if String(validating: bytes[..<end], as: UTF8.self) != nil {
        least = middle
      } else {
        most = middle - 1
      }
    }
    return least
  }

  func error(_ problem: TOMLError.Problem, at offset: Int? = nil) -> TOMLError {
    TOMLError(problem: problem, place: TOMLLines(bytes).place(of: offset ?? place))
  }

  // MARK: Bytes

  var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  func isNext(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[place...].starts(with: $0) }
  }

  /// Passes over a byte if it is the next.
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    place += 1
    return true
  }

  mutating func skipBlanks() {
    while next == 0x20 || next == 0x09 { place += 1 }
  }

  private mutating func skipComment() throws(TOMLError) {
    guard next == UInt8(ascii: "#") else { return }
    while let byte = next, byte != 0x0A {
      if byte.isForbidden { throw error(.control) }
      place += 1
    }
  }

  mutating func skipLinesAndComments() throws(TOMLError) {
    while true {
      while next == 0x20 || next == 0x09 || next == 0x0A { place += 1 }
      guard next == UInt8(ascii: "#") else { return }
      try skipComment()
    }
  }

  // MARK: Statements

  mutating func document() throws(TOMLError) -> TOMLTable {
    let root = TOMLBranch(.heading)
    /// The table whose keys follow, how deep it lies, and how many headings came before.
    var (table, depth, section) = (root, 0, 0)
    while true {
      try skipLinesAndComments()
      guard let byte = next else { return root.table }
      if byte == UInt8(ascii: "[") {
        section += 1
        (table, depth) = try heading(in: root)
      } else {
        try statement(in: table, section: section, depth: depth)
      }
      skipBlanks()
      try skipComment()
      guard next == nil || next == 0x0A else { throw error(.moreAfterStatement) }
    }
  }

  /// `[a.b]` or `[[a.b]]`.
  private mutating func heading(
    in root: TOMLBranch
  ) throws(TOMLError) -> (table: TOMLBranch, depth: Int) {
    place += 1
    let isOfArray = take("[")
    skipBlanks()
    let path = try key(depth: 0)
    guard take("]"), !isOfArray || take("]") else { throw error(.unclosedHeading) }
    var table = root
    for part in path.dropLast() {
      switch table[part.name] {
      case nil:
        let branch = TOMLBranch(.implied)
        table.add(.branch(branch), part)
        table = branch
      case .branch(let branch): table = branch
      case .branches(let branches): table = branches.all[branches.all.count - 1]
      case .value: throw error(.twice(part.name), at: part.offset)
      }
    }
    let last = path[path.count - 1]
    let branch = TOMLBranch(.heading)
    branch.offset = last.offset
    switch (table[last.name], isOfArray) {
    case (nil, false): table.add(.branch(branch), last)
    case (nil, true): table.add(.branches(TOMLBranches(branch)), last)
    case (.branches(let branches)?, true): branches.all.append(branch)
    case (.branch(let known)?, false) where known.origin == .implied:
      known.origin = .heading
      return (known, path.count)
    default: throw error(.twice(path.map(\.name).joined(separator: ".")), at: last.offset)
    }
    return (branch, path.count)
  }

  /// `a.b = value`.
  ///
  /// - Parameter section: tables that dotted keys make can be added to only under the same heading.
  mutating func statement(
    in start: TOMLBranch, section: Int, depth: Int
  ) throws(TOMLError) {
    let path = try key(depth: depth)
    guard take("=") else { throw error(.noEquals) }
    skipBlanks()
    let offset = place
    let element = TOMLElement(value: try value(depth: depth + path.count), offset: offset)
    var table = start
    for part in path.dropLast() {
      switch table[part.name] {
      case nil:
        let branch = TOMLBranch(.dotted(section: section))
        table.add(.branch(branch), part)
        table = branch
      case .branch(let branch)
      where branch.origin == .implied || branch.origin == .dotted(section: section):
        branch.origin = .dotted(section: section)
        table = branch
      default: throw error(.twice(part.name), at: part.offset)
      }
    }
    let last = path[path.count - 1]
    guard table[last.name] == nil else {
      throw error(.twice(path.map(\.name).joined(separator: ".")), at: path[0].offset)
    }
    table.add(.value(element), last)
  }

  /// `a . "b c"`, with the blanks after it.
  private mutating func key(depth: Int) throws(TOMLError) -> [TOMLName] {
    var path: [TOMLName] = []
    repeat {
      skipBlanks()
      path.append(TOMLName(name: "", offset: place))
      path[path.count - 1] = TOMLName(name: try keyPart(), offset: path[path.count - 1].offset)
      guard depth + path.count <= TOMLDocument.deepest else { throw error(.tooDeep) }
      skipBlanks()
    } while take(".")
    return path
  }

  private mutating func keyPart() throws(TOMLError) -> String {
    switch next {
    case UInt8(ascii: "\"")?: return try basicString()
    case UInt8(ascii: "'")?: return try literalString()
    default:
      let start = place
      while let byte = next, byte.isOfBareKey { place += 1 }
      guard place > start else { throw error(.noKey) }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
  }
}

/// A part of a key, and where it stands.
struct TOMLName {
  let name: String
  let offset: Int
}

/// A table that can still grow.
final class TOMLBranch {
  enum Origin: Equatable {
    /// A heading names it as the one around another.
    case implied
    case heading
    case dotted(section: Int)
  }

  enum Member {
    /// With inline tables, which are complete.
    case value(TOMLElement)
    case branch(TOMLBranch)
    case branches(TOMLBranches)
  }

  var origin: Origin
  var offset = 0
  private var members: [(name: TOMLName, member: Member)] = []
  private var places: [String: Int] = [:]

  init(_ origin: Origin) { self.origin = origin }

  subscript(name: String) -> Member? { places[name].map { members[$0].member } }

  func add(_ member: Member, _ name: TOMLName) {
    places[name.name] = members.count
    members.append((name, member))
  }

  var table: TOMLTable {
    TOMLTable(
      members: members.map { name, member in
        let element =
          switch member {
          case .value(let element): element
          case .branch(let branch): TOMLElement(value: .table(branch.table), offset: name.offset)
          case .branches(let branches):
            TOMLElement(
              value: .array(
                branches.all.map { TOMLElement(value: .table($0.table), offset: $0.offset) }),
              offset: name.offset)
          }
        return TOMLTable.Member(name: name.name, offset: name.offset, element: element)
      })
  }
}

/// An array of tables that can still grow; never empty.
final class TOMLBranches {
  var all: [TOMLBranch]
  init(_ first: TOMLBranch) { all = [first] }
}

extension UInt8 {
  /// A control that no comment and no string may have; tab may be in both.
  var isForbidden: Bool { self < 0x20 && self != 0x09 || self == 0x7F }

  fileprivate var isOfBareKey: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
