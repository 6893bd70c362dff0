internal import ChangeModel
internal import Text

/// What the words of a line say about its worth.
struct LineMarks: OptionSet, Sendable {
  let rawValue: UInt8

  /// Heads a kernel's report.
  static let report = LineMarks(rawValue: 1)
  /// `function+0x1a/0x2b`
  static let frame = LineMarks(rawValue: 2)
  /// Stands in reports, and elsewhere too.
  static let trace = LineMarks(rawValue: 4)
  /// An error, a failure, a mount.
  static let problem = LineMarks(rawValue: 8)
  /// A report begins for sure, whatever was before.
  static let opening = LineMarks(rawValue: 16)
  /// A report ends.
  static let closing = LineMarks(rawValue: 32)

  /// Enough to begin a report.
  var isOfReport: Bool { !isDisjoint(with: [.report, .frame]) }
}

/// Finds words that say what a line is, many at once.
///
/// Every four bytes of a line are looked up in a bitmap of the words' beginnings; only what is in it is compared. What
/// the kernel prints has its case and begins where a word does (`DEBUG: ` is no `BUG: `), problems may be in any.
struct MarkTable: Sendable {
  static let shared = MarkTable()

  struct Found {
    var marks: LineMarks = []
    /// Where the first marked word is.
    var place = 0
  }

  private struct Entry: Sendable {
    let word: [UInt8]
    /// Set in the bytes of a line before they are compared.
    let ignored: UInt8
    let marks: LineMarks
  }

  private static let bits: UInt32 = 14
  private let bitmap: [UInt64]
  private let entries: [UInt32: [Entry]]

  init() {
    var bitmap = [UInt64](repeating: 0, count: 1 << (Self.bits - 6))
    var entries: [UInt32: [Entry]] = [:]
    for (marks, words) in Self.words {
      for word in words {
        let folded = word.utf8.map { $0 | 0x20 }
        let start = folded.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
        let place = Self.place(start)
        bitmap[place >> 6] |= 1 << UInt64(place & 63)
        let isProblem = marks == .problem
        entries[start, default: []].append(
          Entry(
            word: isProblem ? folded : Array(word.utf8), ignored: isProblem ? 0x20 : 0, marks: marks
          ))
      }
    }
    (self.bitmap, self.entries) = (bitmap, entries)
  }

  private static func place(_ start: UInt32) -> Int { Int((start &* 0x9E37_79B1) >> (32 - bits)) }

  func marks(in bytes: UnsafeRawBufferPointer) -> Found {
    var found = Found()
    guard bytes.count >= 4 else { return found }
    bitmap.withUnsafeBufferPointer { bitmap in
      for position in 0...(bytes.count - 4) {
        let written = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
        let start = written | 0x2020_2020
        let place = Self.place(start)
        let isPlus = UInt32(littleEndian: written) & 0xFF_FFFF == 0x78_302B  // +0x
        guard isPlus || bitmap[place >> 6] & (1 << UInt64(place & 63)) != 0 else { continue }
        var marks = self.marks(at: position, start, bytes)
        if isPlus, position > 0, bytes[position - 1].isWordByte,
          bytes[position + 3].isHexDigit
        {
          marks.insert(.frame)
        }
        if found.marks.isEmpty, !marks.isEmpty { found.place = position }
        found.marks.formUnion(marks)
      }
    }
    return found
  }

  private func marks(
    at position: Int, _ start: UInt32, _ bytes: UnsafeRawBufferPointer
  ) -> LineMarks {
    var marks: LineMarks = []
    let isInWord = position > 0 && bytes[position - 1].isWordByte
    for entry in entries[start] ?? [] where position + entry.word.count <= bytes.count {
      guard entry.ignored != 0 || !isInWord else { continue }
      let isSame = entry.word.indices.allSatisfy {
        entry.word[$0] == bytes[position + $0] | entry.ignored
      }
      if isSame { marks.formUnion(entry.marks) }
    }
    return marks
  }

  /// Words of four bytes and more. They are the kernel's own (`lib/bug.c`, `mm/kasan/report.c`, `kernel/locking/lockdep.c`,
  /// `kernel/hung_task.c`, `kernel/rcu/`, `arch/*/mm/fault.c`) and what programs say when something fails.
  private static let words: [(LineMarks, [String])] = [
    ([.report, .opening], ["[ cut here ]"]),
    ([.trace, .closing], ["[ end trace", "end kernel panic"]),
    (
      .report,
      [
        "BUG: ", "Oops: ", "Oops[", "WARNING: CPU", "WARNING: at ", "WARNING: possible",
        "WARNING: suspicious", "WARNING: inconsistent", "WARNING: bad unlock", "WARNING: lock held",
        "kernel BUG at", "Kernel panic", "Unable to handle kernel", "unable to handle page",
        "general protection fault", "Internal error: ", "KASAN: ", "UBSAN: ", "KMSAN: ", "KCSAN: ",
        "KFENCE: ", "Call Trace:", "Backtrace:", "INFO: possible", "INFO: inconsistent",
        "INFO: suspicious", "INFO: lockdep", "INFO: task ", "INFO: rcu", "rcu: INFO",
        "self-detected stall",
        "possible circular locking", "possible recursive locking", "soft lockup", "hard LOCKUP",
        "blocked for more than", "scheduling while atomic", "sleeping function called",
        "unreferenced object", "divide error: ", "invalid opcode: ", "stack segment: ",
        "double fault: ", "Bad page state", "list_add corruption", "list_del corruption",
        "refcount_t: ", "nobody cared", "page allocation failure", "invoked oom-killer",
        "[Hardware Error]",
      ]
    ),
    (
      .trace,
      [
        "Modules linked in", "Hardware name", "Code: ", "RIP: ", "RSP: ", "RAX: ", "RDX: ", "RBP: ",
        "R10: ", "R13: ", "CR2: ", "CS: ", "EIP: ", "EAX: ", "pc : ", "lr : ", "sp : ", "x29: ",
        "PC is at", "LR is at", "CPU: ", "Tainted", "the buggy address", "memory state around",
        "Allocated by task", "Freed by task", "held lock", "lock held by", "trying to acquire",
        "dependency chain", "locking scenario", "already holding", "other info that might",
        "stack backtrace", "<TASK>", "<IRQ>", "</TASK>", "</IRQ>", "Read of size", "Write of size",
        "irq event stamp", "hardirqs last", "softirqs last", "[inline]",
      ]
    ),
    (
      .problem,
      [
        "error", "fail", "denied", "refused", "cannot", "can't", "could not", "couldn't",
        "unable to", "timeout", "timed out", "invalid", "corrupt", "abort", "not permitted",
        "no such ", "not supported", "no space", "not responding", "segfault", "fatal", "critical",
        "unexpected", " stuck", " hung", " stall", "deadlock", "lockup", " leak", "overflow",
        "underflow", "out of memory", "oom-kill", "bogus", "mismatch", "exception", "panic",
        " broken", " lost ", "crash", "regression", "link is down", " reset", "= -1 e", "(rw,",
        "(ro,",
      ]
    ),
  ]
}
