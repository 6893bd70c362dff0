/// The instructions that make an object from another one.
///
/// Format (gitformat-pack(5), "Deltified representation"): the size of the base and of the result, each as a number
/// of 7 bits a byte with the lowest first, the top bit saying that more follow; then instructions until the end:
/// - `1xxxxxxx`: copy from the base. Bits 0 to 3 say which bytes of the offset follow, bits 4 to 6 which of the
///   size, lowest first; a size of 0 means 65,536.
/// - `0xxxxxxx`: that many bytes, which follow, are new; 0 is reserved.
enum PackDelta {
  /// The result of a delta on its base; `nil` if the two do not belong together or the delta is damaged.
  static func apply(_ delta: UnsafeRawBufferPointer, to base: [UInt8]) -> [UInt8]? {
    var cursor = 0
    guard readSize(delta, &cursor) == base.count, let size = readSize(delta, &cursor),
      size <= ObjectKind.mostBytes
    else { return nil }
    let result = [UInt8](unsafeUninitializedCapacity: size) { output, filled in
      base.withUnsafeBytes { base in
        filled = follow(
          delta, from: cursor, base: base, into: UnsafeMutableRawBufferPointer(output))
      }
    }
    return result.count == size ? result : nil
  }

  /// How large the result is to be; `nil` for a damaged delta.
  static func resultSize(_ delta: UnsafeRawBufferPointer) -> Int? {
    var cursor = 0
    return readSize(delta, &cursor) == nil ? nil : readSize(delta, &cursor)
  }

  private static func readSize(_ delta: UnsafeRawBufferPointer, _ cursor: inout Int) -> Int? {
    var value = 0
    var shift = 0
    while cursor < delta.count, shift < 56 {
      let byte = Int(delta[cursor])
      cursor += 1
      value |= (byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// - Returns: how many bytes were written; 0 for a damaged delta, unless it should give none.
  private static func follow(
    _ delta: UnsafeRawBufferPointer, from start: Int, base: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) -> Int {
    guard var next = delta.baseAddress else { return 0 }
    let end = next + delta.count
    next += start
    var filled = 0
    while next < end {
      let instruction = next.load(as: UInt8.self)
      next += 1
      let source: UnsafeRawPointer
      let length: Int
      if instruction & 0x80 != 0 {
        guard (instruction & 0x7F).nonzeroBitCount <= end - next else { return 0 }
        var offset = 0
        var size = 0
        for bit in 0..<4 where instruction & (1 << bit) != 0 {
          offset |= Int(next.load(as: UInt8.self)) << (bit * 8)
          next += 1
        }
        for bit in 0..<3 where instruction & (0x10 << bit) != 0 {
          size |= Int(next.load(as: UInt8.self)) << (bit * 8)
          next += 1
        }
        length = size == 0 ? 0x10000 : size
        guard length <= base.count, offset <= base.count - length, let address = base.baseAddress
        else { return 0 }
        source = address + offset
      } else {
        length = Int(instruction)
        guard length > 0, length <= end - next else { return 0 }
        source = next
        next += length
      }
      guard length <= output.count - filled, let target = output.baseAddress else { return 0 }
      (target + filled).copyMemory(from: source, byteCount: length)
      filled += length
    }
    return filled
  }
}
