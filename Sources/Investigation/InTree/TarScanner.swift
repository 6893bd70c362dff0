import Text

/// Reads an archive of tar as it comes, and keeps the files that are wanted. Nothing is unpacked to disk, so no name of the
/// archive leads anywhere.
///
/// Format: blocks of 512 bytes, a header before each member: name (offset 0, 100 bytes), size (124, 12 bytes, octal, or
/// big-endian with the first bit set), checksum (148, 8 bytes), type (156), "ustar" (257) and, where a NUL follows it, a
/// prefix of the name (345, 155 bytes). A member of type `L` holds the next one's long name (GNU), one of type `x` its
/// `path=` and `size=` (pax). Two blocks of zeros are the end (tar(5), POSIX.1-2008 pax).
struct TarScanner {
  private let wanted: WantedFiles
  private(set) var files = CollectedFiles()
  private(set) var state = State.header

  enum State: Equatable {
    case header
    case content(Member, left: Int)
    case padding(left: Int)
    case end
  }

  struct Member: Equatable {
    enum Use: Equatable { case skipped, kept, name, attributes }
    let name: String
    let use: Use
    let padding: Int
  }

  private var block: [UInt8] = []
  private var content: [UInt8] = []
  private var longName, paxName: String?
  private var paxSize: Int?
  private var isAfterZeros = false
  private(set) var memberCount = 0

  /// Linux has 80,000.
  private static let mostMembers = 4 << 20
  private static let longestName = 64 << 10
  private static let blockSize = 512

  init(_ wanted: WantedFiles) { self.wanted = wanted }

  /// Whether bytes that begin so are an archive.
  static func isArchive(_ start: [UInt8]) -> Bool {
    start.count >= 262 && start[257..<262].elementsEqual("ustar".utf8)
  }

  /// - Returns: whether more is wanted.
  mutating func read(_ bytes: UnsafeRawBufferPointer) throws(TreeProblem) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      switch state {
      case .end: return false
      case .header:
        let taken = rest.prefix(Self.blockSize - block.count)
        block += taken
        rest = rest.dropFirst(taken.count)
        guard block.count == Self.blockSize else { continue }
        let header = block
        block.removeAll(keepingCapacity: true)
        try readHeader(header)
      case .content(let member, let left):
        let taken = rest.prefix(left)
        if member.use != .skipped { content += taken }
        rest = rest.dropFirst(taken.count)
        if taken.count == left {
          finish(member)
        } else {
          state = .content(member, left: left - taken.count)
        }
      case .padding(let left):
        let taken = min(left, rest.count)
        rest = rest.dropFirst(taken)
        state = taken == left ? .header : .padding(left: left - taken)
      }
    }
    return state != .end
  }

  /// Whether the archive may end here.
  var isWhole: Bool { state == .end || (state == .header && block.isEmpty && memberCount > 0) }

  private mutating func readHeader(_ header: [UInt8]) throws(TreeProblem) {
    if header.allSatisfy({ $0 == 0 }) {
      if isAfterZeros { state = .end }
      isAfterZeros = true
      return
    }
    isAfterZeros = false
    guard Self.hasRightChecksum(header), let size = paxSize ?? Self.number(header[124..<136]),
      size >= 0, size < 1 << 50
    else { throw .damaged("a header of the archive makes no sense") }
    memberCount += 1
    guard memberCount <= Self.mostMembers else { throw .tooLarge }
    let name = paxName ?? longName ?? Self.name(header)
    (longName, paxName, paxSize) = (nil, nil, nil)
    let padding = (Self.blockSize - size % Self.blockSize) % Self.blockSize
    func start(_ use: Member.Use, _ name: String = "") {
      let member = Member(name: name, use: use, padding: padding)
      content.removeAll(keepingCapacity: use != .kept)
      if size == 0 { finish(member) } else { state = .content(member, left: size) }
    }
    switch header[156] {
    case UInt8(ascii: "L"):
      guard size <= Self.longestName else { throw .damaged("a name in the archive is too long") }
      start(.name)
    case UInt8(ascii: "x"):
      // Of other attributes only a few are long.
      start(size <= Self.longestName ? .attributes : .skipped)
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
      guard let path = Self.path(name) else { return start(.skipped) }
      files.sees(path)
      guard wanted.mayBe(path) else { return start(.skipped) }
      if size > CollectedFiles.largestFile {
        files.add(.unreadable, of: path)
        start(.skipped)
      } else {
        start(.kept, path)
      }
    case UInt8(ascii: "1"), UInt8(ascii: "2"):
      if let path = Self.path(name), wanted.mayBe(path) { files.add(.unreadable, of: path) }
      // Links have no content, whatever their size says.
      state = .header
      if header[156] == UInt8(ascii: "1"), size > 0 { start(.skipped) }
    default: start(.skipped)
    }
  }

  private mutating func finish(_ member: Member) {
    switch member.use {
    case .skipped: break
    case .kept: files.add(.text(content), of: member.name)
    case .name: longName = String(decoding: content.prefix { $0 != 0 }, as: UTF8.self)
    case .attributes: readAttributes()
    }
    state = member.padding == 0 ? .header : .padding(left: member.padding)
  }

  /// Records `<length> <key>=<value>\n`, where the length counts the whole record.
  private mutating func readAttributes() {
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

  private static func name(_ header: [UInt8]) -> String {
    func text(_ range: Range<Int>) -> String {
      String(decoding: header[range].prefix { $0 != 0 }, as: UTF8.self)
    }
    let name = text(0..<100)
    let isPOSIX = header[257..<263].elementsEqual([0x75, 0x73, 0x74, 0x61, 0x72, 0])
    let prefix = isPOSIX ? text(345..<500) : ""
    return prefix.isEmpty ? name : "\(prefix)/\(name)"
  }

  /// Without `./`; `nil` for a name that leads out of the archive.
  private static func path(_ name: String) -> String? {
    let parts = name.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
      .filter { $0 != "." }
    guard name.utf8.first != UInt8(ascii: "/"), !parts.contains("..") else { return nil }
    return parts.joined(separator: "/")
  }
}
