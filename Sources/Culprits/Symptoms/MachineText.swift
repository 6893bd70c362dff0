internal import Text

/// What text about a machine looks like: the forms, as tables.
enum MachineText {
  /// How sure it is that a line is not about what went wrong.
  enum Likeness {
    case none
    /// Only among others of the kind.
    case soft
    /// By itself.
    case sure
  }

  static func likeness(of line: PastedLine) -> Likeness {
    let words = line.words
    guard let first = words.first else { return .none }
    if isSure(line) { return .sure }
    if line.isOfKernel { return .none }
    if let (key, value) = line.keyAndValue {
      if sureKeys.contains(key) { return .sure }
      if environmentKeys.contains(key), !value.isEmpty {
        // "Kernel: 4.4.271", not "Kernel: 4.4.271 hangs".
        let isShort = value.split(separator: " ").count <= 8
        let hasNumber = value.utf8.contains(where: \.isDigit)
        guard isShort, !line.marks.contains(.problem) else { return .none }
        return hasNumber && !hasVerb(value) ? .sure : .soft
      }
      // `Orchestrator version (kubernetes, openshift, etc.): 1.34.1`
      if key.hasSuffix(" version") || key.contains(" version ("),
        value.split(separator: " ").count == 1, isVersion(value)
      {
        return .sure
      }
      if softKeys.contains(key), !line.marks.contains(.problem) { return .soft }
      if line.isIndented, !line.marks.contains(.problem), key.split(separator: " ").count <= 4 {
        return .soft
      }
    }
    if line.isIndented, words.count <= 2, !line.marks.contains(.problem) { return .soft }
    if first.hasPrefix("CONFIG_"), first.contains("=") { return .soft }
    if words.count == 2, first.utf8.allSatisfy({ $0.isLetter }), isVersion(words[1]) {
      return .soft
    }
    return .none
  }

  /// Words that say that something is wrong, where a value was expected.
  private static func hasVerb(_ value: Substring) -> Bool {
    value.split(separator: " ").contains { Self.verbs.contains($0.lowercased()) }
  }

  private static let verbs: Set = [
    "is", "was", "does", "doesn't", "hangs", "works", "breaks", "freezes", "panics", "crashes",
    "fails", "boots", "reboots", "dies", "has", "loses", "shows", "gives", "says", "with", "when",
    "after", "since", "and", "but", "not", "no",
  ]

  // MARK: Forms

  /// Beginnings of lines.
  static let openings = [
    "Linux version ", "Command line: ", "Kernel command line: ", "BOOT_IMAGE=", "Handle 0x",
    "# dmidecode", "SMBIOS ", "Getting SMBIOS", "top - ", "Tasks: ", "%Cpu(s): ", "KiB Mem",
    "MiB Mem", "KiB Swap", "MiB Swap", "/:  Bus ", "|__ Port", "Desired=Unknown", "| Status=Not",
    "|/ Err?=", "||/ Name", "+++-===", "Disk /dev/", "Disklabel type", "Units: sectors",
    "Sector size (", "I/O size (", "Docker version ", "Client Version: ", "Server Version: ",
    "Filename ", "No LSB modules", "link/ether ", "link/loopback ", "inet ", "inet6 ", "valid_lft ",
    "note: run with `RUST_BACKTRACE", "Linux kernel version",
  ]

  /// Words that the heading of a table has.
  private static let headings: [Set<Substring>] = [
    ["Module", "Size", "Used"], ["Filesystem", "Mounted"], ["Filesystem", "Use%"],
    ["total", "used", "free"], ["PID", "TTY"], ["PID", "USER"], ["PID", "CMD"], ["PID", "COMMAND"],
    ["NAME", "MAJ:MIN"], ["NAME", "FSTYPE"], ["TARGET", "SOURCE"], ["NAME", "STATUS", "AGE"],
    ["CONTAINER", "IMAGE"], ["REPOSITORY", "TAG"], ["Iface", "MTU"], ["CPU0", "CPU1"],
    ["Filename", "Type", "Size"],
  ]

  static func isHeading(_ words: [Substring]) -> Bool {
    words.count >= 2 && words.count <= 24
      && headings.contains { heading in heading.allSatisfy(words.contains) }
  }

  private static func isSure(_ line: PastedLine) -> Bool {
    let (words, text) = (line.words, line.text)
    let first = words[0]
    return openings.contains { text.hasPrefix($0) && fits($0, words) } || isHeading(words)
      || isDevice(words) || isModuleRow(words) || isTableRow(words) || isPackage(words)
      || isVersionLine(words) || isRelease(line) || isDistribution(words)
      || Uname(words.map(String.init))?.words == 0..<words.count
      || first.hasPrefix("root=") && words.count > 1
      || first.hasSuffix(":") && first.contains("/dev/")
        && words.contains { $0.hasPrefix("UUID=\"") }
      || text.has("\t: ") && !line.marks.isOfReport
      || words.count <= 3 && first.hasSuffix(":") && words.last == "kB"
      || ["Mem:", "Swap:", "buffers/cache:"].contains(first)
        && words.dropFirst().first.map(isSize) == true
  }

  /// What begins like a form, and is one.
  private static func fits(_ opening: String, _ words: [Substring]) -> Bool {
    switch opening {
    case "inet ", "inet6 ":
      words.count > 1
        && words[1].utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
    case "SMBIOS ", "Linux version ", "Docker version ": words.contains(where: isVersion)
    case "Linux kernel version": words.count == 4 && isVersion(words[3])
    case "Filename ": words.contains("Type")
    default: true
    }
  }

  /// `NAME="CentOS Linux"`, as /etc/os-release and /etc/lsb-release have it.
  private static func isRelease(_ line: PastedLine) -> Bool {
    guard let equals = line.text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return false }
    let key = line.text[..<equals].drop { $0 == " " || $0 == "\t" }
    return releaseKeys.contains(String(key))
      || releasePrefixes.contains { key.hasPrefix($0) } && !key.contains(" ")
  }

  /// `Bus 001 Device 002: ID`, `00:1f.3 Audio device: …`, `2: eth0: <BROADCAST`
  private static func isDevice(_ words: [Substring]) -> Bool {
    guard words.count >= 3 else { return false }
    if words[0] == "Bus", words[2] == "Device", words[1].utf8.allSatisfy(\.isDigit) { return true }
    if isBusAddress(words[0]), words.contains(where: { $0.hasSuffix(":") || $0.hasSuffix("]:") }) {
      return !words[1].hasSuffix(":") || words[1].count == 5
    }
    return words[0].hasSuffix(":")
      && (words[2].hasPrefix("<") && words[0].dropLast().utf8.allSatisfy(\.isDigit)
        || words[1].hasPrefix("flags=") && words.contains("mtu"))
  }

  /// `00:1f.3`, `0000:00:1f.3`
  private static func isBusAddress(_ word: Substring) -> Bool {
    let bytes = Array(word.utf8.suffix(7))
    guard word.utf8.count == 7 || word.utf8.count == 12, bytes.count == 7 else { return false }
    return bytes[2] == UInt8(ascii: ":") && bytes[5] == UInt8(ascii: ".")
      && [0, 1, 3, 4, 6].allSatisfy { bytes[$0].isHexDigit }
  }

  /// `overlay 151552 3`, `nf_nat 49152 2 xt_nat,nft_chain_nat`
  static func isModuleRow(_ words: [Substring]) -> Bool {
    guard (3...6).contains(words.count), words[1].utf8.count >= 3,
      words[1].utf8.allSatisfy(\.isDigit),
      words[2].utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "-") }),
      words[0].utf8.allSatisfy(\.isIdentifierByte), words[0].utf8.first?.isLower == true
    else { return false }
    return words.count <= 4 || words.contains("Live")
  }

  /// Rows of df, lsblk and free.
  private static func isTableRow(_ words: [Substring]) -> Bool {
    guard words.count >= 5, let last = words.last else { return false }
    let before = words[words.count - 2]
    if before.hasSuffix("%"), last.hasPrefix("/"), before.dropLast().utf8.allSatisfy(\.isDigit) {
      return true
    }
    return words.contains {
      ["disk", "part", "lvm", "crypt", "loop", "rom", "raid1", "mpath"].contains($0)
    }
      && words[1].utf8.contains(UInt8(ascii: ":"))
      && words[1].utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ":") }
  }

  /// `kernel-lt-4.4.271-1.el7.elrepo.x86_64`, `ii  docker-ce  5:19.03.15~3-0~debian  amd64  …`
  private static func isPackage(_ words: [Substring]) -> Bool {
    if words.count >= 4, ["ii", "rc", "un", "hi", "iU", "iF"].contains(words[0]) { return true }
    guard words.count == 1, let dot = words[0].lastIndex(of: ".") else { return false }
    let kind = words[0][words[0].index(after: dot)...]
    return ["x86_64", "noarch", "aarch64", "i686", "src", "ppc64le", "s390x"].contains(kind)
      && words[0].contains("-") && words[0].utf8.contains(where: \.isDigit)
  }

  /// `runc version 1.0.0-rc93`, `git version 2.30.2`, `go version go1.16 linux/amd64`; not `version 4.14 hangs`.
  private static func isVersionLine(_ words: [Substring]) -> Bool {
    guard (3...12).contains(words.count),
      let place = words.firstIndex(where: { $0 == "version" || $0 == "version:" }),
      (1...3).contains(place), place + 1 < words.count,
      isVersion(words[place + 1]) || words[place + 1].hasPrefix("go1.")
    else { return false }
    let rest = words[(place + 2)...]
    return rest.isEmpty || words[place + 1].hasSuffix(",") || rest.first?.hasPrefix("(") == true
      || rest.first?.contains("/") == true || rest.first?.utf8.first?.isDigit == true
  }

  private static let distributions: Set<Substring> = [
    "Debian", "Ubuntu", "CentOS", "Fedora", "openSUSE", "SUSE", "Alpine", "Rocky", "AlmaLinux",
    "Oracle", "Amazon", "Gentoo", "Manjaro", "Raspbian", "NixOS", "Slackware", "Arch", "Proxmox",
    "Scientific", "Flatcar",
  ]

  /// `Ubuntu 20.04.2 LTS`, `CentOS Linux release 7.9.2009 (Core)`, `Red Hat Enterprise Linux Server release 7.9 (Maipo)`
  static func isDistribution(_ words: [Substring]) -> Bool {
    guard (2...9).contains(words.count) else { return false }
    let isNamed = distributions.contains(words[0]) || words.starts(with: ["Red", "Hat"])
    let number = words.firstIndex { $0.utf8.first?.isDigit == true }
    guard isNamed, let number, number <= 6 else { return false }
    return words[1..<number].allSatisfy(isNameWord)
      && words[(number + 1)...].allSatisfy { $0.hasPrefix("(") || $0.hasSuffix(")") || $0 == "LTS" }
  }

  private static func isNameWord(_ word: Substring) -> Bool {
    ["release", "GNU/Linux"].contains(word) || word.utf8.first?.isUpper == true
  }

  static func isVersion(_ word: Substring) -> Bool {
    let bytes = word.utf8.first == UInt8(ascii: "v") ? word.utf8.dropFirst() : word.utf8[...]
    return bytes.first?.isDigit == true && bytes.contains(UInt8(ascii: "."))
  }

  private static func isSize(_ word: Substring) -> Bool { word.utf8.first?.isDigit == true }
}
