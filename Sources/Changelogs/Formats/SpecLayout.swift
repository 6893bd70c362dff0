internal import ChangeModel
import Text

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
    let built = SpecSection(bytes, section.range, firstLine: section.firstLine)
    var changelog = RpmLayout.read(built.bytes, firstLine: section.firstLine)
    changelog.packageName = name
    changelog.warnings += built.leftToBuild.map { ($0.line, .leftToBuild($0.directive)) }
    return changelog
  }

  static func isChangelogTitle(_ text: ByteText) -> Bool {
    text.starts(with: "%changelog") && text.count == "%changelog".utf8.count
  }

  private static func startsSection(_ text: ByteText) -> Bool {
    guard text.first == UInt8(ascii: "%") else { return false }
    let name = text.prefix(text.offset(where: \.isBlank) ?? text.count)
    return sections.contains { name.starts(with: $0) && name.count == $0.utf8CodeUnitCount }
  }

  private static let sections: [StaticString] = [
    "%build", "%changelog", "%check", "%clean", "%conf", "%description", "%files",
    "%filetriggerin", "%filetriggerpostun", "%filetriggerun", "%generate_buildrequires",
    "%install", "%package", "%patchlist", "%post", "%posttrans", "%postun", "%postuntrans", "%pre",
    "%prep", "%pretrans", "%preun", "%preuntrans", "%sepolicy", "%sourcelist",
    "%transfiletriggerin",
    "%transfiletriggerpostun", "%transfiletriggerun", "%trigger", "%triggerin", "%triggerpostun",
    "%triggerprein", "%triggerun", "%verifyscript",
  ]
}
