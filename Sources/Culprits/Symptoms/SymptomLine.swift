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

  /// The lines of a text that may say something about the cause, in order, as ranges of its bytes without the line break.
  static func telling(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    text.lines.filter { !isDump(text[$0]) && !isProgramFrame(text[$0]) }
  }

  /// Longer words begin no dump.
  private static let longestFirstWord = 16

  private static func isDump(_ line: some BidirectionalCollection<UInt8>) -> Bool {
    let word = line.drop(while: \.isWhite).prefix(longestFirstWord).prefix { !$0.isWhite }
    return dumps.contains(String(decoding: word, as: UTF8.self))
  }

  /// A frame of a program's own stack, as Java and JavaScript print it: `at
  /// java.nio.file.Files.createDirectory(Files.java:674)`.
  private static func isProgramFrame(_ line: some BidirectionalCollection<UInt8>) -> Bool {
    let line = line.drop(while: \.isWhite)
    guard line.starts(with: "at ".utf8), let last = line.last(where: { !$0.isWhite }) else {
      return false
    }
    return last == UInt8(ascii: ")")
  }
}
