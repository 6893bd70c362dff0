/// Finds the `%changelog` section of an rpm spec file and cuts it as rpm would print it.
enum SpecLayout {
  static func read(_ bytes: [UInt8]) -> RawChangelog {
    var reader = LineReader(bytes)
    var name: String?
    var section: (range: Range<Int>, firstLine: Int)?
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line).trimmed
      if let open = section {
        // A later section, as `%files` in a few old specs, ends the changelog.
        if text.start == line.lowerBound, startsSection(text) {
          section = (open.range.lowerBound..<line.lowerBound, open.firstLine)
          break
        }
      } else if isChangelogTitle(text) {
        let start = min(line.upperBound + 1, bytes.count)
        section = (start..<bytes.count, reader.line + 1)
      } else if name == nil, text.starts(with: "Name:") {
        let value = text.dropFirst(5).trimmed
        if !value.contains("%") { name = value.string }
      }
    }
    guard let section else { return RawChangelog(bytes: bytes) }
    let unescaped = unescape(bytes[section.range])
    var changelog = RpmLayout.read(unescaped, firstLine: section.firstLine)
    changelog.packageName = name
    return changelog
  }

  static func isChangelogTitle(_ text: ByteText) -> Bool {
    text.starts(with: "%changelog") && text.count == "%changelog".utf8.count
  }

  /// A per cent sign of a changelog is written twice in a spec; other macros stay as they are.
  private static func unescape(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let percent = UInt8(ascii: "%")
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isSecond = false
    for byte in bytes {
      if byte == percent, isSecond {
        isSecond = false
        continue
      }
      isSecond = byte == percent
      result.append(byte)
    }
    return result
  }

  private static func startsSection(_ text: ByteText) -> Bool {
    let sections: [StaticString] = [
      "%files", "%prep", "%build", "%install", "%check", "%description", "%package", "%post",
      "%pre", "%trigger",
    ]
    return sections.contains { text.starts(with: $0) }
  }
}
