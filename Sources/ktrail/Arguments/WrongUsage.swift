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
    return text + (Example.first(of: asked).map { "\nExample: \($0)" } ?? "")
  }
}
