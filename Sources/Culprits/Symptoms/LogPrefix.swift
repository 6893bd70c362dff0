internal import Text

/// What loggers, mail and terminals put before a line: times, hosts, levels, quote marks. It says nothing about the cause, and
/// hides the first word of the line from who looks for it.
///
/// - `> `, as mail quotes;
/// - `<4>`, `[ 1234.567890]`, `[T123]`, `[    C2]`, `[Mon Dec  2 00:08:18 2019]`: the kernel's log, with and without `dmesg -T`
///   (`Documentation/admin-guide/kernel-parameters.txt`, `printk.time`; dmesg(1));
/// - `kern  :warn  : `, `kern.warn: `, as dmesg -x and syslogd have it;
/// - `Dec  2 00:08:18 host kernel: `, `2019-12-02T00:08:18+0000 host kernel[1]: `: syslog (RFC 3164, RFC 5424) and the journal;
/// - `Mon Dec  2 00:08:18 2019 kern.warn kernel: `, as OpenWrt's logread has it;
/// - `[pid  4123] `, as strace -f has it;
/// - `2019-12-02T00:08:18.123456789Z stderr F `, as Kubernetes keeps the output of containers.
///
/// The name of a program other than the kernel stays: it says who is talking.
struct LogPrefix {
  private let text: UnsafeBufferPointer<UInt8>
  private let end: Int
  private var position: Int

  /// Where the line begins once all of that is left out.
  static func end(in text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Int {
    var prefix = LogPrefix(text: text, end: line.upperBound, position: line.lowerBound)
    while prefix.takeOne() {}
    return prefix.position
  }

  private init(text: UnsafeBufferPointer<UInt8>, end: Int, position: Int) {
    (self.text, self.end, self.position) = (text, end, position)
  }

  /// Goes past one more piece and the blanks before it.
  private mutating func takeOne() -> Bool {
    takeBlanks()
    for take in Self.pieces {
      // What only begins like a piece is text.
      var next = self
      guard take(&next) else { continue }
      self = next
      return true
    }
    return false
  }

  private static let pieces: [@Sendable (inout LogPrefix) -> Bool] = [
    { $0.takeQuote() }, { $0.takeLevel() }, { $0.takeBracket() }, { $0.takeFacility() },
    { $0.takeTimeAndHost() },
  ]

  private var byte: UInt8? { position < end ? text[position] : nil }

  private mutating func take(_ wanted: Character) -> Bool {
    guard let byte, byte == wanted.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func take(_ most: Int, _ matches: (UInt8) -> Bool) -> Range<Int> {
    let start = position
    while position < end, position - start < most, matches(text[position]) { position += 1 }
    return start..<position
  }

  private mutating func takeBlanks() { _ = take(.max, \.isWhite) }

  private mutating func takeDigits(_ counts: ClosedRange<Int>) -> Bool {
    counts.contains(take(counts.upperBound + 1, \.isDigit).count)
  }

  // MARK: Pieces

  private mutating func takeQuote() -> Bool {
    let marks = take(16) { $0 == UInt8(ascii: ">") }
    return !marks.isEmpty && (byte == nil || byte?.isWhite == true || byte == UInt8(ascii: "["))
  }

  private mutating func takeLevel() -> Bool {
    take("<") && takeDigits(1...3) && take(">")
  }

  /// `[ 1234.567890]`, `[T123]`, `[Mon Dec  2 00:08:18 2019]`; not `[ cut here ]`, `[inline]` or `[overlay]`.
  private mutating func takeBracket() -> Bool {
    guard take("[") else { return false }
    takeBlanks()
    if byte == UInt8(ascii: "T") || byte == UInt8(ascii: "C") {
      var caller = self
      caller.position += 1
      if caller.takeDigits(1...7), caller.take("]") {
        self = caller
        return true
      }
    }
    if takeName(of: ["pid"]) {
      takeBlanks()
      guard takeDigits(1...10) else { return false }
    } else if byte?.isDigit == true {
      guard takeDigits(1...10), take("."), takeDigits(1...9) else { return false }
    } else {
      guard takeName(of: Self.days) else { return false }
      takeBlanks()
      guard takeDate(), takeBlank() else { return false }
      takeBlanks()
      guard takeDigits(4...4) else { return false }
    }
    takeBlanks()
    return take("]")
  }

  private mutating func takeBlank() -> Bool {
    guard byte?.isWhite == true else { return false }
    position += 1
    return true
  }

  /// `kern  :warn  : `, `kern.warn: `
  private mutating func takeFacility() -> Bool {
    guard takeName(of: ["kern"]) else { return false }
    takeBlanks()
    guard take(".") || take(":") else { return false }
    guard takeName(of: Self.levels) else { return false }
    takeBlanks()
    guard take(":") || byte?.isWhite == true else { return false }
    return true
  }

  /// A time, and what stands between it and the message.
  private mutating func takeTimeAndHost() -> Bool {
    if takeName(of: Self.days) { takeBlanks() }
    let isISO = takeISOTime()
    guard isISO || takeDate(), takeBlank() else { return false }
    takeBlanks()
    var year = self
    if year.takeDigits(4...4), year.takeBlank() {
      year.takeBlanks()
      self = year
    }
    let rest = self
    // `stderr F`
    if takeName(of: ["stdout", "stderr"]), takeBlank(), take("F") || take("P"), takeBlank() {
      return true
    }
    self = rest
    let host = take(255) { $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    guard !host.isEmpty, takeBlank() else {
      // `2019-12-02 00:08:18 kernel: `, or a time alone.
      self = rest
      return takeKernel() || isISO
    }
    takeBlanks()
    let program = self
    if takeKernel() { return true }
    // The host is left out only where a program follows it.
    let name = take(64) { !$0.isWhite && $0 != UInt8(ascii: ":") }
    guard !name.isEmpty, take(":") else {
      self = rest
      return isISO
    }
    self = program
    return true
  }

  private mutating func takeKernel() -> Bool {
    let start = self
    guard takeName(of: ["kernel"]) else { return false }
    if take("[") {
      guard takeDigits(1...10), take("]") else {
        self = start
        return false
      }
    }
    guard take(":") else {
      self = start
      return false
    }
    return true
  }

  /// `Dec  2 00:08:18`
  private mutating func takeDate() -> Bool {
    let start = self
    guard takeName(of: Self.months), takeBlank() else {
      self = start
      return false
    }
    takeBlanks()
    guard takeDigits(1...2), takeBlank(), takeClock() else {
      self = start
      return false
    }
    return true
  }

  /// `2019-12-02T00:08:18.123+00:00`, also with a blank for the T.
  private mutating func takeISOTime() -> Bool {
    let start = self
    guard takeDigits(4...4), take("-"), takeDigits(2...2), take("-"), takeDigits(2...2),
      take("T") || takeBlank(), takeClock()
    else {
      self = start
      return false
    }
    guard !take("Z"), take("+") || take("-") else { return true }
    _ = take(5) { $0.isDigit || $0 == UInt8(ascii: ":") }
    return true
  }

  /// `00:08:18`, with a fraction if there is one.
  private mutating func takeClock() -> Bool {
    guard takeDigits(2...2), take(":"), takeDigits(2...2), take(":"), takeDigits(2...2) else {
      return false
    }
    if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
      position += 1
      return takeDigits(1...9)
    }
    return true
  }

  private mutating func takeName(of names: [StaticString]) -> Bool {
    for name in names where position + name.utf8CodeUnitCount <= end {
      let count = name.utf8CodeUnitCount
      let isSame = (0..<count).allSatisfy { text[position + $0] == name.utf8Start[$0] }
      if isSame {
        position += count
        return true
      }
    }
    return false
  }

  private static let days: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let levels: [StaticString] = [
    "emerg", "alert", "crit", "err", "warning", "warn", "notice", "info", "debug",
  ]
}
