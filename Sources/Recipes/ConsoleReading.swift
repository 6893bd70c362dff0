import ChangeModel
import Text

/// Reads what a kernel prints while it boots and runs: whether the symptom is there, whether it crashed otherwise, and
/// whether its test has ended.
///
/// A console is a stranger's: lines of any length and any bytes, of which a bounded part is kept.
public struct ConsoleReading: Sendable {
  /// What is looked for beside crashes.
  public struct Wanted: Sendable {
    public let pattern: String
    fileprivate let expression: PerlExpression

    /// `nil` if the expression cannot be read: one of Perl's without references back, over bytes.
    public init?(_ pattern: String) {
      guard let expression = PerlExpression(pattern) else { return nil }
      (self.pattern, self.expression) = (pattern, expression)
    }
  }

  private let symptom, done: Wanted?
  private var unfinished: [UInt8] = []
  /// Longer lines are cut.
  private static let mostOfLine = 4096

  /// The first line with the symptom, without controls.
  public private(set) var symptomLine: String?
  /// The first line of each kind of crash, in order.
  public private(set) var crashes: [String] = []
  /// Nothing more will come.
  public private(set) var hasPanicked = false
  public private(set) var isDone = false
  /// What `uname -r` says, by the kernel's own first line.
  public private(set) var release: String?
  /// The last lines, for whoever looks for the reason.
  public private(set) var lastLines: [String] = []

  public init(symptom: Wanted? = nil, done: Wanted? = nil) {
    (self.symptom, self.done) = (symptom, done)
  }

  /// Takes what came since.
  public mutating func read(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        take(unfinished)
        unfinished.removeAll(keepingCapacity: true)
      } else if unfinished.count < Self.mostOfLine {
        unfinished.append(byte)
      }
    }
  }

  /// Takes the last line, which may lack its end.
  public mutating func finish() {
    if !unfinished.isEmpty { take(unfinished) }
    unfinished = []
  }

  private mutating func take(_ line: [UInt8]) {
    let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...]
    let text = String(decoding: line, as: UTF8.self).inert()
    lastLines.append(text)
    if lastLines.count > 5 { lastLines.removeFirst() }
    if release == nil { release = Self.release(in: line) }
    if symptomLine == nil, let symptom, symptom.expression.matches(line) { symptomLine = text }
    if let done, done.expression.matches(line) { isDone = true }
    if Self.contains(line, "Kernel panic - not syncing") { hasPanicked = true }
    if let mark = Self.crash(in: line), crashes.count < 20,
      !crashes.contains(where: { Self.contains(Array($0.utf8)[...], mark) })
    {
      crashes.append(text)
    }
  }

  /// How a kernel begins to tell of a crash. From `kernel/panic.c`, `lib/bug.c`, `arch/*/mm/fault.c`, `arch/x86/kernel/traps.c`,
  /// `kernel/watchdog.c`, `kernel/hung_task.c`, `kernel/rcu/tree_stall.h`, `mm/kasan/report.c`. A mere WARNING is none.
  private static let crashMarks = [
    "Kernel panic - not syncing", "BUG: unable to handle", "Unable to handle kernel",
    "kernel BUG at",
    "general protection fault", "Oops: ", "Oops - ", "Internal error: ", "invalid opcode: ",
    "divide error: ", "BUG: KASAN", "BUG: KFENCE", "BUG: soft lockup", "BUG: sleeping function",
    "BUG: scheduling while atomic", "hard LOCKUP", "blocked for more than ", "detected stall",
    "self-detected stall", "double fault: ", "stack-protector: Kernel stack is corrupted",
    "UBSAN: ", "BUG: workqueue lockup",
  ]

  private static func crash(in line: ArraySlice<UInt8>) -> String? {
    crashMarks.first { contains(line, $0) }
  }

  private static func contains(_ line: ArraySlice<UInt8>, _ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard line.count >= wanted.count else { return false }
    return (line.startIndex...(line.endIndex - wanted.count)).contains { place in
      line[place] == wanted[0] && line[place...].starts(with: wanted)
    }
  }

  /// `Linux version 5.10.210-g1a2b (…`, after whatever time stands before it.
  private static func release(in line: ArraySlice<UInt8>) -> String? {
    let mark = Array("Linux version ".utf8)
    guard line.count > mark.count,
      let start = (line.startIndex..<(line.endIndex - mark.count)).first(where: {
        line[$0] == mark[0] && line[$0...].starts(with: mark)
      })
    else { return nil }
    let word = line[(start + mark.count)...].prefix { $0 > 0x20 && $0 < 0x7F }
    return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
  }
}
