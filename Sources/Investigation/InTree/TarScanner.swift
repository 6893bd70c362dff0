import Text

/// Keeps the files that are wanted of an archive of tar, as it comes.
struct TarScanner {
  private let wanted: WantedFiles
  private(set) var files = CollectedFiles()
  private var reader = TarReader()

  init(_ wanted: WantedFiles) { self.wanted = wanted }

  /// - Returns: whether more is wanted.
  mutating func read(_ bytes: UnsafeRawBufferPointer) throws(TreeProblem) -> Bool {
    var rest = bytes[...]
    while let event = try next(&rest) {
      switch event {
      case .content(let member, let content): files.add(.text(content), of: member.path ?? "")
      case .member(let member):
        guard let path = member.path else { continue }
        switch member.kind {
        case .file:
          files.sees(path)
          guard wanted.mayBe(path) else { continue }
          if member.size > CollectedFiles.largestFile {
            files.add(.unreadable, of: path)
          } else {
            reader.keepContent()
          }
        case .link, .hardLink: if wanted.mayBe(path) { files.add(.unreadable, of: path) }
        case .other: break
        }
      }
    }
    return !reader.isAtEnd
  }

  /// Whether the archive may end here.
  var isWhole: Bool { reader.isWhole }

  private mutating func next(
    _ rest: inout Slice<UnsafeRawBufferPointer>
  ) throws(TreeProblem) -> TarReader.Event? {
    do {
      return try reader.next(&rest)
    } catch {
      switch error {
      case .tooManyMembers: throw .tooLarge
      case .badHeader: throw .damaged("a header of the archive makes no sense")
      case .longName: throw .damaged("a name in the archive is too long")
      }
    }
  }
}
