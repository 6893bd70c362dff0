internal import Text

/// A line that every trace has, whatever broke: registers, code bytes, the machine, the module list.
enum TraceDump {
  case modules, numbers, processor, hardware

  /// First words of such lines.
  private static let firsts: Set<Substring> = [
    "RAX:", "RBX:", "RCX:", "RDX:", "RSI:", "RDI:", "RBP:", "RSP:", "R10:", "R13:", "R08:", "FS:",
    "CS:", "CR2:", "CR3:", "DR0:", "DR3:", "PKRU:", "Code:", "EAX:", "ESI:", "DS:", "EFLAGS:",
    "CR0:", "Stack:", "ORIG_RAX:", "pstate:", "GPR00:", "MSR:", "CFAR:", "Krnl",
  ]
  private static let processors: Set<Substring> = ["CPU:", "PID:", "Pid:", "Tainted:", "Process"]
  private static let phrases: [(StaticString, StaticString)] = [
    ("Kernel", "Offset:"), ("Memory", "state"), ("Memory", "Limit:"), ("Rebooting", "in"),
    ("Dumping", "ftrace"),
  ]

  init?(_ words: [Substring]) {
    guard let first = words.first else { return nil }
    let second = words.dropFirst().first ?? ""
    if first == "Modules", second == "linked" {
      self = .modules
    } else if first == "Hardware", second == "name:" {
      self = .hardware
    } else if Self.processors.contains(first), first != "Process" || words.contains("(pid:") {
      self = .processor
    } else if first == "Not", second == "tainted", words.count > 2, Uname.isRelease("\(words[2])") {
      self = .processor
    } else if Self.firsts.contains(first) || Self.isRegister(first, second) || Self.isOfMIPS(words)
      || Self.phrases.contains(where: { first == "\($0)" && second == "\($1)" })
      || Self.isTaskRow(words)
    {
      self = .numbers
    } else {
      return nil
    }
  }

  /// `x29: ffff…`, `r10: c0…`, `x0 : …`; not `x2 is broken`.
  private static func isRegister(_ first: Substring, _ second: Substring) -> Bool {
    guard let letter = first.first, letter == "x" || letter == "r" || first.hasPrefix("sp") else {
      return false
    }
    let number = first.dropFirst(first.hasPrefix("sp") ? 2 : 1)
    let digits = number.drop { $0.isNumber }
    guard !number.isEmpty || letter == "s" else { return false }
    return digits == ":" && !second.contains("+") || (digits.isEmpty && second == ":")
  }

  private static let namesOfMIPS: Set = ["Stack", "Hi", "Lo", "Cause", "BadVA", "PrId", "Status"]

  /// `$ 0   : 00000000`, `$12   : 8059038c`, `Cause : c0800008 (ExcCode 02)`; not `epc   : 8f3b0ba4 function+0x…`.
  private static func isOfMIPS(_ words: [Substring]) -> Bool {
    guard let colon = words.prefix(3).firstIndex(where: { $0.hasSuffix(":") }),
      colon + 1 < words.count, words[colon + 1].utf8.count >= 8, isNumber(words[colon + 1])
    else { return false }
    let name = words[...colon].joined().dropLast()
    return namesOfMIPS.contains(String(name))
      || name.hasPrefix("$") && name.count > 1 && name.dropFirst().utf8.allSatisfy(\.isDigit)
  }

  /// `rsync           D    0  5128   5120 0x00000080`, and a row of the table of tasks that the OOM killer prints:
  /// `[  123]     0   123    12345 … sshd`.
  private static func isTaskRow(_ words: [Substring]) -> Bool {
    if (5...8).contains(words.count), words[1].utf8.count == 1,
      words[1].utf8.first?.isUpper == true,
      words[words.count - 1].hasPrefix("0x"),
      words[2..<(words.count - 1)].allSatisfy({ $0.utf8.allSatisfy(\.isHexDigit) })
    {
      return true
    }
    guard words.count >= 7, words[0].hasPrefix("[") else { return false }
    if words[0] == "[", words[1] == "pid" { return true }
    let numbers = words.dropFirst().prefix { $0.utf8.allSatisfy { $0.isDigit || $0 == 0x5D } }
    return numbers.count >= 5 && words[0].utf8.dropFirst().allSatisfy { $0.isDigit || $0 == 0x5D }
  }

  /// Whether a line is the rest of a broken one.
  func goesOn(in words: [Substring]) -> Bool {
    guard let first = words.first else { return false }
    switch self {
    case .modules:
      return words.allSatisfy(Self.isModule) && (words.count > 1 || first.contains("_"))
    case .numbers: return words.allSatisfy(Self.isNumber)
    case .processor:
      // `Comm: mount Tainted: G`, `OE 4.4.293 #1`
      return words.count <= 12
        && (first == "Comm:" || first == "Not" || first == "PID:"
          || words.prefix(3).contains { $0.hasSuffix("ainted:") || $0 == "tainted" }
          || words.contains { $0.hasPrefix("#") && $0.dropFirst().first?.isNumber == true })
    case .hardware:
      return first == "BIOS" || words.contains("BIOS")
        || words.contains { $0.count == 10 && $0.split(separator: "/").count == 3 }
    }
  }

  /// `nf_reject_ipv4`, `nvidia(POE)`, `[last`, `unloaded:`, `foo]`
  private static func isModule(_ word: Substring) -> Bool {
    if word == "unloaded:" { return true }
    let name = word.utf8.drop { $0 == UInt8(ascii: "[") }.prefix { $0 != UInt8(ascii: "(") }
    return !name.isEmpty
      && name.allSatisfy { $0.isLower || $0.isDigit || $0 == 0x5F || $0 == UInt8(ascii: "]") }
  }

  /// `0f`, `<0f>`, `0000000000000000`
  private static func isNumber(_ word: Substring) -> Bool {
    word.utf8.count > 1
      && word.utf8.allSatisfy {
        $0.isHexDigit || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
      }
  }
}
