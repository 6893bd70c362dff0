internal import Text

/// Which lines of a symptom say nothing about the cause.
enum SymptomLine {
  /// First words of lines that a trace has whatever broke: registers, code bytes, the machine, the
  /// module list.
  private static let dumps: Set = [
    "RAX:", "RBX:", "RCX:", "RDX:", "RSI:", "RDI:", "RBP:", "RSP:", "R10:", "R13:", "R08:", "FS:",
    "CS:", "CR2:", "CR3:", "DR0:", "DR3:", "PKRU:", "Code:", "CPU:", "Hardware", "Modules", "EAX:",
    "ESI:", "DS:", "EFLAGS:", "CR0:", "Stack:", "PID:", "Tainted:", "ORIG_RAX:", "Kernel",
    "pstate:", "Memory", "Rebooting", "Dumping",
  ]

  static func isDump(_ firstWord: String) -> Bool { dumps.contains(firstWord) }

  /// A frame of a program's own stack, as Java and JavaScript print it: `at
  /// java.nio.file.Files.createDirectory(Files.java:674)`.
  static func isProgramFrame(_ line: some BidirectionalCollection<UInt8>) -> Bool {
    let line = line.drop(while: \.isWhite)
    guard line.starts(with: "at ".utf8), let last = line.last(where: { !$0.isWhite }) else {
      return false
    }
    return last == UInt8(ascii: ")")
  }
}
