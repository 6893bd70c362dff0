internal import ChangeModel
internal import Text

/// Sorts the lines of a paste into what may be a symptom and what is something else.
///
/// Nothing that the kernel reports is left out but what every report has. A form that only looks like a description of the
/// machine counts as one only among others.
struct LineSorter {
  struct Sorted {
    let line: PastedLine
    /// `nil` for a symptom.
    var reason: Symptom.LeftOut.Reason?
    /// Where its text begins that is no heading.
    var start: Int
    var isMount = false
    var dump: TraceDump?
  }

  private(set) var lines: [Sorted] = []
  /// The lines of the run that is not known yet to be about the machine.
  private var run: (start: Int, isSure: Bool)?
  private var stack = ProgramStack()
  private var dump: TraceDump?
  private var isInCode = false
  /// After a command or the heading of a table, until a blank line.
  private var isInOutput = false
  private var commentEnd = 0
  private var signatureLines = 0
  private let closers: Closers

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let pasted = Self.unbroken(bytes)
    closers = Closers(pasted)
    lines.reserveCapacity(pasted.count)
    for (index, line) in pasted.enumerated() { sort(line, index) }
    endRun()
    sortMounts()
  }

  // MARK: Broken lines

  private static func unbroken(_ bytes: UnsafeBufferPointer<UInt8>) -> [PastedLine] {
    let all = bytes.lines.enumerated().map { index, whole in
      let start = LogPrefix.end(in: bytes, whole)
      return (
        line: PastedLine(bytes, start..<whole.upperBound, whole: whole, number: index + 1),
        whole: whole
      )
    }
    let breaks = BrokenLines(all, in: bytes)
    var result: [PastedLine] = []
    result.reserveCapacity(all.count)
    for (index, (line, _)) in all.enumerated() {
      if let last = result.last, breaks.isRest(index, line, of: last) {
        result[result.count - 1].join(line, bytes)
      } else {
        result.append(line)
      }
    }
    return result
  }

  // MARK: One line

  private mutating func sort(_ line: PastedLine, _ index: Int) {
    var sorted = Sorted(line: line, reason: nil, start: line.content.lowerBound)
    defer { lines.append(sorted) }
    guard let first = line.words.first else {
      endRun()
      stack.end()
      (dump, isInOutput, signatureLines) = (nil, false, 0)
      return
    }
    if index < commentEnd {
      sorted.reason = line.isOfKernel ? nil : .form
      return endRun()
    }
    if first.hasPrefix("```") || first.hasPrefix("~~~") {
      let language = first.drop { $0 == "`" || $0 == "~" }.lowercased()
      isInCode =
        !isInCode && FormText.codeLanguages.contains(Substring(language))
        && closers.hasFence(after: index)
      (sorted.reason, isInOutput) = (.form, false)
      return endRun()
    }
    if first.hasPrefix("<!--"), let end = closers.commentEnd(from: index) {
      (commentEnd, sorted.reason) = (end, .form)
      return endRun()
    }
    dump = TraceDump(line.words) ?? (dump?.goesOn(in: line.words) == true ? dump : nil)
    if let dump {
      (sorted.reason, sorted.dump) = (.dump, dump)
      return endRun()
    }
    if stack.contains(line) {
      sorted.reason = .programStack
      return endRun()
    }
    if isInCode, !line.isOfKernel, !line.saysError {
      sorted.reason = .code
      return endRun()
    }
    if isForm(line) {
      sorted.reason = .form
      return endRun()
    }
    if let length = FormText.headingLength(of: line) {
      sorted.start = min(line.content.upperBound, line.content.lowerBound + length)
      if length >= line.text.utf8.count { sorted.reason = .form }
      return endRun()
    }
    sorted.isMount = MountLine(line.words.map(String.init)) != nil
    switch likeness(line) {
    case .none: endRun()
    case .soft: addToRun(isSure: false)
    case .sure: addToRun(isSure: true)
    }
  }

  private mutating func isForm(_ line: PastedLine) -> Bool {
    if line.words == ["--"] {
      signatureLines = 6
      return true
    }
    if FormText.isClosing(line) {
      signatureLines = 2
      return true
    }
    if signatureLines > 0, !line.isOfKernel, !line.marks.contains(.problem),
      signatureLines > 2 || FormText.isName(line)
    {
      signatureLines -= 1
      return true
    }
    return FormText.isForm(line)
  }

  private mutating func likeness(_ line: PastedLine) -> MachineText.Likeness {
    if line.isOfKernel {
      isInOutput = false
      return MachineText.likeness(of: line) == .sure ? .sure : .none
    }
    switch ShellPrompt.command(in: line) {
    case .aboutMachine:
      isInOutput = true
      return .sure
    case .other:
      isInOutput = false
      return .none
    case nil: break
    }
    let likeness = MachineText.likeness(of: line)
    if MachineText.isHeading(line.words) { isInOutput = true }
    if likeness == .none, isInOutput, isRow(line) { return .soft }
    return likeness
  }

  /// Whether a line can be of a command's output: no sentence, and no log.
  private func isRow(_ line: PastedLine) -> Bool {
    guard let last = line.text.last(where: { !$0.isWhitespace }), !".!?".contains(last) else {
      return false
    }
    return line.words.count <= 3 || line.text.has("  ") || line.text.has("\t")
      || line.text.has(": ") || line.words.contains { $0.utf8.first?.isDigit == true }
  }

  // MARK: Runs

  private mutating func addToRun(isSure: Bool) {
    run = (run?.start ?? lines.count, isSure || run?.isSure == true)
  }

  private mutating func endRun() {
    guard let open = run else { return }
    run = nil
    guard open.isSure else { return }
    for place in open.start..<lines.count where !lines[place].line.isBlank {
      lines[place].reason = .machine
    }
  }

  // MARK: Mounts

  private static let leastListed = 4
  private static let mostAlone = 5

  /// A list of all that is mounted describes the machine; a line or two of it are chosen to say something.
  private mutating func sortMounts() {
    var start = 0
    while start < lines.count {
      guard lines[start].isMount else {
        start += 1
        continue
      }
      var end = start
      while end < lines.count, lines[end].isMount { end += 1 }
      let types = lines[start..<end].compactMap { MountLine($0.line.words.map(String.init))?.type }
      let isList =
        types.count >= Self.leastListed && types.contains(where: KnownNames.everywhere.contains)
        || Set(types).count > Self.mostAlone
      for place in start..<end {
        lines[place].reason = isList ? .machine : nil
      }
      start = end
    }
  }
}

extension PastedLine {
  /// Whether it names an error: that stays, whatever is around it.
  fileprivate var saysError: Bool {
    guard marks.contains(.problem) || text.has("Err") || text.has(" E") else {
      return false
    }
    return !ErrorReader(words.map { Word(String($0)) }).errors.isEmpty
  }
}

/// Where what was opened is closed again, so that what was not does not swallow the rest.
private struct Closers {
  private var lastFence = -1
  /// By line: the line after the next one that ends a comment.
  private var commentEnds: [Int?]

  init(_ lines: [PastedLine]) {
    commentEnds = Array(repeating: nil, count: lines.count)
    var next: Int?
    for index in lines.indices.reversed() {
      let text = lines[index].text
      if text.has("-->") { next = index + 1 }
      commentEnds[index] = next
      if lastFence < 0, text.has("```") || text.has("~~~") { lastFence = index }
    }
  }

  func hasFence(after line: Int) -> Bool { lastFence > line }
  func commentEnd(from line: Int) -> Int? { commentEnds[line] }
}
