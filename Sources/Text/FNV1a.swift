/// FNV-1a, 64 bits: the same on every run, unlike `Hasher`, so that it can be kept in a file.
@usableFromInline
package struct FNV1a {
  @usableFromInline package var value: UInt64 = 0xcbf2_9ce4_8422_2325

  @inlinable package init() {}

  @inlinable @inline(__always)
  package mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
}

extension Sequence<UInt8> {
  @inlinable package var fnv1a: UInt64 {
    var hash = FNV1a()
    for byte in self { hash.add(byte) }
    return hash.value
  }
}
