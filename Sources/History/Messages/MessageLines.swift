internal import ChangeModel

/// The lines of a message with a look at the next one.
struct MessageLines {
  private var rest: ArraySlice<UInt8>
  private let message: ArraySlice<UInt8>

  init(_ message: ArraySlice<UInt8>) {
    (self.message, rest) = (message, message)
  }

  /// The next line without its end; `nil` after the last.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let line = peek() else { return nil }
    rest = message[min(line.endIndex + 1, message.endIndex)...]
    return line
  }

  func peek() -> ArraySlice<UInt8>? {
    rest.isEmpty ? nil : rest.prefix { $0 != UInt8(ascii: "\n") }
  }

  /// Whether the message has a `JIRA:` or `Bugzilla:` line, as RHEL's backports do beside a bare `commit <id>`.
  var mentionsTracker: Bool {
    message.contains(bytes: "\nJIRA: ") || message.contains(bytes: "\nBugzilla: ")
  }
}

extension Collection<UInt8> where SubSequence == ArraySlice<UInt8>, Index == Int {
  func startsIgnoringCase(_ prefix: StaticString) -> Bool {
    guard count >= prefix.utf8CodeUnitCount else { return false }
    let wanted = prefix.utf8Start
    for offset in 0..<prefix.utf8CodeUnitCount
    where self[startIndex + offset].lowercased != wanted[offset].lowercased {
      return false
    }
    return true
  }

  func equalsIgnoringCase(_ other: StaticString) -> Bool {
    count == other.utf8CodeUnitCount && startsIgnoringCase(other)
  }

  func contains(bytes text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length, length > 0 else { return false }
    let wanted = text.utf8Start
    var start = startIndex
    while start <= endIndex - length {
      var offset = 0
      while offset < length, self[start + offset] == wanted[offset] { offset += 1 }
      if offset == length { return true }
      start += 1
    }
    return false
  }

  func hasSuffix(_ character: Unicode.Scalar) -> Bool {
    count > 0 && self[endIndex - 1] == UInt8(ascii: character)
  }

  func trimming(_ isTrimmed: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var slice = self[startIndex..<endIndex]
    while let first = slice.first, isTrimmed(first) { slice.removeFirst() }
    while let last = slice.last, isTrimmed(last) { slice.removeLast() }
    return slice
  }

  /// Without blanks, tabs and carriage returns at both ends.
  var trimmed: ArraySlice<UInt8> { trimming { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

  /// The first words, split at blanks, each without punctuation around it.
  func words(limit: Int) -> [ArraySlice<UInt8>] {
    self[startIndex..<endIndex]
      .split(maxSplits: limit, whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
      .prefix(limit)
      .map { $0.trimming { "^()[]<>\"'.,;:".utf8.contains($0) } }
  }
}

extension ArraySlice<UInt8> {
  /// This word as a commit id, if it is nothing but `least` to 40 hexadecimal digits.
  func commitID(atLeast least: Int) -> AbbreviatedCommitID? {
    guard (least...40).contains(count), allSatisfy({ $0.hexadecimalValue != nil }) else {
      return nil
    }
    return AbbreviatedCommitID(String(decoding: self, as: UTF8.self))
  }

  var isDecimal: Bool { allSatisfy { (0x30...0x39).contains($0) } }
}

extension UInt8 {
  var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
