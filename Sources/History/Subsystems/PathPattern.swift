import Text

/// An `F:` or `X:` pattern of MAINTAINERS.
///
/// get_maintainer.pl makes an expression of it (`*` any characters, also slashes; `?` one; brackets and the like as they
/// are) that must match the start of a path. If it ends in `/` that is all; otherwise the path must have as many slashes
/// as the pattern. A directory may be written without its slash. The script looks for it in the tree; here the paths
/// below it show that it is one, so only a file beside it whose name starts like it is claimed besides.
struct PathPattern {
  private let text: ArraySlice<UInt8>
  /// Only where characters other than `*` and `?` have a meaning.
  private let expression: PerlExpression?
  /// Whether it means something that is not understood, so that it claims nothing.
  let isIgnored: Bool
  /// Free of characters with a meaning, so that a path can be seen to be below it.
  private let isPlain: Bool
  private let slashes: Int
  /// The last directory before anything but plain text; the empty one if there is none.
  let directory: ArraySlice<UInt8>

  /// - Parameter room: see ``PerlExpression/init(_:room:)``.
  init(_ pattern: ArraySlice<UInt8>, room: inout Int) {
    var slashes = 0
    var directory = pattern.prefix(0)
    var (isPlain, hasSpecial, hasChoice, hasDot) = (true, false, false, false)
    for place in pattern.indices {
      switch pattern[place] {
      case UInt8(ascii: "/"):
        slashes += 1
        if isPlain { directory = pattern[..<place] }
      case UInt8(ascii: "*"), UInt8(ascii: "?"): isPlain = false
      case UInt8(ascii: "."): hasDot = true
      case UInt8(ascii: "|"): (isPlain, hasSpecial, hasChoice) = (false, true, true)
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "+"), UInt8(ascii: "^"),
        UInt8(ascii: "$"), UInt8(ascii: "\\"):
        (isPlain, hasSpecial) = (false, true)
      default: break
      }
    }
    text = pattern
    self.slashes = slashes
    self.isPlain = isPlain && !hasDot
    self.directory = hasChoice ? [] : directory
    expression = hasSpecial ? PerlExpression(glob: pattern, room: &room) : nil
    isIgnored = hasSpecial && expression == nil
  }

  private static let slash = UInt8(ascii: "/")

  /// How closely it claims: how many names it gives, and less than anything if it starts with `*`.
  var depth: Int {
    text.first == UInt8(ascii: "*") ? -1 : slashes + (text.last == Self.slash ? 0 : 1)
  }

  func matches(_ path: [UInt8]) -> Bool {
    if isIgnored { return false }
    if text.last == Self.slash { return matchesStart(of: path) }
    if isPlain, path.count > text.count, path[text.count] == Self.slash {
      return path.starts(with: text)
    }
    return matchesStart(of: path) && slashes == path.count { $0 == Self.slash }
  }

  /// Each star takes as little as it can, which finds a match whenever there is one, since the end is free. So only the
  /// last star is ever gone back to: as many steps as the two lengths multiplied, however many stars there are.
  private func matchesStart(of path: [UInt8]) -> Bool {
    if let expression { return expression.matches(path[...]) }
    var (p, s) = (text.startIndex, 0)
    var star: (pattern: Int, path: Int)?
    while p < text.endIndex {
      if text[p] == UInt8(ascii: "*") {
        star = (p, s)
        p += 1
      } else if s < path.count, path[s] == text[p] || text[p] == UInt8(ascii: "?") {
        p += 1
        s += 1
      } else if let last = star, last.path < path.count {
        star = (last.pattern, last.path + 1)
        (p, s) = (last.pattern + 1, last.path + 1)
      } else {
        return false
      }
    }
    return true
  }
}
