internal import Text

/// Frames of a program's own stack, as languages and debuggers print them: none of the kernel's.
struct ProgramStack {
  private enum Region { case none, python, go, rust }
  private var region = Region.none

  mutating func end() { region = .none }

  /// Whether a line is of a stack; what it says of an error is not.
  mutating func contains(_ line: PastedLine) -> Bool {
    let (words, text) = (line.words, line.text)
    let first = words[0]
    if first == "goroutine", words.count >= 3, text.has("["), text.has("]:") {
      region = .go
      return true
    }
    if text.has("Traceback (most recent call last)")
      || text.has("of the above exception, another exception occurred")
      || text.has("above exception was the direct cause of")
    {
      return true
    }
    if first == "File", words.count >= 4, words[1].hasPrefix("\""), words[2] == "line" {
      region = .python
      return true
    }
    switch region {
    case .python:
      // The line of source, and the marks below it.
      if line.isIndented, !line.isOfKernel { return true }
      region = .none
    case .go:
      if !line.isOfKernel { return true }
      region = .none
    case .rust:
      if Self.isNumbered(words) || first == "at" || first == "note:" { return true }
      region = .none
    case .none: break
    }
    if text.hasPrefix("stack backtrace:"), words.count == 2 {
      // The kernel's lockdep has the same line, and goes on with no numbers.
      region = .rust
      return false
    }
    return Self.isFrame(line)
  }

  /// `0: std::panicking::begin_panic`, `12:     0x55d0 - main`
  private static func isNumbered(_ words: [Substring]) -> Bool {
    words.count >= 2 && words[0].hasSuffix(":") && words[0].dropLast().utf8.allSatisfy(\.isDigit)
  }

  private static func isFrame(_ line: PastedLine) -> Bool {
    let (words, text) = (line.words, line.text)
    guard let last = words.last else { return false }
    // glibc: `/lib/libc.so.6(abort+0x12b)[0x7f…]`, `./tool() [0x4005]`
    if words[0].hasPrefix("/") || words[0].hasPrefix("./"), words.count <= 2,
      words[0].contains("("), last.hasSuffix("]"), last.contains("[0x")
    {
      return true
    }
    guard words.count >= 2 else { return false }
    switch words[0] {
    case "at":
      // Java, JavaScript, .NET, Rust
      return words[1].contains(".")
        && (words[1].contains("(") || last.hasSuffix(")") || text.has(") in "))
        || ["new", "async", "Object."].contains(words[1])
        || words[1].contains("(")
        || hasPlace(words[1]) && Word(String(words[1])).kernelPath == nil
        || words.count <= 6 && last.hasPrefix("(") && last.hasSuffix(")")
          && hasPlace(last.dropLast())
    case "from": return words[1].contains(".rb:")
    case "...": return words.count == 3 && words[2] == "more"
    case "created": return words[1] == "by" && words.count >= 3 && words[2].contains(".")
    case "Stack" where words.count >= 5: return text.hasPrefix("Stack trace of thread")
    default: break
    }
    if words[0].hasPrefix("#"), words[0].dropFirst().utf8.allSatisfy(\.isDigit), words[0].count > 1
    {
      return isDebuggerFrame(words)
    }
    if last.hasPrefix("+0x"), words[words.count - 2].contains(".go:") { return true }
    if words[0].count == 1, words[1].hasPrefix("["), words[0].first?.isLetter == true,
      words[1].contains(".so")
    {
      return true
    }
    return false
  }

  /// `fs.js:12:3`, `/rustc/x/lib.rs:5`
  private static func hasPlace(_ word: Substring) -> Bool {
    let parts = word.split(separator: ":")
    return parts.count >= 2 && parts[0].contains(".") && parts[1].utf8.allSatisfy(\.isDigit)
  }

  /// `#0  0x00007f… in raise () from /lib/libc.so.6`, `#1  main (argc=1) at main.c:12`; not `#3 [ffff88…] schedule at ffff…` and
  /// not what gdb prints of a kernel.
  private static func isDebuggerFrame(_ words: [Substring]) -> Bool {
    guard words.count >= 3, !words[1].hasPrefix("[") else { return false }
    if words[1].hasPrefix("0xffff"), words[1].utf8.count == 18 { return false }
    guard !words.contains(where: { $0.contains("/") && Word(String($0)).kernelPath != nil }) else {
      return false
    }
    return words[1].hasPrefix("0x") || words[1].contains(".php(")
      || words.contains { $0.hasPrefix("(") } && (words.contains("at") || words.contains("from"))
  }
}
