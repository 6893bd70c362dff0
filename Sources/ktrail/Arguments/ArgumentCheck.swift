import ArgumentParser
import ChangeModel

/// Looks at the arguments before they are parsed, for what the parser would take without a word, or refuse with the wrong
/// one.
///
/// Of an option that is given twice it keeps the last value, and it takes an empty value for a value. Both are mostly a
/// slip of a script, and the answer would then be to another question. Of an option that it does not know it takes the
/// value for an operand, and complains about that. What may be repeated, and what takes a value, is read from the commands'
/// own declarations, so a new option is checked without being named here.
struct ArgumentCheck {
  private let asked: AskedCommand
  private let command: any ParsableCommand.Type

  /// - Throws: a sentence on what was given twice, is empty, or names no command or option; or the help that is asked for
  ///   where the parser would take that for another program's argument.
  static func check(_ arguments: [String], of root: any ParsableCommand.Type) throws {
    try ArgumentCheck(AskedCommand(arguments, of: root))?.check()
  }

  /// `nil` where there is nothing to look at.
  private init?(_ asked: AskedCommand) throws {
    self.asked = asked
    var command = asked.command
    if !command.subcommands.isEmpty {
      let word = asked.arguments.first.flatMap { $0.hasPrefix("-") ? nil : $0 }
      if word == nil {
        // What is asked most is answered without writing all commands' declarations out.
        if let option = asked.arguments.first, option != "--version", option != "--help",
          command.configuration.defaultSubcommand == nil
        {
          try Self.requireKnown(option, of: asked, try DeclaredArguments.of(command))
        }
        return nil
      }
      if let next = command.configuration.defaultSubcommand, !asked.isHelp {
        if let word { try Self.requireNoSlip(word, of: asked, next) }
        command = next
      } else if let word {
        throw ValidationError(
          Meaning.sentence(onCommand: word, besides: asked.arguments.dropFirst(), of: asked))
      }
    }
    if asked.isHelp { return nil }
    self.command = command
  }

  /// What the command that is left out does not take was said to the one that is mistyped: `bisect sart OLD NEW`.
  private static func requireNoSlip(
    _ word: String, of asked: AskedCommand, _ command: any ParsableCommand.Type
  ) throws {
    let asksForHelp = asked.arguments.contains("--help") || asked.arguments.contains("-h")
    var names: [String] = []
    for command in asked.command.subcommands { names += command.names }
    guard !asksForHelp, !names.nearest(to: word, limit: 1).isEmpty else { return }
    do {
      _ = try command.parseAsRoot(Array(asked.arguments))
      return
    } catch {}
    throw ValidationError(
      Meaning.sentence(onCommand: word, besides: asked.arguments.dropFirst(), of: asked))
  }

  private func check() throws {
    let known = try DeclaredArguments.of(command)
    var values: [String: [String]] = [:]
    var rest = asked.arguments
    while let word = rest.popFirst() {
      if word == "--" { break }
      guard word.hasPrefix("-"), word.utf8.count > 1 else {
        // What follows is another program's.
        if known.endAtOperand { return }
        if word.isEmpty { throw ValidationError("An operand is empty; leave it out, or name one.") }
        continue
      }
      let (name, joined) = DeclaredArguments.parts(of: word)
      guard let option = known.option(called: name) else {
        if known.endAtOperand { return }
        try Self.requireKnown(word, of: asked, known)
        continue
      }
      if known.endAtOperand, option.title == "--help" { throw CleanExit.helpRequest(command) }
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

  /// What the parser itself understands, and does not list.
  private static let parsers = [
    "--help-hidden", "-help", "--experimental-dump-help",
  ]

  private static func requireKnown(
    _ word: String, of asked: AskedCommand, _ declared: @autoclosure () throws -> DeclaredArguments
  ) throws {
    let name = word.hasPrefix("--") ? DeclaredArguments.parts(of: word).name : word
    // A number is one that an option may have wanted.
    guard !parsers.contains(name), word.dropFirst().first?.isNumber != true else { return }
    let known = try declared()
    guard known.option(called: name) == nil else { return }
    throw ValidationError(try Meaning.sentence(onOption: name, of: asked, known))
  }
}
