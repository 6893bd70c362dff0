/// A list of numbers in few bytes: the steps from one to the next, each as LEB128 of `step << 1 ^ sign`.
///
/// A commit's paths lie together, and so do a path's commits, so most steps take one byte or two.
enum PathNumbers {
  static func encode(_ numbers: some Sequence<Int32>) -> [UInt8] {
    var bytes: [UInt8] = []
    var last: Int32 = 0
    for number in numbers {
      let step = number &- last
      var rest = UInt32(bitPattern: step << 1 ^ step >> 31)
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
      last = number
    }
    return bytes
  }

  /// - Returns: `nil` for bytes that ``encode(_:)`` does not write.
  static func decode(_ bytes: some Sequence<UInt8>) -> [Int32]? {
    var numbers: [Int32] = []
    var last: Int32 = 0
    var (rest, shift): (UInt32, UInt32) = (0, 0)
    for byte in bytes {
      guard shift < 35 else { return nil }
      rest |= UInt32(byte & 0x7F) << shift
      shift += 7
      guard byte < 0x80 else { continue }
      last &+= Int32(bitPattern: rest >> 1) ^ -Int32(bitPattern: rest & 1)
      numbers.append(last)
      (rest, shift) = (0, 0)
    }
    return shift == 0 ? numbers : nil
  }
}
