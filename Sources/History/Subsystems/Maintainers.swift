import ChangeModel
import Text

/// The MAINTAINERS file of a tree: which sections claim a path.
///
/// Read as `scripts/get_maintainer.pl` reads it. A section is the lines `X: value` that follow a line of another form,
/// its title; blank lines and comments do not end it.
/// - `F:` claims paths, see ``PathPattern``; the last line of a section that matches says how closely.
/// - `X:` takes paths away from its section.
/// - `N:` is an expression over the whole path; it claims less closely than any `F:` that starts with a name.
/// - `M:` and `L:` say whom to write to: people, and lists.
/// - `K:` is an expression over texts: a file's contents, or the lines of a patch and its message.
///
/// Read as bytes, and without a copy: today's file has 25,000 lines, of which a question meets a few. A pattern that is
/// not understood claims nothing, and is remarked upon.
struct Maintainers {
  private typealias Bytes = ArraySlice<UInt8>
  private struct Claim {
    let pattern: PathPattern
    let section: Int
    /// Of several lines of a section the last counts.
    let line: Int
  }
  private struct Words {
    let expression: PerlExpression
    let section: Int
    let line: Int
  }

  private var titles: [Bytes] = []
  /// `F:` lines by the directory they start with, which a path must be below.
  private var claims: [Bytes: [Claim]] = [:]
  private var excluded: [Int: [PathPattern]] = [:]
  /// `M:` and `L:` lines by section.
  private var contacts: [Int: [Bytes]] = [:]
  private var names: [Words] = []
  private var keywords: [Words] = []

  /// Lines whose pattern is not understood, counted from 1.
  private(set) var ignored: [Int] = []
  /// How large all expressions together may get. Today's need some 5,000 states.
  private var room = 100_000

  init(parsing file: [UInt8]) {
    var number = 0
    var title: Bytes = []
    var isOpen = false
    var start = 0
    while start < file.count {
      let end = file[start...].firstIndex(of: UInt8(ascii: "\n")) ?? file.count
      let line = file[start..<end]
      start = end + 1
      number += 1
      guard line.count > 1, (0x41...0x5A).contains(line[line.startIndex]),
        line[line.startIndex + 1] == UInt8(ascii: ":")
      else {
        let text = line.drop(while: \.isWhite)
        if let first = text.first, first != UInt8(ascii: "#") {
          title = line
          isOpen = false
        }
        continue
      }
      if !isOpen {
        titles.append(title)
        isOpen = true
      }
      read(line[line.startIndex], line.dropFirst(2).drop(while: \.isWhite), at: number)
    }
  }

  private mutating func read(_ tag: UInt8, _ value: Bytes, at line: Int) {
    let section = titles.count - 1
    switch tag {
    case UInt8(ascii: "F"):
      let pattern = PathPattern(value, room: &room)
      if pattern.isIgnored { return ignored.append(line) }
      claims[pattern.directory, default: []].append(
        Claim(pattern: pattern, section: section, line: line))
    case UInt8(ascii: "M"), UInt8(ascii: "L"): contacts[section, default: []].append(value)
    case UInt8(ascii: "X"):
      let pattern = PathPattern(value, room: &room)
      if pattern.isIgnored { return ignored.append(line) }
      excluded[section, default: []].append(pattern)
    case UInt8(ascii: "N"), UInt8(ascii: "K"):
      guard let expression = PerlExpression(value, room: &room) else { return ignored.append(line) }
      let words = Words(expression: expression, section: section, line: line)
      if tag == UInt8(ascii: "N") { names.append(words) } else { keywords.append(words) }
    default: break
    }
  }

  /// The last section claims all that nobody else does, which says nothing.
  private static let everything = "THE REST"

  /// Title of the section with the closest claim; `nil` if only the last one has any.
  func section(of path: String) -> String? {
    sections(of: path).first { $0 != Self.everything }
  }

  /// Whom to write to about paths: people and lists of all sections that claim one, the closest claim first. Lists only
  /// by their address.
  func contacts(for paths: [String]) -> [String] {
    var seen: Set<String> = []
    return paths.flatMap { path in
      claiming(path).filter { titles[$0].elementsEqual(Self.everything.utf8) == false }
        .flatMap { contacts[$0] ?? [] }
    }.map { String(decoding: $0, as: UTF8.self) }
      .map { text in
        let isPerson = text.utf8.contains(UInt8(ascii: "<"))
        return isPerson ? text : String(Substring(text.utf8.prefix { !$0.isSpaceOrTab }))
      }
      .filter { seen.insert($0).inserted }
  }

  /// Titles of all sections that claim a path, the closest claim first, then in the file's order.
  func sections(of path: String) -> [String] { told(claiming(path)) }

  private func claiming(_ path: String) -> [Int] {
    let bytes = Array(path.utf8)
    var best: [Int: (line: Int, depth: Int)] = [:]
    func add(_ section: Int, _ line: Int, _ depth: Int) {
      if let known = best[section], known.line > line { return }
      if excluded[section]?.contains(where: { $0.matches(bytes) }) ?? false { return }
      best[section] = (line, depth)
    }
    var end = bytes.count
    while end > 0 {
      end = bytes[..<end].lastIndex(of: UInt8(ascii: "/")) ?? 0
      for claim in claims[bytes[..<end]] ?? [] where claim.pattern.matches(bytes) {
        add(claim.section, claim.line, claim.pattern.depth)
      }
    }
    for name in names where name.expression.matches(bytes[...]) { add(name.section, name.line, 0) }
    return best.sorted { ($1.value.depth, $0.key) < ($0.value.depth, $1.key) }.map(\.key)
  }

  /// Titles of the sections whose `K:` matches a text as a whole, as a file's contents are matched.
  func sections(withKeywordsIn text: ArraySlice<UInt8>) -> [String] {
    told(keywords.filter { $0.expression.matches(text) }.map(\.section))
  }

  private static let mostRemarks = 3

  /// What of the file was not understood.
  var remarks: [Remark] {
    let named = ignored.prefix(Self.mostRemarks).map { Remark.unknownPattern(line: $0) }
    let rest = ignored.count - named.count
    return rest > 0 ? named + [.moreUnknownPatterns(rest)] : named
  }

  /// The titles of all sections but the last, which claims everything.
  var allTitles: [String] {
    titles.map { String(decoding: $0, as: UTF8.self) }.filter { $0 != Self.everything }
  }

  /// The titles that are a name, or have it as whole words, in whatever case.
  func titles(called name: String, wholeTitle: Bool) -> [String] {
    func words(_ text: String) -> [String] {
      text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
    let wanted = words(name)
    guard !wanted.isEmpty else { return [] }
    return allTitles.filter { title in
      let words = words(title)
      return wholeTitle ? words == wanted : words.contains(wanted)
    }
  }

  /// Those of some paths that the `F:` lines of sections claim; a directory where a line is just that.
  func paths(of sections: [String], in paths: [String]) -> [String] {
    let wanted = Set(
      titles.indices.filter { sections.contains(String(decoding: titles[$0], as: UTF8.self)) })
    let claims = claims.values.joined().filter { wanted.contains($0.section) }
    return paths.filter { path in
      let bytes = Array(path.utf8)
      return claims.contains { claim in
        claim.pattern.matches(bytes)
          && !(excluded[claim.section]?.contains { $0.matches(bytes) } ?? false)
      }
    }
  }

  private func told(_ sections: [Int]) -> [String] {
    var seen: Set<String> = []
    return sections.map { String(decoding: titles[$0], as: UTF8.self) }
      .filter { seen.insert($0).inserted }
  }
}
