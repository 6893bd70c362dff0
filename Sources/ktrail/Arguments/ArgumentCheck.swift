import ArgumentParser
import ChangeModel

/// Looks at the arguments before they are parsed, for what the parser would take without a word.
///
/// Of an option that is given twice it keeps the last value, and it takes an empty value for a value. Both are mostly a
/// slip of a script, and the answer would then be to another question. What may be repeated, and what takes a value, is
/// read from the commands' own declarations, so a new option is checked without being named here.
struct ArgumentCheck {
  private let command: any ParsableCommand.Type
  private let arguments: ArraySlice<String>

  /// - Throws: a sentence on what was given twice, is empty, or names no command.
  static func check(_ arguments: [String], of root: any ParsableCommand.Type) throws {
    try ArgumentCheck(root, arguments[...])?.check()
  }

  /// `nil` where there is nothing to look at.
  private init?(_ root: any ParsableCommand.Type, _ given: ArraySlice<String>) throws {
    var (command, arguments) = (root, given)
    let asksForHelp = arguments.first == "help"
    if asksForHelp { arguments.removeFirst() }
    while !command.configuration.subcommands.isEmpty {
      let known = command.configuration.subcommands
      guard let word = arguments.first, !word.hasPrefix("-") else { break }
      if word == "help", command == root { return nil }
      if let next = known.first(where: { $0.names.contains(word) }) {
        (command, arguments) = (next, arguments.dropFirst())
      } else if let next = command.configuration.defaultSubcommand, !asksForHelp {
        command = next
      } else {
        throw ValidationError(Self.unknown(word, of: command))
      }
    }
    if asksForHelp || !command.configuration.subcommands.isEmpty { return nil }
    (self.command, self.arguments) = (command, arguments)
  }

  private static func unknown(_ word: String, of command: any ParsableCommand.Type) -> String {
    let names = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .flatMap { $0.names }
    let nearest = names.nearest(to: word, limit: 1).map { "; did you mean \($0)?" }.first
    return """
      \(command._commandName) has no command "\(word.inert())"\
      \(nearest ?? "; the commands are \(names.joined(separator: ", ")).")
      """
  }

  // MARK: The arguments of one command

  private func check() throws {
    let known = try DeclaredArguments.of(command)
    var values: [String: [String]] = [:]
    var rest = arguments
    while let word = rest.popFirst() {
      if word == "--" { break }
      guard word.hasPrefix("-"), word.utf8.count > 1 else {
        // What follows is another program's.
        if known.endAtOperand { return }
        if word.isEmpty { throw ValidationError("An operand is empty; leave it out, or name one.") }
        continue
      }
      let (name, joined) = Self.parts(of: word)
      guard let option = known.option(called: name) else {
        if known.endAtOperand { return }
        continue
      }
      guard option.takesValue else { continue }
      var given: [String] = joined.map { [$0] } ?? []
      while joined == nil, given.isEmpty || option.takesSeveral, let next = rest.first,
        !next.hasPrefix("-") || next == "-"
      {
        given.append(next)
        rest.removeFirst()
      }
      if given.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
        throw ValidationError("\(option.title) needs a value, and the one given is empty.")
      }
      values[option.title, default: []] += given
      if !option.isRepeating, let all = values[option.title], all.count > 1 {
        throw ValidationError(
          """
          \(option.title) can be given only once, and was given \
          \(all.map { "\"\($0.inert())\"" }.joined(separator: " and ")).
          """)
      }
    }
  }

  /// `--name` and `value` of `--name=value`; of short options in one word the last is meant, which alone may take a value.
  private static func parts(of word: String) -> (name: String, value: String?) {
    let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = halves.count > 1 ? String(halves[1]) : nil
    if word.hasPrefix("--") { return (String(halves[0]), value) }
    return ("-" + halves[0].suffix(1), value)
  }
}

extension ParsableCommand {
  fileprivate static var names: [String] { [_commandName] + configuration.aliases }
}
