public import ChangeModel
import Git
import Text

/// A patch of a source package, as `diff -u` and `git format-patch` write it: which lines of which files it takes away and
/// adds. What is not a hunk is passed over.
public struct PackagedPatch: Sendable {
  /// As the spec calls it: `Patch12 (fix.patch)`.
  public let name: String
  private var files: [String: (removed: [[UInt8]], added: [[UInt8]])] = [:]

  public init(name: String, _ bytes: [UInt8]) {
    self.name = name
    bytes.withUnsafeBytes { read($0) }
  }

  /// Paths from the top of the tree.
  public var paths: Set<String> { Set(files.keys) }

  private mutating func read(_ text: UnsafeRawBufferPointer) {
    var old: String?
    var path: String?
    // Lines that the hunk has yet.
    var (removedLeft, addedLeft) = (0, 0)
    for range in text.lines {
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      if removedLeft > 0 || addedLeft > 0 {
        let content = Array(line.dropFirst())
        switch line.first {
        case UInt8(ascii: "-"):
          removedLeft -= 1
          if let path { files[path, default: ([], [])].removed.append(content) }
        case UInt8(ascii: "+"):
          addedLeft -= 1
          if let path { files[path, default: ([], [])].added.append(content) }
        case UInt8(ascii: "\\"): break
        default: (removedLeft, addedLeft) = (removedLeft - 1, addedLeft - 1)
        }
      } else if line.starts(with: "--- ".utf8) {
        old = Self.path(line)
      } else if line.starts(with: "+++ ".utf8) {
        path = Self.path(line) ?? old
      } else if line.starts(with: "@@ -".utf8) {
        let numbers = line.dropFirst(4).split(whereSeparator: { !$0.isDigit && $0 != 0x2C })
          .prefix(2).map(Self.count)
        if numbers.count == 2 { (removedLeft, addedLeft) = (numbers[0], numbers[1]) }
      }
    }
  }

  /// Of `a/fs/file.c<tab>date`, `fs/file.c`; `nil` for `/dev/null`.
  private static func path(_ line: UnsafeRawBufferPointer) -> String? {
    let name = line.dropFirst(4).prefix { $0 != 0x09 && $0 != 0x0D }
    guard !name.elementsEqual("/dev/null".utf8),
      let slash = name.firstIndex(of: UInt8(ascii: "/"))
    else { return nil }
    return String(decoding: name[(slash + 1)...], as: UTF8.self)
  }

  /// Of `12,7`, 7; of `12`, 1.
  private static func count(_ range: Slice<UnsafeRawBufferPointer>) -> Int {
    guard let comma = range.firstIndex(of: UInt8(ascii: ",")) else { return 1 }
    return Int(String(decoding: range[(comma + 1)...], as: UTF8.self)) ?? 0
  }

  /// Whether it takes away and adds all that a change does, in the same files; blanks aside.
  func makes(_ changes: [ChangedText]) -> Bool {
    var lineCount = 0
    for text in changes {
      guard let file = files[text.path] else { return false }
      let language = SourceLanguage(path: text.path)
      var numbering = LineNumbering()
      let old = PlainLines(text.before ?? [], in: language, &numbering)
      let new = PlainLines(text.after ?? [], in: language, &numbering)
      var removed: [Int] = []
      var added: [Int] = []
      for change in LineChange.between(old.asText, new.asText) {
        removed += old.lines[change.old]
        added += new.lines[change.new]
      }
      guard Self.contains(file.removed, removed, language, &numbering),
        Self.contains(file.added, added, language, &numbering)
      else { return false }
      lineCount += (removed + added).count { numbering.traits[$0].isTelling }
    }
    return lineCount > 0
  }

  private static func contains(
    _ lines: [[UInt8]], _ wanted: [Int], _ language: SourceLanguage,
    _ numbering: inout LineNumbering
  ) -> Bool {
    var left: [Int: Int] = [:]
    for line in lines {
      let number = line.withUnsafeBytes { numbering.number(of: $0, isCode: language.hasFunctions) }
      if let number { left[number, default: 0] += 1 }
    }
    for line in wanted {
      guard left[line, default: 0] > 0 else { return false }
      left[line, default: 0] -= 1
    }
    return true
  }
}

extension ChangeInTree {
  /// What the patches of a source package have to do with the change, by their lines.
  ///
  /// - Parameters:
  ///   - applied: those that the package applies to its archive.
  ///   - named: those that it may apply.
  ///   - unread: archives of patches.
  public func patches(
    applied: [PackagedPatch], named: [PackagedPatch], unread: [String]
  ) -> PackagePatches {
    let code = decidingTexts
    let paths = Set(code.map(\.path))
    var (bringing, touching): ([String], [String]) = ([], [])
    for (patch, isApplied) in applied.map({ ($0, true) }) + named.map({ ($0, false) }) {
      if isApplied, !code.isEmpty, patch.makes(code) {
        bringing.append(patch.name)
      } else if !patch.paths.isDisjoint(with: paths) {
        touching.append(patch.name)
      }
    }
    return PackagePatches(
      count: applied.count + named.count, bringing: bringing, touching: touching, unread: unread)
  }
}
