internal import Text

/// Finds what names an error in the words of a line, and what says the same once more.
struct ErrorReader {
  private(set) var errors: [String] = []
  /// Words that say nothing beside the error: its message, its number; in order, by numbers of words, apart from each other.
  private(set) var messages: [Range<Int>] = []

  init(_ words: [Word]) {
    var index = 0
    while index < words.count {
      readNames(words[index])
      if let found = message(words, at: index) ?? number(words, at: index)
        ?? status(words, at: index)
      {
        if let name = found.name { errors.append(name) }
        messages.append(found.words)
        // Names inside of a message: "error 13/EACCES".
        for word in words[found.words].dropFirst() { readNames(word) }
        index = found.words.upperBound
      } else {
        index += 1
      }
    }
  }

  private typealias Found = (name: String?, words: Range<Int>)

  /// `EACCES`, `-EPERM`, `code=EPERM`, `AccessDeniedException`
  private mutating func readNames(_ word: Word) {
    for part in word.text.split(whereSeparator: {
      !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_"))
    }) {
      if let name = ErrorNumber.canonical[String(part)] {
        errors.append(name)
      } else if part.utf8.count > 8, let name = ErrorNumber.byException[part.lowercased()] {
        errors.append(name)
      }
    }
  }

  // MARK: Messages

  /// By the first word, the longest first, so that it is met first.
  private static let byFirstWord: [String: [(words: [String], name: String)]] = {
    let rows =
      ErrorNumber.table.map { ($0.name, $0.message) }
      + ErrorNumber.otherMessages.map { ($0.name, $0.message) }
      + ErrorNumber.signals.map { ($0.name, $0.message) }
      + ErrorNumber.translations.map { ($0.name, $0.message) }
    var result: [String: [(words: [String], name: String)]] = [:]
    for (name, message) in rows {
      let words = message.split(separator: " ").map { Word(String($0)).lowercased }
      result[words[0], default: []].append((words, name))
    }
    return result.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }()

  /// Of languages that put no blanks between words, the longest first.
  private static let unspaced = ErrorNumber.translations.filter { row in
    !row.message.contains(" ") && (row.message.utf8.first ?? 0) >= 0xE3
  }.sorted { $0.message.utf8.count > $1.message.utf8.count }

  private func message(_ words: [Word], at index: Int) -> Found? {
    let word = words[index]
    let isCapital = word.text.first { $0.isLetter || $0.isNumber }?.isUppercase == true
    for message in Self.byFirstWord[word.lowercased] ?? []
    where index + message.words.count <= words.count
      && (isCapital || !ErrorNumber.plainEnglish.contains(message.name))
      && zip(words[index...], message.words).allSatisfy({ $0.lowercased == $1 })
      // A device's: `PCIe Bus Error: severity=Corrected`
      && !(message.name == "SIGBUS" && index > 0 && words[index - 1].text == "PCIe")
    {
      return (message.name, index..<Self.past(words, index + message.words.count))
    }
    if word.text.utf8.contains(where: { $0 >= 0xE3 }),
      let row = Self.unspaced.first(where: { word.text.contains($0.message) })
    {
      return (row.name, index..<index + 1)
    }
    // `make: *** [all] Killed`, `Aborted (core dumped)`
    if let name = ErrorNumber.plainSignals[word.trimmed], word.text.hasPrefix(word.trimmed),
      index == 0 || [":", "]", "\t"].contains(where: words[index - 1].text.hasSuffix)
    {
      let end = Self.past(words, index + 1)
      if end == words.count { return (name, index..<end) }
    }
    return nil
  }

  /// Past `(core dumped)`.
  private static func past(_ words: [Word], _ end: Int) -> Int {
    end + 1 < words.count && words[end].text == "(core" && words[end + 1].lowercased == "dumped"
      ? end + 2 : end
  }

  // MARK: Numbers

  private static let wordsBeforeNumber: Set = [
    "error", "err", "ret", "returned", "returns", "return", "failed", "errno", "status", "code",
    "rc", "result", "with", "retval", "res", "ioresult",
  ]

  /// `error -13`, `rc = -22`, `errno 13`, `os error 13`
  private func number(_ words: [Word], at index: Int) -> Found? {
    let word = words[index]
    guard word.text.utf8.contains(where: \.isDigit) else { return nil }
    // What stands before it, without `=` between.
    var before = index - 1
    if before >= 0, ["=", ":", "=>"].contains(words[before].text) { before -= 1 }
    let said = before >= 0 ? words[before].lowercased : ""
    if let number = word.negativeNumber, let name = ErrorNumber.byNumber[number],
      word.text.contains("=-") || Self.wordsBeforeNumber.contains(said)
        || Self.wordsBeforeNumber.contains(word.nameBeforeColon ?? "")
    {
      return (name, index..<index + 1)
    }
    let isErrno =
      said == "errno" || said.hasSuffix(".errno")
      || (said == "error" && before > 0 && words[before - 1].lowercased == "os")
      // `XFS (dm-0): metadata I/O error in "…" at daddr 0x1 len 32 error 117`
      || (said == "error" && words[0].text == "XFS")
    let digits = isErrno ? word.leadingNumber : word.errnoAfterSign
    if let digits, let name = ErrorNumber.byNumber[digits] { return (name, index..<index + 1) }
    return nil
  }

  // MARK: Status of protocols

  /// What servers say beside their number (RFC 9110); it is not the kernel's.
  private static let reasons: [Int: [String]] = [
    400: ["bad", "request"], 401: ["unauthorized"], 403: ["forbidden"], 404: ["not", "found"],
    408: ["request", "timeout"], 409: ["conflict"], 410: ["gone"],
    429: ["too", "many", "requests"],
    499: ["client", "closed", "request"], 500: ["internal", "server", "error"],
    501: ["not", "implemented"], 502: ["bad", "gateway"], 503: ["service", "unavailable"],
    504: ["gateway", "timeout"], 507: ["insufficient", "storage"],
  ]
  private static let longPhrases = [
    ["internal", "server", "error"], ["bad", "gateway"], ["service", "unavailable"],
    ["gateway", "timeout"], ["gateway", "time-out"], ["too", "many", "requests"],
  ]

  /// `503 Service Unavailable`, `rpc error: code = Unavailable desc = …`
  private func status(_ words: [Word], at index: Int) -> Found? {
    func fits(_ phrase: [String], from start: Int) -> Bool {
      start + phrase.count <= words.count
        && zip(words[start...], phrase).allSatisfy { $0.lowercased == $1 }
    }
    if words[index].lowercased == "code", index + 2 < words.count, words[index + 1].text == "=",
      words[index + 2].text.utf8.first?.isLetter == true
    {
      return (nil, index..<index + (fits(["desc"], from: index + 3) ? 4 : 3))
    }
    if fits(["rpc", "error", "code"], from: index) { return (nil, index..<index + 2) }
    if let number = Int(words[index].lowercased), let phrase = Self.reasons[number],
      fits(phrase, from: index + 1)
    {
      return (nil, index..<index + 1 + phrase.count)
    }
    // The phrase alone has capitals: `Bad Gateway`.
    if words[index].trimmed.utf8.first?.isUpper == true,
      let phrase = Self.longPhrases.first(where: { fits($0, from: index) }),
      words[index + phrase.count - 1].trimmed.utf8.first?.isUpper == true
    {
      return (nil, index..<index + phrase.count)
    }
    return nil
  }
}
