import FoundationEssentials
internal import Text

extension String {
  /// The text without what a terminal or a container's log put around its lines: colours and other escape sequences (ECMA-48),
  /// and the JSON of Docker's `json-file` driver.
  var unwrapped: String {
    guard utf8.contains(0x1B) || contains(Self.dockerStart) else { return self }
    let plain = withoutEscapes
    guard plain.contains(Self.dockerStart) else { return plain }
    return plain.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.hasPrefix(Self.dockerStart),
        let entry = try? JSONDecoder().decode(DockerLine.self, from: Data(line.utf8))
      else { return String(line) }
      return entry.log.hasSuffix("\n") ? String(entry.log.dropLast()) : entry.log
    }.joined(separator: "\n")
  }

  private static let dockerStart = "{\"log\":\""
  private struct DockerLine: Decodable { let log: String }

  /// Without CSI sequences (`ESC [ … letter`), OSC sequences (`ESC ] … BEL`) and single escapes.
  private var withoutEscapes: String {
    var kept: [UInt8] = []
    var bytes = utf8[...]
    while let byte = bytes.popFirst() {
      guard byte == 0x1B else {
        kept.append(byte)
        continue
      }
      switch bytes.popFirst() {
      case UInt8(ascii: "["):
        while let next = bytes.first, !(0x40...0x7E).contains(next), next >= 0x20 {
          bytes.removeFirst()
        }
        if bytes.first.map({ (0x40...0x7E).contains($0) }) == true { bytes.removeFirst() }
      case UInt8(ascii: "]"):
        while let next = bytes.first, next != 0x07, next != 0x1B, next != .newline {
          bytes.removeFirst()
        }
        if bytes.first == 0x07 { bytes.removeFirst() }
      case let other?:
        // Not a sequence: what follows is text.
        if other >= 0x80 || other == .newline { kept.append(other) }
      case nil: break
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
