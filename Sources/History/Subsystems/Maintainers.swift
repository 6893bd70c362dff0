import Foundation

/// The MAINTAINERS file of a tree: which section claims a path.
///
/// Reads `F:`, `X:` and `N:` lines as `scripts/get_maintainer.pl` does. A pattern that ends in `/` claims everything
/// below; another must have as many slashes as the path. `*` and `?` stand for any characters and for one.
struct Maintainers {
  private struct Pattern {
    let text: [UInt8]
    let section: Int
    var isDirectory: Bool { text.last == UInt8(ascii: "/") }
    var slashes: Int { text.count { $0 == UInt8(ascii: "/") } }
  }

  private var titles: [String] = []
  private var excluded: [Int: [Pattern]] = [:]
  /// Patterns by the literal first component; those that start with a wildcard under "".
  private var claims: [[UInt8]: [Pattern]] = [:]
  private var names: [(expression: NSRegularExpression, section: Int)] = []

  init(parsing file: String) {
    var title = ""
    var hasEntries = false
    for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.dropFirst().first == ":", let tag = line.first, tag.isASCII, tag.isUppercase else {
        // Everything before the first section is prose; a title is the line over the first tagged one.
        if line.first.map({ !$0.isWhitespace }) ?? false {
          title = line.trimmingCharacters(in: .whitespaces)
          hasEntries = false
        }
        continue
      }
      if !hasEntries {
        titles.append(title)
        hasEntries = true
      }
      let value = line.dropFirst(2).trimmingCharacters(in: .whitespaces)
      guard title != Self.everything, !value.isEmpty else { continue }
      let pattern = Pattern(text: Array(value.utf8), section: titles.count - 1)
      switch tag {
      case "F": claims[Self.bucket(pattern.text), default: []].append(pattern)
      case "X": excluded[pattern.section, default: []].append(pattern)
      case "N":
        if let expression = try? NSRegularExpression(pattern: value) {
          names.append((expression, pattern.section))
        }
      default: break
      }
    }
  }

  /// The last section claims all that nobody else does, which tells nothing.
  private static let everything = "THE REST"

  /// Title of the section with the most specific claim; `nil` if none has one.
  func section(of path: String) -> String? {
    let bytes = Array(path.utf8)
    let own = claims[Self.bucket(bytes)] ?? []
    let wild = claims[[]] ?? []
    let best = (own + wild)
      .filter { matches($0, bytes) && !isExcluded(bytes, from: $0.section) }
      .max { ($0.slashes, $0.text.count, $1.section) < ($1.slashes, $1.text.count, $0.section) }
    if let best { return titles[best.section] }
    let range = NSRange(path.startIndex..., in: path)
    return names.first { name in
      name.expression.firstMatch(in: path, range: range) != nil
        && !isExcluded(bytes, from: name.section)
    }.map { titles[$0.section] }
  }

  private func isExcluded(_ path: [UInt8], from section: Int) -> Bool {
    excluded[section]?.contains { matches($0, path) } ?? false
  }

  private static func bucket(_ text: [UInt8]) -> [UInt8] {
    let first = text.prefix { $0 != UInt8(ascii: "/") }
    return first.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } ? [] : Array(first)
  }

  private func matches(_ pattern: Pattern, _ path: [UInt8]) -> Bool {
    if !pattern.isDirectory, pattern.slashes != path.count(where: { $0 == UInt8(ascii: "/") }) {
      return false
    }
    return Self.matches(pattern.text, path, wholePath: !pattern.isDirectory)
  }

  /// Glob with backtracking to the last star only, so never more than pattern × path steps.
  private static func matches(_ pattern: [UInt8], _ path: [UInt8], wholePath: Bool) -> Bool {
    var (p, s) = (0, 0)
    var star: (pattern: Int, path: Int)?
    while true {
      if p == pattern.count, !wholePath || s == path.count { return true }
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p, s)
        p += 1
      } else if p < pattern.count, s < path.count,
        pattern[p] == path[s] || pattern[p] == UInt8(ascii: "?")
      {
        p += 1
        s += 1
      } else if let last = star, last.path < path.count {
        star = (last.pattern, last.path + 1)
        (p, s) = (last.pattern + 1, last.path + 1)
      } else {
        return false
      }
    }
  }
}
