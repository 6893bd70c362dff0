import Text

/// The modules that a host has loaded, as `lsmod` or `/proc/modules` lists them, or a list of names.
///
/// `lsmod` has a heading and then `name size users …`, `/proc/modules` the same without the heading, a list one name or
/// file a line: `overlay`, `kernel/fs/overlayfs/overlay.ko.xz`. In names `-` is `_`, as the kernel prints them.
enum ModuleList {
  /// Something that is neither a line of `lsmod` nor a module's name.
  struct Flaw: Error {
    /// Counted from 1.
    let line: Int
    let text: String
  }

  /// Calls `body` with the name of each module, in order, repeats and all.
  static func forEachModule(
    in text: UnsafeRawBufferPointer, _ body: (String) -> Void
  ) throws(Flaw) {
    var number = 0
    for line in text.lines {
      number += 1
      let bytes = text[line]
      let fields = bytes.split(maxSplits: 2, whereSeparator: \.isWhite)
      guard let first = fields.first, first.first != UInt8(ascii: "#") else { continue }
      let rest = fields.dropFirst().first
      if first.elementsEqual("Module".utf8),
        rest.map({ $0.elementsEqual("Size".utf8) }) == true
      {
        continue
      }
      guard let name = name(first), rest.map({ $0.allSatisfy(\.isDigit) }) ?? true else {
        throw Flaw(
          line: number, text: String(decoding: bytes.prefix(longestQuote), as: UTF8.self))
      }
      body(name)
    }
  }

  /// The name by which the kernel calls a module: `snd_hda_intel` for `sound/pci/hda/snd-hda-intel.ko.xz`; `nil` for what is not
  /// the name of one.
  static func name(_ text: Slice<UnsafeRawBufferPointer>) -> String? {
    let file = text.lastIndex(of: UInt8(ascii: "/")).map { text[($0 + 1)...] } ?? text
    var end = file.endIndex
    if file.contains(UInt8(ascii: ".")) {
      for ending in endings
      where file.count >= ending.count && file.suffix(ending.count).elementsEqual(ending) {
        end -= ending.count
        break
      }
    }
    let stem = file[file.startIndex..<end]
    // Nothing longer fits (MODULE_NAME_LEN is 64 less a word).
    guard (1..<64).contains(stem.count), stem.allSatisfy(isNameByte) else { return nil }
    return String(unsafeUninitializedCapacity: stem.count) { buffer in
      for (place, byte) in stem.enumerated() {
        buffer[place] = byte == UInt8(ascii: "-") ? UInt8(ascii: "_") : byte
      }
      return stem.count
    }
  }

  /// The same of a name that the kernel's makefiles give: `snd_hda_intel` for `sound/pci/hda/snd-hda-intel`.
  static func name(_ text: String) -> String {
    let file = text.utf8.split(separator: UInt8(ascii: "/")).last ?? text.utf8[...]
    return String(
      decoding: file.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }

  /// What the kernel's own build gives as names.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isIdentifierByte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "+")
  }

  private static let endings = [".ko", ".ko.xz", ".ko.zst", ".ko.gz"].map { Array($0.utf8) }
  static let longestQuote = 60
}
