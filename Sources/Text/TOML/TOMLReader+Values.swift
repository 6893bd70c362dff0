extension TOMLReader {
  /// - Parameter depth: how many tables and arrays are around it.
  mutating func value(depth: Int) throws(TOMLError) -> TOMLValue {
    guard depth <= TOMLDocument.deepest else { throw error(.tooDeep) }
    switch next {
    case nil, 0x0A?, UInt8(ascii: "#")?: throw error(.noValue)
    case UInt8(ascii: "\"")?, UInt8(ascii: "'")?: return .string(try string())
    case UInt8(ascii: "[")?: return .array(try array(depth: depth + 1))
    case UInt8(ascii: "{")?: return .table(try inlineTable(depth: depth + 1))
    default: return try word()
    }
  }

  private mutating func array(depth: Int) throws(TOMLError) -> [TOMLElement] {
    place += 1
    var elements: [TOMLElement] = []
    while true {
      try skipLinesAndComments()
      if take("]") { return elements }
      guard next != nil else { throw error(.unclosedArray) }
      let offset = place
      elements.append(TOMLElement(value: try value(depth: depth), offset: offset))
      try skipLinesAndComments()
      if take("]") { return elements }
      guard take(",") else { throw error(.unclosedArray) }
    }
  }

  private mutating func inlineTable(depth: Int) throws(TOMLError) -> TOMLTable {
    place += 1
    let table = TOMLBranch(.heading)
    skipBlanks()
    if take("}") { return table.table }
    while true {
      try statement(in: table, section: 0, depth: depth)
      skipBlanks()
      if take("}") { return table.table }
      guard take(",") else { throw error(.unclosedTable) }
      skipBlanks()
    }
  }

  // MARK: Words

  /// A value without quotes or brackets.
  private mutating func word() throws(TOMLError) -> TOMLValue {
    let start = place
    skipWord()
    if isDate(bytes[start..<place]), next == 0x20, place + 1 < bytes.count,
      bytes[place + 1].isDigit
    {
      // A blank may stand between a date and a time.
      place += 1
      skipWord()
    }
    let word = bytes[start..<place]
    let text = String(decoding: word, as: UTF8.self)
    if let control = word.firstIndex(where: \.isForbidden) { throw error(.control, at: control) }
    guard !word.isEmpty else { throw error(.noValue) }
    switch text {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "inf", "+inf": return .float(.infinity)
    case "-inf": return .float(-.infinity)
    case "nan", "+nan", "-nan": return .float(.nan)
    default: break
    }
    if isTime(word) { return .time(text) }
    if isInteger(word) {
      guard let number = integer(word) else { throw error(.tooLarge(text), at: start) }
      return .integer(number)
    }
    if isFloat(word), let number = Double(text.filter { $0 != "_" }) { return .float(number) }
    throw error(.notAValue(text), at: start)
  }

  private mutating func skipWord() {
    while let byte = next, !" \t\n,]}#".utf8.contains(byte) { place += 1 }
  }

  /// Digits with single underscores between them.
  private func areDigits(_ text: ArraySlice<UInt8>, _ isDigit: (UInt8) -> Bool) -> Bool {
    !text.isEmpty
      && text.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        .allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
  }

  private func isDecimal(_ word: ArraySlice<UInt8>) -> Bool {
    let digits = word.withoutSign
    return areDigits(digits, \.isDigit) && (digits.count == 1 || digits.first != UInt8(ascii: "0"))
  }

  private func isInteger(_ word: ArraySlice<UInt8>) -> Bool {
    switch word.prefix(2) {
    case [0x30, UInt8(ascii: "x")]: areDigits(word.dropFirst(2), \.isHexDigit)
    case [0x30, UInt8(ascii: "o")]: areDigits(word.dropFirst(2)) { (0x30...0x37).contains($0) }
    case [0x30, UInt8(ascii: "b")]: areDigits(word.dropFirst(2)) { (0x30...0x31).contains($0) }
    default: isDecimal(word)
    }
  }

  private func integer(_ word: ArraySlice<UInt8>) -> Int64? {
    let text = String(decoding: word.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    return switch text.prefix(2) {
    case "0x": Int64(text.dropFirst(2), radix: 16)
    case "0o": Int64(text.dropFirst(2), radix: 8)
    case "0b": Int64(text.dropFirst(2), radix: 2)
    default: Int64(text)
    }
  }

  /// `1.5`, `1e6`, `-1.5E-6`.
  private func isFloat(_ word: ArraySlice<UInt8>) -> Bool {
    let power = word.firstIndex { $0 | 0x20 == UInt8(ascii: "e") }
    if let power, !areDigits(word[(power + 1)...].withoutSign, \.isDigit) { return false }
    let mantissa = word[..<(power ?? word.endIndex)]
    guard let point = mantissa.firstIndex(of: UInt8(ascii: ".")) else {
      return power != nil && isDecimal(mantissa)
    }
    return isDecimal(mantissa[..<point]) && areDigits(mantissa[(point + 1)...], \.isDigit)
  }

  // MARK: Dates and times

  private func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    if isDate(word) || isTimeOfDay(word) { return true }
    guard word.count > 11, isDate(word.prefix(10)),
      "Tt ".utf8.contains(word[word.startIndex + 10])
    else { return false }
    var time = word.dropFirst(11)
    if let last = time.last, last | 0x20 == UInt8(ascii: "z") {
      time = time.dropLast()
    } else if let sign = time.lastIndex(where: { "+-".utf8.contains($0) }) {
      guard let offset = time[(sign + 1)...].numbers(separatedBy: ":"), offset.count == 2,
        offset[0] < 24, offset[1] < 60
      else { return false }
      time = time[..<sign]
    }
    return isTimeOfDay(time)
  }

  private func isDate(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count == 10, word[word.startIndex + 4] == UInt8(ascii: "-"),
      let year = word.prefix(4).number, year > 0,
      let rest = word.dropFirst(5).numbers(separatedBy: "-"), rest.count == 2,
      (1...12).contains(rest[0])
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][rest[0] - 1]
    return (1...days).contains(rest[1])
  }

  /// `07:32:00.5`.
  private func isTimeOfDay(_ word: ArraySlice<UInt8>) -> Bool {
    let seconds = word.prefix(8)
    guard let parts = seconds.numbers(separatedBy: ":"), parts.count == 3, parts[0] < 24,
      parts[1] < 60, parts[2] < 60
    else { return false }
    let fraction = word.dropFirst(8)
    return fraction.isEmpty
      || fraction.first == UInt8(ascii: ".") && fraction.count > 1
        && fraction.dropFirst().allSatisfy(\.isDigit)
  }
}

extension ArraySlice<UInt8> {
  fileprivate var withoutSign: Self {
    first == UInt8(ascii: "+") || first == UInt8(ascii: "-") ? dropFirst() : self
  }

  /// Of digits alone.
  fileprivate var number: Int? {
    allSatisfy(\.isDigit) ? Int(String(decoding: self, as: UTF8.self)) : nil
  }

  /// Numbers of two digits each; `nil` if that is not what it is.
  fileprivate func numbers(separatedBy separator: Unicode.Scalar) -> [Int]? {
    var numbers: [Int] = []
    for part in split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false) {
      guard part.count == 2, let number = part.number else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}
