import ArgumentParser

/// What is said of arguments that are wrong: why, how the command is used, where its help is, and an example.
enum WrongUsage {
  static func text(of error: any Error, in asked: AskedCommand) -> String {
    var text = Ktrail.fullMessage(for: error)
    if let error = error as? ValidationError {
      // Not the parser's, which knows for which command it complains.
      let usage =
        asked.command.configuration.usage
        ?? asked.title + (asked.command.subcommands.isEmpty ? "" : " <subcommand>")
      text = """
        Error: \(error.message)
        Usage: \(usage.replacing("\n", with: "\n       "))
          See '\(asked.title) --help' for more information.
        """
    }
    return text + (example(for: asked).map { "\nExample: \($0)" } ?? "")
  }

  /// Of the command that was meant, where it was mistyped.
  private static func example(for asked: AskedCommand) -> String? {
    guard let word = asked.arguments.first, !word.hasPrefix("-"),
      !asked.command.subcommands.isEmpty,
      let meant = Meaning.command(meantBy: word, besides: asked.arguments.dropFirst(), of: asked)
    else { return Example.first(of: asked) }
    return meant == ["search"]
      ? Example.all(in: FixesCommand.configuration.discussion).first {
        $0.hasPrefix("ktrail search")
      }
      : Example.first(of: AskedCommand(meant, of: asked.path[0]))
  }
}
