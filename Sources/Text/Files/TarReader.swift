/// Reads an archive of tar as it comes. Nothing is unpacked to disk, so no name of the archive leads anywhere.
///
/// Format: blocks of 512 bytes, a header before each member: name (offset 0, 100 bytes), size (124, 12 bytes, octal, or
/// big-endian with the first bit set), checksum (148, 8 bytes), type (156), target of a link (157, 100 bytes), "ustar" (257)
/// and, where a NUL follows it, a prefix of the name (345, 155 bytes). A member of type `L` holds the next one's long name,
/// `K` its long target (GNU), one of type `x` its `path=`, `linkpath=` and `size=` (pax). Two blocks of zeros are the end
/// (tar(5), POSIX.1-2008 pax).
package struct TarReader: Sendable {
  package struct Member: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
      case file
      /// A symbolic link.
      case link(to: String)
      case hardLink
      case other
    }
    /// Without `./`; `nil` for a name that leads out of the archive.
    package let path: String?
    package let kind: Kind
    /// In bytes; 0 of what has no content.
    package let size: Int
  }

  package enum Event {
    /// A member begins; ``keepContent()`` asks for what it holds.
    case member(Member)
    /// What the member held that was to be kept.
    case content(Member, [UInt8])
  }

  package enum Problem: Error {
    case tooManyMembers
    case badHeader, longName
  }

  private enum State {
    case header
    case content(Use, left: Int, padding: Int)
    case padding(left: Int)
    case end
  }

  private enum Use {
    case skipped
    case kept(Member)
    case name, target, attributes
  }

  private var state = State.header
  private var block: [UInt8] = []
  private var content: [UInt8] = []
  private var longName, longTarget, paxName, paxTarget: String?
  private var paxSize: Int?
  private var isAfterZeros = false
  /// The member that was told last, while its content may still be asked for.
  private var told: Member?
  private var memberCount = 0

  /// Linux has 80,000.
  private static let mostMembers = 4 << 20
  private static let longestName = 64 << 10
  private static let blockSize = 512

  package init() {}

  /// Whether bytes that begin so are an archive.
  package static func isArchive(_ start: [UInt8]) -> Bool {
    start.count >= 262 && start[257..<262].elementsEqual("ustar".utf8)
  }

  /// Whether the archive is at its end.
  package var isAtEnd: Bool { if case .end = state { true } else { false } }

  /// Whether the archive may end here.
  package var isWhole: Bool {
    if case .header = state { block.isEmpty && memberCount > 0 } else { isAtEnd }
  }

  /// Keeps what the member holds that has just begun.
  package mutating func keepContent() {
    guard let told, case .content(_, let left, let padding) = state else { return }
    state = .content(.kept(told), left: left, padding: padding)
  }

  /// Goes on with these bytes.
  ///
  /// - Returns: `nil` if more bytes are wanted, or the archive is at its end.
  package mutating func next(
    _ rest: inout Slice<UnsafeRawBufferPointer>
  ) throws(Problem) -> Event? {
    while true {
      switch state {
      case .end: return nil
      case .header:
        let taken = rest.prefix(Self.blockSize - block.count)
        block += taken
        rest = rest.dropFirst(taken.count)
        guard block.count == Self.blockSize else { return nil }
        let header = block
        block.removeAll(keepingCapacity: true)
        told = try readHeader(header)
        if let told { return .member(told) }
      case .content(let use, let left, let padding):
        let taken = rest.prefix(left)
        if case .skipped = use {} else { content += taken }
        rest = rest.dropFirst(taken.count)
        guard taken.count == left else {
          state = .content(use, left: left - taken.count, padding: padding)
          return nil
        }
        state = padding == 0 ? .header : .padding(left: padding)
        if case .kept(let member) = use { return .content(member, takeContent()) }
        finish(use)
      case .padding(let left):
        let taken = min(left, rest.count)
        rest = rest.dropFirst(taken)
        state = taken == left ? .header : .padding(left: left - taken)
        if taken < left { return nil }
      }
    }
  }

  private mutating func takeContent() -> [UInt8] {
    defer { content = [] }
    return content
  }

  private mutating func finish(_ use: Use) {
    switch use {
    case .skipped, .kept: break
    case .name: longName = String(decoding: takeContent().prefix { $0 != 0 }, as: UTF8.self)
    case .target: longTarget = String(decoding: takeContent().prefix { $0 != 0 }, as: UTF8.self)
    case .attributes: readAttributes(takeContent())
    }
  }

  /// - Returns: the member that begins, unless the header is about the next one, or the end.
  private mutating func readHeader(_ header: [UInt8]) throws(Problem) -> Member? {
    if header.allSatisfy({ $0 == 0 }) {
      if isAfterZeros { state = .end }
      isAfterZeros = true
      return nil
    }
    isAfterZeros = false
    let type = header[156]
    let isAboutNext = ["L", "K", "x"].contains { type == UInt8(ascii: $0) }
    guard Self.hasRightChecksum(header),
      let size = (isAboutNext ? nil : paxSize) ?? Self.number(header[124..<136]),
      size >= 0, size < 1 << 50
    else { throw .badHeader }
    memberCount += 1
    guard memberCount <= Self.mostMembers else { throw .tooManyMembers }
    let padding = (Self.blockSize - size % Self.blockSize) % Self.blockSize
    func start(_ use: Use) { state = .content(use, left: size, padding: padding) }
    switch type {
    case UInt8(ascii: "L"), UInt8(ascii: "K"):
      guard size <= Self.longestName else { throw .longName }
      start(type == UInt8(ascii: "L") ? .name : .target)
      return nil
    case UInt8(ascii: "x"):
      // Of other attributes only a few are long.
      start(size <= Self.longestName ? .attributes : .skipped)
      return nil
    default: break
    }
    let name = paxName ?? longName ?? Self.name(header)
    let target = paxTarget ?? longTarget ?? Self.text(header[157..<257])
    (longName, longTarget, paxName, paxTarget, paxSize) = (nil, nil, nil, nil, nil)
    let kind: Member.Kind =
      switch type {
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): .file
      case UInt8(ascii: "1"): .hardLink
      case UInt8(ascii: "2"): .link(to: target)
      default: .other
      }
    // A symbolic link has no content, whatever its size says.
    if case .link = kind { state = .header } else { start(.skipped) }
    return Member(path: Self.path(name), kind: kind, size: kind == .file ? size : 0)
  }

  /// Records `<length> <key>=<value>\n`, where the length counts the whole record.
  private mutating func readAttributes(_ content: [UInt8]) {
    var rest = content[...]
    while let space = rest.firstIndex(of: 0x20),
      let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
      length > space - rest.startIndex + 1, length <= rest.count
    {
      let record = rest[(space + 1)..<(rest.startIndex + length)]
      rest = rest.dropFirst(length)
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let value = String(decoding: record[(equals + 1)...].dropLast(), as: UTF8.self)
      switch String(decoding: record[..<equals], as: UTF8.self) {
      case "path": paxName = value
      case "linkpath": paxTarget = value
      case "size": paxSize = Int(value)
      default: break
      }
    }
  }

  private static func hasRightChecksum(_ header: [UInt8]) -> Bool {
    var sum = 8 * 0x20
    for (place, byte) in header.enumerated() where !(148..<156).contains(place) {
      sum += Int(byte)
    }
    return number(header[148..<156]) == sum
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      return field.dropFirst(4).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    return digits.isEmpty ? nil : digits.reduce(0) { $0 << 3 | Int($1 & 7) }
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func name(_ header: [UInt8]) -> String {
    let name = text(header[0..<100])
    let isPOSIX = header[257..<263].elementsEqual([0x75, 0x73, 0x74, 0x61, 0x72, 0])
    let prefix = isPOSIX ? text(header[345..<500]) : ""
    return prefix.isEmpty ? name : "\(prefix)/\(name)"
  }

  private static func path(_ name: String) -> String? {
    let parts = name.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
      .filter { $0 != "." }
    guard name.utf8.first != UInt8(ascii: "/"), !parts.contains("..") else { return nil }
    return parts.joined(separator: "/")
  }
}
