import Text

/// The modules that hosts have loaded, as `lsmod` or `/proc/modules` of each lists them, or a list of names.
///
/// `lsmod` has a heading and then `name size users …`, `/proc/modules` the same without the heading, a list one name or
/// file a line: `overlay`, `kernel/fs/overlayfs/overlay.ko.xz`. In names `-` is `_`, as the kernel prints them.
public struct LoadedModules: Hashable, Sendable {
  /// By file, in the order given; several files are several hosts.
  private let hosts: [Set<String>]

  public var hostCount: Int { hosts.count }

  /// - Parameter files: one a host, with the name that the user gave it, for errors.
  public init(parsing files: [(source: String, bytes: [UInt8])]) throws(KbuildError) {
    hosts = try files.map { source, bytes throws(KbuildError) in
      try Self.modules(in: bytes, source)
    }
  }

  /// How many hosts have at least one of the modules loaded.
  public func hosts(loadingAnyOf modules: [String]) -> Int {
    let names = modules.map(Self.name)
    return hosts.count { host in names.contains(where: host.contains) }
  }

  /// How many hosts load each module that any does, by name.
  public var counts: [String: Int] {
    Dictionary(hosts.joined().map { ($0, 1) }, uniquingKeysWith: +)
  }

  private static func modules(in bytes: [UInt8], _ source: String) throws(KbuildError) -> Set<
    String
  > {
    guard bytes.contains(where: { $0 > 0x20 }) else { throw .noModules(source: source) }
    var found: Set<String> = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let fields = line.split(whereSeparator: \.isWhite)
      guard let first = fields.first, first.first != UInt8(ascii: "#") else { continue }
      let name = Self.name(String(decoding: first, as: UTF8.self))
      let rest = fields.dropFirst().first
      if name == "Module", rest.map({ $0.elementsEqual("Size".utf8) }) == true { continue }
      guard isName(name), rest.map({ $0.allSatisfy(\.isDigit) }) ?? true else {
        throw .malformedModule(
          source: source, line: number + 1,
          text: String(decoding: line.prefix(longestQuote), as: UTF8.self))
      }
      found.insert(name)
    }
    return found
  }

  /// The name by which the kernel calls a module: `snd_hda_intel` for `sound/pci/hda/snd-hda-intel.ko.xz`.
  static func name(_ text: String) -> String {
    let file = text.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? text } ?? text
    let stem = file.range(ofEnding: ".ko").map { file[..<$0] } ?? file[...]
    return String(
      decoding: stem.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }

  /// What the kernel's own build gives as names; nothing longer fits (MODULE_NAME_LEN is 64 less a word).
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count < 64
      && name.utf8.allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x5F
          || $0 == 0x2E || $0 == 0x2B
      }
  }

  private static let longestQuote = 60
}

extension String {
  /// Where the last `ending` starts, if nothing or only another ending (`.xz`) follows.
  fileprivate func range(ofEnding ending: String) -> Index? {
    for suffix in ["", ".xz", ".zst", ".gz"] where hasSuffix(ending + suffix) {
      return utf8.index(endIndex, offsetBy: -(ending.utf8.count + suffix.utf8.count))
    }
    return nil
  }
}
