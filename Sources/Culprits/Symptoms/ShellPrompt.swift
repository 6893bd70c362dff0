internal import Text

/// What was typed at a shell's prompt.
enum ShellPrompt {
  case aboutMachine, other

  /// Beginnings of prompts end so.
  private static let ends = ["$ ", "# ", "% "]
  private static let longestPrompt = 60

  /// `$ uname -a`, `[root@host ~]# lspci -nn`, `### lsmod`, `` Output of `docker info`: ``
  static func command(in line: PastedLine) -> ShellPrompt? {
    guard line.text.utf8.count <= 240 else { return nil }
    if let typed = typed(line.text) {
      let words = typed.split(whereSeparator: \.isWhitespace)
      if isAboutMachine(words) { return .aboutMachine }
      // A heading in Markdown begins like a prompt.
      return line.text.first == "#" ? nil : .other
    }
    // A command alone on its line, as a title.
    var title = Substring(line.text)
    while let mark = title.first, " \t#*`>-".contains(mark) { title.removeFirst() }
    while let mark = title.last, " \t\r*`:#".contains(mark) { title.removeLast() }
    var words = title.split { $0 == " " || $0 == "\t" || $0 == "`" }
    if words.first?.lowercased() == "output", words.dropFirst().first == "of" {
      words.removeFirst(words.dropFirst(2).first == "the" ? 3 : 2)
    }
    if words.last?.lowercased() == "output" { words.removeLast() }
    return isAboutMachine(words)
      && (words.count > 1 || title.count < line.text.count || isUnmistakable(words))
      ? .aboutMachine : nil
  }

  private static func isUnmistakable(_ words: [Substring]) -> Bool {
    ["lsmod", "lspci", "lsusb", "lsblk", "lscpu", "hostnamectl"].contains(words.first ?? "")
  }

  private static func typed(_ text: String) -> Substring? {
    let start = text.drop { $0 == " " || $0 == "\t" }
    for end in ends {
      if start.hasPrefix(end) { return start.dropFirst(2) }
      let head = start.prefix(longestPrompt)
      guard let found = head.firstRange(of: end) else { continue }
      let prompt = head[..<found.lowerBound]
      let isPrompt =
        !prompt.contains(" ")
        && (prompt.contains("@") || prompt.hasPrefix("bash-") || prompt.hasPrefix("sh-")
          || prompt == "~" || prompt == "/")
        || prompt.hasPrefix("[") && prompt.hasSuffix("]")
        || prompt.contains("@") && prompt.hasSuffix("~ ")
      if isPrompt { return start[found.upperBound...] }
    }
    return nil
  }

  private static let queries: Set<Substring> = ["show", "list", "dev", "eth0", "nodes", "node"]

  private static func isAboutMachine(_ typed: [Substring]) -> Bool {
    var words = typed[...]
    while let word = words.first, ["sudo", "LANG=C", "LC_ALL=C", "time", "watch"].contains(word) {
      words.removeFirst()
    }
    guard var command = words.first else { return false }
    if let slash = command.lastIndex(of: "/"), command.hasPrefix("/") {
      command = command[command.index(after: slash)...]
    }
    let arguments = words.dropFirst().prefix { $0 != "|" && $0 != "&&" && $0 != ";" && $0 != ">" }
    if ["cat", "grep", "head", "more", "less", "egrep"].contains(command) {
      return arguments.contains { MachineText.files.contains(String($0)) }
    }
    // Of any tool.
    if arguments.count == 1, ["--version", "-V"].contains(arguments.first) { return true }
    guard MachineText.commands.contains(command) else { return false }
    if let known = MachineText.subcommands[command] {
      if known.contains("*") { return !arguments.isEmpty }
      guard let first = arguments.first else {
        return known.isEmpty || command == "mount"
      }
      // `ip addr show eth0`, `rpm -q kernel`; not `ip route add`.
      return known.contains(first)
        && (first.hasPrefix("-")
          || arguments.dropFirst().allSatisfy { $0.hasPrefix("-") || queries.contains($0) })
    }
    return arguments.allSatisfy {
      $0.hasPrefix("-") || $0.hasPrefix("/") || $0.contains("aux") || $0.contains(":")
        || $0.utf8.first?.isDigit == true
    }
  }
}
