import ChangeModel
import Changelogs
import Text

/// A list of commits in a file, a line each: `id`, `id,person` or `id,person,path`, as git-fixes reads them.
///
/// Blank lines and those that begin with `#` are left out. Such lists name whole histories, so they are read as bytes,
/// and what stands beside the ids is kept once for all lines that have the same.
struct CommitList {
  private(set) var full: [CommitID] = []
  /// Ids with fewer digits than 40.
  private(set) var abbreviated: [AbbreviatedCommitID] = []
  private(set) var headings: [MissingFixes.ListHeading] = []
  /// Places in `headings`, as `full`.
  private var headingOfFull: [Int] = []

  /// Some twenty times all that Linux has.
  private static let mostRead = 1 << 30

  /// - Parameter path: a file, or `-` for standard input.
  init(reading path: String) throws(InvestigationError) {
    let bytes: [UInt8]
    do throws(ReadFailure) {
      bytes = try OpenFile(operand: path).readAll(limit: Self.mostRead)
    } catch {
      throw .unreadableList(path: path, line: nil, .unreadable("\(error)"))
    }
    if let (line, text) = bytes.withUnsafeBytes({ read($0) }) {
      throw .unreadableList(path: path, line: line, .notAnID(text))
    }
    guard !full.isEmpty || !abbreviated.isEmpty else {
      throw .unreadableList(path: path, line: nil, .empty)
    }
  }

  var count: Int { full.count + abbreviated.count }

  /// What stands beside some of the commits; nothing for those that were abbreviated.
  func headings(of wanted: Set<CommitID>) -> [CommitID: MissingFixes.ListHeading] {
    var found: [CommitID: MissingFixes.ListHeading] = [:]
    for (id, place) in zip(full, headingOfFull) where wanted.contains(id) && found[id] == nil {
      found[id] = headings[place]
    }
    return found
  }

  /// - Returns: the first line that has no id, and what stands there instead.
  private mutating func read(_ bytes: UnsafeRawBufferPointer) -> (line: Int, text: String)? {
    var lastHeading: Slice<UnsafeRawBufferPointer>?
    for (number, range) in zip(1..., bytes.lines) {
      let line = bytes[range]
      let comma = bytes.firstOffset(of: UInt8(ascii: ","), in: range) ?? range.upperBound
      let id = line[..<comma].withoutBlanks
      guard let first = id.first, first != UInt8(ascii: "#") else { continue }
      let heading = line[comma...]
      if lastHeading.map({ !$0.elementsEqual(heading) }) ?? true {
        headings.append(Self.heading(heading))
        lastHeading = heading
      }
      if let id = CommitID(hexadecimal: UnsafeRawBufferPointer(rebasing: id)) {
        full.append(id)
        headingOfFull.append(headings.count - 1)
      } else if let id = AbbreviatedCommitID(String(decoding: id, as: UTF8.self)) {
        abbreviated.append(id)
      } else {
        return (number, String(String(decoding: id, as: UTF8.self).prefix(60)))
      }
    }
    return nil
  }

  /// `,person,path`
  private static func heading(_ bytes: Slice<UnsafeRawBufferPointer>) -> MissingFixes.ListHeading {
    let fields = bytes.dropFirst().split(
      separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false
    ).map { String(decoding: $0.withoutBlanks, as: UTF8.self) }
    return .init(
      person: fields.first ?? "", path: fields.count > 1 ? fields[1] : "")
  }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate var withoutBlanks: Self {
    let start = drop(while: \.isBlank)
    return start[..<(start.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? start.startIndex)]
  }
}
