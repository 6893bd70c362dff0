internal import Text

/// A line of the kernel about a program or a device, as facts: what names a thing or a kind of failure stays, numbers and names
/// that only this machine has go.
struct KernelMessage {
  /// What stays of a line.
  private enum Reading {
    /// Nothing but these, where they stand.
    case only([String])
    /// All but numbers, names of devices and programs.
    case all
  }

  private struct Kind {
    let mark: String
    let reading: Reading
    /// The signal that the program got.
    var signal: String?
    /// Who says it.
    var function: String?
  }

  /// The first that fits decides. From `arch/x86/mm/fault.c`, `arch/x86/kernel/traps.c`, `mm/oom_kill.c`, `security/`,
  /// `net/core/dev.c`, `kernel/hung_task.c`, `kernel/watchdog.c`, `kernel/workqueue.c`, `kernel/rcu/`, `arch/x86/kernel/cpu/mce/`,
  /// `drivers/pci/pcie/aer.c`, `fs/*/super.c`, `block/blk-core.c`, `drivers/ata/libata-eh.c`, `net/sched/sch_generic.c`.
  private static let kinds: [Kind] = [
    Kind(mark: ": segfault at ", reading: .only(["segfault"]), signal: "SIGSEGV"),
    Kind(mark: "trap divide error", reading: .only(["divide error"]), signal: "SIGFPE"),
    Kind(mark: "trap invalid opcode", reading: .only(["invalid opcode"]), signal: "SIGILL"),
    Kind(
      mark: "] general protection", reading: .only(["general protection"]), signal: "SIGSEGV"),
    Kind(
      mark: "traps: ", reading: .only(["trap invalid opcode", "trap divide error", "trap int3"])),
    Kind(mark: "oom-kill:constraint=", reading: .only(["oom-kill", "CONSTRAINT_MEMCG"])),
    Kind(
      mark: "Memory cgroup out of memory: ",
      reading: .only(["Memory cgroup out of memory", "Killed", "Kill"])),
    Kind(mark: "Out of memory: Kill", reading: .only(["Out of memory", "Killed", "Kill"])),
    Kind(mark: "Killed process ", reading: .only(["Killed process"])),
    Kind(mark: "oom_reaper: reaped", reading: .only(["oom_reaper"])),
    Kind(mark: " invoked oom-killer:", reading: .only(["oom-killer"])),
    Kind(
      mark: "apparmor=\"",
      reading: .only(["apparmor", "DENIED", "ALLOWED", "operation=", "class="])),
    Kind(mark: "avc:  denied", reading: .only(["avc:  denied", "{}", "tclass="])),
    Kind(mark: "avc: denied", reading: .only(["avc: denied", "{}", "tclass="])),
    Kind(mark: "audit: type=", reading: .only(["audit", "syscall="])),
    Kind(
      mark: "unregister_netdevice: waiting for",
      reading: .only(["unregister_netdevice: waiting", "Usage count"]),
      function: "unregister_netdevice"),
    Kind(
      mark: "blocked for more than ", reading: .only(["blocked for more than", "jbd2", "xfsaild"])),
    Kind(mark: "hung_task_timeout_secs\" disables", reading: .only([])),
    Kind(mark: " ppid:", reading: .only([])), Kind(mark: " nice=0 active=", reading: .only([])),
    Kind(mark: " nice=0 hung=", reading: .only([])),
    // What i915 says below "GPU HANG".
    Kind(mark: "GPU hangs can indicate a bug", reading: .only([])),
    Kind(mark: "GPU crash dump is required", reading: .only([])),
    Kind(mark: "GPU crash dump saved", reading: .only([])),
    Kind(mark: "soft lockup - CPU#", reading: .only(["soft lockup", "stuck"])),
    Kind(mark: "hard LOCKUP", reading: .only(["hard LOCKUP"])),
    Kind(mark: "workqueue lockup", reading: .only(["workqueue lockup"])),
    Kind(
      mark: "detected stall",
      reading: .only([
        "rcu_sched", "rcu_preempt", "rcu_bh", "self-detected stall", "detected stall",
      ])),
    Kind(mark: "detected expedited stall", reading: .only(["detected expedited stall"])),
    Kind(mark: "ticks this GP)", reading: .only([])),
    Kind(mark: "jiffies g", reading: .only([])),
    Kind(
      mark: "NETDEV WATCHDOG: ",
      reading: .only(["NETDEV WATCHDOG", "transmit queue", "timed out"])),
    Kind(mark: "[Hardware Error]: ", reading: .all), Kind(mark: " AER: ", reading: .all),
    Kind(mark: "PCIe Bus Error:", reading: .all), Kind(mark: "Bad page state in ", reading: .all),
    Kind(mark: "WARNING: CPU: ", reading: .all), Kind(mark: "-fs error (device", reading: .all),
    Kind(mark: "-fs warning (device", reading: .all), Kind(mark: "-fs (", reading: .all),
    Kind(mark: "XFS (", reading: .all), Kind(mark: "BTRFS ", reading: .all),
    Kind(mark: "I/O error", reading: .all), Kind(mark: "exception Emask", reading: .all),
    Kind(mark: "failed command: ", reading: .all),
    Kind(mark: "device descriptor read", reading: .all),
    Kind(mark: "nvme nvme", reading: .all), Kind(mark: "task abort", reading: .all),
    Kind(mark: "hostbyte=", reading: .all), Kind(mark: "Sense Key", reading: .all),
    Kind(mark: "page allocation failure", reading: .all),
    Kind(mark: "Comm: ", reading: .all),
  ]

  static func isKnown(_ text: String) -> Bool { kind(of: text) != nil }

  /// Whether nothing counts of such a line but some of its words.
  static func isWordless(_ text: String) -> Bool {
    if case .only = kind(of: text)?.reading { true } else { false }
  }

  private static func kind(of text: String) -> Kind? {
    guard
      text.utf8.contains(UInt8(ascii: ":")) || text.has("error") || text.has("=")
        || text.has("GPU") || text.has("disables")
    else {
      return nil
    }
    return kinds.first { text.has($0.mark) }
  }

  /// Of the line's bytes, in order, apart from each other.
  private(set) var kept: [Range<Int>] = []
  /// Whether it is all that counts, and no name outside of it.
  private(set) var isWordless = false
  private(set) var signal: String?
  private(set) var programs: [String] = []
  private(set) var modules: [String] = []
  private(set) var functions: [String] = []
  private(set) var filesystems: [String] = []

  /// `nil` for a line of another kind.
  ///
  /// - Parameter parts: the words, as they stand in the text.
  init?(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>,
    _ parts: [Slice<UnsafeBufferPointer<UInt8>>], _ words: [Word]
  ) {
    let start = text[line].prefix(1024)
    let isBroken = start.contains(UInt8(ascii: "\n"))
    // Where it was broken stands a blank, whatever quotes it.
    let whole =
      isBroken
      ? words.prefix(128).map(\.text).joined(separator: " ")
      : String(decoding: start, as: UTF8.self)
    guard let kind = Self.kind(of: whole) else { return nil }
    signal = kind.signal
    if let function = kind.function { functions.append(function) }
    if case .only = kind.reading { isWordless = true }
    let named = readNames(words)
    switch kind.reading {
    case .only(let phrases): keep(phrases, text, line)
    case .all:
      var from = line.lowerBound
      for (index, word) in words.enumerated() {
        guard
          named.contains(index)
            || Self.isOfMachine(word, before: index > 0 ? words[index - 1] : nil)
        else { continue }
        let part = parts[index]
        kept.append(from..<max(from, part.startIndex))
        // `ext4_lookup` of `ext4_lookup:1602:`
        if !named.contains(index), let name = Self.function(word) {
          let offset = part.firstIndex { $0.isWordByte } ?? part.startIndex
          kept.append(offset..<min(part.endIndex, offset + name.utf8.count))
        }
        // `nvme` of `nvme0:`
        if !named.contains(index), let stem = DeviceName(word.trimmed)?.stem {
          let offset = part.firstIndex { $0.isWordByte } ?? part.startIndex
          kept.append(offset..<min(part.endIndex, offset + stem.utf8.count))
        }
        from = max(from, part.endIndex)
      }
      kept.append(from..<line.upperBound)
    }
    kept.removeAll { $0.isEmpty }
  }

  // MARK: What stays

  private mutating func keep(
    _ phrases: [String], _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
  ) {
    for phrase in phrases {
      if phrase == "{}" {
        guard let open = text[line].firstIndex(of: UInt8(ascii: "{")),
          let close = text[open..<line.upperBound].firstIndex(of: UInt8(ascii: "}"))
        else { continue }
        kept.append(open..<close)
        continue
      }
      guard let found = Self.find(phrase, text, line) else { continue }
      guard phrase.hasSuffix("=") else {
        if kept.last?.upperBound ?? 0 <= found.lowerBound { kept.append(found) }
        continue
      }
      // Its value.
      let value = text[found.upperBound..<line.upperBound]
        .drop { $0 == UInt8(ascii: "\"") }.prefix { $0.isWordByte }
      if kept.last?.upperBound ?? 0 <= value.startIndex {
        kept.append(value.startIndex..<value.endIndex)
      }
    }
    kept.sort { $0.lowerBound < $1.lowerBound }
  }

  private static func find(
    _ phrase: String, _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
  ) -> Range<Int>? {
    let wanted = Array(phrase.utf8)
    guard line.count >= wanted.count else { return nil }
    for start in line.lowerBound...(line.upperBound - wanted.count) {
      var end = start
      let isFound = wanted.allSatisfy { byte in
        guard end < line.upperBound else { return false }
        // A blank where the line was broken: the break, and the quotes after it.
        if byte == UInt8(ascii: " "), text[end] == UInt8(ascii: "\n") {
          while end < line.upperBound, text[end].isWhite || text[end] == UInt8(ascii: ">") {
            end += 1
          }
          return true
        }
        defer { end += 1 }
        return text[end] == byte
      }
      if isFound { return start..<end }
    }
    return nil
  }

  // MARK: What goes

  private static func isOfMachine(_ word: Word, before: Word?) -> Bool {
    let text = word.text
    if DeviceName(word.trimmed) != nil || word.isPCIAddress { return true }
    // `12`, `#2:`, `0x1a`, `22s!`, `0000:00:1c.0:`
    let bytes = word.trimmed.utf8
    guard let first = bytes.first, let last = bytes.last else { return true }
    if first.isDigit, bytes.allSatisfy({ $0.isHexDigit || !$0.isLetter || $0 == UInt8(ascii: "x") })
    {
      return true
    }
    if first.isDigit, last == UInt8(ascii: "s") || last == UInt8(ascii: "K") || text.hasSuffix("kB")
    {
      return bytes.dropLast().allSatisfy { $0.isDigit } || text.hasSuffix("kB")
    }
    // `ino=12`, `total-vm:123kB`, `ext4_lookup:1602:`
    var pair = Substring(text)
    while let last = pair.utf8.last, !last.isWordByte { pair.removeLast() }
    guard
      let sign = pair.utf8.lastIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") })
    else { return false }
    return pair.utf8[sign...].dropFirst().first.map { $0.isDigit } == true
      && Word(text).kernelPath == nil
  }

  /// - Returns: Words that name a program.
  private mutating func readNames(_ words: [Word]) -> Set<Int> {
    var named: Set<Int> = []
    for (index, word) in words.enumerated() {
      let before = index > 0 ? words[index - 1].text : ""
      if let program = Self.program(word, before: before, isFirst: index == 0) {
        named.insert(index)
        if !program.isEmpty { programs.append(program) }
      } else if let name = Self.function(word), !isWordless {
        functions.append(name)
      } else if word.trimmed.hasSuffix("-fs") || word.trimmed.hasPrefix("EXT") {
        let name = word.trimmed.lowercased().split(separator: "-").first.map(String.init) ?? ""
        if KnownNames.filesystems.contains(name) { filesystems.append(name) }
      }
      // `NETDEV WATCHDOG: eth0 (e1000e): transmit queue 0 timed out`
      if index > 2, words[index - 2].text == "WATCHDOG:", word.text.hasPrefix("("),
        word.isIdentifier
      {
        modules.append(word.trimmed)
      }
      // `nvme nvme0: I/O 12`
      if index == 1, words[0].isIdentifier, DeviceName(word.trimmed)?.stem == words[0].text {
        modules.append(words[0].text)
      }
    }
    return named
  }

  private static func program(_ word: Word, before: String, isFirst: Bool) -> String? {
    let text = word.text
    func name(_ end: Character) -> String? {
      guard let stop = text.firstIndex(of: end), stop > text.startIndex else { return nil }
      return String(text[..<stop].drop { "([\"'`".contains($0) })
    }
    switch before {
    case "comm", "Comm:", "comm:", "comm=", "process":
      return text.utf8.first?.isDigit == true ? nil : Self.bare(text)
    case "task": return name(":")
    case "traps:": return name("[")
    default: break
    }
    if text.hasPrefix("comm=\"") { return Self.bare(String(text.dropFirst(5))) }
    // `mount[4123]:`
    if isFirst, text.hasSuffix("]:"), let program = name("["), !program.isEmpty { return program }
    // `[kworker/1:0:12]`, `(java)` after its number
    if text.hasPrefix("["), text.hasSuffix("]"), text.has(":"),
      text.dropFirst().first?.isLetter == true
    {
      return name(":")
    }
    if ["comm", "comm:", "Comm:"].contains(text) { return "" }
    if text.hasPrefix("("), before.utf8.allSatisfy(\.isDigit), !before.isEmpty {
      return Self.bare(text)
    }
    return nil
  }

  private static func bare(_ text: String) -> String {
    String(text.filter { !"\"'`(),".contains($0) }.drop { $0 == ":" })
      .split(separator: ":").first.map(String.init) ?? ""
  }

  /// `ext4_lookup` of `ext4_lookup:1602:`.
  private static func function(_ word: Word) -> String? {
    guard let colon = word.text.firstIndex(of: ":") else { return nil }
    let number = word.text[colon...].dropFirst().prefix { $0.isNumber }
    let name = Word(String(word.text[..<colon]))
    return !number.isEmpty && name.isIdentifier && name.isSnakeCase ? name.text : nil
  }
}
