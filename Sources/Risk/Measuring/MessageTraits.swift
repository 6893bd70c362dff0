internal import ChangeModel
internal import Text

/// What a commit message says of how its change came about.
struct MessageTraits {
  let hasStableTag: Bool
  let isReported: Bool
  let hasTrace: Bool
  let isAdapted: Bool
  let isDependency: Bool
  let repairsLeak: Bool
  /// That are not blank.
  let lineCount: Int

  init(_ commit: Commit) {
    let subject = Array(commit.subject.lowercased().utf8)[...]
    let body = Array(commit.body.lowercased().utf8)[...]
    var (hasStableTag, isReported, isAdapted, lineCount) = (false, false, false, 0)
    for line in body.split(separator: UInt8(ascii: "\n")) {
      let line = line.drop(while: \.isSpaceOrTab)
      guard let first = line.first else { continue }
      lineCount += 1
      if first == UInt8(ascii: "[") {
        isAdapted = isAdapted || Self.isNote(line)
      } else if let trailer = Trailer(line) {
        hasStableTag = hasStableTag || trailer.isNamed("cc") && line.has("stable")
        isReported = isReported || trailer.isNamed("reported-by")
      }
    }
    (self.hasStableTag, self.isReported, self.lineCount) = (hasStableTag, isReported, lineCount)
    self.isAdapted = isAdapted || body.has("backport") || body.has("conflict")
    hasTrace = ["call trace", "bug:", "oops", "rip:"].contains { body.has($0) }
    isDependency = ["stable-dep-of:", "prerequisite", "dependency", "needed for", "prepar"]
      .contains { body.has($0) }
    repairsLeak = subject.has("leak")
  }

  /// `[bp: adjusted for 4.14]`, `[sl: context]`: who brought the change to a stable branch, and what that took.
  private static func isNote(_ line: ArraySlice<UInt8>) -> Bool {
    let name = line.dropFirst().prefix(longestName).prefix { $0 != UInt8(ascii: ":") }
    return name.count < longestName && name.count >= 2
      && name.allSatisfy { $0.isLower || " .".utf8.contains($0) }
  }

  private static let longestName = 30
}

extension ArraySlice<UInt8> {
  /// Whether some place in it reads like this.
  fileprivate func has(_ word: StaticString) -> Bool {
    withUnsafeBufferPointer { text in
      word.withUTF8Buffer { word in
        guard text.count >= word.count else { return false }
        return (0...(text.count - word.count)).contains { start in
          text[start] == word[0] && word.indices.allSatisfy { text[start + $0] == word[$0] }
        }
      }
    }
  }
}
