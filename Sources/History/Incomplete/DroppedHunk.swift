internal import ChangeModel
internal import Git
internal import Text

/// Hunks of an upstream commit that its backport left out although the kernel's file would take them as they are.
///
/// A backport leaves hunks out for good reasons: the code is not there, looks different, or already has the change. What is
/// left are hunks whose lines and context stand in the kernel's file, that use no name that file does not know, and that do
/// more than declare something, which goes with another hunk.
struct DroppedHunk {
  /// - Parameter file: the contents of a file of the kernel; `nil` if it has no such file.
  static func all(
    of upstream: PatchLines, leftOutBy backport: PatchLines, file: (String) -> KernelFile?
  ) -> [PatchLines.Hunk] {
    var changed: Set<ArraySlice<UInt8>> = []
    for hunk in backport.hunks {
      for line in hunk.added + hunk.removed where !line.trimmed.isEmpty {
        changed.insert(line.trimmed)
      }
    }
    return upstream.hunks.filter { hunk in
      hunk.language == .c
        && !(hunk.added + hunk.removed).contains { changed.contains($0.trimmed) }
        && hunk.added.contains(where: \.doesSomething)
        && (file(hunk.path)?.wouldTake(hunk) ?? false)
    }
  }
}

/// A file of a kernel, line by line.
struct KernelFile {
  private let trimmed: [ArraySlice<UInt8>]
  private let names: Set<ArraySlice<UInt8>>

  init(_ contents: [UInt8]) {
    let lines = SourceLine.all(in: contents)
    trimmed = lines.map(\.trimmed)
    names = Set(lines.lazy.flatMap(\.identifiers))
  }

  /// Whether a hunk fits here, and is not here yet.
  func wouldTake(_ hunk: PatchLines.Hunk) -> Bool {
    let before = (hunk.before + hunk.removed + hunk.after).map(\.trimmed)
    let after = (hunk.before + hunk.added + hunk.after).map(\.trimmed)
    guard contains(before), !contains(after) || after.count < before.count else { return false }
    let known = Set(hunk.removed.lazy.flatMap(\.identifiers))
    return hunk.added.lazy.flatMap(\.identifiers).allSatisfy {
      names.contains($0) || known.contains($0)
    }
  }

  private func contains(_ wanted: [ArraySlice<UInt8>]) -> Bool {
    // Context of blank lines alone is everywhere.
    guard let anchor = wanted.indices.max(by: { wanted[$0].count < wanted[$1].count }),
      !wanted[anchor].isEmpty, wanted.count <= trimmed.count
    else { return false }
    return (0...(trimmed.count - wanted.count)).contains { start in
      trimmed[start + anchor] == wanted[anchor]
        && trimmed[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }
}

extension SourceLine {
  /// Whether it is code that does something, rather than declare a name, include a header or close a block.
  var doesSomething: Bool {
    let line = trimmed
    guard !isComment, line.first != UInt8(ascii: "#"), line.contains(where: \.isLetter) else {
      return false
    }
    return line.contains(UInt8(ascii: "("))
      || line.contains(UInt8(ascii: "="))
        && definedName == nil
      || line.contains(UInt8(ascii: "\""))
      || [UInt8(ascii: "&"), UInt8(ascii: "|")].contains { line.contains($0) }
  }
}
