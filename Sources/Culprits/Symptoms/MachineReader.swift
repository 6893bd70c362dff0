internal import ChangeModel

/// Takes facts about a machine out of the lines that describe it.
struct MachineReader {
  private var architectures = OrderedSet<String>()
  private var releases = OrderedSet<String>()
  private var distributions = OrderedSet<String>()
  private(set) var modules = OrderedSet<String>()
  private var drivers = OrderedSet<String>()
  private var filesystems = OrderedSet<String>()
  private var programs = OrderedSet<String>()
  private var taints = OrderedSet<Character>()
  /// `NAME` of os-release, until its version.
  private var distributionName: String?

  var machine: Symptom.Machine {
    var all = distributions
    if let distributionName { all.insert(distributionName) }
    return Symptom.Machine(
      architectures: architectures.items, releases: releases.items, distributions: all.items,
      modules: modules.items, drivers: drivers.items, filesystems: filesystems.items,
      programs: programs.items, taints: taints.items)
  }

  mutating func add(program: String) { programs.insert(program) }

  mutating func add(_ uname: Uname) {
    releases.insert(uname.release)
    add(uname.architecture)
  }

  private mutating func add(_ architecture: Architecture?) {
    if let architecture { architectures.insert(architecture.directory) }
  }

  // MARK: Traces

  mutating func read(_ dump: TraceDump, _ words: [Substring]) {
    switch dump {
    case .modules: readModules(words)
    case .processor: readProcessor(words)
    case .numbers: readRegisters(words)
    case .hardware: break
    }
  }

  /// `Modules linked in: xfs nvidia(POE) [last unloaded: foo]`
  private mutating func readModules(_ words: [Substring]) {
    let rest = words.starts(with: ["Modules", "linked", "in:"]) ? words.dropFirst(3) : words[...]
    for word in rest {
      // What was unloaded is there no more.
      if word.hasPrefix("[") { return }
      let name = word.prefix { $0 != "(" }
      if !name.isEmpty,
        name.utf8.allSatisfy({ $0 == 0x5F || $0 &- 0x30 <= 9 || ($0 | 0x20) &- 0x61 <= 25 })
      {
        modules.insert(String(name))
      }
    }
  }

  private static let flags = Set("PGFSRMBUDAWCIOELKXTNJ")

  /// `CPU: 1 PID: 4123 Comm: mount Tainted: G W OE 4.4.293 #1`, `Pid: 12, comm: foo Not tainted 2.6.32-754.el6.x86_64 #1`
  private mutating func readProcessor(_ words: [Substring]) {
    if let place = words.firstIndex(where: { $0.lowercased() == "comm:" }) {
      let name = words[(place + 1)...].prefix {
        $0 != "Tainted:" && $0 != "Not" && !$0.hasPrefix("tainted")
      }
      if name.count <= 3, !name.isEmpty { programs.insert(name.joined(separator: " ")) }
    } else if words.first == "Process", words.count > 1 {
      programs.insert(String(words[1]))
    }
    guard let place = words.firstIndex(where: { $0.lowercased().hasPrefix("tainted") }) else {
      return
    }
    for word in words[(place + 1)...] {
      // 6.x spells them out: `[W]=WARN`
      let letters = word.hasPrefix("[") ? word.dropFirst().prefix { $0 != "]" } : word
      if letters.allSatisfy(Self.flags.contains) {
        for letter in letters where letter != "G" { taints.insert(letter) }
      } else {
        let release = String(word)
        if Uname.isRelease(release) {
          releases.insert(release)
          add(Self.architecture(inRelease: release))
        }
        return
      }
    }
  }

  private mutating func readRegisters(_ words: [Substring]) {
    switch words[0] {
    case "RAX:", "RSP:", "RDX:", "RBP:", "R10:", "R13:": architectures.insert("x86")
    case "pstate:", "x29:": architectures.insert("arm64")
    case "GPR00:", "CFAR:": architectures.insert("powerpc")
    case "Krnl": architectures.insert("s390")
    case "PrId": architectures.insert("mips")
    default: break
    }
  }

  /// `x86_64` of `4.4.271-1.el7.elrepo.x86_64`, `5.10.0-8-amd64`
  private static func architecture(inRelease release: String) -> Architecture? {
    for name in [
      "x86_64", "amd64", "aarch64", "arm64", "ppc64le", "s390x", "armv7l", "armmp", "i686",
    ]
    where release.hasSuffix(name) {
      return name == "armmp" ? Architecture(named: "arm") : Architecture(named: name)
    }
    return nil
  }

  // MARK: Descriptions

  mutating func read(_ line: PastedLine) {
    let words = line.words
    if let uname = Uname(words.map(String.init)) {
      add(uname)
    } else if line.text.hasPrefix("Linux version "), words.count > 2 {
      releases.insert(String(words[2]))
      add(Self.architecture(inRelease: String(words[2])))
    } else if words.count > 1, words[0] == "Linux", Uname.isRelease(String(words[1])) {
      // `uname -srm`
      releases.insert(String(words[1]))
      add(words.lazy.compactMap { Architecture(named: String($0)) }.first)
    } else if words.count == 1, Uname.isRelease(String(words[0])) {
      releases.insert(String(words[0]))
      add(Self.architecture(inRelease: String(words[0])))
    } else if let mount = MountLine(words.map(String.init)) {
      if !KnownNames.everywhere.contains(mount.type) {
        filesystems.insert(KnownNames.sameFilesystem[mount.type] ?? mount.type)
      }
    } else if MachineText.isModuleRow(words) {
      modules.insert(String(words[0]))
    } else if MachineText.isDistribution(words) {
      distributions.insert(words.joined(separator: " "))
    } else if !readRelease(line.text), let (key, value) = line.keyAndValue {
      read(key, value)
    }
    for word in words where word.hasPrefix("Driver=") {
      let name = word.dropFirst(7).prefix { $0 != "/" && $0 != "," }
      if !name.isEmpty, name != "[none]" { drivers.insert(String(name)) }
    }
  }

  /// `PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"`
  private mutating func readRelease(_ text: String) -> Bool {
    guard let equals = text.firstIndex(of: "=") else { return false }
    let key = text[..<equals].trimmingPrefix { $0 == " " || $0 == "\t" }
    guard MachineText.releaseKeys.contains(String(key)) || key.hasPrefix("DISTRIB_") else {
      return false
    }
    let value = text[equals...].dropFirst().filter { $0 != "\"" && $0 != "'" && $0 != "\r" }
    switch key {
    case "NAME": distributionName = value
    case "VERSION":
      if let name = distributionName {
        distributions.insert("\(name) \(value)")
        distributionName = nil
      }
    case "PRETTY_NAME", "DISTRIB_DESCRIPTION":
      // The same as name and version.
      distributionName = nil
      if distributions.items.isEmpty { distributions.insert(value) }
    default: break
    }
    return true
  }

  private mutating func read(_ key: String, _ value: Substring) {
    let first = value.split(separator: " ").first.map(String.init) ?? ""
    switch key {
    case "kernel driver in use", "driver": if Word(first).isIdentifier { drivers.insert(first) }
    case "architecture", "arch", "platform": add(Architecture(named: first))
    case "os/arch":
      add(first.split(separator: "/").last.flatMap { Architecture(named: String($0)) })
    case "kernel version", "kernel", "kernel release", "kernelversion", "kernel (uname -a)",
      "kernel (e.g. uname -a)":
      let name = value.split(separator: " ").first { Uname.isRelease(String($0)) }
      if let name {
        releases.insert(String(name))
        add(Self.architecture(inRelease: String(name)))
      }
    case "operating system", "os", "distribution", "distro", "pretty_name", "osimage":
      if value.utf8.contains(where: { $0 &- 0x30 <= 9 }), value.count < 80 {
        distributions.insert(String(value))
      }
    case "description":
      // Of lsb_release.
      let words = value.split(separator: " ")
      if MachineText.isDistribution(words) { distributions.insert(String(value)) }
    case "backing filesystem":
      if KnownNames.filesystems.contains(first) { filesystems.insert(first) }
    default: break
    }
  }
}
