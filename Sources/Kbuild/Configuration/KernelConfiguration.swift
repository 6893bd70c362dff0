public import ChangeModel
import Text

/// What a kernel was configured to have: a `.config`, or a package's `/boot/config-…`.
///
/// The file has a line `CONFIG_NAME=value` for each symbol that is set, `# CONFIG_NAME is not set` for one that could
/// be, and near its start a comment `# Linux/x86 6.1.0 Kernel Configuration`.
public struct KernelConfiguration: Hashable, Sendable {
  /// By symbol without `CONFIG_`: `y`, `m`, a number, or a text without its quotes. What is not set is left out.
  public let values: [String: String]
  /// As its directory under `arch` is called: `x86`.
  public let architecture: String?

  public init(values: [String: String], architecture: String?) {
    self.values = values
    self.architecture = architecture
  }

  /// - Parameter source: the file as the user named it, for errors.
  public init(parsing bytes: [UInt8], source: String) throws(KbuildError) {
    var values: [String: String] = [:]
    var heading: String?
    var isConfiguration = false
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if line.starts(with: Self.prefix) {
        guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
        let symbol = String(decoding: line[..<equals].dropFirst(Self.prefix.count), as: UTF8.self)
        let value = String(decoding: line[line.index(after: equals)...], as: UTF8.self)
          .trimmed
        isConfiguration = true
        values[symbol] = value == "n" ? nil : value.unquoted
      } else if line.starts(with: Self.unset) {
        isConfiguration = true
      } else if heading == nil, line.starts(with: Self.heading) {
        let name = line.dropFirst(Self.heading.count).prefix { $0 != UInt8(ascii: " ") }
        heading = String(decoding: name, as: UTF8.self)
      }
    }
    guard isConfiguration else { throw .noConfiguration(source: source) }
    let named = heading.map { Self.directories[$0] ?? $0 }
    self.init(
      values: values,
      architecture: named
        ?? Self.architectures.first { values[$0.symbol] == "y" }?.directory)
  }

  /// The value of a symbol without `CONFIG_`; `nil` if it is not set.
  public subscript(symbol: some StringProtocol) -> String? { values[String(symbol)] }

  private static let prefix = Array("CONFIG_".utf8)
  private static let unset = Array("# CONFIG_".utf8)
  private static let heading = Array("# Linux/".utf8)

  /// Architectures whose directory is called otherwise, after `SRCARCH` in the top Makefile.
  private static let directories = [
    "i386": "x86", "x86_64": "x86", "sparc32": "sparc", "sparc64": "sparc", "parisc64": "parisc",
    "sh64": "sh",
  ]

  /// What configurations before 2.6.36 have instead of the heading.
  private static let architectures: [(symbol: String, directory: String)] = [
    ("X86", "x86"), ("ARM64", "arm64"), ("ARM", "arm"), ("PPC", "powerpc"), ("S390", "s390"),
    ("MIPS", "mips"), ("RISCV", "riscv"), ("SPARC", "sparc"), ("PARISC", "parisc"),
    ("IA64", "ia64"), ("ALPHA", "alpha"), ("M68K", "m68k"), ("SUPERH", "sh"),
  ]
}

// MARK: - Two configurations

extension KernelConfiguration {
  /// Differences from an older configuration, by symbol.
  public func changes(since old: KernelConfiguration) -> [ConfigurationChange] {
    Set(values.keys).union(old.values.keys).sorted().compactMap { symbol in
      let (before, now) = (old.values[symbol], values[symbol])
      return before == now ? nil : ConfigurationChange(symbol: symbol, old: before, new: now)
    }
  }
}

extension String {
  fileprivate var unquoted: String {
    let quote = UInt8(ascii: "\"")
    guard utf8.count >= 2, utf8.first == quote, utf8.last == quote else { return self }
    return String(Substring(utf8.dropFirst().dropLast()))
  }
}
