/// A pattern of paths as shells and git have them: `*` and `?` stand for characters of a name, `[a-z]` for one of some,
/// `**` for any number of directories.
///
/// A pattern without a slash is about names, wherever they are. A directory that matches stands for all below it.
///
/// - Complexity: matching takes at most the product of the lengths, whatever the pattern.
struct PathGlob {
  private let parts: [[UInt8]]

  static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { "*?[".utf8.contains($0) }
  }

  init(_ pattern: String) {
    let parts = pattern.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    self.parts = parts.count == 1 ? [Self.anyDepth] + parts : parts
  }

  /// The same pattern below any directory.
  var anywhere: PathGlob { PathGlob(parts: [Self.anyDepth] + parts) }

  private init(parts: [[UInt8]]) { self.parts = parts }

  private static let anyDepth = Array("**".utf8)

  /// The start of a path, as many directories as needed, that matches; `nil` if none does.
  func match(in path: String) -> String? {
    let names = path.utf8.split(separator: UInt8(ascii: "/"))
    var (part, name) = (0, 0)
    var retry: (part: Int, name: Int)?
    while part < parts.count {
      if parts[part] == Self.anyDepth {
        retry = (part, name)
        part += 1
      } else if name < names.count, Self.matches(parts[part], Array(names[name])) {
        (part, name) = (part + 1, name + 1)
      } else if let last = retry, last.name < names.count {
        retry = (last.part, last.name + 1)
        (part, name) = (last.part + 1, last.name + 1)
      } else {
        return nil
      }
    }
    return names.prefix(max(name, 1)).map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: "/")
  }

  private static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var (p, n) = (0, 0)
    var star: (pattern: Int, name: Int)?
    while n < name.count || p < pattern.count {
      if p < pattern.count {
        if pattern[p] == UInt8(ascii: "*") {
          star = (p, n)
          p += 1
          continue
        }
        if n < name.count, let end = one(pattern, p, name[n]) {
          (p, n) = (end, n + 1)
          continue
        }
      }
      guard let last = star, last.name < name.count else { return false }
      star = (last.pattern, last.name + 1)
      (p, n) = (last.pattern + 1, last.name + 1)
    }
    return true
  }

  /// Where the pattern goes on if the piece at `place` stands for a character.
  private static func one(_ pattern: [UInt8], _ place: Int, _ byte: UInt8) -> Int? {
    switch pattern[place] {
    case UInt8(ascii: "?"): return place + 1
    case UInt8(ascii: "["):
      guard let end = pattern[min(place + 2, pattern.count)...].firstIndex(of: UInt8(ascii: "]"))
      else { return byte == UInt8(ascii: "[") ? place + 1 : nil }
      var set = pattern[(place + 1)..<end]
      let isNot = set.first.map { "!^".utf8.contains($0) } ?? false
      if isNot { set.removeFirst() }
      var isIn = false
      while let first = set.popFirst() {
        if set.count >= 2, set.first == UInt8(ascii: "-") {
          let last = set[set.startIndex + 1]
          isIn = isIn || (first <= last && (first...last).contains(byte))
          set.removeFirst(2)
        } else {
          isIn = isIn || first == byte
        }
      }
      return isIn != isNot ? end + 1 : nil
    default: return pattern[place] == byte ? place + 1 : nil
    }
  }
}
