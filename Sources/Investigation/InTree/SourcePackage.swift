import History
import Text

/// The patches of a source package that its spec applies to the archive, as far as a reader of the spec can tell who does not
/// run it.
struct SourcePackage {
  /// Those that the spec applies.
  private(set) var applied: [PackagedPatch] = []
  /// Those that it names, and may or may not apply.
  private(set) var named: [PackagedPatch] = []
  /// Packed patches, archives of patches, and patches that the package lacks.
  private(set) var unread: [String]

  /// - Parameter texts: the spec and the patches.
  init(_ texts: [(name: String, bytes: [UInt8])], otherArchives: [String]) {
    unread = otherArchives
    let patches = Dictionary(
      texts.filter { !$0.name.hasSuffix(".spec") }.map { ($0.name, $0.bytes) },
      uniquingKeysWith: { first, _ in first })
    guard let spec = texts.first(where: { $0.name.hasSuffix(".spec") }) else {
      named = patches.keys.sorted().map { PackagedPatch(name: $0, patches[$0] ?? []) }
      return
    }
    let reading = SpecPatches(String(decoding: spec.bytes, as: UTF8.self))
    for entry in reading.entries {
      guard let file = patches.keys.filter({ entry.matches($0) }).sorted().first,
        let bytes = patches[file]
      else {
        if !unread.contains(where: entry.matches) { unread.append(entry.file) }
        continue
      }
      let patch = PackagedPatch(name: "\(entry.label) (\(file))", bytes)
      if reading.applies(entry, named: file) { applied.append(patch) } else { named.append(patch) }
    }
  }

  var count: Int { applied.count + named.count }
  var hasPatches: Bool { count > 0 || !unread.isEmpty }
}

/// The patches that a spec names, and whether it applies them. Macros are not expanded: `%{name}` in the name of a file stands
/// for anything.
struct SpecPatches {
  struct Entry: Equatable {
    /// `Patch12`
    let label: String
    let number: String
    let file: String

    func matches(_ name: String) -> Bool {
      guard let first = file.utf8.firstIndex(of: UInt8(ascii: "%")),
        let last = file.utf8.lastIndex(of: UInt8(ascii: "%"))
      else { return name == file }
      let start = file.utf8[..<first]
      // `%{name}` or `%name`.
      let macro = file.utf8[last...].dropFirst()
      let end =
        macro.first == UInt8(ascii: "{")
        ? macro.drop { $0 != UInt8(ascii: "}") }.dropFirst() : macro.drop(while: \.isIdentifierByte)
      return name.utf8.count >= start.count + end.count && name.utf8.starts(with: start)
        && name.utf8.suffix(end.count).elementsEqual(end)
    }
  }

  private(set) var entries: [Entry] = []
  /// Without comments.
  private var lines: [Substring] = []
  private var appliesAll = false

  init(_ spec: String) {
    for line in spec.split(whereSeparator: \.isNewline) {
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard !line.hasPrefix("#"), !line.hasPrefix("%changelog") else {
        if line.hasPrefix("#") { continue }
        break
      }
      if let entry = Self.entry(line, after: entries.count) {
        entries.append(entry)
      } else {
        lines.append(line)
      }
    }
    appliesAll = lines.contains { line in
      ["%autosetup", "%autopatch"].contains(where: line.hasPrefix) || line.contains("%{patches}")
        || line.contains("%{PATCHES}")
    }
  }

  /// `Patch12: https://example.org/fix.patch`; without a number they count from 0.
  private static func entry(_ line: Substring, after count: Int) -> Entry? {
    guard line.lowercased().hasPrefix("patch"), let colon = line.firstIndex(of: ":") else {
      return nil
    }
    let number = line[..<colon].dropFirst(5).filter { $0 != " " }
    guard number.allSatisfy(\.isNumber),
      let value = line[line.index(after: colon)...].split(whereSeparator: \.isWhitespace).first
    else { return nil }
    let digits = number.isEmpty ? "\(count)" : String(number)
    return Entry(
      label: "Patch\(digits)", number: digits, file: String(value.split(separator: "/").last ?? ""))
  }

  /// Whether a line of the spec applies it: `%patch12`, `%patch -P 12`, `%autosetup`, `ApplyPatch fix.patch`.
  func applies(_ entry: Entry, named file: String) -> Bool {
    appliesAll
      || lines.contains { line in
        let words = line.split { $0 == " " || $0 == "\t" }
        if words.first == "%patch" {
          return words.contains("-P\(entry.number)")
            || zip(words, words.dropFirst()).contains { $0 == "-P" && $1 == entry.number }
            || words.dropFirst().contains { $0 == entry.number }
        }
        return words.first == "%patch\(entry.number)" || line.contains("%{PATCH\(entry.number)}")
          || line.contains("%PATCH\(entry.number) ")
          || (words.first?.hasPrefix("Apply") == true && words.contains { $0 == file })
      }
  }
}
