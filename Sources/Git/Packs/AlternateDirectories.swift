import FoundationEssentials

/// Other clones whose objects a clone uses, as `git clone --shared` and `--reference` make it.
///
/// Format: `info/alternates` in the object directory holds one object directory a line, absolute or relative to the
/// object directory that names it; lines with `#` are comments (gitrepository-layout(5)).
enum AlternateDirectories {
  /// This object directory and all it leads to, each once, itself first.
  static func reachable(from directory: String) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    func visit(_ directory: String, depth: Int) {
      let real = URL(fileURLWithPath: directory).resolvingSymlinksInPath().path
      guard depth <= deepest, seen.insert(real).inserted else { return }
      found.append(directory)
      let file = directory + "/info/alternates"
      guard let data = FileManager.default.contents(atPath: file) else { return }
      for line in data.split(separator: UInt8(ascii: "\n")).map({
        String(decoding: $0, as: UTF8.self)
      })
      where line.utf8.first != UInt8(ascii: "#") {
        visit(
          line.utf8.first == UInt8(ascii: "/") ? line : "\(directory)/\(line)", depth: depth + 1)
      }
    }
    visit(directory, depth: 0)
    return found
  }

  /// git follows five.
  private static let deepest = 5
}
