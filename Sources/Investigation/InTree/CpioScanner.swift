import Text

/// Reads what `rpm2cpio` writes: keeps the spec and the patches, and puts the largest archive into a file without a name.
///
/// Format "newc": a header of 110 characters, `070701` or `070702` and 13 numbers of eight hexadecimal digits, of which the
/// 7th is the size and the 12th the length of the name with its NUL; name and content are padded to four bytes; a member
/// `TRAILER!!!` is the end (cpio(5)).
struct CpioScanner: ~Copyable {
  private enum State {
    case header
    case name(size: Int, length: Int)
    case content(left: Int, padding: Int)
    case padding(left: Int)
    case end
  }

  private enum Sink {
    case nothing
    case memory(name: String, [UInt8])
    case file
  }

  private var state = State.header
  private var buffer: [UInt8] = []
  private var sink = Sink.nothing
  private var kept = 0
  private var spooling: SpoolFile?
  private var spooledName = ""

  /// Spec and patches, by name.
  private(set) var texts: [(name: String, bytes: [UInt8])] = []
  private(set) var archive: SpoolFile?
  private(set) var archiveName = ""
  /// Archives that may hold patches.
  private(set) var otherArchives: [String] = []

  /// Of the spec and all patches; those of RHEL have 50 MiB.
  private static let mostKept = 512 << 20
  private static let headerSize = 110
  private static let longestName = 4096

  var isWhole: Bool { if case .end = state { true } else { false } }

  mutating func read(_ bytes: UnsafeRawBufferPointer) throws(TreeProblem) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      switch state {
      case .end: return false
      case .header:
        guard fill(Self.headerSize, from: &rest) else { continue }
        let header = take()
        guard header.starts(with: "07070".utf8), let size = Self.number(6, in: header),
          let length = Self.number(11, in: header), length > 0, length <= Self.longestName
        else { throw .damaged("the package does not unpack to an archive of cpio") }
        state = .name(size: size, length: length)
      case .name(let size, let length):
        let padded = (Self.headerSize + length + 3) / 4 * 4 - Self.headerSize
        guard fill(padded, from: &rest) else { continue }
        let name = String(decoding: take().prefix(length - 1), as: UTF8.self)
        if name == "TRAILER!!!" {
          state = .end
          return false
        }
        try begin(String(name.fileName), size: size)
        state = .content(left: size, padding: (4 - size % 4) % 4)
        if size == 0 { try finish(padding: 0) }
      case .content(let left, let padding):
        let taken = rest.prefix(left)
        try write(UnsafeRawBufferPointer(rebasing: taken))
        rest = rest.dropFirst(taken.count)
        if taken.count == left {
          try finish(padding: padding)
        } else {
          state = .content(left: left - taken.count, padding: padding)
        }
      case .padding(let left):
        let taken = min(left, rest.count)
        rest = rest.dropFirst(taken)
        state = taken == left ? .header : .padding(left: left - taken)
      }
    }
    return true
  }

  private mutating func fill(_ count: Int, from rest: inout Slice<UnsafeRawBufferPointer>) -> Bool {
    let taken = rest.prefix(count - buffer.count)
    buffer += taken
    rest = rest.dropFirst(taken.count)
    return buffer.count == count
  }

  private mutating func take() -> [UInt8] {
    defer { buffer.removeAll(keepingCapacity: true) }
    return buffer
  }

  private static func number(_ field: Int, in header: [UInt8]) -> Int? {
    var value = 0
    for byte in header[(6 + field * 8)..<(14 + field * 8)] {
      guard let digit = byte.hexDigit else { return nil }
      value = value << 4 | Int(digit)
    }
    return value
  }

  private mutating func begin(_ name: String, size: Int) throws(TreeProblem) {
    if name.contains(".tar") || name.hasSuffix(".tgz") || name.hasSuffix(".tbz2") {
      spooling = try SpoolFile()
      spooledName = name
      sink = .file
    } else if [".spec", ".patch", ".diff"].contains(where: name.hasSuffix) {
      kept += size
      guard kept <= Self.mostKept else { throw .tooLarge }
      sink = .memory(name: name, [])
    } else {
      if name.contains(".patch") || name.contains(".diff") { otherArchives.append(name) }
      sink = .nothing
    }
  }

  private mutating func write(_ bytes: UnsafeRawBufferPointer) throws(TreeProblem) {
    switch sink {
    case .nothing: break
    case .memory(let name, var collected):
      sink = .nothing  // so that there is one owner, and nothing is copied
      collected += bytes
      sink = .memory(name: name, collected)
    case .file: try spooling?.write(bytes)
    }
  }

  private mutating func finish(padding: Int) throws(TreeProblem) {
    switch sink {
    case .nothing: break
    case .memory(let name, let bytes): texts.append((name, bytes))
    case .file:
      let isLargest = (spooling?.size ?? 0) > (archive?.size ?? 0)
      let other = isLargest ? archiveName : spooledName
      if other.contains("patch") { otherArchives.append(other) }
      if isLargest { (archive, archiveName) = (spooling, spooledName) }
      spooling = nil
    }
    sink = .nothing
    state = padding == 0 ? .header : .padding(left: padding)
  }
}
