internal import ChangeModel
internal import Text

/// Reads a symptom line by line. The forms are listed at `Symptom.init(parsing:)`.
struct SymptomParser {
  private(set) var frames = OrderedSet<Symptom.Frame>()
  private(set) var files = OrderedSet<String>()
  private(set) var modules = OrderedSet<String>()
  private(set) var filesystems = OrderedSet<String>()
  private(set) var mounts = OrderedSet<String>()
  private(set) var syscalls = OrderedSet<String>()
  private(set) var errorNumbers = OrderedSet<String>()
  private(set) var machine = MachineReader()
  private var functions = OrderedSet<String>()

  var functionsOutsideFrames: [String] {
    let inFrames = Set(frames.items.map(\.function))
    // `using xhci_hcd`, before a line says that it is a driver.
    return functions.items.filter {
      !inFrames.contains($0) && !modules.contains($0) && !syscalls.contains($0)
    }
  }

  /// Longer words are not names.
  private static let longestWord = 200

  /// Takes from a line what it says of the machine.
  mutating func readMachine(_ sorted: LineSorter.Sorted) {
    if let dump = sorted.dump {
      machine.read(dump, sorted.line.words)
    } else if sorted.reason == .machine {
      machine.read(sorted.line)
    }
  }

  /// - Parameter line: one that may say something, see ``LineSorter``.
  /// - Returns: The line without the messages of errors, since an error and what the C library says of it are one fact, and
  ///   without what only this machine has; and whether nothing in it describes the machine.
  mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
  ) -> (ranges: [Range<Int>], isSymptomOnly: Bool) {
    let split: [Slice<UnsafeBufferPointer<UInt8>>] = text[line].split(whereSeparator: \.isWhite)
    let parts = split.filter {
      $0.count <= Self.longestWord && !$0.allSatisfy { $0 == UInt8(ascii: ">") }
    }
    let words = parts.map { Word(String(decoding: $0, as: UTF8.self)) }
    let uname = Uname(words.map(\.text))
    if let uname { machine.add(uname) }
    let message = KernelMessage(text, line, parts, words)
    readFrames(words)
    let isMountLine = readMount(words)
    readSystemCall(words)
    let errors = ErrorReader(words)
    for name in errors.errors { errorNumbers.insert(name) }
    if let message { read(message) }
    let said = Set(errors.messages.joined())
    for (index, word) in words.enumerated()
    where uname?.words.contains(index) != true && !said.contains(index)
      && message?.isWordless != true
    {
      readNames(word, before: index > 0 ? words[index - 1] : nil, isMountLine: isMountLine)
    }
    var cuts = errors.messages
    if let uname { cuts = cuts.filter { !$0.overlaps(uname.words) } + [uname.words] }
    guard !cuts.isEmpty || message != nil else { return ([line], true) }
    let bytes = cuts.sorted { $0.lowerBound < $1.lowerBound }.map {
      parts[$0.lowerBound].startIndex..<parts[$0.upperBound - 1].endIndex
    }
    return ((message?.kept ?? [line]).without(bytes), uname == nil)
  }

  private mutating func read(_ message: KernelMessage) {
    if let signal = message.signal { errorNumbers.insert(signal) }
    for name in message.functions { functions.insert(name) }
    for name in message.modules { modules.insert(name) }
    for name in message.filesystems { filesystems.insert(name) }
    for name in message.programs { machine.add(program: name) }
  }

  // MARK: Traces

  private mutating func readFrames(_ words: [Word]) {
    var index = 0
    while index < words.count {
      defer { index += 1 }
      let word = words[index]
      let next = index + 1 < words.count ? words[index + 1] : nil
      if let function = word.functionWithOffset {
        var module: String?
        var file: String?
        for follower in words[(index + 1)...].prefix(2) {
          if let path = follower.kernelPath { file = path }
          if let name = follower.bracketed, name != "inline" { module = name }
        }
        addFrame(function, module: module, file: file)
      } else if let path = next?.kernelPath, index + 2 < words.count,
        words[index + 2].text == "[inline]", word.isIdentifier
      {
        addFrame(word.trimmed, module: nil, file: path)
      } else if word.text.first == "#", next?.text.first == "[",
        let function = crashFrame(words, index)
      {
        addFrame(function, module: nil, file: nil)
      }
    }
  }

  /// `#3 [ffff8800] function at ffff…`, as the crash utility prints it; the address may be blanked.
  private func crashFrame(_ words: [Word], _ index: Int) -> String? {
    var position = index + 1
    while position < words.count, position < index + 4 {
      if words[position].text.last == "]", position + 1 < words.count {
        return words[position + 1].isIdentifier ? words[position + 1].trimmed : nil
      }
      position += 1
    }
    return nil
  }

  private mutating func addFrame(_ function: String, module: String?, file: String?) {
    let isNoise = TraceNoise.isNoise(function)
    frames.insert(
      Symptom.Frame(function: function, module: module, file: file, isNoise: isNoise))
    if let module, !isNoise { modules.insert(module) }
  }

  // MARK: Mounts

  /// - Returns: Whether the line is about a mount, so that its other words are options and no
  ///   prose.
  private mutating func readMount(_ words: [Word]) -> Bool {
    var isMountLine = false
    var hasMountCommand = false
    for (index, word) in words.enumerated() {
      if word.isMount { hasMountCommand = true }
      let next = index + 1 < words.count ? words[index + 1].trimmed : ""
      if word.text == "type", index >= 3, words[index - 2].text == "on" {
        addMounted(next)
        isMountLine = true
      } else if word.text == "-t", hasMountCommand {
        addMounted(next)
        isMountLine = true
      } else if word.text.contains("lowerdir=") {
        addMounted("overlay")
      }
    }
    // device, directory, type, options, dump, pass
    if words.count >= 4, words[1].text.first == "/", words[2].isIdentifier,
      words[3].text.hasPrefix("rw") || words[3].text.hasPrefix("ro")
        || words[3].text.hasPrefix("defaults")
    {
      addMounted(words[2].text)
      isMountLine = true
    }
    return isMountLine
  }

  private mutating func addMounted(_ name: String) {
    let name = name.lowercased()
    guard !name.isEmpty, name.utf8.allSatisfy({ $0.isWordByte }),
      !KnownNames.everywhere.contains(name)
    else { return }
    filesystems.insert(KnownNames.sameFilesystem[name] ?? name)
    mounts.insert(KnownNames.sameFilesystem[name] ?? name)
  }

  // MARK: System calls

  /// `mkdir("a", 0777) = -1 EACCES (Permission denied)`, `<... mkdir resumed>) = ? ERESTARTSYS`, as strace(1) has it.
  private mutating func readSystemCall(_ words: [Word]) {
    if words.count > 2, words[0].text == "<...", words[2].text.hasPrefix("resumed"),
      words[1].isIdentifier
    {
      syscalls.insert(words[1].text)
      return
    }
    guard let equals = words.lastIndex(where: { $0.text == "=" }), equals + 1 < words.count,
      let result = words[equals + 1].text.utf8.first,
      result.isDigit || result == UInt8(ascii: "-") || result == UInt8(ascii: "?")
    else { return }
    for word in words[..<equals] {
      guard let parenthesis = word.text.firstIndex(of: "(") else { continue }
      let name = Word(String(word.text[..<parenthesis]))
      if name.isIdentifier, name.text.utf8.allSatisfy({ !$0.isUpper }) {
        syscalls.insert(name.text)
      }
      return
    }
  }

  // MARK: Names in prose

  private mutating func readNames(_ word: Word, before: Word?, isMountLine: Bool) {
    if let path = word.kernelPath {
      files.insert(path)
      return
    }
    let name = word.trimmed
    if let driver = before, word.isPCIAddress, !driver.text.hasSuffix(":"), driver.isIdentifier,
      driver.trimmed.utf8.count > 2
    {
      let driver = driver.trimmed
      if !["pci", "pcieport", "device", "slot"].contains(driver.lowercased()) {
        modules.insert(driver)
      }
    }
    if let before, ["modprobe", "insmod", "rmmod"].contains(before.text), word.isIdentifier {
      modules.insert(name)
    }
    guard !name.isEmpty else { return }
    let lower = name.lowercased()
    if !isMountLine, word.text.first != "[", KnownNames.filesystems.contains(lower) {
      filesystems.insert(KnownNames.sameFilesystem[lower] ?? lower)
    }
    if KnownNames.syscalls.contains(name) || word.isManualPage { syscalls.insert(name) }
    if word.functionWithOffset == nil, word.isIdentifier, name != "__init",
      word.isCall || word.isSnakeCase, !KnownNames.syscalls.contains(name),
      !KnownNames.architectures.contains(name)
    {
      // `ath9k_htc: Failed to initialize the device`
      if machine.modules.contains(name) || isDriver(word, before) {
        modules.insert(name)
      } else {
        functions.insert(name)
      }
    }
  }

  /// Whether a name stands where a driver says who is talking: `usb 1-2: ath9k_htc: …`.
  private func isDriver(_ word: Word, _ before: Word?) -> Bool {
    guard word.text.hasSuffix(":"), let before else { return false }
    return before.text.hasSuffix(":") && before.trimmed.utf8.first?.isDigit == true
  }
}

extension [Range<Int>] {
  /// What is left of them without others; both in order.
  fileprivate func without(_ others: [Range<Int>]) -> [Range<Int>] {
    var rest: [Range<Int>] = []
    var next = others.startIndex
    for range in self {
      var start = range.lowerBound
      while next < others.endIndex, others[next].lowerBound < range.upperBound {
        if start < others[next].lowerBound { rest.append(start..<others[next].lowerBound) }
        start = Swift.max(start, others[next].upperBound)
        // It may reach into the next.
        guard others[next].upperBound <= range.upperBound else { break }
        next += 1
      }
      if start < range.upperBound { rest.append(start..<range.upperBound) }
    }
    return rest
  }
}
