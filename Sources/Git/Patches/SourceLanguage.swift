/// What a file of a kernel is written in, as far as its path shows.
package enum SourceLanguage: Hashable, Sendable {
  case c, assembly, rust
  /// `Makefile`, `Kbuild`, `Kconfig`, also with an ending: `Kconfig.debug`.
  case build
  case other

  package init(path: UnsafeRawBufferPointer) {
    let name = path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
    func ends(_ ending: StaticString) -> Bool {
      name.count > ending.utf8CodeUnitCount
        && name.suffix(ending.utf8CodeUnitCount).elementsEqual(
          UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount))
    }
    func isNamed(_ word: StaticString) -> Bool {
      let count = word.utf8CodeUnitCount
      return name.starts(with: UnsafeBufferPointer(start: word.utf8Start, count: count))
        && (name.count == count || name[name.startIndex + count] == UInt8(ascii: "."))
    }
    if ends(".c") || ends(".h") {
      self = .c
    } else if ends(".S") || ends(".s") {
      self = .assembly
    } else if ends(".rs") {
      self = .rust
    } else if isNamed("Makefile") || isNamed("Kconfig") || isNamed("Kbuild") {
      self = .build
    } else {
      self = .other
    }
  }
}
