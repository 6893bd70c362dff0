/// Other ways to say what the command line has, put into its own words before they are parsed.
///
/// `diff`, which is nothing but another name, is an alias of its command.
enum Aliases {
  static func asksForVersion(_ arguments: [String]) -> Bool {
    arguments.count == 1 && ["--version", "-V", "-v", "version"].contains(arguments[0])
  }

  static func meant(by arguments: [String]) throws -> [String] {
    if asksForVersion(arguments) { return ["--version"] }
    switch arguments.first {
    case "search": return try search(arguments.dropFirst())
    case "help":
      return arguments.enumerated().map {
        $0.offset == 1 && $0.element == "search" ? "fixes" : $0.element
      }
    default:
      // The parser knows `help` as the first word only.
      let path = AskedCommand(arguments, of: Ktrail.self)
      guard path.path.count > 1, !path.command.subcommands.isEmpty, path.arguments.first == "help"
      else { return arguments }
      return ["help"] + arguments.dropLast(path.arguments.count) + path.arguments.dropFirst()
    }
  }

  /// `search WORDS OPTIONS` is `fixes --matching WORDS OPTIONS`.
  private static func search(_ given: ArraySlice<String>) throws -> [String] {
    let known = try DeclaredArguments.of(FixesCommand.self)
    var (words, others, rest): ([String], [String], ArraySlice<String>) = ([], [], given)
    while let word = rest.popFirst() {
      if word == "--" {
        words += rest
        break
      }
      guard word.hasPrefix("-"), word.utf8.count > 1 else {
        words.append(word)
        continue
      }
      others.append(word)
      let (name, value) = DeclaredArguments.parts(of: word)
      guard let option = known.option(called: name), option.takesValue, value == nil else {
        continue
      }
      var count = 0
      while count == 0 || option.takesSeveral, let next = rest.first,
        !next.hasPrefix("-") || next == "-"
      {
        others.append(next)
        rest.removeFirst()
        count += 1
      }
    }
    // One word with its value, since words may begin with a hyphen.
    return ["fixes"] + (words.isEmpty ? [] : ["--matching=\(words.joined(separator: " "))"])
      + others
  }
}
