extension String {
  /// UTF-8, or, where it is not, Latin-1, in which every byte is a character: so are old commits and changelogs written.
  package init(utf8OrLatin1 bytes: UnsafeBufferPointer<UInt8>) {
    self =
      String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.lazy.map { Unicode.Scalar($0) }))
  }

  package init(utf8OrLatin1 bytes: some Collection<UInt8>) {
    self =
      bytes.withContiguousStorageIfAvailable { String(utf8OrLatin1: $0) }
      ?? Array(bytes).withUnsafeBufferPointer { String(utf8OrLatin1: $0) }
  }

  /// Calls `body` with the UTF-8 bytes, in one piece.
  @inlinable package func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var copy = self
    return copy.withUTF8(body)
  }
}
