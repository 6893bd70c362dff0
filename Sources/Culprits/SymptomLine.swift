/// Which lines of a symptom say nothing about the cause.
enum SymptomLine {
  /// First words of lines that a trace has whatever broke: registers, code bytes, the machine, the module list.
  private static let dumps: Set = [
    "RAX:", "RBX:", "RCX:", "RDX:", "RSI:", "RDI:", "RBP:", "RSP:", "R10:", "R13:", "R08:", "FS:",
    "CS:", "CR2:", "CR3:", "DR0:", "DR3:", "PKRU:", "Code:", "CPU:", "Hardware", "Modules", "EAX:",
    "ESI:", "DS:", "EFLAGS:", "CR0:", "Stack:", "PID:", "Tainted:", "ORIG_RAX:", "Kernel",
    "pstate:", "Memory", "Rebooting", "Dumping",
  ]

  static func isDump(_ firstWord: String) -> Bool { dumps.contains(firstWord) }
}
