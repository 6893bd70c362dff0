internal import ChangeModel
internal import Text

/// ``ChangeModel/PatchWords`` as bytes.
///
/// In format 3, where a number is LEB128: a byte that is 1 if the change is partial, else 0; the six numbers of the size in
/// their order; the number of functions, and for each the number of its bytes and these; the number of words; the hashes
/// of all words, 4 bytes each, little-endian, ascending; for each word a byte: bit 0 says that it is an
/// identifier, then come two bits each for added, removed and functions, where 3 means that the number follows, less 3.
enum PatchWordsCoding {
  /// To be raised with every change of the bytes, or of what they are made from: words, hunks, the meaning of a number.
  static let format = 3

  static func encode(_ words: PatchWords) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32 + words.words.count * 6)
    bytes.append(words.isPartial ? 1 : 0)
    let size = words.size
    for number in [
      size.added, size.removed, size.codeAdded, size.codeRemoved, size.hunks, size.files,
      words.functions.count,
    ] {
      append(number, to: &bytes)
    }
    for function in words.functions {
      append(function.utf8.count, to: &bytes)
      bytes += function.utf8
    }
    append(words.words.count, to: &bytes)
    for word in words.words {
      withUnsafeBytes(of: word.hash.littleEndian) { bytes.append(contentsOf: $0) }
    }
    for word in words.words {
      let counts = [word.added, word.removed, word.functions]
      var flags: UInt8 = word.isIdentifier ? 1 : 0
      for (place, count) in counts.enumerated() { flags |= UInt8(min(count, 3)) << (1 + 2 * place) }
      bytes.append(flags)
      for count in counts where count >= 3 { append(Int(count) - 3, to: &bytes) }
    }
    return bytes
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    LEB128.append(UInt64(number), to: &bytes)
  }

  /// - Returns: `nil` for bytes that ``encode(_:)`` does not write.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> PatchWords? {
    var cursor = Cursor(bytes: bytes)
    let isPartial = cursor.byte() != 0
    let (added, removed) = (cursor.number(), cursor.number())
    let (codeAdded, codeRemoved) = (cursor.number(), cursor.number())
    let (hunks, files) = (cursor.number(), cursor.number())
    var functions: [String] = []
    for _ in 0..<min(cursor.number(), bytes.count) {
      functions.append(cursor.text(cursor.number()))
    }
    let count = cursor.number()
    guard let hashes = cursor.take(count, times: 4) else { return nil }
    let words = [PatchWords.Word](unsafeUninitializedCapacity: count) { buffer, filled in
      for place in 0..<count {
        let hash = hashes.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self)
        let flags = cursor.byte()
        buffer.initializeElement(
          at: place,
          to: PatchWords.Word(
            hash: UInt32(littleEndian: hash), isIdentifier: flags & 1 != 0,
            added: cursor.count(flags >> 1), removed: cursor.count(flags >> 3),
            functions: cursor.count(flags >> 5)))
      }
      filled = count
    }
    guard cursor.isSound, cursor.isAtEnd else { return nil }
    return PatchWords(
      words: words, functions: functions,
      size: PatchWords.Size(
        added: added, removed: removed, codeAdded: codeAdded, codeRemoved: codeRemoved,
        hunks: hunks, files: files),
      isPartial: isPartial)
  }

  private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    private var place = 0
    /// Whether everything that was asked for was there.
    private(set) var isSound = true

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func byte() -> UInt8 {
      guard place < bytes.count else {
        isSound = false
        return 0
      }
      place += 1
      return bytes[place - 1]
    }

    mutating func number() -> Int {
      var reader = LEB128()
      while !reader.isTooLong {
        if let number = reader.add(byte()) { return Int(number) }
      }
      isSound = false
      return 0
    }

    mutating func count(_ flags: UInt8) -> UInt16 {
      let short = UInt16(flags & 3)
      return short < 3 ? short : UInt16(clamping: 3 + number())
    }

    mutating func text(_ length: Int) -> String {
      guard let bytes = take(length, times: 1) else { return "" }
      return String(decoding: bytes, as: UTF8.self)
    }

    mutating func take(_ count: Int, times size: Int) -> UnsafeRawBufferPointer? {
      guard count <= (bytes.count - place) / size else {
        isSound = false
        return nil
      }
      defer { place += count * size }
      return UnsafeRawBufferPointer(rebasing: bytes[place..<(place + count * size)])
    }
  }
}
