import Text

extension ByteText {
  /// Whether a shell waits or waited here for a command: `$ rpm -q …`, `[root@host ~]# …`,
  /// `user@host:~$`, `host:~ # …`, `bash-5.1# …`, `(venv) user@host:~$`.
  var isPrompt: Bool {
    guard let first, count < Self.longest else { return false }
    if first == UInt8(ascii: "("), let close = offset(of: ") "),
      offset(where: \.isBlank) == close + 1
    {
      return dropFirst(close + 2).isPrompt
    }
    if starts(with: "PS ") { return byte(at: 4) == UInt8(ascii: ":") && contains(">") }
    if first == UInt8(ascii: "$") { return endsPrompt(at: 0) }
    if first == UInt8(ascii: "#") || first == UInt8(ascii: "%") {
      return byte(at: 1) == UInt8(ascii: " ") && dropFirst(2).isCommand
    }
    if starts(with: "❯") || starts(with: "➜") { return byte(at: 3).map(\.isBlank) != false }
    if first == UInt8(ascii: "["), let close = offset(of: UInt8(ascii: "]")) {
      // "[root@host linux]# "
      return prefix(close).namesHost && endsPrompt(at: close + 1)
    }
    let word = prefix(offset(where: \.isBlank) ?? count)
    if word.count > 1, word.namesHost, let at = word.offset(of: UInt8(ascii: "@")),
      word.offset(of: UInt8(ascii: ":"), from: at) != nil
        || word.offset(of: UInt8(ascii: "~")) != nil,
      endsPrompt(at: word.count - 1) || word.last == UInt8(ascii: ">")
    {
      return true
    }
    // "bash-5.1# ", "host$ "
    if word.count > 1, endsPrompt(at: word.count - 1), word.dropLast(1).isHost {
      let command = dropFirst(word.count).trimmed
      return word.namesShell || command.isEmpty || command.isCommand
    }
    // "user@host ~> "
    if word.namesHost, let close = offset(of: UInt8(ascii: ">")), close > word.count + 1,
      byte(at: close + 1).map(\.isBlank) != false, let place = byte(at: word.count + 1),
      place == UInt8(ascii: "~") || place == UInt8(ascii: "/")
    {
      return true
    }
    // "host:~ # ", "user@host ~ % ", "user@host:~/linux (master *)$ "
    guard word.count < count, word.namesPlace || word.namesHost else { return false }
    let sign = offset {
      $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "$")
    }
    guard let sign, sign > word.count, endsPrompt(at: sign) else { return false }
    let between = self[word.count..<sign].trimmed
    return between.isEmpty && word.namesPlace
      || word.namesHost && !between.isEmpty
        && (between.offset(where: \.isBlank) == nil
          || between.first == UInt8(ascii: "(") && between.last == UInt8(ascii: ")"))
  }

  private static let longest = 400

  /// Whether one of `$ # %` ends the prompt here.
  private func endsPrompt(at offset: Int) -> Bool {
    guard let sign = byte(at: offset),
      sign == UInt8(ascii: "$") || sign == UInt8(ascii: "#") || sign == UInt8(ascii: "%")
    else { return false }
    return byte(at: offset + 1).map(\.isBlank) != false
  }

  /// `bash-5.1#`, `sh-4.2$`
  private var namesShell: Bool { starts(with: "bash-") || starts(with: "sh-") }

  /// The name of a host or a shell, a letter first.
  private var isHost: Bool {
    first?.isLetter == true && slice.allSatisfy { $0.isWordByte || $0 == 0x2D || $0 == 0x2E }
  }

  /// `user@host`, with whatever else a prompt has.
  private var namesHost: Bool {
    guard let at = offset(of: UInt8(ascii: "@")), at > 0 else { return false }
    return prefix(at).slice.allSatisfy { $0.isWordByte || $0 == 0x2D || $0 == 0x2E || $0 == 0x5B }
      && byte(at: at + 1)?.isWordByte == true
  }

  /// `host:~`, `host:/root`
  private var namesPlace: Bool {
    guard let colon = offset(of: UInt8(ascii: ":")), colon > 0 else { return false }
    return byte(at: colon + 1) == UInt8(ascii: "~") || byte(at: colon + 1) == UInt8(ascii: "/")
  }

  /// Whether a command stands here that prints changelogs.
  private var isCommand: Bool {
    let word = prefix(offset(where: \.isBlank) ?? count).string
    return [
      "apt", "apt-get", "cat", "dnf", "dmesg", "exit", "git", "head", "journalctl", "less", "more",
      "rpm", "sudo", "tail", "uname", "xzcat", "yum", "zcat", "zypper",
    ].contains(word)
  }
}
