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

  /// The lines of a text that may say something about the cause, in order, as ranges of its bytes without the line break and
  /// without what a logger put before them, see ``LogPrefix``.
  static func telling(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var dump: Dump?
    return text.lines.compactMap { whole in
      let range = LogPrefix.end(in: text, whole)..<whole.upperBound
      let line = text[range]
      dump = Dump(line) ?? (dump?.goesOn(in: line) == true ? dump : nil)
      return dump != nil || isProgramFrame(line) ? nil : range
    }
  }

  /// Longer words begin no dump.
  private static let longestFirstWord = 16

  /// A line that every trace has; mails and screens break the long ones.
  private enum Dump {
    case modules, other

    init?(_ line: some BidirectionalCollection<UInt8>) {
      let word = line.drop(while: \.isWhite).prefix(longestFirstWord).prefix { !$0.isWhite }
      let first = String(decoding: word, as: UTF8.self)
      guard dumps.contains(first) else { return nil }
      self = first == "Modules" ? .modules : .other
    }

    /// Whether a line is the rest of a broken one: names of modules, or nothing but numbers.
    func goesOn(in line: some BidirectionalCollection<UInt8>) -> Bool {
      let words = line.split(whereSeparator: \.isWhite)
      guard !words.isEmpty else { return false }
      return switch self {
      case .modules: words.allSatisfy(isModule) && (words.count > 1 || words[0].contains(0x5F))
      case .other: words.allSatisfy(isNumber)
      }
    }

    /// `nf_reject_ipv4`, `nvidia(POE)`, `[last`, `unloaded:`, `foo]`
    private func isModule(_ word: some BidirectionalCollection<UInt8>) -> Bool {
      if word.elementsEqual("unloaded:".utf8) { return true }
      let name = word.drop { $0 == UInt8(ascii: "[") }.prefix { $0 != UInt8(ascii: "(") }
      return !name.isEmpty
        && name.allSatisfy { $0.isLower || $0.isDigit || $0 == 0x5F || $0 == UInt8(ascii: "]") }
    }

    /// `0f`, `<0f>`, `0000000000000000`
    private func isNumber(_ word: some Collection<UInt8>) -> Bool {
      word.count > 1
        && word.allSatisfy { $0.isHexDigit || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
    }
  }

  /// A frame of a program's own stack, as Java and JavaScript print it: `at
  /// java.nio.file.Files.createDirectory(Files.java:674)`; and Python: `File "/usr/lib/tool.py", line 33, in read_inode`.
  private static func isProgramFrame(_ line: some BidirectionalCollection<UInt8>) -> Bool {
    let line = line.drop(while: \.isWhite)
    if line.starts(with: "File \"".utf8) { return line.contains(0x2C) }
    guard line.starts(with: "at ".utf8), let last = line.last(where: { !$0.isWhite }) else {
      return false
    }
    return last == UInt8(ascii: ")")
  }
}
