import Text

/// A list of numbers in few bytes: the steps from one to the next, each as LEB128 of `step << 1 ^ sign`.
///
/// A commit's paths lie together, and so do a path's commits, so most steps take one byte or two.
enum PathNumbers {
  static func encode(_ numbers: some Sequence<Int32>) -> [UInt8] {
    var bytes: [UInt8] = []
    var last: Int32 = 0
    for number in numbers {
      let step = number &- last
      LEB128.append(UInt64(UInt32(bitPattern: step << 1 ^ step >> 31)), to: &bytes)
      last = number
    }
    return bytes
  }

  /// - Returns: `nil` for bytes that ``encode(_:)`` does not write.
  static func decode(_ bytes: some Sequence<UInt8>) -> [Int32]? {
    var numbers: [Int32] = []
    var last: Int32 = 0
    var reader = LEB128()
    for byte in bytes {
      guard !reader.isTooLong else { return nil }
      guard let number = reader.add(byte) else { continue }
      guard let step = UInt32(exactly: number) else { return nil }
      last &+= Int32(bitPattern: step >> 1) ^ -Int32(bitPattern: step & 1)
      numbers.append(last)
    }
    return reader.isAtStart ? numbers : nil
  }
}
