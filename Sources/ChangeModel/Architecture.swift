/// An architecture of Linux, by its directory under `arch`.
public struct Architecture: Hashable, Sendable {
  /// `x86`
  public let directory: String

  /// Reads a name as people, packages, compilers and `uname -m` have it: `x86_64`, `amd64`, `aarch64`, `ppc64le`.
  ///
  /// `nil` for a name that is not known.
  public init?(named name: String) {
    var name = name.lowercased().split(whereSeparator: \.isWhitespace).joined()
    if name.hasPrefix("arch/") { name.removeFirst(5) }
    if name.hasSuffix("/") { name.removeLast() }
    if Self.otherNames[name] != nil {
      directory = name
    } else if let meant = Self.directoryByName[name] {
      directory = meant
    } else {
      return nil
    }
  }

  /// The architecture whose directory was once called so: `arch/i386` and `arch/x86_64` became `arch/x86`.
  public init(directory: String) {
    self.directory =
      Self.otherNames[directory] != nil
      ? directory : Self.directoryByName[directory] ?? directory
  }

  /// Whether code for another architecture is built into a kernel of this one.
  public func uses(_ other: Architecture) -> Bool {
    // User-mode Linux is built on top of the machine's own architecture.
    self == other || directory == "um"
  }

  /// All names that ``init(named:)`` knows.
  public static var names: [String] { Array(otherNames.keys) + Array(directoryByName.keys) }

  private static let directoryByName = Dictionary(
    otherNames.flatMap { directory, names in names.map { ($0, directory) } },
    uniquingKeysWith: { first, _ in first })

  /// Every directory that arch/ ever had, with the names that `uname -m`, Debian, RPM, Go, GCC and QEMU have for it.
  private static let otherNames: [String: [String]] = [
    "alpha": ["axp", "alphaev6", "alphaev67"],
    "arc": ["arcv2", "arceb", "arc700", "archs"],
    "arm": [
      "arm26", "arm32", "arm32v5", "arm32v6", "arm32v7", "armel", "armeb", "armhf", "armhfp",
      "armv4", "armv4l", "armv4tl", "armv5", "armv5l", "armv5te", "armv5tel", "armv5tejl", "armv6",
      "armv6hl", "armv6l", "armv7", "armv7a", "armv7b", "armv7hl", "armv7hnl", "armv7l", "armv7-a",
    ],
    "arm64": [
      "aarch64", "aarch64_be", "aarch64be", "arm64be", "arm64v8", "armv8", "armv8-a", "armv8a",
      "armv8b", "armv8l", "armv9", "armv9-a",
    ],
    "avr32": [], "blackfin": ["bfin"], "c6x": ["tic6x"], "cris": ["crisv10", "crisv32"],
    "csky": ["ckcore"], "frv": [], "h8300": [], "hexagon": ["qdsp6"],
    "ia64": ["itanium", "itanium2"],
    "loongarch": ["loong64", "loongarch32", "loongarch64"],
    "m32r": [], "m68k": ["m68knommu", "m68000", "coldfire"], "metag": ["meta"],
    "microblaze": ["microblazeel", "microblazebe"],
    "mips": [
      "mipsel", "mipsle", "mips32", "mips64", "mips64el", "mips64le", "mips64eb", "mipsn32",
      "mipsn32el", "mipsr6", "mipsr6el", "mips64r6", "mips64r6el", "mipsisa32r6", "mipsisa32r6el",
      "mipsisa64r6", "mipsisa64r6el",
    ],
    "mn10300": ["am33"], "nds32": ["nds32le", "nds32be"], "nios2": [],
    "openrisc": ["or1k", "or32", "or1ksim"],
    "parisc": ["hppa", "hppa64", "hppa1.1", "hppa2.0", "parisc64"],
    "powerpc": [
      "ppc", "ppc32", "ppc64", "ppc64be", "ppc64el", "ppc64iseries", "ppc64le", "ppc64p7",
      "ppc64pseries", "ppcle", "ppcspe", "powerpc32", "powerpc64", "powerpc64le", "powerpcle",
      "powerpcspe",
    ],
    "riscv": ["riscv32", "riscv64", "rv32", "rv64", "rv64gc", "riscv64gc"],
    "s390": ["s390x"], "score": [],
    "sh": ["sh2", "sh2a", "sh3", "sh4", "sh4a", "sh4eb", "sh5", "sh64", "superh"],
    "sparc": [
      "sparc32", "sparc64", "sparc64v", "sparcv8", "sparcv9", "sparcv9v", "sun4u", "sun4v",
    ],
    "tile": ["tilegx", "tilepro"], "um": ["uml"], "unicore32": [], "v850": [],
    "x86": [
      "amd64", "athlon", "i386", "i486", "i586", "i686", "i86pc", "ia32", "ia32e", "intel64",
      "x32", "x64", "x86-32", "x86-64", "x86_32", "x86_64", "x86_64_v2", "x86_64_v3", "x86_64_v4",
      "386", "486", "586", "686",
    ],
    "xtensa": ["xtensaeb"],
  ]
}
